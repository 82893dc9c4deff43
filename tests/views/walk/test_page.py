"""The walk by keys: verdicts, reasons, ways on and back, what undo does, and its two ends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProgressBar
from pytestqt.qtbot import QtBot

from app.operations.pulses import pulses_of, say_pulse
from app.operations.walk import walked
from app.views.walk.page import WalkPage
from app.views.widgets.empty_state import EmptyState
from tests.builders import TODAY, new_book
from tests.journeys.hands import press, wait_until, write
from tests.views.accounts.books import NAMES, fill
from tests.views.desks import words
from tests.views.meeting_desk import Desk, focus


@pytest.fixture
def desk(tmp_path: Path, settings: QSettings, qtbot: QtBot) -> Iterator[Desk]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        made = Desk(book, settings, qtbot)
        there = made.account(NAMES[0])
        for key, value in (("pulse_warmth", 4), ("pulse_backing", 3)):
            book.write(say_pulse, there, key, value, "前の話", observed_on=TODAY - timedelta(100), by_id=book.by_id)
        yield made


def said(desk: Desk) -> list[tuple[str, str, str]]:
    return [(one.account, one.verdict, one.note) for one in desk.book.read(walked, today=TODAY)]


def values(desk: Desk, account_id: str) -> list[int | None]:
    return [pulse.value for pulse in desk.book.read(pulses_of, account_id, today=TODAY)]


def go_to(page: WalkPage, account_id: str) -> None:
    page.course.at = [stop.account_id for stop in page.course.stops].index(account_id)
    page.go(None)


def sign(text: str) -> None:
    QTest.keyClicks(focus(), text)
    QApplication.processEvents()


def test_that_the_walk_stands_at_the_first_account_with_its_keys_ready(desk: Desk) -> None:
    page = desk.walk()
    assert len(page.course.stops) >= 2
    assert focus() is page.stop.columns
    assert f"1 / {len(page.course.stops)}" in words(desk.window)
    assert page.course.stops[0].account in words(desk.window)
    assert not focus().testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_that_as_before_confirms_and_goes_on_and_undo_comes_back(desk: Desk) -> None:
    page = desk.walk()
    there = desk.account(NAMES[0])
    go_to(page, there)
    at = page.course.at
    assert [row.box.isChecked() for row in page.stop.pulses] == [False, True, True]
    sign("=")
    assert said(desk) == [(NAMES[0], "same", "")]
    assert page.course.at == at + 1
    assert all(not pulse.expired for pulse in desk.book.read(pulses_of, there, today=TODAY))
    desk.window.undo()
    assert (said(desk), page.course.at) == ([], at)
    assert all(pulse.expired for pulse in desk.book.read(pulses_of, there, today=TODAY) if pulse.value is not None)


@pytest.mark.parametrize(("key", "verdict", "after"), [("+", "better", [None, 4, 5]), ("-", "worse", [None, 2, 3])])
def test_that_better_and_worse_ask_for_a_line_of_why(desk: Desk, key: str, verdict: str, after: list[int]) -> None:
    page = desk.walk()
    there = desk.account(NAMES[0])
    go_to(page, there)
    sign(key)
    assert focus() is page.strip.field
    press("Return")
    assert page.strip.isVisible()
    assert said(desk) == []
    write("=+-LN はい")
    assert said(desk) == []
    press("Return")
    assert said(desk) == [(NAMES[0], verdict, "=+-LN はい")]
    assert values(desk, there) == after
    assert not page.strip.isVisible()


def test_that_escape_leaves_the_line_and_then_the_walk_which_waits(desk: Desk) -> None:
    page = desk.walk()
    press("N")
    at = page.course.at
    sign("+")
    press("Esc")
    assert not page.strip.isVisible()
    assert focus() is page.stop.columns
    press("Esc")
    assert desk.here() == "today"
    assert desk.walk().course.at == at


def test_that_next_passes_back_returns_and_the_end_sums_up(desk: Desk) -> None:
    page = desk.walk()
    count = len(page.course.stops)
    press("Right")
    press("Left")
    assert page.course.at == 0
    assert page.foot.buttons["back"].isEnabled() is False
    for key in ("N", "Return", *("Right" for _n in range(count - 2))):
        press(key)
    assert [verdict for _name, verdict, _note in said(desk)] == ["passed"] * count
    assert f"見回りが終わりました（{count}社）" in words(desk.window)
    assert focus() is page.summary.go_button
    press("Tab", "Return")
    assert page.course.at == count - 1
    press("N")
    desk.window.undo()
    assert page.course.at == count - 1
    press("N")
    press("Return")
    assert desk.here() == "today"


def test_that_logs_on_the_way_are_counted_and_the_walk_stays(desk: Desk) -> None:
    page = desk.walk()
    press("L")
    assert desk.logged == [(page.course.stops[0].account_id, "")]
    desk.create("touchpoint", account_id=page.course.stops[0].account_id, state="done", kind="call",
                on_date=TODAY.isoformat(), body="話した")  # fmt: skip
    assert page.course.at == 0
    for _stop in page.course.stops:
        press("N")
    assert "接点の記録 1件" in words(desk.window)


def test_that_one_aspect_is_said_with_a_reason_and_the_walk_stays(desk: Desk) -> None:
    page = desk.walk()
    there = desk.account(NAMES[0])
    go_to(page, there)
    at = page.course.at
    embedding = page.stop.pulses[0]
    embedding.scale.setFocus()
    press("Right")
    press("Return")
    assert focus() is page.strip.field
    write("毎日見ている")
    press("Return")
    assert values(desk, there)[0] == 3
    assert page.course.at == at
    assert focus() is embedding.scale
    # The same value again only confirms.
    page.stop.pulses[2].scale.setFocus()
    press("4")
    assert not page.strip.isVisible()
    assert not desk.book.read(pulses_of, there, today=TODAY)[2].expired
    assert said(desk) == []


def test_that_an_unticked_aspect_is_left_alone(desk: Desk) -> None:
    page = desk.walk()
    there = desk.account(NAMES[0])
    go_to(page, there)
    page.stop.pulses[1].box.setFocus()
    press("Space")
    page.stop.columns.setFocus()
    sign("+")
    write("会えた")
    press("Return")
    assert values(desk, there) == [None, 3, 5]


def test_that_a_walked_book_shows_the_end_again_and_an_empty_one_says_so(desk: Desk, qtbot: QtBot) -> None:
    page = desk.walk()
    for _stop in page.course.stops:
        press("N")
    fresh = WalkPage(desk.workspace, desk.window, lambda *_a: None)
    fresh.go(None)
    wait_until(lambda: not desk.workspace.busy, "the walk is found")
    wait_until(lambda: fresh._stack.currentWidget() is fresh.summary, "the end is shown")
    fresh.deleteLater()


def test_that_an_empty_walk_says_so_kindly(tmp_path: Path, settings: QSettings, qtbot: QtBot) -> None:
    with new_book(tmp_path / "profile") as book:
        desk = Desk(book, settings, qtbot)
        page = desk.walk()
        assert page.findChildren(EmptyState)
        assert "気になるお客様はいますか" in words(desk.window)
        assert page.commands() == ()
        assert page.findChild(QProgressBar).isVisible() is False
        press("=", "N")
        assert desk.here() == "walk"
