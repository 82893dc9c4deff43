"""What was lost and where there is room for more, on the screen: each number leads to its accounts, by keys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.money.whitespace import Holding, Product, Whitespace
from app.views.main_window import MainWindow
from app.views.portfolio.contents import EXPANSION, LOSSES
from app.views.portfolio.expansion.matrix_model import LEADING, MatrixModel
from app.views.portfolio.expansion.matrix_view import MatrixView
from app.views.portfolio.expansion.section import ExpansionSection
from app.views.portfolio.losses.section import LossesSection
from app.views.portfolio.page import PortfolioPage
from app.views.workspace import Workspace
from tests.builders import TODAY, new_book
from tests.journeys.hands import press, wait_until
from tests.operations.money.books import contract, customer

LEFT, LESS, STAYS, COMES = "去った商事", "減った工業", "変わらず堂", "新しい物産"


def _fill(session: Session) -> dict[str, str]:
    ids = {name: customer(session, name) for name in (LEFT, LESS, STAYS, COMES)}
    tags = ["full", "voluntary", "avoidable", "mature", "price", "competitor:北風ソフト", "seen:2026-02-10 相見積もり"]
    contract(
        session, ids[LEFT], 100_000, end=date(2026, 3, 31), outcome="churned", notified_on="2026-02-20", churn_tags=tags
    )
    contract(session, ids[LESS], 80_000, product="Desk Pro", end=date(2026, 4, 30), outcome="contracted")
    contract(session, ids[LESS], 50_000, product="Desk Pro", start=date(2026, 5, 1))
    contract(session, ids[STAYS], 60_000, product="Desk Basic")
    contract(session, ids[STAYS], 20_000, product="Board", start=date(2026, 6, 1))
    contract(session, ids[COMES], 40_000, product="Chart", start=date(2026, 8, 1))
    contract(
        session, ids[COMES], 10_000, product="Board", start=date(2026, 8, 1), end=date(2026, 9, 30), outcome="churned"
    )
    door.amend(session, "account", {ids[LEFT]: {"fit": "poor"}, ids[STAYS]: {"fit": "good"}})
    door.create(session, "handover", [{"account_id": ids[LEFT], "kind": "sales", "given_by": "中村"}])
    days = {"submitted_on": "2026-05-10", "accepted_on": "2026-05-20", "won_on": "2026-06-01"}
    lead = {"account_id": ids[STAYS], "origin": "usage", "signal": "席が足りない", **days}
    door.create(session, "csql", [lead, {**lead, "signal": "分院でも", "accepted_on": None, "won_on": None}])
    return ids  # fmt: skip


class Board:
    """A window that stands at a section of Portfolio."""

    def __init__(self, book: Book, settings: QSettings, qtbot: QtBot, section: str) -> None:
        self.workspace = Workspace(book, book.clock)
        self.window = MainWindow(self.workspace, settings)
        self.went: list[str] = []
        self.window.add_place("portfolio", "chart-line", lambda: "Portfolio", self._page)
        self.window.resize(1440, 900)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitExposed(self.window)
        self.window.open("portfolio", section)
        self.settle()

    def _page(self) -> PortfolioPage:
        page = PortfolioPage(self.workspace, self.window)
        page.account_wanted.connect(self.went.append)
        return page

    def page(self) -> PortfolioPage:
        page = self.window.page()
        assert isinstance(page, PortfolioPage)
        return page

    def losses(self) -> LossesSection:
        section = self.page().section()
        assert isinstance(section, LossesSection)
        return section

    def expansion(self) -> ExpansionSection:
        section = self.page().section()
        assert isinstance(section, ExpansionSection)
        return section

    def settle(self) -> None:
        wait_until(lambda: self.workspace.busy == 0, "everything is there")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as made:
        yield made


@pytest.fixture
def ids(book: Book) -> dict[str, str]:
    return book.write(_fill)[1]


@pytest.fixture
def losses(book: Book, ids: dict[str, str], settings: QSettings, qtbot: QtBot) -> Iterator[Board]:
    assert ids
    made = Board(book, settings, qtbot, LOSSES)
    yield made
    assert made.workspace.close()


@pytest.fixture
def expansion(book: Book, ids: dict[str, str], settings: QSettings, qtbot: QtBot) -> Iterator[Board]:
    assert ids
    made = Board(book, settings, qtbot, EXPANSION)
    yield made
    assert made.workspace.close()


def _names(section: LossesSection) -> list[str]:
    return [line.name for line in section.table.shown_rows()]


def test_that_each_number_of_losses_lists_its_accounts_and_enter_opens_one(
    losses: Board, ids: dict[str, str]
) -> None:  # fmt: skip
    section = losses.losses()
    told = {key: tile.number() for key, tile in section.tiles.items()}
    assert told == {
        "customers": "1", "full": "1", "partial": "2", "early": "2", "mature": "1",
        "voluntary": "1", "involuntary": "0", "avoidable": "1", "unavoidable": "0", "untold": "2",
    }  # fmt: skip
    assert "3社中 33.3 %（6–79 %）" in section.tiles["customers"].accessibleName()
    assert _names(section) == [LEFT]
    for kind in ("full", "partial", "voluntary", "untold"):
        QTest.mouseClick(section.tiles[kind], Qt.MouseButton.LeftButton)
        assert len(_names(section)) == int(section.tiles[kind].number())
    section.choose("kind", "full")
    words = section.table.texts(0)
    assert words[:4] == (LEFT, "100,000円", "2026/4/1", "2026/2/20")
    assert words[5:] == ("価格、競合：北風ソフト", "2026/2/10 相見積もり")
    section.list.view.setFocus()
    section.list.view.go_to(0)
    press("Return")
    assert losses.went == [ids[LEFT]]


def test_that_every_number_is_reached_by_keys_alone(losses: Board, ids: dict[str, str]) -> None:
    section = losses.losses()
    section.tiles["customers"].setFocus(Qt.FocusReason.TabFocusReason)
    press("Right")
    press("Right")
    assert QApplication.focusWidget() is section.tiles["partial"]
    press("Return")
    assert (section.chosen(), _names(section)) == (("kind", "partial"), [LESS, COMES])
    for _n in range(3):
        press("F6")
    assert QApplication.focusWidget() is section.list.view
    press("Down")
    press("Return")
    assert losses.went == [ids[COMES]]
    assert losses.page().account_here() == ids[COMES]


def test_that_bars_are_walked_by_arrows_and_pressed_by_enter(losses: Board) -> None:
    section = losses.losses()
    assert [row.bar.key for row in section.reasons.rows] == ["competitor", "price", ""]
    section.reasons.rows[0].setFocus(Qt.FocusReason.TabFocusReason)
    press("Down")
    press("Return")
    assert section.chosen() == ("reason", "price")
    assert _names(section) == [LEFT]
    assert not section.tiles["customers"].isChecked()
    press("Down")
    press("Return")
    assert _names(section) == [LESS, COMES]
    assert section.reasons.rows[0].bar.words == "競合：1件、10万円"


def test_that_shares_by_fit_and_seller_say_n_of_m_and_list_all_of_them(losses: Board, ids: dict[str, str]) -> None:
    section = losses.losses()
    bars = {row.bar.key: row.bar for row in section.shares.rows}
    assert set(bars) == {"poor", "good", ""}
    assert bars["poor"].figures == ("1 / 1 · 100.0 % (21–100 %)", "10万円 / 10万円 · 100.0 %")
    assert bars["good"].figures[0] == "0 / 1 · 0.0 % (0–79 %)"
    section.choose("fit", "good")
    assert [(line.name, line.loss) for line in section.table.shown_rows()] == [(STAYS, None)]
    section.choose("seller", "中村")
    assert (section.by.key(), section.chosen()) == ("seller", ("seller", "中村"))
    assert _names(section) == [LEFT]
    assert section.chosen() == ("seller", "中村")
    losses.page().scope.segment.setCurrentIndex(1)
    losses.page().scope.changed.emit()
    losses.settle()
    # Nobody is of that segment: nothing to divide by, and what was chosen is gone.
    assert section.chosen() == ("kind", "customers")
    assert section.tiles["customers"].accessibleName() == "失った顧客 0 (0社中 —)"
    assert section.shares.rows == section.reasons.rows == []
    assert section.list.empty is not None
    assert ids


def test_that_the_matrix_is_walked_cell_by_cell_and_a_product_lists_who_lacks_it(
    expansion: Board, ids: dict[str, str]
) -> None:
    section = expansion.expansion()
    view, model = section.room.view, section.room.matrix
    names = [model.name(at) for at in range(model.rowCount())]
    assert names == [STAYS, LESS, COMES]
    heads = [model.heading(column) for column in range(LEADING, model.columnCount())]
    assert heads == [
        ("Board", "1 / 3"), ("Chart", "1 / 3"), ("Desk Basic", "1 / 3"), ("Desk Pro", "1 / 3"), ("Desk", "0 / 3"),
    ]  # fmt: skip
    cells = [[model.cell(at, column) for column in range(LEADING, model.columnCount())] for at in range(3)]
    assert cells == [
        ["2万円", "", "6万円", "別プラン", ""],
        ["", "", "別プラン", "5万円", ""],
        ["解約済み", "4万円", "", "", ""],
    ]
    assert section.tiles["room"].number() == "6"
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (0, LEADING)
    press("Right")
    press("Down")
    assert model.said(1, view.currentIndex().column()) == f"{LESS}、Chart：契約したことがありません"
    press("Space")
    assert view.chosen_product == "Chart"
    assert [one.name for one in section.room.table.shown_rows()] == [STAYS, LESS]
    press("Return")
    assert expansion.went == [ids[LESS]]
    section.room.choose("Board")
    assert [(one.name, one.had) for one in section.room.table.shown_rows()] == [(LESS, False), (COMES, True)]
    section.room.list.view.setFocus()
    section.room.list.view.go_to(1)
    press("Return")
    assert expansion.went[-1] == ids[COMES]
    assert expansion.page().account_here() == ids[COMES]


def test_that_products_are_filtered_and_accounts_put_in_order(expansion: Board) -> None:
    section = expansion.expansion()
    room, model = section.room, section.room.matrix
    room.view.setFocus(Qt.FocusReason.TabFocusReason)
    press("f")
    assert QApplication.focusWidget() is room.filter
    room.filter.setText("ＤＥＳＫ pro")
    assert [product.name for product in model.products] == ["Desk Pro"]
    room.filter.setText("nothing like it")
    assert model.products == []
    assert room.panes() == (room.filter, room.list.view)
    room.filter.clear()
    room.view.setCurrentIndex(model.index(1, LEADING + 1))
    orders = {"name": [STAYS, COMES, LESS], "fit": [STAYS, LESS, COMES], "mrr": [STAYS, LESS, COMES]}
    for key, names in orders.items():
        room.view.order_wanted.emit(key)
        assert (room.order.key(), [model.name(at) for at in range(3)]) == (key, names)
        # The keys stay at the account and the product.
        here = room.view.currentIndex()
        assert (model.name(here.row()), here.column()) == (LESS, LEADING + 1)
    # A press on a title: of the names, of the fit, of a product.
    QTest.mouseClick(room.view.findChildren(QAbstractButton)[0], Qt.MouseButton.LeftButton)
    assert model.order == "name"
    head = room.view.horizontalHeader()
    for column in (1, LEADING + 1):
        at = QPoint(head.sectionViewportPosition(column) + 8, 8)
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert (model.order, room.view.chosen_product) == ("fit", "Chart")


def test_that_rates_of_expansion_stand_beside_their_counts(expansion: Board, ids: dict[str, str]) -> None:
    section = expansion.expansion()
    told = {key: tile.figure() for key, tile in section.tiles.items()}
    assert told["cross_sell"] == ("33.3 %", "1 / 3 (6–79 %)")
    assert told["cross_sell_amount"] == ("8.3 %", "2万円 / 24万円")
    assert told["upsell"] == ("0.0 %", "0 / 3 (0–56 %)")
    assert (told["accepted"], told["won"]) == (("50.0 %", "1 / 2 (9–91 %)"), ("100.0 %", "1 / 1 (21–100 %)"))
    section.choose("cross_sell")
    assert [(one.name, one.part.product) for one in section.grown.shown_rows()] == [(STAYS, "Board")]
    section.choose("pending")
    assert [line.row and line.row.signal for line in section.leads.shown_rows()] == ["分院でも"]
    section.taker().setFocus()
    section.lead_list.view.go_to(0)
    press("Return")
    assert expansion.went == [ids[STAYS]]


def test_that_a_book_without_money_says_so_by_dashes_and_sentences(
    book: Book, settings: QSettings, qtbot: QtBot
) -> None:
    board = Board(book, settings, qtbot, EXPANSION)
    section = board.expansion()
    assert {section.tiles[key].number() for key in ("room", "upsell", "upsell_amount", "accepted", "won")} == {"—"}
    assert section.panes() == (section.tiles["room"],)
    assert section.taker() is section.tiles["room"]
    board.page().turn_to(LOSSES)
    board.settle()
    assert board.losses().tiles["customers"].number() == "0"
    assert board.losses().list.empty is not None
    assert board.workspace.close()


def test_that_five_thousand_accounts_by_thirty_products_are_drawn_at_once(qtbot: QtBot) -> None:
    products = [f"Product {n:02}" for n in range(30)]
    rows = tuple(
        Holding(f"{n}", {products[n % 30]: 10_000 * n}, frozenset(), frozenset(), frozenset({products[(n + 1) % 30]}))
        for n in range(5000)
    )
    found = Whitespace(
        TODAY, "JPY", tuple(Product(name, 0, 0, 0, sold=True) for name in products), rows,
        {row.customer: f"顧客 {row.customer}" for row in rows}, {},
    )  # fmt: skip
    model = MatrixModel(lambda _customer: None)
    view = MatrixView(model, "matrix")
    view.resize(1200, 700)
    qtbot.addWidget(view)
    started = perf_counter()
    model.show(found)
    view.show()
    view.grab()
    view.setFocus()
    view.setCurrentIndex(model.index(4999, LEADING + 29))
    view.grab()
    # Generous: a machine may have other things to do.
    assert perf_counter() - started < 3
    assert (model.rowCount(), model.columnCount()) == (5000, LEADING + 30)
    assert (view.rowAt(view.viewport().height() - 10), view.customer_here()) == (4999, "0")
