"""The card of renewals with its sheets, and the card of contract lines and movements, by keys on a real book."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.journal import door
from app.models.database import Session
from app.operations.money.calls import calls_of
from app.operations.money.renewal_card import Renewal
from app.views.account.overview import Overview
from app.views.account.renewal import words
from app.views.account.renewal.call_sheet import CallSheet
from app.views.account.renewal.outcome_sheet import OutcomeSheet
from app.vocabulary import Outcome
from tests.builders import TODAY, new_book
from tests.operations.money.books import contract
from tests.views.account.tabs import Bench
from tests.views.accounts.books import fill


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        yield Bench(book, qtbot, Overview)


def sheet_of(bench: Bench, kind: type[QWidget]) -> QWidget:
    found: list[QWidget] = bench.window.findChildren(kind)
    assert found
    return found[-1]


def run(bench: Bench, key: str) -> None:
    command = next(one for one in bench.tab.commands() if one.key == key)
    assert command.act is not None
    command.act()
    bench.settle()


def renewal(bench: Bench) -> Renewal:
    one = bench.tab.renewal.renewal()
    assert isinstance(one, Renewal)
    return one


def test_that_the_clock_goes_to_the_notice_date_first(bench: Bench) -> None:
    card = bench.tab.renewal
    assert card.clock.text() == "通知期限 1/28（あと69日）・満了 2/28"
    assert card.calls.committed.text() == "見込みはまだありません"


def test_that_a_call_is_made_and_its_history_tells_what_changed(bench: Bench) -> None:
    for amounts, why in ((("0", "50万", "1,000,000"), "予算の話待ち"), (("0", "800000", "1000000"), "稟議が通った")):
        run(bench, "call_renewal")
        sheet = sheet_of(bench, CallSheet)
        assert isinstance(sheet, CallSheet)
        sheet.go_on()
        assert "理由" in sheet.wrong() and sheet.reason.hasFocus()
        for field, text in zip(sheet.amounts.values(), amounts, strict=True):
            field.setText(text)
        sheet.reason.setPlainText(why)
        QTest.keyClick(sheet.go, Qt.Key.Key_Space)
        bench.settle()
    part = bench.tab.renewal.calls
    assert part.committed.text() == "確実 800,000円/月"
    assert part.change.text() == "前回から：確実 +\N{WORD JOINER}300,000円"
    assert part.reason.text() == "稟議が通った"
    assert ["最初の見込み" in told for told in part.history.told()] == [True]
    assert bench.around.toasts[-1] == "見込みを記録しました" and bench.around.back is not None
    bench.around.back()
    bench.settle()
    assert len(bench.book.read(calls_of, [renewal(bench).contract.id])) == 1


def test_that_what_is_no_amount_is_refused_at_its_field(bench: Bench) -> None:
    run(bench, "call_renewal")
    sheet = sheet_of(bench, CallSheet)
    assert isinstance(sheet, CallSheet)
    sheet.amounts["best"].setText("たくさん")
    sheet.reason.setPlainText("x")
    sheet.go_on()
    assert sheet.amounts["best"].hasFocus() and sheet.wrong()
    assert renewal(bench).calls == ()


def test_that_the_outcome_is_recorded_with_its_days_and_tags(bench: Bench) -> None:
    run(bench, "record_outcome")
    sheet = sheet_of(bench, OutcomeSheet)
    assert isinstance(sheet, OutcomeSheet)
    assert not sheet.loss.isEnabled() and sheet._effective.text() == "更新しなければ 2027/2/28 に満了します。"
    sheet.outcome.choose("churned")
    sheet.outcome.chosen.emit("churned")
    assert sheet.decided.named() == TODAY and sheet.loss.isEnabled()
    assert "2027/3/1" in sheet._effective.text()
    sheet.kinds["avoidable", "unavoidable"].choose("avoidable")
    sheet.reasons["price"].setChecked(True)
    sheet.competitor.setText("Rival")
    sheet.seen_on.setText("来年")
    sheet.seen_on.setModified(True)
    sheet.go_on()
    assert sheet.seen_on.hasFocus() and sheet.wrong()
    sheet.seen_on.show_day(date(2026, 8, 3))
    sheet.seen_on.setModified(False)
    sheet.seen.setText("ログインが減った")
    sheet.go_on()
    bench.settle()
    said = renewal(bench).decision
    assert (said.outcome, said.decided_on, said.reasons) == (Outcome.CHURNED, TODAY, ("price", "competitor"))
    assert said.seen[0].on == date(2026, 8, 3)
    assert "Rival" in words.reasons(said) and "防げた" in words.reasons(said)
    assert bench.tab.renewal._decided.text() == "解約（2026/11/20） · 効力発生 2027/3/1"


def test_that_a_late_renewal_is_said_to_be_late_and_can_be_chosen_from(bench: Bench) -> None:
    ended = TODAY - timedelta(days=10)

    def late(session: Session) -> str:
        return contract(session, bench.account, 1000, start=date(2025, 1, 1), end=ended, product="Late")

    bench.book.write(late)
    bench.show()
    card = bench.tab.renewal
    card.row_id = None
    bench.show()
    assert card.which.isVisible() and card.which.count() == 2
    assert card.clock.text() == "更新の遅れ：満了 11/10 から 10日経過・猶予 12/10 まで"
    card.which.setCurrentIndex(1)
    card.which.activated.emit(1)
    assert card.clock.text().startswith("通知期限 1/28")


def test_that_a_movement_leads_to_its_line_and_a_line_to_its_movements(bench: Bench) -> None:
    def more(session: Session) -> None:
        [one] = door.create(
            session, "contract_line",
            [{
                "contract_id": renewal(bench).contract.id, "product": "Analytics", "quantity": "2", "unit_price": "500",
                "amount_minor": 1000, "billing": "monthly", "start_on": "2026-06-01", "end_on": "2027-02-28",
            }],
        )  # fmt: skip
        assert one

    bench.workspace.write(more)
    bench.settle()
    card = bench.tab.money
    assert [row.told.title for row in card.lines.rows if not row.isHidden()] == ["Premium", "Analytics"]
    moves = [row for row in card.moves.rows if not row.isHidden()]
    assert [(row.told.title, row.told.amount) for row in moves] == [
        ("クロスセル", "+1,000円"),
        ("新規", "+1,000,000円"),
    ]
    moves[0].setFocus()
    bench.press(Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused is card.lines.rows[1]
    bench.press(Qt.Key.Key_Space)
    assert [row.told.title for row in card.moves.rows if not row.isHidden()] == ["クロスセル"]
    bench.press(Qt.Key.Key_Space)
    assert len([row for row in card.moves.rows if not row.isHidden()]) == 2
    assert Decimal(1_001_000) == card._money.mrr


def test_that_more_lines_than_fit_appear_when_asked_for(bench: Bench) -> None:
    def many(session: Session) -> None:
        for at in range(9):
            contract(session, bench.account, 10, start=date(2026, 1, 1), end=date(2026, 12, 31), product=f"P{at}")

    bench.workspace.write(many)
    bench.settle()
    card = bench.tab.money
    assert len([row for row in card.lines.rows if not row.isHidden()]) == 6
    assert card.lines.more.text() == "ほか 4件を表示"
    QTest.mouseClick(card.lines.more, Qt.MouseButton.LeftButton)
    assert len([row for row in card.lines.rows if not row.isHidden()]) == 10


def test_that_what_is_said_to_be_renewed_tells_that_its_next_term_is_missing(bench: Bench) -> None:
    run(bench, "record_outcome")
    sheet = sheet_of(bench, OutcomeSheet)
    assert isinstance(sheet, OutcomeSheet)
    sheet.outcome.choose("renewed")
    sheet.outcome.chosen.emit("renewed")
    assert "次の契約が未登録です。2027/3/30 までは現在の額を数え" in sheet._effective.text()
    sheet.go_on()
    bench.settle()
    assert bench.tab.renewal._decided.text() == "更新（2026/11/20） · 次の契約は未登録"

    def signed(session: Session) -> str:
        product = renewal(bench).products[0]
        return contract(session, bench.account, 1000, start=date(2027, 3, 1), end=date(2028, 2, 29), product=product)

    bench.book.write(signed)
    bench.show()
    assert bench.tab.renewal._decided.text() == "更新（2026/11/20）"
    run(bench, "record_outcome")
    again = sheet_of(bench, OutcomeSheet)
    assert isinstance(again, OutcomeSheet)
    assert again._effective.text() == "契約は継続します。"
