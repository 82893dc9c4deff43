"""Differences between a real book and a folder, settled on the sheet: what stands on both sides afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.journal import door
from app.models.database import Session
from app.operations.account_page import account_page
from app.operations.accounts import amend_accounts, find_account
from app.operations.book import Book
from app.operations.promises import amend_promise, open_promises
from app.operations.syncing.differences import differences
from app.views.main_window import MainWindow
from app.views.sync.differences import open_differences
from app.views.sync.differences.sheet import DifferencesSheet
from app.views.workspace import Workspace
from tests.builders import TODAY, new_book
from tests.views.accounts.books import NAMES, fill
from tests.views.sync.shared_folder import SYSTEM, SharedFolder

GOAL = "棚卸し時間を半分にする。"
MINE = "棚卸し時間を月20時間以下にする。"
THEIRS = "棚卸し時間を半分以下にする。欠品率 2.5% 以下。"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    folder = tmp_path / "book"
    folder.mkdir()
    with new_book(folder, name="高橋") as made:
        fill(made)
        yield made


@pytest.fixture
def shared(book: Book, tmp_path: Path) -> SharedFolder:
    aoba = book.read(find_account, NAMES[0])
    book.write(amend_accounts, [aoba], {"industry": "銀行", "fit_reason": GOAL}, today=TODAY)
    return SharedFolder(book, tmp_path / "shared")


@pytest.fixture
def aoba(book: Book) -> str:
    found: str = book.read(find_account, NAMES[0])
    return found


@pytest.fixture
def window(book: Book, settings: QSettings, qtbot: QtBot) -> MainWindow:
    made = MainWindow(Workspace(book, book.clock), settings)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


@pytest.fixture
def opened(window: MainWindow) -> Callable[[], DifferencesSheet]:
    def made() -> DifferencesSheet:
        sheet = open_differences(window, window.workspace)
        assert sheet is not None
        return sheet

    return made


def press(*keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)
        QApplication.processEvents()


def save() -> None:
    press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)


def disagree(book: Book, shared: SharedFolder, aoba: str) -> None:
    """Let both sides change the industry and the reason of the fit."""
    book.write(amend_accounts, [aoba], {"industry": "信用金庫", "fit_reason": MINE}, today=TODAY)
    shared.edit("accounts", aoba, industry="地方銀行", fit_reason=THEIRS)
    shared.sync()


def said(book: Book, account_id: str) -> tuple[object, object]:
    """Return what our row says now."""
    page = book.read(account_page, account_id, today=TODAY)
    return page.industry, page.fit_reason


def test_that_what_was_chosen_stands_on_both_sides(
    book: Book, shared: SharedFolder, aoba: str, opened: Callable[[], DifferencesSheet]
) -> None:
    disagree(book, shared, aoba)
    sheet = opened()
    # In the order of the questions, whatever it is.
    assert sheet.form is not None
    for question in sheet.form.record.questions:
        sheet.form.choose(question, "theirs" if question.rows[0].field == "industry" else "both")
    both = next(question.both for question in sheet.form.record.questions if question.both)
    save()
    assert not sheet.isVisible()
    assert book.read(differences) == []
    shared.sync()
    there = shared.row("accounts", aoba)
    assert (there["industry"], there["fit_reason"]) == ("地方銀行", both)
    assert said(book, aoba) == ("地方銀行", both)
    assert "月20時間以下" in both
    assert "欠品率" in both


def test_that_undo_asks_again(
    book: Book,
    shared: SharedFolder,
    aoba: str,
    window: MainWindow,
    opened: Callable[[], DifferencesSheet],
    qtbot: QtBot,
) -> None:
    disagree(book, shared, aoba)
    sheet = opened()
    sheet.foot.all_theirs.click()
    save()
    assert said(book, aoba) == ("地方銀行", THEIRS)
    toast = next(part for part in window.findChildren(QWidget) if "項目を解決しました" in part.accessibleName())
    assert toast.isVisible()
    window.undo()
    assert said(book, aoba) == ("信用金庫", MINE)
    assert len(book.read(differences)) == 2


def test_that_the_last_one_can_be_opened_again_on_the_sheet(
    book: Book, shared: SharedFolder, aoba: str, opened: Callable[[], DifferencesSheet]
) -> None:
    [midori] = [book.read(find_account, NAMES[1])]
    book.write(amend_accounts, [midori], {"industry": "食品"}, today=TODAY)
    shared.edit("accounts", midori, industry="小売")
    disagree(book, shared, aoba)
    sheet = opened()
    first = sheet.open_records()[0].key
    sheet.foot.all_mine.click()
    save()
    assert [entry.settled for entry in sheet.list.entries()] == [True, False]
    press(Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert [entry.settled for entry in sheet.list.entries()] == [False, False]
    assert first in [record.key for record in sheet.open_records()]


def test_that_later_sends_nothing_of_the_field_and_everything_else(
    book: Book, shared: SharedFolder, aoba: str, opened: Callable[[], DifferencesSheet]
) -> None:
    disagree(book, shared, aoba)
    opened()
    press(Qt.Key.Key_1, Qt.Key.Key_Escape)
    book.write(amend_accounts, [aoba], {"domain": "new.example"}, today=TODAY)
    shared.sync()
    there = shared.row("accounts", aoba)
    assert (there["industry"], there["domain"]) == ("地方銀行", "new.example")
    assert said(book, aoba)[0] == "信用金庫"
    assert len(book.read(differences)) == 2


def test_that_a_promise_deleted_there_can_be_kept(
    book: Book, shared: SharedFolder, opened: Callable[[], DifferencesSheet]
) -> None:
    promise = book.read(open_promises)[0]
    book.write(amend_promise, promise.id, {"text": "手順書を送り直す"})
    shared.delete("tasks", promise.id)
    shared.sync()
    sheet = opened()
    press(Qt.Key.Key_1)
    save()
    assert not sheet.isVisible()
    shared.sync()
    assert "手順書を送り直す" in [row["text"] for row in shared.rows("tasks")]
    assert promise.id in [one.id for one in book.read(open_promises)]


def test_that_an_amount_is_taken_over_with_its_currency(
    book: Book, aoba: str, tmp_path: Path, opened: Callable[[], DifferencesSheet]
) -> None:
    def ask_for(session: Session) -> list[str]:
        wish = {"account_id": aoba, "words": "音声入力", "raised_on": "2026-11-02"}
        return door.create(session, "request", [{**wish, "amount_minor": 1_200_000, "currency": "JPY"}])

    [wish] = book.write(ask_for)[1]
    shared = SharedFolder(book, tmp_path / "shared")
    book.write(lambda session: door.amend(session, "request", {wish: {"amount_minor": 1_500_000}}))
    shared.edit("requests", wish, amount="12000", currency="USD")
    shared.sync()
    sheet = opened()
    assert sheet.form is not None
    [question] = sheet.form.record.questions
    assert len(question.rows) == 2
    press(Qt.Key.Key_2)
    save()
    assert book.read(differences) == []
    shared.sync()
    assert (shared.row("requests", wish)["amount"], shared.row("requests", wish)["currency"]) == ("12000", "USD")


def test_that_nothing_opens_where_nothing_differs(window: MainWindow, shared: SharedFolder) -> None:
    assert shared.id
    assert open_differences(window, window.workspace) is None


def test_that_the_other_side_is_called_by_its_name(
    book: Book, shared: SharedFolder, aoba: str, opened: Callable[[], DifferencesSheet]
) -> None:
    disagree(book, shared, aoba)
    sheet = opened()
    assert SYSTEM in sheet.foot.all_theirs.text()
    assert sheet.foot.all_mine.text() == "すべてこの PC"
