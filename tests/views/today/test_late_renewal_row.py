"""A late renewal on Today: what it says, and that keys lead to the card that settles it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views import looks
from app.views.account.page import OVERVIEW, AccountPage
from app.views.main_window import MainWindow
from app.views.places import Places
from app.views.today import words
from app.views.today.page import TodayPage
from app.views.workspace import Workspace
from tests.builders import TODAY, new_book
from tests.journeys.hands import press, wait_until
from tests.operations.money.books import contract, customer

ENDED = TODAY - timedelta(20)


class Desk:
    """A window with all its places over a book of one customer, whose second contract has ended."""

    def __init__(self, book: object, settings: QSettings, qtbot: QtBot) -> None:
        self.workspace = Workspace(book, book.clock)  # type: ignore[arg-type,attr-defined]
        self.window = MainWindow(self.workspace, settings, log=lambda: self.places.log())
        self.places = Places(self.window)
        self.window.resize(1440, 900)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        page = self.window.open("today")
        assert isinstance(page, TodayPage)
        self.page = page
        wait_until(lambda: page.answer is not None, "the first answer")
        while (row := page.list.current()) is not None and not words.is_late(row):
            press("J")
        assert row is not None
        self.row = row


@pytest.fixture
def desk(tmp_path: Path, settings: QSettings, qtbot: QtBot) -> Iterator[Desk]:
    with new_book(tmp_path / "profile") as book:
        account = book.write(lambda session: customer(session, "青葉", segment="tech"))[1]
        book.write(lambda session: contract(session, account, 900, end=date(2027, 10, 31), product="Board"))
        book.write(lambda session: contract(session, account, 1000, start=date(2025, 11, 1), end=ENDED))
        made = Desk(book, settings, qtbot)
        yield made
        assert made.workspace.close()


def test_that_it_says_how_late_it_is_and_until_when_it_counts(desk: Desk, qapp: QApplication) -> None:
    assert words.title(desk.row, TODAY) == "満了から20日、更新が遅れています"
    assert words.detail(desk.row, TODAY) == "11/30 まで計上 · Desk · 満了 10/31 · ARR 2.3万円"
    assert words.due(desk.row, TODAY) == ("20日超過", True)
    looks.speak(qapp, "en")
    try:
        assert words.title(desk.row, TODAY) == "The contract ended 20 days ago, its renewal is late"
        assert words.detail(desk.row, TODAY).startswith("counts until 30 Nov · Desk · ended 31 Oct · ARR")
    finally:
        looks.speak(qapp, "ja")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_E])
def test_that_keys_lead_to_its_renewal(desk: Desk, key: Qt.Key) -> None:
    press(key)
    page = desk.window.page()
    assert isinstance(page, AccountPage)
    assert page.tabs.currentIndex() == OVERVIEW
    card = page.overview.renewal
    assert card.renewal() is not None and card.renewal().contract.id == desk.row.subject_id  # type: ignore[union-attr]
    assert card.record.hasFocus()


def test_that_the_card_of_another_renewal_gives_way_to_it(desk: Desk) -> None:
    page = desk.window.open("account", desk.row.account_id)
    assert isinstance(page, AccountPage)
    card = page.overview.renewal
    card.which.setCurrentIndex(card.which.count() - 1)
    card._turn()
    desk.page.renewal_wanted.emit(desk.row.account_id, desk.row.subject_id)
    assert card.renewal().contract.id == desk.row.subject_id  # type: ignore[union-attr]
