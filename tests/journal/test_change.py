"""Single writes get their turn beside a long change, and a lock is always that of the file that is there."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from sqlalchemy import func, select

from app.ids import uuid7
from app.journal import door
from app.journal.change import LongChange, changing
from app.models import locks, tables
from app.models.database import Database
from tests.journal.conftest import NOW

WRITES, STEP = 4, 0.3


def test_that_a_single_write_is_let_through_between_the_steps_of_a_long_change(
    database: Database, tmp_path: Path
) -> None:
    """Without a turn SQLite's polling waits for the whole of it, and gives up where that takes over five seconds."""
    waited: list[float] = []
    inside = threading.Event()

    def person() -> None:
        for _ in range(WRITES):
            inside.wait(5)
            start = time.monotonic()
            with changing(database, "note", at=NOW, by_id=None) as session:
                door.create(session, "member", [{"id": uuid7(), "name": "佐藤"}])
            waited.append(time.monotonic() - start)

    other = threading.Thread(target=person)
    other.start()
    steps = 0
    with LongChange(database, tmp_path, "import", at=NOW, by_id=None) as change:
        until = time.monotonic() + 12
        while len(waited) < WRITES and time.monotonic() < until:
            with change.step() as session:
                door.create(session, "member", [{"id": uuid7(), "name": "鈴木"}])
                inside.set()
                time.sleep(STEP)
                inside.clear()
            steps += 1
    other.join(60)
    assert max(waited) < 3 * STEP
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(tables.member)) == steps + WRITES


def test_that_a_lock_swept_away_while_it_was_waited_for_is_taken_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    taken: list[bool] = []

    def waiting() -> None:
        with locks.hold(path, wait=5) as held:
            taken.append(held)
            with locks.hold(path) as again:
                taken.append(again)

    other = threading.Thread(target=waiting)
    with locks.hold(path) as held:
        assert held
        other.start()
        time.sleep(0.2)
        path.unlink()
    other.join(60)
    assert taken == [True, False]
