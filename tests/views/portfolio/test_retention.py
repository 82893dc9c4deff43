"""Retention and bridge on the screen: the figures of the command line, each with who stands behind it, by keys too."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.cli.metrics_verb import metrics as metrics_verb
from app.journal import door
from app.language import number, short_money
from app.models.database import Session
from app.operations.book import Book
from app.operations.money.scopes import Method
from app.operations.money.targets import targets_of
from app.operations.rates import put_rate
from app.views.portfolio.contents import RETENTION
from app.views.portfolio.retention.bridge_paint import drawn
from app.views.portfolio.retention.cards import MRR
from app.views.portfolio.retention.choice import BROKEN, LATE, METHOD, MONTH, TERM, TILE
from app.views.portfolio.retention.section import RetentionSection
from app.views.portfolio.retention.targets_sheet import TargetsSheet
from app.vocabulary import Segment
from tests.builders import made_up_profile, new_book, opened
from tests.journeys.hands import press
from tests.operations.money.books import TODAY, contract, customer
from tests.views.portfolio.test_portfolio_page import Board

KEPT, LEFT, MORE, LATE_ONE, ASTRAY = "続く商事", "去る工業", "増える物産", "遅れる水産", "矛盾商会"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    def fill(session: Session) -> None:
        contract(session, customer(session, KEPT, segment="high"), 400_000)
        contract(session, customer(session, LEFT), 100_000, end=date(2026, 6, 30), outcome="churned")
        more = customer(session, MORE)
        contract(session, more, 200_000)
        contract(session, more, 50_000, start=date(2026, 9, 1), product="Board")
        contract(session, customer(session, LATE_ONE), 60_000, end=date(2026, 11, 10))

    with new_book(tmp_path / "profile", today=TODAY) as made:
        made.write(fill)
        yield made


@pytest.fixture
def board(book: Book, settings: QSettings, qtbot: QtBot) -> Iterator[Board]:
    made = Board(book, settings, qtbot)
    made.turn(RETENTION)
    yield made
    assert made.workspace.close()


def section(board: Board) -> RetentionSection:
    shown = board.section(RETENTION)
    assert isinstance(shown, RetentionSection)
    return shown


def names(board: Board) -> list[str]:
    return [row.name for row in section(board).behind.card().table.shown_rows()]


def found_money(board: Board, fine: int) -> Decimal:
    return section(board).behind._say(fine)[0]


def chosen(board: Board, kind: str, key: Any = None) -> list[str]:
    section(board).choose(kind, key)
    return names(board)


def test_that_each_figure_says_its_method_count_interval_and_what_it_is_without_the_largest(board: Board) -> None:
    tiles = section(board).tiles
    assert tiles["nrr"].words() == ("93.4 %", "4社", "固定コホート", "目標なし", "最大 52.6 %、除くと 86.1 %")
    assert tiles["grr"].number() == "86.8 %"
    assert tiles["logos"].words() == ("75.0 %", "3 / 4", "固定コホート", "目標なし", "95 % 区間 30–95 %")
    assert tiles["mrr"].words()[:2] == ("71万円", "3社")
    assert tiles["cross_sell"].words()[:2] == ("6.6 %", "1 / 4 · 5–70 %")
    assert tiles["realised"].words()[2] == "売上ベース"
    assert tiles["expected"].number() != "—"
    for key, tile in tiles.items():
        assert tile.accessibleDescription() in tile.toolTip(), key
        assert tile.accessibleDescription(), key
    assert "最大の顧客：" + KEPT in tiles["nrr"].accessibleName()


def test_that_every_number_bar_month_and_method_lists_who_stands_behind_it(board: Board) -> None:
    assert section(board).choice() == (TILE, "nrr")
    assert names(board) == [LEFT, KEPT, LATE_ONE, MORE]
    assert chosen(board, TILE, "logos")[0] == LEFT
    assert chosen(board, TILE, "cross_sell") == [MORE]
    assert chosen(board, TILE, "upsell") == []
    assert chosen(board, TILE, "mrr") == chosen(board, TERM, "end") == [KEPT, MORE, LATE_ONE]
    assert chosen(board, TILE, "realised")[0] == KEPT
    assert chosen(board, TILE, "expected") == [KEPT, MORE, LATE_ONE]
    assert chosen(board, TERM, "start") == [KEPT, MORE, LEFT, LATE_ONE]
    assert chosen(board, TERM, "churn") == [LEFT]
    [row] = section(board).behind.card().table.shown_rows()
    assert (found_money(board, row.amount), row.day, row.product) == (Decimal(-100_000), date(2026, 7, 1), "Desk")
    assert chosen(board, METHOD, Method.POINT)[0] == LEFT
    assert chosen(board, LATE) == [LATE_ONE]
    months = section(board).course.months
    at = next(n for n, month in enumerate(months) if month.start <= date(2026, 9, 1) <= month.end)
    assert chosen(board, MONTH, at) == [MORE]
    marked = {key for key, tile in section(board).tiles.items() if tile.isChecked()}
    assert not marked
    section(board).tiles["grr"].click()
    assert section(board).choice() == (TILE, "grr")


def test_that_the_bridge_is_gone_through_by_keys_and_enter_opens_the_account(board: Board) -> None:
    wanted: list[str] = []
    section(board).account_wanted.connect(wanted.append)
    chart = section(board).bridge.chart
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    keys = []
    for _step in range(11):
        bar = chart.here()
        assert bar is not None
        assert bar.name in chart.accessibleName()
        keys.append(bar.key)
        press("Right")
    assert (keys[0], keys[-1]) == ("start", "end")
    press("Home")
    for _step in range(keys.index("churn")):
        press("Right")
    press("Return")
    assert section(board).choice() == (TERM, "churn")
    view = section(board).behind.card().view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    view.go_to(0)
    press("Return")
    assert wanted == [section(board).account_here()]
    section(board).course.course.setFocus(Qt.FocusReason.TabFocusReason)
    press("Home")
    press("Return")
    assert section(board).choice() == (MONTH, 0)


def test_that_the_bars_begin_where_the_last_one_ended_and_small_changes_stay_to_be_seen() -> None:
    steps = [
        ("start", "s", Decimal(100)),
        ("new", "n", Decimal(7)),
        ("churn", "c", Decimal(-5)),
        ("end", "e", Decimal(102)),
    ]
    shown = drawn(steps, "JPY")
    assert [(int(bar.low), int(bar.high)) for bar in shown.bars] == [(0, 100), (100, 107), (102, 107), (0, 102)]
    assert shown.cut
    assert not drawn([("start", "s", Decimal(0)), ("new", "n", Decimal(9)), ("end", "e", Decimal(9))], "JPY").cut


def test_that_the_last_point_of_the_course_is_the_figure(board: Board) -> None:
    course = section(board).course.course.course()
    assert course is not None
    assert [line.last for line in course.lines] == [section(board).tiles[key].number() for key in ("nrr", "grr")]
    section(board).course.turn(MRR)
    mrr = section(board).course.mrr.course()
    assert mrr is not None
    assert mrr.lines[0].last == section(board).tiles["mrr"].number()


def test_that_late_customers_and_exchange_rates_are_named(board: Board) -> None:
    assert section(board).bridge.late.text() == "猶予期間中の顧客 1社"
    assert not section(board).bridge.rates.isVisible()

    def abroad(session: Session) -> None:
        put_rate(session, currency="USD", base="JPY", on=date(2025, 4, 1), rate="150.5", today=TODAY)
        contract(session, customer(session, "Acme"), 100_000, currency="USD")

    board.workspace.write(abroad)
    board.settle()
    assert section(board).bridge.rates.text() == "換算レート：1 USD = 150.5 JPY（2025/4/1）"


def test_that_a_bridge_that_fails_names_the_customer_and_leads_to_the_contract(board: Board) -> None:
    assert not section(board).bridge.look.isVisible()

    def astray(session: Session) -> None:
        contract_id = contract(session, customer(session, ASTRAY), 30_000, external_id="K-9")
        door.amend(session, "contract", {contract_id: {"end_on": "2026-06-30"}})

    board.workspace.write(astray)
    board.settle()
    said = section(board).bridge.fault.text()
    assert said.startswith(f"{ASTRAY}：期首と増減の合計が期末と")
    assert "契約 K-9 2025/4/1–2026/6/30" in said
    section(board).bridge.look.click()
    assert section(board).choice() == (BROKEN, None)
    [row] = section(board).behind.card().table.shown_rows()
    assert (row.name, row.contracts[0].number) == (ASTRAY, "K-9")


def test_that_targets_are_set_on_a_sheet_and_a_wrong_one_stays_there(board: Board) -> None:
    section(board).targets.click()
    [sheet] = [one for one in QApplication.topLevelWidgets() if isinstance(one, TargetsSheet) and one.isVisible()]
    assert sheet.fields[Segment.HIGH, "grr"].placeholderText() == "100"
    sheet.fields[None, "nrr"].setText("１０５．５ %")
    sheet.fields[Segment.LOW, "grr"].setText("多め")
    sheet.save.click()
    assert "ロータッチ GRR: " in sheet.fault.text()
    assert "「多め」" in sheet.fault.text()
    sheet.fields[Segment.LOW, "grr"].setText("120")
    sheet.save.click()
    assert "100 % 以下" in sheet.fault.text()
    sheet.fields[Segment.LOW, "grr"].setText("")
    sheet.save.click()
    board.settle()
    assert board.book.read(targets_of, TODAY, None) == {"nrr": Decimal("1.055")}
    assert section(board).tiles["nrr"].words()[3] == "目標 105.5 %（−12.1 pt）"
    course = section(board).course.course.course()
    assert course is not None
    assert course.target == pytest.approx(105.5)


def test_that_a_book_without_contracts_says_what_will_be_here(
    settings: QSettings, qtbot: QtBot, tmp_path: Path
) -> None:
    with new_book(tmp_path / "empty", today=TODAY) as empty:
        board = Board(empty, settings, qtbot)
        board.turn(RETENTION)
        assert section(board).tiles["nrr"].number() == "—"
        [pane] = section(board).panes()
        assert pane.isVisible()
        assert "契約を登録すると" in pane.accessibleName()
        assert board.workspace.close()


def test_that_the_screen_says_what_the_command_line_says(settings: QSettings, qtbot: QtBot, tmp_path: Path) -> None:
    with opened(made_up_profile(tmp_path / "made")) as made:
        board = Board(made, settings, qtbot)
        board.turn(RETENTION)
        bar, page = board.page.scope, board.page
        for method, segment in (("closed", None), ("point", "high"), ("flow", "low")):
            bar.method.setCurrentIndex(bar.method.findData(Method(method)))
            bar.segment.setCurrentIndex(bar.segment.findData(Segment(segment) if segment else None))
            bar.changed.emit()
            board.settle()
            period = page.scope.scope().period
            asked = Namespace(start=period.start, end=period.end, method=method, segment=segment)
            told: Any = metrics_verb(asked, made).document
            tiles = section(board).tiles
            for key in ("nrr", "grr"):
                # The one has four decimals, the other is rounded from the exact ratio to three.
                assert float(tiles[key].number().removesuffix(" %")) / 100 == pytest.approx(
                    float(told[key]), abs=0.00055
                )
            assert tiles["logos"].words()[1] == f"{number(told['logos']['kept'])} / {number(told['logos']['of'])}"
            assert tiles["mrr"].number() == short_money(_amount(told["end_mrr"]))
            assert tiles["cmrr"].number() == short_money(_amount(told["cmrr"]))
            shown = section(board).bridge.chart.shown()
            assert shown is not None
            bars = {bar.key: bar.amount for bar in shown.bars}
            assert bars.pop("start") == _amount(told["start_mrr"])
            assert bars.pop("end") == _amount(told["end_mrr"])
            assert bars == {term: _amount(amount) for term, amount in told["bridge"].items()}
        assert board.workspace.close()


def _amount(told: dict[str, Any]) -> Decimal:
    return Decimal(str(told["amount"]))
