from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.clock import Clock
from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.health.book_scores import book_scores
from app.views.opening import ShutBook
from app.views.workspace import Workspace
from tests.builders import TODAY, new_book
from tests.operations.health.made_up_health import fill

WAIT = 20_000


def put_reading(session: Session, value: float) -> None:
    at = door.change_of(session).at
    row = {"account_no": 1, "measure_no": 2, "value": value, "observed_at": at, "recorded_at": at, "source": "me"}
    door.create(session, "reading", [row])


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    with new_book(tmp_path / "p") as book:
        ids = fill(book, Random(8), models=1)
        workspace = Workspace(book, book.clock)
        yield workspace, ids
        workspace.close()


def test_that_scores_arrive_after_the_first_asking_and_are_those_of_the_book(desk: Any, qtbot: QtBot) -> None:
    workspace, ids = desk
    assert workspace.scores is workspace.scores
    assert workspace.scores.of(ids[0]) is None
    with qtbot.waitSignal(workspace.scores.changed, timeout=WAIT) as told:
        pass
    assert told.args == [frozenset(ids)]
    assert workspace.scores.ready
    assert dict(workspace.scores.rows()) == dict(workspace.read(book_scores, today=TODAY))


def test_that_a_write_announces_the_accounts_whose_health_differs(desk: Any, qtbot: QtBot) -> None:
    workspace, ids = desk
    with qtbot.waitSignal(workspace.scores.changed, timeout=WAIT):
        workspace.scores.begin()
    before = workspace.scores.of(ids[0])
    with qtbot.waitSignal(workspace.scores.changed, timeout=WAIT) as told:
        workspace.write(put_reading, 61.0)
        workspace.write(put_reading, 3.0)
    qtbot.waitUntil(lambda: workspace.busy == 0, timeout=WAIT)
    assert ids[0] in told.args[0]
    assert workspace.scores.of(ids[0]) != before
    assert dict(workspace.scores.rows()) == dict(workspace.read(book_scores, today=TODAY))
    workspace.write(lambda session: door.create(session, "member", [{"name": "新人"}]))
    assert workspace.busy == 0


def test_that_another_day_is_noticed(desk: Any, qtbot: QtBot) -> None:
    workspace, ids = desk
    with qtbot.waitSignal(workspace.scores.changed, timeout=WAIT):
        workspace.scores.begin()
    workspace.scores.look()
    assert workspace.busy == 0
    workspace.clock = Clock(workspace.clock.zone, TODAY + timedelta(8))
    with qtbot.waitSignal(workspace.scores.changed, timeout=WAIT) as told:
        workspace.scores.look()
    assert told.args == [frozenset(ids)]
    expected = workspace.read(book_scores, today=TODAY + timedelta(8))
    assert dict(workspace.scores.rows()) == dict(expected)


def test_that_what_the_book_says_of_itself_is_kept_and_is_no_step_to_undo(desk: Any, qtbot: QtBot) -> None:
    workspace, _ids = desk
    announced: list[Any] = []
    workspace.changed.connect(announced.append)
    workspace.scores.keep_up()
    qtbot.waitUntil(lambda: bool(announced), timeout=WAIT)
    assert announced[0].touches("reading")
    assert workspace.last_change is None
    qtbot.waitUntil(lambda: workspace.busy == 0, timeout=WAIT)
    # What the rules find in what was kept is one more change, and no step to undo either.
    assert [changes.touches("cta") for changes in announced] == [False, True]
    assert workspace.last_change is None
    workspace.scores.keep_up()
    qtbot.waitUntil(lambda: workspace.busy == 0, timeout=WAIT)
    assert len(announced) == 2


def test_that_a_book_that_is_being_opened_is_not_asked(qtbot: QtBot, tmp_path: Path) -> None:
    workspace = Workspace(ShutBook(), Clock(fixed=TODAY))
    assert workspace.scores.of("anybody") is None
    workspace.scores.keep_up()
    assert workspace.busy == 0
    with new_book(tmp_path / "p") as book:
        ids = fill(book, Random(1), accounts=2)
        workspace.book = book
        with qtbot.waitSignal(workspace.scores.changed, timeout=WAIT) as told:
            workspace.scores.begin()
        assert told.args == [frozenset(ids)]
        assert workspace.close()


def test_that_scores_come_back_after_a_failure(desk: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace, ids = desk
    real: Any = Book.read

    def broken(*_args: Any, **_kw: Any) -> Any:
        raise OSError("the drive is gone")

    monkeypatch.setattr(Book, "read", broken)
    workspace.scores.begin()
    qtbot.waitUntil(lambda: workspace.busy == 0, timeout=WAIT)
    assert not workspace.scores.ready
    monkeypatch.setattr(Book, "read", real)
    with qtbot.waitSignal(workspace.scores.changed, timeout=WAIT):
        workspace.write(put_reading, 5.0)
    assert workspace.scores.of(ids[0]) is not None


def test_that_a_window_loads_no_numpy_before_it_asks_for_scores() -> None:
    code = "import sys, app.views.workspace, app.views.places, app.views.scores; print('numpy' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
