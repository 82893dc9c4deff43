"""Renewals in Portfolio by keys: the board by notice week, the forecast by month, what came; also of 5,000."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.language import keyed
from app.models.database import Session
from app.operations.book import Book
from app.operations.money.calls import call_renewal, calls_of
from app.operations.money.renewals import LATER, OVERDUE, RenewalRow, Renewals, State
from app.revenue.accuracy import Accuracy
from app.revenue.forecast import Forecast
from app.revenue.periods import Period
from app.revenue.renewals import RenewalRate
from app.views.account.renewal.call_sheet import CallSheet
from app.views.main_window import MainWindow
from app.views.portfolio.contents import RENEWALS
from app.views.portfolio.page import PortfolioPage
from app.views.portfolio.renewals.board import MOST
from app.views.portfolio.renewals.board_card import MoreCard, RenewalBoardCard
from app.views.portfolio.renewals.section import FORECAST, OUTCOME, RenewalsSection
from app.views.workspace import Workspace
from tests.builders import TODAY, new_book
from tests.journeys.hands import press, wait_until
from tests.operations.money.books import contract, customer

LATE, SOON, FAR, LOST = "遅れ商事", "もうすぐ物産", "まだ先工業", "去った興業"


class Stand:
    """A window that stands at the renewals of Portfolio."""

    def __init__(self, book: Book, settings: QSettings, qtbot: QtBot) -> None:
        self.workspace = Workspace(book, book.clock)
        self.window = MainWindow(self.workspace, settings)
        self.went: list[str] = []
        self.window.add_place("portfolio", "chart-line", lambda: "Portfolio", self._page)
        self.window.resize(1440, 900)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitExposed(self.window)
        self.window.open("portfolio", RENEWALS)
        self.settle()

    def _page(self) -> PortfolioPage:
        page = PortfolioPage(self.workspace, self.window)
        page.account_wanted.connect(self.went.append)
        return page

    @property
    def section(self) -> RenewalsSection:
        page = self.window.page()
        assert isinstance(page, PortfolioPage)
        section = page.section()
        assert isinstance(section, RenewalsSection)
        return section

    def settle(self) -> None:
        wait_until(lambda: self.workspace.busy == 0, "everything is there")


@pytest.fixture
def ids() -> dict[str, str]:
    return {}


@pytest.fixture
def stand(tmp_path: Path, ids: dict[str, str], settings: QSettings, qtbot: QtBot) -> Iterator[Stand]:
    def fill(session: Session) -> None:
        for name in (LATE, SOON, FAR, LOST):
            ids[name] = customer(session, name)
        start = date(2026, 1, 1)
        ids["late"] = contract(session, ids[LATE], 100_000, start=start, end=TODAY - timedelta(5))
        ids["soon"] = contract(session, ids[SOON], 200_000, start=start, end=date(2026, 12, 31), intent_on="2026-11-01")
        ids["far"] = contract(session, ids[FAR], 300_000, start=start, end=date(2027, 6, 30))
        ids["lost"] = contract(
            session, ids[LOST], 400_000, start=start, end=date(2026, 9, 30), outcome="churned", outcome_on="2026-09-01"
        )
        for on, committed in ((date(2026, 6, 10), 400_000), (date(2026, 8, 20), 100_000)):
            call_renewal(
                session, ids["lost"], committed=Decimal(committed), best=Decimal(400_000), worst=Decimal(0),
                reason="why", today=on, by_id=None,
            )  # fmt: skip

    with new_book(tmp_path / "profile") as book:
        book.write(fill)
        made = Stand(book, settings, qtbot)
        yield made
        assert made.workspace.close()


def here() -> str:
    card = QApplication.focusWidget()
    return card.row.account if isinstance(card, RenewalBoardCard) and card.row is not None else ""


def rows(part: Any) -> list[str]:
    return [row.account for row in part.table.shown_rows()]


def test_that_the_board_is_walked_by_arrows_and_enter_opens_the_account(stand: Stand, ids: dict[str, str]) -> None:
    stand.section.panes()[0].setFocus()
    assert here() == LATE
    said = stand.section.board.board.roving.current()
    assert said is not None and "5日遅れ" in said.accessibleName() and "見込みなし" in said.accessibleName()
    press("Right")
    assert here() == SOON and stand.section.account_here() == ids[SOON]
    press("Right")
    press("Right")
    assert here() == FAR
    press("Home")
    press("Down")
    assert here() == LATE
    press("End")
    press("Return")
    assert stand.went == [ids[FAR]]


def test_that_m_makes_a_call_that_the_card_then_shows(stand: Stand, ids: dict[str, str]) -> None:
    stand.section.panes()[0].setFocus()
    press("Right")
    press("M")
    sheet = stand.window.findChild(CallSheet)
    assert isinstance(sheet, CallSheet)
    sheet.reason.setPlainText("予算に計上済み")
    sheet.go_on()
    stand.settle()
    [call] = stand.workspace.read(calls_of, [ids["soon"]])
    assert call.committed == 200_000
    card = stand.section.board.board.roving.current()
    assert isinstance(card, RenewalBoardCard) and "確実 20万円" in card.accessibleName()


def test_that_each_number_of_the_forecast_lists_its_renewals(stand: Stand) -> None:
    stand.section.turn_to(FORECAST)
    part = stand.section.forecast
    assert {key: tile.number() for key, tile in part.tiles.items()} == {
        "due": "50万円", "committed": "0円", "best": "0円", "worst": "0円", "uncalled": "2",
    }  # fmt: skip
    part.choose("uncalled")
    assert rows(part) == [SOON, FAR]
    part.choose("committed")
    assert rows(part) == [] and part.list.empty is not None
    mark = part.months.roving.current()
    assert mark is not None
    mark.setFocus()
    press("Space")
    assert rows(part) == [SOON] and "2026年12月" in part.list.view.accessibleName()
    press("Right")
    press("Return")
    assert rows(part) == [FAR]
    part.list.view.setFocus()
    press("Return")
    assert stand.went and stand.section.account_here() == stand.went[-1]


def test_that_what_came_is_held_against_the_calls_before(stand: Stand) -> None:
    stand.section.turn_to(OUTCOME)
    part = stand.section.outcome
    assert part.tiles["decided"].number() == "0.0 %"
    assert part.tiles["90"].number() == "100.0 %" and part.tiles["30"].number() == "25.0 %"
    part.choose("all")
    assert sorted(rows(part)) == sorted([LOST, LATE])
    part.choose("30")
    assert rows(part) == [LOST]
    shown = [column.text(part.table.shown_rows()[0]) for column in part.table.columns]
    assert shown[-3:] == ["40万円（+40万円）", "40万円（+40万円）", "10万円（+10万円）"]


def many(count: int) -> Renewals:
    def row(at: int) -> RenewalRow:
        end = TODAY + timedelta(at % 300)
        return RenewalRow(
            contract_id=str(at), account_id=str(at), account=f"顧客{at}", number="", begun=date(2026, 1, 1), end=end,
            notice_on=end - timedelta(30), estimated=False, auto_renew=False, confirmed=False, state=State.OPEN,
            late=False, target=Decimal(1000 + at), kept=None, call=None, hoped={}, expected={},
        )  # fmt: skip

    every = tuple(sorted(map(row, range(count)), key=lambda one: one.notice_on))
    span = Period(TODAY, TODAY + timedelta(364), "")
    accuracy = {days: Accuracy(days, 0, 0, 0, 0, 0, 0) for days in (90, 60, 30)}
    return Renewals(
        every, span, every, Forecast(0, 0, 0, 0, {}, ()), span, (), RenewalRate((), None, None), accuracy, "JPY", 30
    )


def test_that_five_thousand_renewals_stay_usable(stand: Stand) -> None:
    found = many(5_000)
    began = perf_counter()
    stand.section.show_renewals(found)
    QApplication.processEvents()
    assert perf_counter() - began < 2.0
    board = stand.section.board
    for column in board.board.columns:
        assert len(column.shown()) <= MOST
    last = board.board.columns[-1].shown()[-1]
    assert isinstance(last, MoreCard) and "ほか" in last.text()
    last.setFocus()
    press("Return")
    assert board.currentIndex() == 1 and len(rows(board)) == len(board.board.rows_of(LATER)) > 3_000
    assert board.list.view.hasFocus()
    press("Escape")
    assert board.currentIndex() == 0 and isinstance(QApplication.focusWidget(), MoreCard)
    assert board.board.columns[0].place == OVERDUE


def test_that_the_segment_of_the_bar_applies(stand: Stand) -> None:
    page = stand.window.page()
    assert isinstance(page, PortfolioPage)
    page.scope.segment.setCurrentIndex(1)
    page.scope.segment.activated.emit(1)
    stand.settle()
    assert stand.section.board.currentIndex() == 2
    QTest.keyClick(stand.section, Qt.Key.Key_M)
    assert stand.window.findChild(CallSheet) is None


def test_that_a_renewal_without_its_next_term_says_so_in_both_languages() -> None:
    said = [keyed("renewal.state", str(State.UNSIGNED), lang) for lang in ("ja", "en")]
    assert said == ["契約未登録", "renewed, unsigned"]
