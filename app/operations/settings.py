"""Settings that change numbers: they live in the book, with history."""

from __future__ import annotations

from sqlalchemy import select

from app.journal import door
from app.models import tables
from app.models.database import Session
from app.models.prepared import Prepared
from app.operations.chosen import DEFAULTS, Settings, settings_of

__all__ = ["DEFAULTS", "Settings", "choose", "settings"]

_CHOSEN = Prepared(select(tables.setting.c.id, tables.setting.c.value).where(tables.setting.c.deleted_at.is_(None)))


def settings(session: Session) -> Settings:
    """Return every setting, the shipped value where nobody chose."""
    chosen = {row["id"]: row["value"] for row in _CHOSEN.rows(session)}
    return settings_of(chosen)


def choose(session: Session, key: str, value: object) -> None:
    """Set a setting; raises KeyError for one that does not exist."""
    if key not in DEFAULTS:
        raise KeyError(key)
    there = session.scalar(select(tables.setting.c.id).where(tables.setting.c.id == key))
    if there is None:
        door.create(session, "setting", [{"id": key, "value": value}])
    else:
        door.amend(session, "setting", {key: {"value": value, "deleted_at": None}})
