"""Which review a thing that was found by its words stands in."""

from __future__ import annotations

from sqlalchemy import select

from app.models import tables
from app.models.database import Session

KINDS = ("review_section", "decision")


def review_found(session: Session, kind: str, row_id: str) -> str | None:
    """Return the review of a section or a decision; None for other kinds and what is gone."""
    if kind not in KINDS:
        return None
    table = tables.metadata.tables[kind]
    found = session.rows(select(table.c.review_id).where(table.c.id == row_id, table.c.deleted_at.is_(None)))
    return str(found[0]["review_id"]) if found else None
