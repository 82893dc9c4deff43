"""What runs by itself, one at a time, and never in the way of writing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from app.errors import BansoError
from app.operations.accounts import account_rows, amend_accounts, create_account
from app.operations.changes import Changes
from app.operations.syncing import connections as operations
from app.operations.syncing import running
from app.operations.syncing.rows import RunResult
from app.views.sync.schedule import EDIT_MS
from tests.views.sync.windows import Desk, wait_until


def result(name: str, how: str) -> RunResult:
    return RunResult(1, name, 0, 0, 0, 0, 0, "on", "", how, None)


class Slow:
    """A run that goes on until it is told to end, or cancelled."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.at_once = 0
        self.most = 0
        self.go_on = threading.Event()
        self.cancelled_after = 0.0

    def __call__(
        self,
        _book: Any,
        connection_id: int,
        *,
        pressed: bool,
        report: Callable[..., None],
        cancelled: Callable[[], bool],
    ) -> tuple[Changes, RunResult]:
        self.begun.append(connection_id)
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        report(3, 12, "")
        began = time.monotonic()
        while not self.go_on.is_set():
            if cancelled():
                self.cancelled_after = time.monotonic() - began
                self.at_once -= 1
                return Changes(), result("x", "cancelled")
            time.sleep(0.01)
        self.at_once -= 1
        return Changes(), result("x", "done")


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch, desk: Desk) -> Slow:
    """Return runs that wait; `desk` has two connections by then."""
    for name in ("甲", "乙"):
        desk.window.workspace.write(
            operations.connect, name=name, connector="folder", config={"folder": str(desk.share)}
        )
    desk.settle()
    made = Slow()
    monkeypatch.setattr(running, "run_sync", made)
    return made


def test_that_nothing_runs_by_itself_before_it_begins(desk: Desk, slow: Slow) -> None:
    desk.live.schedule.look()
    desk.settle()
    assert slow.begun == []


def test_that_everything_runs_once_at_the_start_one_after_the_other(desk: Desk, slow: Slow) -> None:
    schedule = desk.live.schedule
    schedule.begin()
    wait_until(lambda: slow.begun)
    desk.stage.wait(0.1)
    assert len(slow.begun) == 1
    slow.go_on.set()
    wait_until(lambda: schedule.current is None and len(slow.begun) == 2)
    assert slow.most == 1
    assert len(set(slow.begun)) == 2


def test_that_what_was_asked_for_before_the_start_does_not_run_again(desk: Desk, slow: Slow) -> None:
    schedule = desk.live.schedule
    slow.go_on.set()
    first, second = desk.page.cards
    schedule.sync(first)
    wait_until(lambda: schedule.current is None)
    schedule.begin()
    wait_until(lambda: schedule.current is None and len(slow.begun) == 2)
    desk.stage.wait(0.1)
    assert slow.begun == [first, second]


def test_that_a_run_is_shown_in_the_pill_and_on_its_card_alone(desk: Desk, slow: Slow) -> None:
    schedule = desk.live.schedule
    first, second = desk.page.cards.values()
    schedule.sync(first.shown.id)
    wait_until(lambda: schedule.progress == (3, 12))
    assert desk.window._sidebar.pill.accessibleName() == "同期中. 3 / 12"
    assert first.bar.isVisible()
    assert not second.bar.isVisible()
    assert first.sync.text() == "中止する"
    slow.go_on.set()
    wait_until(lambda: schedule.current is None)
    assert not first.bar.isVisible()


def test_that_cancelling_ends_it_within_a_second_and_lets_nobody_follow(desk: Desk, slow: Slow) -> None:
    schedule = desk.live.schedule
    assert schedule.sync_now()
    wait_until(lambda: slow.begun)
    pressed = time.monotonic()
    first = next(card for card in desk.page.cards.values() if card.shown.id == schedule.current)
    first.sync.click()
    wait_until(lambda: schedule.current is None)
    assert time.monotonic() - pressed < 1
    desk.stage.wait(0.1)
    assert len(slow.begun) == 1


def test_that_asking_twice_runs_once(desk: Desk, slow: Slow) -> None:
    schedule = desk.live.schedule
    for _time in range(3):
        schedule.sync_now()
    slow.go_on.set()
    wait_until(lambda: schedule.current is None and len(slow.begun) == 2)
    desk.stage.wait(0.1)
    assert len(slow.begun) == 2


def test_that_writing_goes_on_while_a_run_does(desk: Desk, slow: Slow) -> None:
    desk.live.schedule.sync_now()
    wait_until(lambda: slow.begun)
    began = time.monotonic()
    desk.window.workspace.write(create_account, name="新しい顧客", today=desk.book.clock.today(), by_id=None)
    assert time.monotonic() - began < 0.25
    slow.go_on.set()


def edit(desk: Desk) -> None:
    today = desk.book.clock.today()
    [row, *_rest] = desk.book.read(account_rows, today=today)
    desk.window.workspace.write(amend_accounts, [row.id], {"industry": "食品"}, today=today)


def test_that_an_edit_is_sent_ten_seconds_later_where_write_back_is_on(desk: Desk, slow: Slow) -> None:
    schedule = desk.live.schedule
    slow.go_on.set()
    schedule.begin()
    wait_until(lambda: schedule.current is None and len(slow.begun) == 2)
    wanted = next(iter(desk.page.cards))
    desk.window.workspace.write(operations.set_writes, wanted, True)
    desk.settle()
    edit(desk)
    desk.stage.wait(0.2)
    assert len(slow.begun) == 2
    desk.stage.hurry(EDIT_MS / 1000)
    wait_until(lambda: len(slow.begun) == 3)
    assert slow.begun[-1] == wanted


def test_that_an_edit_during_a_run_is_sent_after_it(desk: Desk, slow: Slow) -> None:
    schedule = desk.live.schedule
    slow.go_on.set()
    schedule.begin()
    wait_until(lambda: schedule.current is None and len(slow.begun) == 2)
    wanted = next(iter(desk.page.cards))
    desk.window.workspace.write(operations.set_writes, wanted, True)
    desk.settle()
    slow.go_on.clear()
    schedule.sync(wanted)
    wait_until(lambda: len(slow.begun) == 3)
    edit(desk)
    desk.live.state.ask()
    desk.stage.hurry(EDIT_MS / 1000)
    assert len(slow.begun) == 3
    slow.go_on.set()
    wait_until(lambda: schedule.current is None)
    desk.stage.hurry(EDIT_MS / 1000)
    wait_until(lambda: len(slow.begun) == 4)
    assert slow.begun[-1] == wanted


def test_that_asking_during_a_run_runs_again_where_something_was_written_since(desk: Desk, slow: Slow) -> None:
    schedule = desk.live.schedule
    wanted = next(iter(desk.page.cards))
    schedule.sync(wanted)
    wait_until(lambda: slow.begun)
    schedule.sync(wanted)
    assert not schedule.is_waiting(wanted)
    edit(desk)
    schedule.sync(wanted)
    assert schedule.is_waiting(wanted)
    assert desk.page.cards[wanted].sync.isEnabled()
    slow.go_on.set()
    wait_until(lambda: schedule.current is None and len(slow.begun) == 2)
    desk.stage.wait(0.1)
    assert slow.begun == [wanted, wanted]


def test_that_a_paused_connection_never_runs(desk: Desk, slow: Slow) -> None:
    for number in desk.page.cards:
        desk.window.workspace.write(operations.pause, number)
    desk.settle()
    assert not desk.live.schedule.sync_now()
    desk.live.schedule.begin()
    desk.stage.wait(0.1)
    assert slow.begun == []


def test_that_closing_the_window_ends_a_run(desk: Desk, slow: Slow) -> None:
    desk.live.schedule.sync_now()
    wait_until(lambda: slow.begun)
    began = time.monotonic()
    assert desk.window.workspace.close()
    assert time.monotonic() - began < 2
    assert slow.cancelled_after > 0


def test_that_a_run_of_another_process_is_waited_for(desk: Desk, slow: Slow, monkeypatch: pytest.MonkeyPatch) -> None:
    schedule = desk.live.schedule
    monkeypatch.setattr(running, "run_sync", lambda *_args, **_kw: (Changes(), result("甲", "busy")))
    number = next(iter(desk.page.cards))
    schedule.sync(number)
    desk.settle()
    assert not schedule.pace.may_try(number)
    assert not schedule.offline


def test_that_a_fault_of_the_program_is_said_only_where_somebody_asked(
    desk: Desk, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_kw: object) -> None:
        raise BansoError("connection.unknown")

    monkeypatch.setattr(running, "run_sync", broken)
    heard: list[bool] = []
    desk.live.schedule.failed.connect(lambda _error, pressed: heard.append(pressed))
    desk.live.schedule.begin()
    wait_until(lambda: len(heard) == 2)
    assert heard == [False, False]
    assert not [one for one in desk.window.children() if one.objectName() == "error"]


def test_that_what_a_run_brought_is_announced_once(desk: Desk) -> None:
    made = desk.connected()
    heard: list[Changes] = []
    desk.window.workspace.changed.connect(heard.append)
    desk.edit("みどり食品", "industry", "小売")
    desk.sync(made)
    assert len([one for one in heard if one.touches("account")]) == 1
    assert desk.window.workspace.last_change == heard[-1].id
