"""The health tab: from the largest loss to its reading by one key, one's own words, and what does not count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.operations.book import Book
from app.operations.drafts import find_draft
from app.operations.health.feelings import feelings_of, say_feeling
from app.operations.health.models import change_model, model_at
from app.views.account.health.lines import PART
from app.views.account.health.override_dialog import OverrideDialog
from app.views.account.health.readings_sheet import ReadingsSheet, read_number
from app.views.widgets.day_choice import DayChoice
from app.vocabulary import Band
from tests.builders import TODAY, new_book
from tests.operations.health.portfolio_book import tell
from tests.views.account.health.benches import HealthBench, filled

Key = Qt.Key


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as made:
        filled(made)
        yield made


@pytest.fixture
def bench(book: Book, qtbot: QtBot) -> HealthBench:
    return HealthBench(book, qtbot)


def shown_score(bench: HealthBench) -> int | None:
    assert bench.tab.page is not None
    return bench.tab.page.score.score


def sheet() -> ReadingsSheet:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, ReadingsSheet) and one.isVisible()]
    return found[-1]


def close(dialog: QDialog) -> None:
    dialog.reject()
    QApplication.processEvents()


def press(bench: HealthBench, *keys: Qt.Key) -> None:
    bench.tab.table.view.setFocus()
    for key in keys:
        QTest.keyClick(bench.tab.table.view, key)


def feel(bench: HealthBench, effect: int, reason: str) -> None:
    card = bench.tab.feeling
    card.steps.step(effect).click()
    card.reason.setPlainText(reason)
    card.keep.click()
    bench.settle()


def test_that_the_largest_loss_is_chosen_and_enter_opens_its_readings(bench: HealthBench) -> None:
    line = bench.tab.table.view.current()
    assert line.id == "use"
    assert line.step == min(one.step for one in bench.tab.table.lines() if one.kind == PART)
    press(bench, Key.Key_Return)
    assert [row.value() for row in sheet().model.rows] == ["30", "80"]
    assert [row.reading.counts for row in sheet().model.rows] == [True, False]
    close(sheet())


def test_that_arrows_move_and_a_line_is_read_aloud(bench: HealthBench) -> None:
    press(bench, Key.Key_Home, Key.Key_Down, Key.Key_J)
    line = bench.tab.table.view.current()
    assert line.id == "paid"
    heard = QAccessible.queryAccessibleInterface(bench.tab.table.view)
    assert heard.text(QAccessible.Text.Name) == "点の成り立ち"
    index = bench.tab.table.view.currentIndex()
    assert bench.tab.table.model.data(index, Qt.ItemDataRole.AccessibleTextRole) == line.spoken()
    assert "寄与 +" in line.spoken()


def test_that_a_part_is_chosen_also_before_it_is_known(book: Book, qtbot: QtBot) -> None:
    bench = HealthBench(book, qtbot)
    bench.tab.start()
    bench.tab.choose("pulse_warmth")
    bench.show()
    bench.settle()
    assert bench.tab.table.view.current().id == "pulse_warmth"


def test_that_there_is_no_feeling_without_a_reason(bench: HealthBench) -> None:
    card = bench.tab.feeling
    before = shown_score(bench)
    card.steps.step(-5).click()
    assert card.keep.isVisible()
    assert not card.keep.isEnabled()
    feel(bench, -5, "渡辺さんの反応が鈍い")
    assert shown_score(bench) == (before or 0) - 5
    assert bench.around.toasts == ["肌感を記録しました"]
    assert not card.keep.isVisible()
    assert card.back.isVisible()
    said = book_word(bench)
    assert (said.value, said.reason, said.expires) == (-5, "渡辺さんの反応が鈍い", TODAY + timedelta(28))
    bench.workspace.step(bench.workspace.last_change or "")
    bench.settle()
    assert shown_score(bench) == before


def book_word(bench: HealthBench):  # type: ignore[no-untyped-def]
    found = bench.book.read(feelings_of, bench.account).feeling
    assert found is not None
    return found


def test_that_a_feeling_is_withdrawn_and_lines_follow(bench: HealthBench) -> None:
    before = shown_score(bench)
    feel(bench, 10, "推進役が増えた")
    line = next(one for one in bench.tab.table.lines() if one.kind == "feeling")
    assert (line.effect, line.value) == ("+10.0", "とても良い")
    bench.tab.feeling.back.click()
    bench.settle()
    assert shown_score(bench) == before
    assert bench.tab.feeling.steps.value() is None


def test_that_what_is_being_written_stays_and_is_a_draft(bench: HealthBench, qtbot: QtBot) -> None:
    card = bench.tab.feeling
    card.reason.setPlainText("書きかけ")
    card.steps.step(5).click()
    bench.workspace.drafts.flush(2)
    assert bench.book.read(find_draft, f"feeling:{bench.account}") is not None
    bench.show()
    bench.settle()
    assert card.reason.toPlainText() == "書きかけ"
    again = HealthBench(bench.book, qtbot)
    assert again.tab.feeling.reason.toPlainText() == "書きかけ"
    assert again.tab.feeling.steps.value() == 5
    again.tab.feeling.discard.click()
    again.workspace.drafts.flush(2)
    assert bench.book.read(find_draft, f"feeling:{bench.account}") is None


def test_that_ctrl_enter_says_it_and_a_day_too_far_is_refused_in_place(bench: HealthBench) -> None:
    card = bench.tab.feeling
    card.steps.step(-10).click()
    card.reason.setPlainText("静か")
    card.until.click()
    asking = bench.window.findChild(DayChoice)
    assert asking is not None
    asking.field.setText("2027-12-31")
    asking._take()
    card.reason.setFocus()
    QTest.keyClick(card.reason, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    bench.settle()
    assert card.fault.isVisible()
    assert bench.book.read(feelings_of, bench.account).feeling is None
    assert card.reason.toPlainText() == "静か"


def test_that_an_ended_feeling_drops_out_and_asks(book: Book, qtbot: QtBot) -> None:
    bench = HealthBench(book, qtbot)
    before = shown_score(bench)
    past = TODAY - timedelta(40)
    book.write(say_feeling, bench.account, -5, "静か", today=past, by_id=None)
    bench.show()
    bench.settle()
    card = bench.tab.feeling
    assert shown_score(bench) == before
    assert "いまも同じですか" in card._ended_words.text()
    card.still.click()
    bench.settle()
    assert shown_score(bench) == (before or 0) - 5
    assert not card._ended.isVisible()


def test_that_a_score_is_set_by_hand_with_a_reason_and_lifted(bench: HealthBench) -> None:
    before = shown_score(bench)
    bench.tab.acts.set_by_hand()
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, OverrideDialog) and one.isVisible())
    assert not dialog.keep_button.isEnabled()
    dialog.reason.setPlainText("合意ずみ")
    dialog.score.setText("１２０")
    dialog.keep_button.click()
    assert dialog.fault.isVisible()
    dialog.score.setText("77")
    dialog.keep_button.click()
    bench.settle()
    assert shown_score(bench) == 77
    assert any(line.kind == "override" for line in bench.tab.table.lines())
    assert bench.tab.feeling._set.isVisible()
    bench.tab.feeling.lift.click()
    bench.settle()
    assert shown_score(bench) == before


def test_that_a_reading_is_added_corrected_and_refused_in_place(bench: HealthBench) -> None:
    made = bench.tab.acts.open_readings("paid")
    assert made is not None
    made.value.setText("ninety")
    made.write_button.click()
    assert made.fault.isVisible()
    made.value.setText("４０")
    made.write_button.click()
    bench.settle()
    assert next(row.value() for row in made.model.rows) == "40"
    made.view.go_to(0)
    made._begin_correcting()
    made.value.setText("95.5")
    made.write_button.click()
    bench.settle()
    rows = made.model.rows
    assert [(row.value(), row.reading.replaced) for row in rows[:2]] == [("95.5", False), ("40", True)]
    assert not made.correct_button.isEnabled() or not made.view.current().reading.replaced
    part = next(one for one in bench.tab.page.score.parts if one.measure.key == "paid")  # type: ignore[union-attr]
    assert float(part.value.raw or 0) == 95.5
    close(made)


def test_that_what_the_book_tells_is_not_written_by_hand(book: Book, qtbot: QtBot) -> None:
    model = book.read(model_at)
    first = model.dimensions[0]
    own = replace(first.measures[0], key="roles", reading="book_roles")
    changed = replace(first, measures=(*first.measures, own))
    book.write(change_model, replace(model, dimensions=(changed, *model.dimensions[1:])), reason="広がりも見る")
    bench = HealthBench(book, qtbot)
    made = bench.tab.acts.open_readings("roles")
    assert made is not None
    assert not made.write_button.isVisible()
    assert made.empty.isVisible()
    assert made._derived.isVisible()
    close(made)


def test_that_the_change_since_another_day_is_asked_for(bench: HealthBench) -> None:
    assert bench.tab.why.span.key() == "30"
    rows = bench.tab.why.rows.told()
    assert rows[0].startswith("値の変化 useの名 −")
    assert rows[-1].startswith("合計 −")
    bench.tab.why.span.chosen.emit("90")
    bench.settle()
    assert bench.tab.why.span.key() == "90"
    bench.tab._ask_since(TODAY - timedelta(5))
    bench.settle()
    assert bench.tab.why.rows.told() == []
    assert "動いていません" in bench.tab.why.told.text()
    bench.tab._ask_since(TODAY - timedelta(700))
    bench.settle()
    assert "比べられません" in bench.tab.why.told.text()


def test_that_decisions_are_told_with_person_and_reason(bench: HealthBench) -> None:
    feel(bench, -5, "静か")
    from app.views.account.health.decided_card import decision_words

    assert bench.tab.page is not None
    assert [decision_words(one) for one in bench.tab.page.decided] == ["肌感 −5（佐藤）。静か"]
    assert bench.tab.decided._review.text() == "次の見直し 12/19"


def test_that_the_dimensions_and_both_sides_of_loyalty_are_told(bench: HealthBench) -> None:
    assert bench.tab.dear.gauges.accessibleName() == "A 行動 60 90日で −25"
    assert bench.tab.loyalty._bars.told() == ["行動（使う） 60", "心理（好き） 63"]
    assert bench.tab.loyalty._told.text() == "使っていて、好意もあります。"
    assert not bench.tab.group.isVisible()


def test_that_the_course_is_drawn_off_the_window_and_read_aloud(bench: HealthBench) -> None:
    chart = bench.tab.course.chart
    assert chart._image is not None
    assert not chart._image.isNull()
    assert chart.accessibleName().startswith("6か月の推移：")


def test_that_a_new_reading_is_seen_at_once(bench: HealthBench) -> None:
    before = shown_score(bench)
    tell(bench.book, bench.account, 1, use=100)
    bench.show()
    bench.settle()
    assert (shown_score(bench) or 0) > (before or 0)


def test_that_an_account_without_readings_says_so(book: Book, qtbot: QtBot) -> None:
    from app.operations.accounts import create_account

    book.write(create_account, name="新しい会社", segment="high", today=TODAY, by_id=book.by_id)
    bench = HealthBench(book, qtbot, "新しい会社")
    assert bench.tab.page is not None
    assert bench.tab.page.score.band is Band.UNKNOWN
    assert bench.tab.table.lines()[-1].effect == "—"
    assert "使える入力がまだありません" in bench.tab.summary.accessibleName()


def test_that_numbers_are_read_in_any_width() -> None:
    assert [str(read_number(text)) for text in ("４０", "1,200", "−3.5", "45%")] == ["40", "1200", "-3.5", "45"]
