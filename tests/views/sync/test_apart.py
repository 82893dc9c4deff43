"""Work apart from the pool, and what is told without being remembered."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QThreadPool

from app.operations.changes import Changes
from app.views.workspace import LARGE
from tests.views.sync.windows import Desk, wait_until


def test_that_a_wait_for_a_network_keeps_nobody_else_waiting(desk: Desk) -> None:
    workspace, go_on = desk.window.workspace, threading.Event()
    heard: list[int] = []

    def wait(_report: object, cancelled: Callable[[], bool]) -> int:
        while not (go_on.wait(0.01) or cancelled()):
            pass
        return 1

    for _n in range(QThreadPool.globalInstance().maxThreadCount() + 1):
        workspace.run_apart(wait, owner=desk.window, done=heard.append)
    assert workspace.busy > QThreadPool.globalInstance().maxThreadCount()
    workspace.run(lambda _report, _cancelled: 2, owner=desk.window, done=heard.append)
    wait_until(lambda: heard == [2])
    go_on.set()
    wait_until(lambda: not workspace.busy)
    assert heard[1:] == [1] * (len(heard) - 1)


def test_that_what_nobody_asked_for_is_told_and_not_undone_by_key(desk: Desk) -> None:
    workspace = desk.window.workspace
    heard: list[Changes] = []
    workspace.changed.connect(heard.append)
    before = workspace.last_change
    changes = Changes(id="c", touched={"account": frozenset(map(str, range(LARGE + 1)))})
    workspace.tell(changes)
    assert heard == [changes]
    assert workspace.last_change == before
    assert workspace.is_large("c")


def test_that_a_change_of_another_day_is_weighed_by_its_rows(desk: Desk) -> None:
    workspace = desk.window.workspace
    workspace.weigh("small", LARGE)
    workspace.weigh("large", LARGE + 1)
    assert not workspace.is_large("small")
    assert workspace.is_large("large")
