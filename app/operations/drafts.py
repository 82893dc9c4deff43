"""Drafts: what is being typed, kept in the book until it is done with; no change, no history, no undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from app.clock import parse_stamp
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.models.prepared import Prepared


@dataclass(frozen=True)
class DraftRow:
    """What stood under a key when it was last kept, and when that was."""

    key: str
    body: str
    at: datetime


_ONE = Prepared(select(tables.draft).where(tables.draft.c.key == bindparam("wanted")))


def find_draft(session: Session, key: str) -> DraftRow | None:
    """Return what is kept under a key."""
    found = _ONE.rows(session, wanted=key)
    return DraftRow(key, found[0]["body"], parse_stamp(found[0]["at"])) if found else None


def keep_drafts(session: Session, bodies: Mapping[str, str | None]) -> None:
    """Keep what is typed, by key, in place of what was kept there; None lets go of a key."""
    at = door.change_of(session).at
    rows = [{"key": key, "body": body, "at": at} for key, body in bodies.items() if body is not None]
    door.keep_up(session, "draft", rows)
    door.let_go(session, "draft", [{"key": key} for key, body in bodies.items() if body is None])
