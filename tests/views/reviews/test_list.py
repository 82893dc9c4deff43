"""The list of reviews: by the day of the meeting, filtered, opened and made from there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.errors import BansoError
from app.operations.reviews.making import amend_review
from app.operations.reviews.outcome import hold_review
from app.views import list_page
from app.views.reviews.list_page import ReviewsPage
from tests.builders import TODAY, new_book
from tests.journeys.hands import write
from tests.views.accounts.books import NAMES, fill
from tests.views.plans.desk import Desk, plan_for
from tests.views.reviews.desk import review_for

Key = Qt.Key


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    with new_book(tmp_path / "profile", name="高橋") as book:
        fill(book)
        plan_for(book)
        yield Desk(book, qtbot, ReviewsPage, None)


def names(desk: Desk) -> list[str]:
    return [desk.page.table.row_at(at).account for at in range(desk.page.table.rowCount())]


def test_that_an_empty_list_offers_the_first_review(desk: Desk) -> None:
    assert names(desk) == []
    assert desk.page.panes()[1].isVisible()
    desk.page.panes()[1].currentWidget().button.click()
    desk.settle()
    assert desk.sheet("new-review").account.text() == ""


def test_that_those_to_come_stand_before_those_held_and_enter_opens_one(desk: Desk) -> None:
    first, second, third = (review_for(desk.book, name) for name in NAMES[:3])
    now = desk.book.clock.now()
    desk.workspace.write(amend_review, second, on=date(2026, 11, 24), now=now, today=TODAY)
    desk.workspace.write(hold_review, third, on=TODAY, today=TODAY)
    desk.settle()
    assert names(desk) == [NAMES[1], NAMES[0], NAMES[2]]
    desk.page.view.setFocus()
    desk.press(Key.Key_Down, Key.Key_Return)
    assert desk.went[-1] == ("review", first)


def test_that_the_filter_looks_at_accounts_and_periods(desk: Desk) -> None:
    review_for(desk.book, NAMES[0])
    made = review_for(desk.book, NAMES[1])
    now = desk.book.clock.now()
    desk.workspace.write(amend_review, made, period="2026-10", now=now, today=TODAY)
    desk.settle()
    desk.page.filter.setFocus()
    write("2026-10")
    desk.settle()
    assert names(desk) == [NAMES[1]]
    desk.page.filter.clear()
    write("ない会社")
    desk.settle()
    assert names(desk) == []
    assert desk.page._stack.empty is not None


def test_that_a_new_review_without_a_clear_account_is_asked_back(desk: Desk) -> None:
    sheet = desk.page.make()
    desk.settle()
    sheet.account.setText("ない会社")
    sheet.go_on()
    desk.settle()
    assert "ない会社" in sheet.wrong()
    sheet.account.setText(NAMES[0])
    sheet.go_on()
    desk.settle()
    assert desk.went[-1][0] == "review"
    assert desk.around.toasts[-1] == "QBR を作りました"


def test_that_a_question_that_failed_says_why_and_is_asked_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_args: object) -> object:
        raise BansoError("database.busy", path="book")

    with monkeypatch.context() as patched:
        patched.setattr(list_page, "_rows", busy)
        review_for(desk.book, NAMES[0])
        desk.page._stale = True
        desk.page.go(None)
        desk.settle()
    [said] = [one for one in desk.page.window().findChildren(QDialog, "error") if one.isVisible()]
    said.accept()
    assert names(desk) == []
    desk.page.go(None)
    desk.settle()
    assert names(desk) == [NAMES[0]]
