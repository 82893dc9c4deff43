"""What was changed, and taking it back: undo and redo."""

from __future__ import annotations

from app.journal import undo as journal_undo
from app.journal.changes import Changes
from app.models.database import Session

__all__ = ["Changes", "take_back"]


def take_back(session: Session, change_id: str) -> int:
    """Undo a change, or bring an undone one again by giving the id of its undo; returns how many rows moved."""
    # Loaded with the first undo: a window is painted before anybody takes anything back.
    from app.sync import aftermath

    moved = journal_undo.undo(session, change_id)
    aftermath.undone(session, change_id)
    return moved
