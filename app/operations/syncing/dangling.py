"""Bindings whose row is not in the book at all: none in a sound one, for removed rows keep their place."""

from __future__ import annotations

from app.models.database import Session
from app.sync.entities import ENTITIES
from app.sync.sql import one


def dangling(session: Session) -> int:
    """Return how many records are bound to rows that are not there."""
    return sum(
        int(
            one(
                session,
                "SELECT count(*) FROM binding b WHERE b.entity = ? AND NOT EXISTS "
                f"(SELECT 1 FROM {entity.table} t WHERE t.id = b.local_id)",
                entity.name,
            )
        )
        for entity in ENTITIES.values()
    )
