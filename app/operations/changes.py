"""What was changed, and taking it back: undo, redo, the history of a row."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import literal_column, select

from app.journal import undo as journal_undo
from app.journal.changes import Changes
from app.models import tables
from app.models.database import Session

__all__ = ["Changes", "ChangeRow", "HistoryRow", "history_of", "last_changes", "take_back"]


@dataclass(frozen=True)
class ChangeRow:
    """One change: its cause is a key that the screen puts into words."""

    id: str
    at: str
    by: str | None
    cause: str
    state: str
    undoes: str | None


@dataclass(frozen=True)
class HistoryRow:
    """One field's value before and after one change."""

    change_id: str
    at: str
    by: str | None
    cause: str
    field: str
    old: object
    new: object


def take_back(session: Session, change_id: str) -> int:
    """Undo a change, or bring an undone one again by giving the id of its undo; returns how many rows moved."""
    # Loaded with the first undo: a window is painted before anybody takes anything back.
    from app.sync import aftermath

    moved = journal_undo.undo(session, change_id)
    aftermath.undone(session, change_id)
    return moved


def last_changes(session: Session, limit: int = 100) -> list[ChangeRow]:
    """Return the newest changes first."""
    change, member = tables.change, tables.member
    statement = (
        select(change, member.c.name.label("by"))
        .outerjoin(member, member.c.id == change.c.by_id)
        # As they were written: clocks of two machines, or one that was set back, tell another story.
        .order_by(literal_column("change.rowid").desc())
        .limit(limit)
    )
    return [
        ChangeRow(row["id"], row["at"], row["by"], row["cause"], row["state"], row["undoes"])
        for row in session.rows(statement)
    ]


def history_of(session: Session, entity: str, row_id: str) -> list[HistoryRow]:
    """Return what happened to one row, newest first."""
    history, change, member = tables.history, tables.change, tables.member
    statement = (
        select(history, change.c.at, change.c.cause, member.c.name.label("by"))
        .join(change, change.c.id == history.c.change_id)
        .outerjoin(member, member.c.id == change.c.by_id)
        .where(history.c.entity == entity, history.c.row_id == row_id)
        .order_by(history.c.no.desc())
    )
    return [
        HistoryRow(
            row["change_id"],
            row["at"],
            row["by"],
            row["cause"],
            row["field"],
            json.loads(row["old"]),
            json.loads(row["new"]),
        )
        for row in session.rows(statement)
    ]
