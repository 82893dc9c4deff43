"""Undoes, at start, the long changes that a killed process left open; never one that is still being written."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from app.journal import undo
from app.journal.change import lock_path
from app.models import locks, tables
from app.models.database import Database


def recover(database: Database, folder: Path, *, at: str) -> int:
    """Undo every open change whose lock nobody holds, and return how many."""
    with database.reading() as session:
        opened = session.rows(select(tables.change.c.id, tables.change.c.by_id).where(tables.change.c.state == "open"))
    count = 0
    for row in opened:
        path = lock_path(folder, row["id"])
        with locks.hold(path) as taken:
            if not taken:
                continue
            undo.roll_back(database, row["id"], at=at, by_id=row["by_id"])
            count += 1
        path.unlink(missing_ok=True)
    return count
