"""Portfolio on the screen: every number leads to its accounts, every question of the queue has its answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.health.backtest import HORIZONS, BackTest, Case, Note, NotEnough, Point, judge
from app.operations.book import Book
from app.operations.health.disagreements import disagreements
from app.operations.pulses import pulses_of
from app.views import looks, theme
from app.views.main_window import MainWindow
from app.views.page import Page
from app.views.portfolio.backtest_lists import CELLS
from app.views.portfolio.backtest_picture import spread
from app.views.portfolio.contents import ANSWERS, BACKTEST, DISAGREEMENTS, HEALTH, LOYALTY, MOVEMENT, SECTIONS
from app.views.portfolio.page import PortfolioPage
from app.views.portfolio.sheets import AcceptSheet, JudgeSheet
from app.views.style_sheet import style_sheet
from app.views.workspace import Workspace
from app.vocabulary import Band
from tests.builders import TODAY, new_book
from tests.journeys.hands import press, wait_until
from tests.operations.health.portfolio_book import MODEL, begin, decided, tell
from tests.views.test_states import is_cut, is_outside, shown, told
from tests.views.test_wardrobe import Dressings

FALLS, RISES, LIKES_NOT, STAYS = "落ちる商事", "昇る工業", "使うだけ物産", "変わらず堂"


class Board:
    """A window that stands at Portfolio."""

    def __init__(self, book: Book, settings: QSettings, qtbot: QtBot) -> None:
        self.book = book
        self.workspace = Workspace(book, book.clock)
        self.window = MainWindow(self.workspace, settings)
        self.went: list[str] = []
        self.window.add_place("portfolio", "chart-line", lambda: "Portfolio", self._page)
        self.window.add_place("elsewhere", "sun", lambda: "Elsewhere", Page)
        self.window.resize(1440, 900)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitExposed(self.window)
        self.window.open("portfolio", MOVEMENT)
        self.settle()

    def _page(self) -> PortfolioPage:
        page = PortfolioPage(self.workspace, self.window)
        page.health_wanted.connect(self.went.append)
        return page

    @property
    def page(self) -> PortfolioPage:
        page = self.window.page()
        assert isinstance(page, PortfolioPage)
        return page

    def section(self, key: str) -> Any:
        return self.page.section(key)

    def settle(self) -> None:
        wait_until(lambda: self.workspace.busy == 0, "everything is there")

    def turn(self, key: str) -> None:
        self.page.turn_to(key)
        self.settle()


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as made:
        falls, rises, likes_not, stays = begin(made, FALLS, RISES, LIKES_NOT, STAYS)
        for account_id, before, now in ((falls, 90, 30), (rises, 60, 90), (likes_not, 85, 85), (stays, 80, 78)):
            tell(made, account_id, 60, use=before, paid=before)
            tell(made, account_id, 5, use=now)
        tell(made, likes_not, 6, note="窓口だけが使う", pulse_backing=1, pulse_warmth=2)
        tell(made, stays, 6, pulse_backing=4, pulse_warmth=4)
        decided(made, stays, 3, "renewed")
        decided(made, falls, 4, "churned", ("price", "競合の値引き"))
        yield made


@pytest.fixture
def board(book: Book, settings: QSettings, qtbot: QtBot) -> Iterator[Board]:
    made = Board(book, settings, qtbot)
    yield made
    assert made.workspace.close()


def names(board: Board, table: str) -> list[str]:
    section = board.section(table)
    rows = section.table.shown_rows()
    return [getattr(row, "name", None) or row.row.name for row in rows]


def test_that_the_number_of_each_band_leads_to_its_accounts_and_enter_to_their_health(board: Board) -> None:
    movement = board.section(MOVEMENT)
    assert names(board, MOVEMENT) == [FALLS, LIKES_NOT, RISES]
    assert {key: tile.number() for key, tile in movement.tiles.items()} == {
        "moved": "3", "good": "2", "watch": "2", "risk": "0", "unknown": "0",
    }  # fmt: skip
    for key in ("good", "watch", "risk", "unknown"):
        QTest.mouseClick(movement.tiles[key], Qt.MouseButton.LeftButton)
        assert len(names(board, MOVEMENT)) == int(movement.tiles[key].number())
    movement.choose("watch")
    movement.card.view.setFocus()
    movement.card.view.go_to(0)
    press("Return")
    assert board.went == [movement.table.row_at(0).account_id]


def test_that_the_cause_of_a_move_stands_beside_it(board: Board) -> None:
    table = board.section(MOVEMENT).table
    why = [column.key for column in table.columns].index("why")
    assert [table.words(at, why) for at in (0, 2)] == ["useの名 −30.0", "useの名 +15.0"]


def test_that_a_question_is_answered_by_a_new_pulse(board: Board) -> None:
    board.turn(DISAGREEMENTS)
    assert names(board, DISAGREEMENTS) == [LIKES_NOT]
    board.section(DISAGREEMENTS).list.view.setFocus()
    press("h")
    [sheet] = [one for one in board.window.findChildren(JudgeSheet) if one.isVisible()]
    sheet.scales["pulse_backing"].said.emit(4)
    sheet.scales["pulse_warmth"].said.emit(4)
    sheet.save.click()
    assert sheet.isVisible()
    assert sheet.fault.isVisible()
    sheet.reason.setText("部長と話した")
    sheet.save.click()
    board.settle()
    assert names(board, DISAGREEMENTS) == []
    account_id = board.book.read(lambda session: _id_of(session, LIKES_NOT))
    said = {p.key: p.value for p in board.book.read(pulses_of, account_id, today=TODAY)}
    assert (said["pulse_backing"], said["pulse_warmth"]) == (4, 4)


def _id_of(session: object, name: str) -> str:
    from app.operations.accounts import find_account

    return find_account(session, name)  # type: ignore[arg-type]


def test_that_a_question_may_be_put_off_with_a_reason_and_comes_back_by_undo(board: Board) -> None:
    board.turn(DISAGREEMENTS)
    board.section(DISAGREEMENTS).list.view.setFocus()
    press("s")
    [sheet] = [one for one in board.window.findChildren(AcceptSheet) if one.isVisible()]
    sheet.span.choose("60")
    assert sheet.until() == TODAY + timedelta(60)
    sheet.reason.setText("監査の月は毎年こうなる")
    sheet.save.click()
    board.settle()
    assert names(board, DISAGREEMENTS) == []
    board.section(DISAGREEMENTS).span.choose("accepted")
    board.section(DISAGREEMENTS).span.chosen.emit("accepted")
    assert names(board, DISAGREEMENTS) == [LIKES_NOT]
    said = [label.text() for label in board.section(DISAGREEMENTS).one.findChildren(QLabel)]
    assert "監査の月は毎年こうなる" in said
    board.workspace.undo()
    board.settle()
    assert len(board.book.read(disagreements, today=TODAY).waiting) == 1
    assert names(board, DISAGREEMENTS) == []


def test_that_loyalty_begins_with_those_who_use_and_do_not_like(board: Board) -> None:
    board.turn(LOYALTY)
    loyalty = board.section(LOYALTY)
    assert (loyalty.quarter.key(), names(board, LOYALTY)) == ("uses", [LIKES_NOT])
    loyalty.choose("both")
    assert names(board, LOYALTY) == [STAYS]
    for key in ("neither", "likes"):
        loyalty.choose(key)
        assert names(board, LOYALTY) == []


def test_that_an_account_on_the_map_is_found_in_its_list(board: Board) -> None:
    board.turn(LOYALTY)
    drawn = board.section(LOYALTY).map
    stays = next(row for row in drawn._rows if row.name == STAYS)
    spot = drawn._spot(stays, drawn._plot(theme.current()))
    assert drawn.row_at(spot) is stays
    assert drawn.row_at(spot + QPointF(60, 60)) is None
    QTest.mouseClick(drawn, Qt.MouseButton.LeftButton, pos=QPoint(round(spot.x()), round(spot.y())))
    assert board.section(LOYALTY).quarter.key() == "both"
    assert board.page.account_here() == stays.account_id


def test_that_the_answers_tell_who_was_right_and_each_number_its_renewals(board: Board) -> None:
    board.turn(ANSWERS)
    answers = board.section(ANSWERS)
    answers.horizon.choose("30")
    answers.horizon.chosen.emit("30")
    board.settle()
    assert names(board, ANSWERS) == [STAYS, FALLS]
    for key, tile in answers.tiles.items():
        answers.choose(key)
        assert len(names(board, ANSWERS)) == int(tile.number()), key
    answers.choose("surprise")
    assert names(board, ANSWERS) == [FALLS]
    reasons = answers.table.words(0, len(answers.table.columns) - 1)
    assert reasons == "価格、競合の値引き"


def test_that_too_few_renewals_are_said_to_be_too_few(board: Board) -> None:
    board.turn(BACKTEST)
    said = [label.text() for label in board.section(BACKTEST).findChildren(QLabel) if label.isVisible()]
    assert any("10" in words and "3" in words for words in said)
    board.section(BACKTEST).show_backtest(NotEnough(4, 1), MODEL)
    said = [label.text() for label in board.section(BACKTEST).findChildren(QLabel) if label.isVisible()]
    assert any("4件" in words and "1件" in words for words in said)


def made_up() -> BackTest:
    """Return a back-test of twelve renewals, four of them lost, one of these while the score was good."""

    def case(at: int, score: int, *, lost: bool, then: tuple[Note, ...] = ()) -> Case:
        on = date(2026, 1, 1) + timedelta(at * 20)
        points = {days: Point(on - timedelta(days), score, Decimal(score), MODEL.band(score), Decimal(50), Decimal(60))
                  for days in HORIZONS}  # fmt: skip
        return Case(f"c{at}", f"a{at}", f"顧客 {at}", on, lost, ("price",) if lost else (), points,
                    84 if lost and score < 70 else None, then)  # fmt: skip

    note = Note(date(2026, 2, 1), "call", "合併の話。\n担当は残る")
    scores = [(90, False), (80, False), (75, False), (72, False), (71, False), (65, False), (60, False), (40, False)]
    lost = [(85, True), (50, True), (42, True), (30, True)]
    cases = [case(at, score, lost=gone, then=(note,) if score == 85 else ())
             for at, (score, gone) in enumerate([*scores, *lost])]  # fmt: skip
    found = judge(cases, HORIZONS, good=MODEL.good, watch=MODEL.watch)
    assert isinstance(found, BackTest)
    return found


def test_that_every_number_of_the_back_test_leads_to_its_renewals(board: Board) -> None:
    board.turn(BACKTEST)
    section = board.section(BACKTEST)
    found = made_up()
    section.show_backtest(found, MODEL)
    assert names(board, BACKTEST) == ["顧客 8"]
    table = section.cards.thresholds
    keys = [column.key for column in table.table.columns]
    for at in range(table.table.rowCount()):
        row = table.table.row_at(at)[0]
        for key in CELLS:
            spot = table.visualRect(table.table.index(at, keys.index(key))).center()
            QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
            assert len(names(board, BACKTEST)) == getattr(row, key), (row.threshold, key)
    for key, count in (("all", 12), ("led", 3), ("green", 1)):
        section.tiles[key].click()
        assert len(names(board, BACKTEST)) == count
    section.list.view.setFocus()
    press("Return")
    assert board.went == ["a8"]
    said = [label.text() for label in section.case.findChildren(QLabel) if label.isVisible()]
    assert any("合併の話。 担当は残る" in words for words in said)
    board.settle()


def test_that_the_arrows_and_enter_press_a_number_too(board: Board) -> None:
    board.turn(BACKTEST)
    section = board.section(BACKTEST)
    section.show_backtest(made_up(), MODEL)
    table = section.cards.thresholds
    table.setFocus()
    table.setCurrentIndex(table.table.index(0, 0))
    press("Right", "Return")
    assert section._behind == ("caught", 30)
    board.settle()


def test_that_dots_of_the_same_score_stand_apart() -> None:
    assert spread([70, 70, 70, 20]) == [(20, 0), (70, 0), (70, 1), (70, -1)]


def test_that_digits_turn_to_the_sections_and_a_place_may_name_one(board: Board) -> None:
    board.section(MOVEMENT).card.view.setFocus()
    for digit, key in zip("2345", (DISAGREEMENTS, LOYALTY, ANSWERS, BACKTEST), strict=True):
        press(digit)
        assert board.page.shown() == key
        board.settle()
    board.window.open("portfolio", LOYALTY)
    assert board.page.shown() == LOYALTY
    assert [crumb.text for crumb in board.page.crumbs()][-1] == "ロイヤルティ"
    keys = {command.key for command in board.page.commands()}
    assert {"portfolio.movement", "portfolio.backtest"} <= keys


def test_that_a_switch_of_theme_dresses_the_section_that_is_shown_and_the_others_when_they_are(
    board: Board, qapp: QApplication
) -> None:
    for key in SECTIONS:
        board.turn(key)
    board.turn(MOVEMENT)
    hidden = {key: section for key, section in board.page.made.items() if key != MOVEMENT}
    assert len(hidden) == len(SECTIONS) - 1
    count = Dressings()
    qapp.installEventFilter(count)
    try:
        board.window.set_look("dark")
        dressed = [one for one in count.n if isinstance(one, QWidget)]
        assert board.section(MOVEMENT).card.view in dressed
        assert board.page.tabs in dressed
        for key, section in hidden.items():
            assert [one for one in dressed if one is section or section.isAncestorOf(one)] == [], key
            assert one_is_light(section), key
        count.n.clear()
        board.turn(LOYALTY)
        assert count.n.get(board.section(LOYALTY).list.view) == 1
        board.window.open("elsewhere")
        board.window.set_look("light")
        board.window.open("portfolio", MOVEMENT)
        assert one_is_light(board.section(MOVEMENT))
        board.window.set_look("dark")
        board.turn(ANSWERS)
    finally:
        qapp.removeEventFilter(count)
        board.window.set_look("light")
    for key in SECTIONS:
        board.turn(key)
        assert one_is_light(board.section(key)), key


def one_is_light(section: QWidget) -> bool:
    """Tell whether a section wears the light: its own sheet, or that of the application from the start."""
    return section.styleSheet() in ("", style_sheet(theme.make("light")))


def test_that_what_changes_elsewhere_is_asked_again(board: Board) -> None:
    account_id = board.book.read(lambda session: _id_of(session, STAYS))
    tell(board.book, account_id, 1, use=0, paid=0)
    assert names(board, MOVEMENT) == [FALLS, LIKES_NOT, RISES]
    from app.operations.health.disagreements import judge_anew

    board.workspace.write(judge_anew, account_id, {"pulse_warmth": 4}, "会った", today=TODAY, by_id=None)
    board.settle()
    assert names(board, MOVEMENT)[0] == STAYS
    assert board.section(MOVEMENT).table.row_at(0).band is Band.RISK


def all_fits(section: str) -> None:
    """Require that no word that is shown is cut, and nothing lies outside."""
    assert [told(part) for part in shown() if is_cut(part)] == [], section
    assert [told(part) for part in shown() if is_outside(part)] == [], section


@pytest.mark.parametrize(("lang", "scale"), [("ja", 100), ("en", 100), ("ja", 150), ("en", 130)])
def test_that_filled_sections_have_names_and_room_for_their_words(
    book: Book, settings: QSettings, qtbot: QtBot, qapp: QApplication, lang: str, scale: int
) -> None:
    looks.speak(qapp, lang)
    theme.use(qapp, "light", scale)
    board = Board(book, settings, qtbot)
    for key in [one for one, entry in SECTIONS.items() if entry.half == HEALTH]:
        board.turn(key)
        if key == BACKTEST:
            board.section(BACKTEST).show_backtest(made_up(), MODEL)
            board.settle()
        qtbot.waitUntil(partial(all_fits, key))
    assert board.workspace.close()
    looks.speak(qapp, "ja")
    theme.use(qapp, "light")
