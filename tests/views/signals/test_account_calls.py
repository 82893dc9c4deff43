"""Calls to action on their account: the chip in the head, the card on the overview, the play beside the people."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.operations.accounts import account_rows
from app.operations.book import Book
from app.operations.signals.ctas import open_ctas
from app.operations.signals.rows import CtaRow
from app.views.account.page import AccountPage
from app.views.account.people_tab import PeopleTab
from app.views.main_window import MainWindow
from app.views.signals.closing import CloseSheet
from app.views.signals.cta_sheet import CtaSheet
from tests.builders import TODAY
from tests.journeys.hands import press, wait_until
from tests.views.signals.conftest import shown


def call_of(book: Book) -> CtaRow:
    [row] = [row for row in book.read(open_ctas, today=TODAY) if row.rule == "person_left"]
    return row


@pytest.fixture
def page(window: MainWindow, book: Book) -> Iterator[AccountPage]:
    """Yield the page of the customer whose sponsor left."""
    found = window.open("account", call_of(book).account_id)
    assert isinstance(found, AccountPage)
    yield found


def test_that_the_head_says_which_play_runs_and_opens_it(page: AccountPage) -> None:
    chip = page.header.play
    assert chip.isVisible()
    assert chip.accessibleName() == "進行中のプレイブック: スポンサーの交代の対応中 0/7"
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(chip, Qt.Key.Key_Return)
    wait_until(lambda: shown(CtaSheet), "the sheet")


def test_that_the_overview_lists_what_is_open_the_most_urgent_first(page: AccountPage, book: Book) -> None:
    card = page.overview.calls
    lines = [line for line in card.lines if line.isVisible()]
    assert lines[0].cta_id == call_of(book).id
    assert "0/7" in lines[0].accessibleName()
    lines[0].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(lines[0], Qt.Key.Key_Space)
    wait_until(lambda: shown(CtaSheet) and shown(CtaSheet)[0].isActiveWindow(), "the sheet")
    press("E")
    wait_until(lambda: shown(CloseSheet), "the outcomes")
    press("3")
    wait_until(lambda: not shown(CtaSheet), "all sheets are gone")
    assert [line.cta_id for line in card.lines if line.isVisible()] == [
        row.id for row in book.read(open_ctas, page.account_id, today=TODAY)
    ]
    assert not page.header.play.isVisible()


def test_that_the_play_stands_beside_the_people_and_is_ticked_by_keys(page: AccountPage, book: Book) -> None:
    page.open_tab("people")
    tab = page.parts.current()
    assert isinstance(tab, PeopleTab)
    [card] = [card for card in tab.play.cards if card.isVisible()]
    box = card.steps.boxes[0]
    box.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert call_of(book).done == 1
    assert box.hasFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert card.steps.boxes[1].hasFocus()
    QTest.keyClick(card.steps.boxes[1], Qt.Key.Key_Return)
    assert call_of(book).done == 2
    assert page.header.play.accessibleName().endswith("2/7")
    press("Ctrl+Z")
    wait_until(lambda: call_of(book).done == 1, "the tick is taken back")
    assert [box.isChecked() for box in card.steps.boxes[:2]] == [True, False]


def test_that_a_play_is_gone_from_the_people_of_another_account(
    page: AccountPage, window: MainWindow, book: Book
) -> None:
    page.open_tab("people")
    tab = page.parts.current()
    assert tab.play.isVisible()
    other = next(row.id for row in book.read(account_rows, today=TODAY) if row.id != page.account_id)
    window.open("account", other)
    page.open_tab("people")
    assert not tab.play.isVisible()


def test_that_c_on_the_account_opens_the_most_urgent(page: AccountPage, window: MainWindow, book: Book) -> None:
    page.open_tab("touchpoints")
    press("C")
    wait_until(lambda: shown(CtaSheet), "the sheet")
    [sheet] = shown(CtaSheet)
    assert "スポンサー" in sheet.accessibleName()
