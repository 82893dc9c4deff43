"""Time to value and my own time on the screen: by mouse and by keys every number leads to its accounts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.money.own_time import ALL, NONE
from app.operations.rates import put_rate
from app.views.page import Page
from app.views.portfolio.contents import LOSSES, RENEWALS, TIME, VALUE
from app.views.portfolio.refusal import Refusal
from app.views.portfolio.renewals.section import OUTCOME, RenewalsSection
from app.views.portfolio.time.section import SILENT, UNTOLD, TimeSection
from app.views.portfolio.time.section import TIME as HOURS
from app.views.portfolio.value.axis import ticks
from app.views.portfolio.value.section import ValueSection
from app.views.portfolio.value.words import IN_TIME, LATE, NEVER, TTV, WAITING
from tests.builders import new_book
from tests.journeys.hands import wait_until
from tests.operations.money.books import contract, customer
from tests.views.portfolio.test_portfolio_page import Board

TODAY = date(2026, 11, 20)
APRIL, JULY, END = date(2026, 4, 1), date(2026, 7, 1), date(2027, 6, 30)


def _starts(session: Session, name: str, start: date, *, segment: str = "low", **how: object) -> str:
    account = customer(session, name, segment=segment)
    contract(session, account, 100_000, start=start, end=END)
    said = {key: value.isoformat() if isinstance(value, date) else value for key, value in how.items()}
    door.create(session, "onboarding", [{"account_id": account, "start_on": start.isoformat(), **said}])
    return account


def _touch(session: Session, account: str, minutes: int | None, purpose: str | None = "adoption") -> None:
    row = {
        "account_id": account, "state": "done", "kind": "call", "on_date": TODAY.isoformat(), "body": "…",
        "minutes": minutes, "purpose": purpose,
    }  # fmt: skip
    door.create(session, "touchpoint", [row])


def _fill(session: Session) -> None:
    due = JULY.isoformat()
    fast = _starts(session, "速い商事", APRIL, first_value_on=APRIL + timedelta(20), agreed_due=due, kick_off_on=APRIL)
    slow = _starts(session, "遅い工業", APRIL, first_value_on=JULY + timedelta(9), agreed_due=due)
    _starts(session, "待つ物産", JULY, segment="high", kick_off_on=JULY)
    _starts(session, "中止堂", JULY, verdict="abandoned", verdict_on=JULY + timedelta(30))
    _touch(session, fast, 90)
    _touch(session, fast, None)
    _touch(session, slow, 30, None)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile", today=TODAY) as made:
        made.write(_fill)
        yield made


@pytest.fixture
def board(book: Book, settings: QSettings, qtbot: QtBot) -> Iterator[Board]:
    made = Board(book, settings, qtbot)
    yield made
    made.window.close()


def _value(board: Board) -> ValueSection:
    board.turn(VALUE)
    section = board.section(VALUE)
    assert isinstance(section, ValueSection)
    return section


def _time(board: Board) -> TimeSection:
    board.turn(TIME)
    section = board.section(TIME)
    assert isinstance(section, TimeSection)
    return section


def _listed(section: ValueSection) -> list[str]:
    return [line.row.name for line in section.table.shown_rows()]


def test_that_each_number_of_the_start_lists_its_accounts(board: Board) -> None:
    section = _value(board)
    assert section.tiles[TTV].number() == "100日"
    expected = {
        TTV: ["速い商事", "遅い工業", "待つ物産", "中止堂"], WAITING: ["待つ物産"], NEVER: ["中止堂"],
        IN_TIME: ["速い商事", "遅い工業"], LATE: ["遅い工業"],
    }  # fmt: skip
    for key, names in expected.items():
        section.tiles[key].click()
        assert _listed(section) == names
        assert section.tiles[key].accessibleDescription()
    assert section.tiles[IN_TIME].number() == "50.0 %"
    assert "1 / 2; 95 % 区間 9–91 %" in section.tiles[IN_TIME].accessibleName()
    wanted: list[str] = []
    section.account_wanted.connect(wanted.append)
    section.list.view.setFocus()
    section.list.view.go_to(0)
    QTest.keyClick(section.list.view, Qt.Key.Key_Return)
    assert wanted == [section.account_here()]


def test_that_a_cohort_is_chosen_by_keys_and_its_steps_are_gone_along(board: Board) -> None:
    section = _value(board)
    assert [cohort.first for cohort in section.cohorts.shown_rows()] == [None, JULY, APRIL]
    section.cohort_list.view.setFocus()
    section.cohort_list.view.go_to(2)
    assert _listed(section) == ["速い商事", "遅い工業"]
    section.curve.setFocus()
    for key, day, names in (
        (Qt.Key.Key_Right, 20, ["速い商事"]), (Qt.Key.Key_End, 100, ["速い商事", "遅い工業"]),
        (Qt.Key.Key_Left, 20, ["速い商事"]), (Qt.Key.Key_Escape, None, ["速い商事", "遅い工業"]),
    ):  # fmt: skip
        QTest.keyClick(section.curve, key)
        assert (section.curve.day(), _listed(section)) == (day, names)
    QTest.keyClick(section.curve, Qt.Key.Key_Home)
    assert "20日目まで" in section.curve.accessibleName()
    section.cohort_list.view.go_to(0)
    assert section.curve.day() is None
    QTest.keyClick(section.cohort_list.view, Qt.Key.Key_Return)
    assert section.list.view.hasFocus()


def test_that_the_clock_and_the_kind_of_cohort_can_be_changed(board: Board) -> None:
    section = _value(board)
    section.by.choose("segment")
    section.by.chosen.emit("segment")
    assert [str(cohort.segment) for cohort in section.cohorts.shown_rows()] == ["None", "high", "low"]
    section.clock.choose("kick_off")
    section.clock.chosen.emit("kick_off")
    assert section.tiles[WAITING].number() == "1"
    assert section.tiles[TTV].number() == "20日"
    # Those without a kick-off are told too, without days.
    assert _listed(section) == ["速い商事", "待つ物産", "中止堂", "遅い工業"]


def test_that_a_step_is_found_by_the_mouse(board: Board) -> None:
    curve = _value(board).curve
    found = {curve.point_at(QPointF(x, y)) for x in range(0, curve.width(), 6) for y in range(0, curve.height(), 6)}
    assert found == {None, 0, 1}


@pytest.mark.parametrize(("longest", "last"), [(0, 5), (5, 5), (100, 120), (581, 600), (5000, 5840)])
def test_that_the_days_under_the_curve_are_few_and_reach_the_longest_wait(longest: int, last: int) -> None:
    steps, most = ticks(longest)
    assert most == last >= longest
    assert 2 <= len(steps) <= 7


def test_that_my_time_stands_in_a_matrix_and_each_cell_lists_its_accounts(board: Board) -> None:
    section = _time(board)
    assert section.tiles[HOURS].number() == "2.0時間"
    names = {
        HOURS: ["速い商事", "遅い工業"], UNTOLD: ["速い商事"], SILENT: ["中止堂", "待つ物産"],
    }  # fmt: skip
    for key, expected in names.items():
        section.tiles[key].click()
        assert sorted(line.account.name for line in section.table.shown_rows()) == sorted(expected)
    section.matrix.setFocus()
    section.matrix.choose(ALL, ALL)
    assert section.chosen() == ""
    QTest.keyClick(section.matrix, Qt.Key.Key_Up)
    assert section.matrix.cell() == (NONE, ALL)
    assert [line.account.name for line in section.table.shown_rows()] == ["遅い工業"]
    QTest.keyClick(section.matrix, Qt.Key.Key_Up)
    QTest.keyClick(section.matrix, Qt.Key.Key_Left)
    assert section.matrix.cell() == ("adoption", "low")
    assert "ロータッチ, 活用: 1.5時間、2件、うち分の記録なし 1件" in section.matrix.accessibleName()
    QTest.keyClick(section.matrix, Qt.Key.Key_Return)
    assert section.list.view.hasFocus()
    wanted: list[str] = []
    section.account_wanted.connect(wanted.append)
    section.list.view.go_to(0)
    QTest.keyClick(section.list.view, Qt.Key.Key_Return)
    assert wanted == [section.account_here()]


def test_that_a_cell_is_chosen_by_the_mouse(board: Board) -> None:
    matrix = _time(board).matrix

    def cells() -> set[tuple[int, int]]:
        spots = [QPointF(x, y) for x in range(0, matrix.width(), 10) for y in range(0, matrix.height(), 6)]
        return {cell for spot in spots if (cell := matrix.cell_at(spot)) is not None}

    wait_until(lambda: {down for down, _across in cells()} == set(range(6)), "it has its place")
    found = cells()
    assert {across for _down, across in found} == {0, 1, 2}


def test_that_a_missing_rate_is_named_in_its_place_and_goes_once_there_is_one(board: Board) -> None:
    def in_dollars(session: Session) -> None:
        contract(session, customer(session, "Merrow"), 100, currency="USD", end=END)

    board.workspace.write(in_dollars)
    board.window.add_place("settings", "settings", lambda: "Settings", Page)
    board.turn(LOSSES)
    refusal = board.page.panes()[-1]
    assert isinstance(refusal, Refusal)
    assert refusal.isVisible()
    assert refusal.empty is not None
    assert "USD" in refusal.empty.accessibleName()
    refusal.empty.button.click()
    assert board.window.here() == ("settings", "money")
    board.window.back()
    # What needs no rate is shown all the same, and says what it leaves out.
    assert _value(board).table.rowCount() == 4
    assert _time(board).isVisible()
    rate = {"currency": "USD", "base": "JPY", "on": TODAY, "rate": "150", "today": TODAY}
    board.workspace.write(put_rate, **rate)
    board.turn(LOSSES)
    assert board.section(LOSSES).isVisible()


def test_that_what_the_keys_go_to_is_brought_into_view(board: Board) -> None:
    board.window.resize(1000, 700)
    section = _value(board)
    area = section.findChild(QScrollArea)
    assert area is not None
    section.tiles[TTV].setFocus(Qt.FocusReason.TabFocusReason)
    assert area.verticalScrollBar().value() == 0
    section.list.view.setFocus(Qt.FocusReason.TabFocusReason)
    assert area.verticalScrollBar().value() > 0


def test_that_the_period_is_not_asked_for_over_the_board_of_renewals(board: Board) -> None:
    board.turn(RENEWALS)
    page = board.page
    section = page.section()
    assert isinstance(section, RenewalsSection)
    assert page.scope.period.isHidden() and page.scope.dates.isHidden() and not page.scope.segment.isHidden()
    assert page.scope.segment in page.panes()
    section.turn_to(OUTCOME)
    assert not page.scope.period.isHidden() and not page.scope.dates.isHidden()
    board.turn(TIME)
    assert not page.scope.period.isHidden()
