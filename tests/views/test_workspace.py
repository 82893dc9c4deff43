from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Callable
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import SIGNAL, QCoreApplication, QEvent, QObject, QThreadPool
from pytestqt.qtbot import QtBot

from app.clock import Clock
from app.errors import BansoError, Cancelled
from app.operations.changes import Changes, take_back
from app.views.aside import aside
from app.views.workspace import LARGE, MOST_STEPS, Running, Workspace


class Book:
    """A book that answers by calling what it is asked, and counts its changes; the session it gives is itself."""

    def __init__(self) -> None:
        self.taken_back: list[str] = []
        self.changes: list[str] = []

    def read(self, question: Callable[..., Any], *args: Any, **kw: Any) -> Any:
        return question(*args, **kw)

    def write(self, operation: Callable[..., Any], *args: Any, **kw: Any) -> tuple[Changes, Any]:
        if operation is take_back:
            self.taken_back.append(args[0])
            answer: Any = 1
        else:
            answer = operation(*args, **kw)
        self.changes.append(f"change-{len(self.changes)}")
        return Changes(self.changes[-1], {"account": frozenset("a")}), answer


@pytest.fixture
def workspace(qtbot: QtBot) -> Workspace:
    return Workspace(Book(), Clock())


def test_that_a_write_is_announced_once_and_a_refused_one_not_at_all(workspace: Workspace) -> None:
    heard: list[Changes] = []
    workspace.changed.connect(heard.append)
    assert workspace.write(lambda x: {"account": x}, 7) == {"account": 7}
    assert [one.id for one in heard] == ["change-0"]

    def refuse() -> None:
        raise BansoError("view.unexpected")

    with pytest.raises(BansoError):
        workspace.write(refuse)
    assert len(heard) == 1
    assert workspace.read(lambda: 3) == 3
    assert len(heard) == 1


def test_that_undo_goes_back_step_by_step_and_redo_comes_again(qtbot: QtBot) -> None:
    book = Book()
    made = Workspace(book, Clock())
    heard: list[str | None] = []
    made.changed.connect(lambda changes: heard.append(changes.id))
    assert made.undo() is None and made.redo() is None
    made.write(lambda: None)
    made.write(lambda: None)
    made.announce(Changes("import"))
    for _step in range(3):
        made.undo()
    assert book.taken_back == ["import", "change-1", "change-0"]
    assert made.undo() is None
    # The undo of change-0 is change-4: redo takes that one back, and the next undo takes back the redo.
    made.redo()
    assert book.taken_back[-1] == "change-4"
    made.undo()
    assert book.taken_back[-1] == "change-5"
    made.write(lambda: None)
    assert made.redo() is None
    assert len(heard) == len(set(heard)) == 9


def test_that_only_so_many_steps_are_kept(qtbot: QtBot) -> None:
    made = Workspace(Book(), Clock())
    for _n in range(MOST_STEPS + 5):
        made.write(lambda: None)
    for _n in range(MOST_STEPS):
        assert made.undo() is not None
    assert made.undo() is None


def test_that_an_older_change_can_be_taken_back_by_name(qtbot: QtBot) -> None:
    book = Book()
    made = Workspace(book, Clock())
    made.write(lambda: None)
    first = made.last_change
    made.write(lambda: None)
    made.undo(first)
    assert book.taken_back == ["change-0"]
    made.undo()
    assert book.taken_back == ["change-0", "change-1"]
    assert made.undo() is None


def test_that_a_large_change_is_taken_back_elsewhere_and_brought_again(qtbot: QtBot) -> None:
    book = Book()
    made = Workspace(book, Clock())
    heard: list[str | None] = []
    made.changed.connect(lambda changes: heard.append(changes.id))
    made.announce(Changes("small", {"account": frozenset(map(str, range(LARGE)))}))
    made.announce(Changes("import", {"account": frozenset("a"), "person": frozenset(map(str, range(LARGE)))}))
    assert (made.is_large("small"), made.is_large("import")) == (False, True)
    told: list[Changes] = []
    refused: list[BansoError] = []
    running = made.step_later("import", owner=made, done=told.append, failed=refused.append)
    assert made.stepping and made.last_change == "small"
    qtbot.waitUntil(lambda: running.finished)
    assert (book.taken_back, [one.id for one in told], refused) == (["import"], ["change-0"], [])
    assert (made.stepping, made.last_undone, heard[-1]) == (False, "change-0", "change-0")
    made.redo()
    assert book.taken_back[-1] == "change-0"
    assert made.last_change == "change-1"

    def fail(*_args: object, **_kw: object) -> tuple[Changes, object]:
        raise BansoError("view.unexpected")

    book.write = fail  # type: ignore[method-assign,assignment]
    running = made.step_later("small", owner=made, done=told.append, failed=refused.append)
    qtbot.waitUntil(lambda: running.finished)
    assert [error.key for error in refused] == ["view.unexpected"]
    assert not made.stepping
    assert len(told) == 1


def test_that_work_runs_elsewhere_and_its_result_comes_back_here(workspace: Workspace, qtbot: QtBot) -> None:
    threads: list[int] = []
    results: list[object] = []

    def job(report: Callable[[int, int, str], None], cancelled: Callable[[], bool], number: int) -> int:
        threads.append(threading.get_ident())
        report(1, 2, "half")
        return number * 2

    def done(value: object) -> None:
        threads.append(threading.get_ident())
        results.append(value)

    told: list[tuple[int, int, str]] = []
    running = workspace.run(job, 21, owner=workspace, progress=lambda *how_far: told.append(how_far), done=done)
    with qtbot.waitSignal(running.ended):
        pass
    assert results == [42]
    assert told == [(1, 2, "half")]
    assert threads[0] != threads[1] == threading.get_ident()
    assert workspace.busy == 0


def test_that_a_fast_job_does_not_flood_the_window(workspace: Workspace, qtbot: QtBot) -> None:
    told: list[int] = []

    def job(report: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> None:
        for n in range(20_000):
            report(n + 1, 20_000, "")

    running = workspace.run(job, owner=workspace, progress=lambda n, total, words: told.append(n))
    time.sleep(0.2)
    with qtbot.waitSignal(running.ended):
        pass
    assert len(told) < 2_000
    assert told[-1] == 20_000


def test_that_refusals_keep_their_words_and_faults_get_general_ones(
    workspace: Workspace, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    errors: list[BansoError] = []

    def refuse(*_args: object) -> None:
        raise BansoError("import.unknown_account", account="青葉")

    def break_down(*_args: object) -> None:
        raise ZeroDivisionError

    for job in (refuse, break_down):
        running = workspace.run(job, owner=workspace, failed=errors.append)
        with qtbot.waitSignal(running.ended):
            pass
    assert [e.key for e in errors] == ["import.unknown_account", "view.unexpected"]
    assert "ZeroDivisionError" in caplog.text


def test_that_cancelled_work_calls_nothing(workspace: Workspace, qtbot: QtBot) -> None:
    called: list[object] = []
    started = threading.Event()

    def job(report: object, cancelled: Callable[[], bool]) -> None:
        started.set()
        while not cancelled():
            time.sleep(0.001)
        raise Cancelled

    running = workspace.run(job, owner=workspace, done=called.append, failed=called.append)
    assert started.wait(5)
    with qtbot.waitSignal(running.ended):
        running.cancel()
    assert called == []
    assert running.cancelled


@pytest.mark.parametrize("way", ["deleted in C++", "deleted later"])
def test_that_nothing_reaches_a_dead_owner_and_its_work_is_cancelled(
    workspace: Workspace, qtbot: QtBot, way: str
) -> None:
    called: list[object] = []
    seen: list[bool] = []
    started, go = threading.Event(), threading.Event()

    def job(report: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> str:
        started.set()
        assert go.wait(5)
        report(1, 1, "")
        seen.append(cancelled())
        return "late"

    owner = QObject()
    running: Running = workspace.run(
        job, owner=owner, progress=lambda *a: called.append(a), done=called.append, failed=called.append
    )
    assert started.wait(5)
    if way == "deleted later":
        owner.deleteLater()
        QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)
    else:
        shiboken6.delete(owner)
    with qtbot.waitSignal(running.ended):
        go.set()
    assert called == []
    assert seen == [True]


def test_that_closing_stops_what_is_under_way(workspace: Workspace) -> None:
    stopped: list[int] = []
    started = threading.Event()

    def job(report: object, cancelled: Callable[[], bool]) -> None:
        started.set()
        while not cancelled():
            time.sleep(0.001)
        stopped.append(1)
        raise Cancelled

    for _n in range(4):
        workspace.run(job, owner=workspace)
    assert started.wait(5)
    assert workspace.close()
    # Work that had not begun is cancelled before it starts.
    assert 1 <= len(stopped) <= 4


def test_that_many_short_jobs_leave_nothing_behind(workspace: Workspace, qtbot: QtBot) -> None:
    results: list[int] = []
    for n in range(300):
        workspace.run(lambda report, cancelled, n=n: n, owner=workspace, done=results.append)
    qtbot.waitUntil(lambda: len(results) == 300)
    assert sorted(results) == list(range(300))
    assert workspace.busy == 0


def test_that_a_workspace_may_go_while_its_work_is_under_way(qtbot: QtBot) -> None:
    """Neither the worker nor the event loop may touch what is gone; the process would end."""
    started, go = threading.Event(), threading.Event()
    over: list[int] = []

    def job(report: Callable[[int, int, str], None], cancelled: Callable[[], bool]) -> None:
        started.set()
        report(1, 2, "")
        assert go.wait(5)
        report(2, 2, "")
        over.append(1)

    for _n in range(20):
        workspace, owner = Workspace(Book(), Clock()), QObject()
        workspace.run(job, owner=owner)
        assert started.wait(5)
        shiboken6.delete(owner)
        shiboken6.delete(workspace)
    go.set()
    qtbot.waitUntil(lambda: QThreadPool.globalInstance().activeThreadCount() == 0)
    for _n in range(5):
        QCoreApplication.processEvents()
    assert 1 <= len(over) <= 20


@pytest.mark.parametrize("way", ["run", "run_apart", "aside"])
def test_that_a_worker_that_is_slow_to_leave_destroys_nothing_of_the_window(
    workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    start = aside if way == "aside" else getattr(workspace, way)
    tell, leave, ended_on = Running._tell, threading.Event(), []

    def tell_and_linger(self: Running, what: str, payload: object) -> None:
        tell(self, what, payload)
        if payload == "first":
            leave.wait(5)

    monkeypatch.setattr(Running, "_tell", tell_and_linger)
    heard: list[str] = []
    running = start(lambda _report, _cancelled: "first", owner=workspace, done=heard.append)
    weakref.finalize(running, lambda: ended_on.append(threading.get_ident()))
    del running
    qtbot.waitUntil(lambda: heard == ["first"])
    # What is started now lets go of what is over, and the first worker is still on its way out.
    start(lambda _report, _cancelled: "second", owner=workspace, done=heard.append)
    qtbot.waitUntil(lambda: heard == ["first", "second"])
    assert ended_on == []
    leave.set()

    def again() -> bool:
        QThreadPool.globalInstance().waitForDone()
        start(lambda _report, _cancelled: "more", owner=workspace)
        return bool(ended_on)

    qtbot.waitUntil(again)
    assert ended_on == [threading.get_ident()]
    qtbot.waitUntil(lambda: not workspace.busy)


def test_that_an_owner_held_by_nobody_but_its_work_can_go(workspace: Workspace, qtbot: QtBot) -> None:
    gone: list[str] = []
    owner = QObject()
    weakref.finalize(owner, lambda: gone.append("owner"))
    running = workspace.run(lambda _report, _cancelled: "said", owner=owner, done=gone.append)
    weakref.finalize(running, lambda: gone.append("work"))
    del owner, running
    qtbot.waitUntil(lambda: gone == ["said", "owner"])

    def again() -> bool:
        QThreadPool.globalInstance().waitForDone()
        workspace.run(lambda _report, _cancelled: None, owner=workspace)
        return "work" in gone

    qtbot.waitUntil(again)
    qtbot.waitUntil(lambda: not workspace.busy)


def test_that_a_page_is_no_longer_connected_to_work_that_is_over(workspace: Workspace, qtbot: QtBot) -> None:
    owner, heard = QObject(), []
    for _n in range(5):
        workspace.run(lambda _report, _cancelled: None, owner=owner)
        qtbot.waitUntil(lambda: not workspace.busy)
        heard.append(owner.receivers(SIGNAL("destroyed(QObject*)")))
    assert heard == heard[:1] * 5
