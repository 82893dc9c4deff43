from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.clock import stamp
from app.errors import Cancelled
from app.journal import door
from app.journal import recover as recovering
from app.journal.change import LongChange
from app.journal.recover import recover
from app.models import tables
from app.models.database import Database
from tests.journal.conftest import NOW


def accounts(database: Database) -> int:
    with database.reading() as session:
        live = select(func.count()).select_from(tables.account).where(tables.account.c.deleted_at.is_(None))
        return int(session.scalar(live))


def rows(first: int, count: int) -> list[dict[str, object]]:
    return [{"name": f"n{i}", "name_key": f"n{i}"} for i in range(first, first + count)]


def test_that_a_cancelled_long_change_leaves_nothing(database: Database, tmp_path: Path) -> None:
    with pytest.raises(Cancelled), LongChange(database, tmp_path, "import", at=NOW, by_id=None) as change:
        for first in (0, 10):
            with change.step() as session:
                made = door.create(session, "account", rows(first, 10))
                door.amend(session, "account", {made[0]: {"segment": "low"}})
        assert accounts(database) == 20
        raise Cancelled
    assert accounts(database) == 0
    assert list((tmp_path / "changes").iterdir()) == []


def test_that_a_change_of_a_living_process_is_left_alone(database: Database, tmp_path: Path) -> None:
    with LongChange(database, tmp_path, "import", at=NOW, by_id=None) as change:
        with change.step() as session:
            door.create(session, "account", rows(0, 3))
        assert recover(database, tmp_path, at=stamp(NOW)) == 0
        assert accounts(database) == 3
    assert recover(database, tmp_path, at=stamp(NOW)) == 0
    assert accounts(database) == 3


KILLED = """
import os, signal, sys
from pathlib import Path
from app.journal import door
from app.journal import recover as recovering
from app.journal.change import LongChange
from app.models.database import Database
from tests.journal.conftest import NOW
folder = Path(sys.argv[1])
change = LongChange(Database(folder / "book.sqlite", None), folder, "import", at=NOW, by_id=None).__enter__()
with change.step() as session:
    door.create(session, "account", [{"name": str(i), "name_key": str(i)} for i in range(50)])
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_that_what_a_killed_process_left_open_is_undone_at_the_next_start(database: Database, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False, timeout=120)
    assert accounts(database) == 50
    assert recover(database, tmp_path, at=stamp(NOW)) == 1
    assert accounts(database) == 0
    with database.reading() as session:
        states = {row[0] for row in session.execute(select(tables.change.c.state))}
    assert states == {"undone", "complete"}


def test_that_a_change_that_ended_while_recovering_stays(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The import of another process completes after the open changes were listed and before its lock is tried.
    with LongChange(database, tmp_path, "import", at=NOW, by_id=None) as change:
        with change.step() as session:
            door.create(session, "account", rows(0, 3))
        listed = recovering._open(database)
    answers = iter([listed])
    real = recovering._open
    monkeypatch.setattr(recovering, "_open", lambda database: next(answers, None) or real(database))
    assert recover(database, tmp_path, at=stamp(NOW)) == 0
    assert accounts(database) == 3


def test_that_a_lock_nobody_holds_is_swept_away(database: Database, tmp_path: Path) -> None:
    left = tmp_path / "changes" / "0190-of-a-killed-process.lock"
    left.parent.mkdir()
    left.touch()
    assert recover(database, tmp_path, at=stamp(NOW)) == 0
    assert not left.exists()
