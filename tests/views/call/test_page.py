"""The sheet before a call: questions kept by themselves, one key for a suggestion, and what comes after the call."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.operations.call_sheet import call_sheet
from app.operations.touchpoints import touchpoint_rows
from app.views.widgets.empty_state import EmptyState
from tests.builders import TODAY, new_book
from tests.journeys.hands import press, wait_until, write
from tests.views.accounts.books import NAMES, fill
from tests.views.meeting_desk import Desk, focus, names


@pytest.fixture
def desk(tmp_path: Path, settings: QSettings, qtbot: QtBot) -> Iterator[Desk]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        yield Desk(book, settings, qtbot)


def kept(desk: Desk) -> tuple[str, ...]:
    return desk.book.read(call_sheet, desk.planned(), today=TODAY).questions


def test_that_the_sheet_opens_with_the_keys_ready(desk: Desk) -> None:
    page = desk.call()
    assert focus() is page.columns
    assert page.sheet is not None
    assert [crumb.text for crumb in page.crumbs()][1] == NAMES[0]
    assert {"since", "mine", "theirs", "people", "words"} <= set(page._parts)


def test_that_a_digit_takes_a_suggestion_and_undo_gives_it_back(desk: Desk) -> None:
    page = desk.call()
    first = page.questions.buttons[0].accessibleName()
    press("1")
    assert len(kept(desk)) == 1
    assert kept(desk)[0] in first
    assert first not in [button.accessibleName() for button in page.questions.buttons]
    desk.window.undo()
    QApplication.processEvents()
    assert kept(desk) == ()
    assert page.questions.said() == ()
    for _n in range(5):
        press("1")
    assert len(kept(desk)) == 3
    assert not page.questions.take(99)


def test_that_own_questions_are_kept_by_themselves_and_letters_stay_letters(desk: Desk) -> None:
    page = desk.call()
    page.questions.fields[1].setFocus()
    write("call 1 L")
    assert desk.logged == []
    wait_until(lambda: kept(desk) == ("call 1 L",), "it is kept")
    assert page.questions.fields[1].text() == "call 1 L"


def test_that_a_logged_call_takes_the_planned_ones_place_and_leaves_with_it(desk: Desk) -> None:
    page = desk.call()
    there = desk.account(NAMES[0])
    press("L")
    assert desk.logged == [(there, "会議 ")]
    logged = desk.create(
        "touchpoint",
        account_id=there,
        state="done",
        kind="call",
        on_date=TODAY.isoformat(),
        body="話した",
        two_way=True,
    )
    change = desk.workspace.last_change
    assert change is not None
    wait_until(lambda: page.findChildren(EmptyState), "the planned one is gone")
    rows = desk.book.read(touchpoint_rows, there)
    assert logged in [row.id for row in rows]
    assert not any(row.planned for row in rows)
    desk.window.take_back(change)
    wait_until(lambda: any(row.planned for row in desk.book.read(touchpoint_rows, there)), "it is back")
    assert logged not in [row.id for row in desk.book.read(touchpoint_rows, there)]


def test_that_another_accounts_log_changes_nothing(desk: Desk) -> None:
    page = desk.call()
    page.log_call()
    desk.create("touchpoint", account_id=desk.account(NAMES[1]), state="done", kind="call",
                on_date=TODAY.isoformat(), body="別件")  # fmt: skip
    QApplication.processEvents()
    assert desk.planned() is not None


def test_that_the_sheet_is_copied_and_written(desk: Desk, tmp_path: Path) -> None:
    page = desk.call()
    press("C")
    assert QGuiApplication.clipboard().text().startswith(NAMES[0])
    out = tmp_path / "out"
    out.mkdir()
    dialog = page.ask_for_file()
    assert dialog is not None
    dialog.set_place(str(out / "call.html"))
    dialog.write_button.click()
    wait_until(lambda: not desk.workspace.busy, "it is written")
    assert names(out) == ["call.html"]


def test_that_a_planned_touchpoint_that_is_gone_is_told(desk: Desk) -> None:
    page = desk.window.open("call", "gone")
    assert page.findChildren(EmptyState)
    assert page.commands() == ()
