"""Undoes, at start, the long changes that a killed process left open; never one that is still being written."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from app.journal import undo
from app.journal.change import lock_path
from app.models import locks, tables
from app.models.database import Database


def recover(database: Database, folder: Path, *, at: str) -> int:
    """Undo every open change whose lock nobody holds, and return how many.

    Whether it is open is asked again under its lock: a living import may have ended in between. Lock files that
    nobody holds are swept away.
    """
    count = 0
    for change_id in [*_open(database), *(path.stem for path in (folder / "changes").glob("*.lock"))]:
        path = lock_path(folder, change_id)
        with locks.hold(path) as taken:
            if not taken:
                continue
            by_id = _open(database).get(change_id, _NOT_OPEN)
            if by_id is not _NOT_OPEN:
                undo.roll_back(database, change_id, at=at, by_id=by_id)
                count += 1
            path.unlink(missing_ok=True)
    return count


_NOT_OPEN = "not open"


def _open(database: Database) -> dict[str, str | None]:
    """Return the open changes, with who made them."""
    with database.reading() as session:
        return {row["id"]: row["by_id"] for row in session.rows(_OPEN)}


_OPEN = select(tables.change.c.id, tables.change.c.by_id).where(tables.change.c.state == "open")
