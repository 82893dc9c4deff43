from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.operations.touchpoints import TouchpointRow, amend_touchpoint, touchpoint_rows
from app.views.account.touchpoints_tab import TouchpointsTab
from tests.builders import TODAY, new_book
from tests.views.account.tabs import Bench, type_text
from tests.views.accounts.books import NAMES, fill

Key = Qt.Key


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        yield Bench(book, qtbot, TouchpointsTab)


def stored(bench: Bench) -> list[TouchpointRow]:
    return bench.book.read(touchpoint_rows, bench.account)


def kinds(bench: Bench) -> list[str]:
    return [row.kind.value for row in bench.tab.model.rows]


def test_that_planned_ones_stand_first_and_months_are_named(bench: Bench) -> None:
    assert kinds(bench) == ["meeting", "email", "call"]
    assert [bench.tab.model.heading_at(at) for at in range(3)] == ["予定", "2026年11月", ""]
    assert bench.tab.card.count_text() == "3件"


def test_that_j_and_k_walk_and_the_note_beside_follows(bench: Bench) -> None:
    bench.press(Key.Key_J, Key.Key_J)
    assert bench.tab.reader.note.text().startswith("新画面で現場が迷う。")
    bench.press(Key.Key_K)
    assert bench.tab.reader.note.text() == "手順書 <script>alert(1)</script> を依頼"
    assert "<script>alert(1)</script>" in bench.tab.reader.note.toPlainText()


def test_that_chips_people_tags_and_words_filter_together(bench: Bench) -> None:
    filters = bench.tab.filter
    filters.chips.chips["call"].click()
    filters.chips.chips["email"].click()
    assert kinds(bench) == ["email", "call"]
    filters.tag.setCurrentIndex(1)
    filters.tag.activated.emit(1)
    assert kinds(bench) == ["email"]
    assert bench.tab.card.count_text() == "1 / 3件"
    filters.words.setText("無い言葉")
    assert kinds(bench) == []
    assert bench.tab.card.empty is not None
    bench.tab.card.empty.button.click()
    assert len(kinds(bench)) == 3


def test_that_escape_lets_everything_through_again(bench: Bench) -> None:
    bench.tab.filter.chips.chips["planned"].click()
    assert kinds(bench) == ["meeting"]
    bench.tab.view.setFocus()
    bench.press(Key.Key_Escape)
    assert len(kinds(bench)) == 3


def test_that_what_is_written_is_kept_by_itself_and_said(bench: Bench, qtbot: QtBot) -> None:
    bench.press(Key.Key_Return)
    assert QApplication.focusWidget() is bench.tab.editor.note
    bench.write(" 追記")
    assert stored(bench)[0].body == "30日レビュー"
    qtbot.waitUntil(lambda: stored(bench)[0].body == "30日レビュー 追記", timeout=2000)
    assert bench.tab.editor.mark.text() == "自動保存済み"
    bench.write("。")
    assert bench.tab.editor.note.toPlainText() == "30日レビュー 追記。"
    bench.press(Key.Key_Escape)
    assert stored(bench)[0].body == "30日レビュー 追記。"
    assert QApplication.focusWidget() is bench.tab.view
    assert not bench.tab.editor.isVisible()


def test_that_an_emptied_note_is_refused_in_place_and_nothing_is_lost(bench: Bench) -> None:
    bench.press(Key.Key_Return)
    bench.tab.editor.note.clear()
    bench.tab.editor.finish()
    assert bench.tab.editor.isVisible()
    assert "書いてください" in bench.tab.editor.mark.text()
    assert stored(bench)[0].body == "30日レビュー"


def type_into(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    type_text(field, text)


def test_that_day_time_people_and_the_rest_are_written_beside(bench: Bench) -> None:
    bench.press(Key.Key_J, Key.Key_J, Key.Key_Return)
    editor = bench.tab.editor
    type_into(editor.day, "昨日")
    type_into(editor.time, "９:30")
    type_into(editor.people, "佐藤 花子、渡辺 一郎")
    type_into(editor.tags, "#活用 重点")
    type_into(editor.minutes, "45")
    editor.two_way.click()
    editor.sentiment.setCurrentIndex(editor.sentiment.findData(-1))
    editor.sentiment.activated.emit(editor.sentiment.currentIndex())
    editor.finish()
    row = next(row for row in stored(bench) if row.kind == "call")
    assert (row.date, row.people, row.tags) == (date(2026, 11, 19), ("佐藤 花子", "渡辺 一郎"), ("活用", "重点"))
    assert row.at is not None
    assert row.at.isoformat() == "2026-11-19T00:30:00+00:00"
    assert (row.minutes, row.two_way, row.sentiment) == (45, False, -1)


def test_that_words_that_name_no_day_go_back_to_the_day_it_was(bench: Bench) -> None:
    bench.press(Key.Key_Return)
    type_into(bench.tab.editor.day, "そのうち")
    QTest.keyClick(bench.tab.editor.day, Key.Key_Return)
    assert bench.tab.editor.day.text() == "2026/11/24 火"


def test_that_a_change_from_elsewhere_does_not_take_away_what_is_being_written(bench: Bench) -> None:
    bench.press(Key.Key_Return)
    bench.write(" 途中")
    other = next(row for row in stored(bench) if row.kind == "call")
    bench.workspace.write(amend_touchpoint, other.id, {"body": "別の端末から"}, today=TODAY)
    assert bench.tab.editor.note.toPlainText() == "30日レビュー 途中"


def test_that_a_long_note_unfolds_by_space_and_by_click(bench: Bench) -> None:
    bench.press(Key.Key_J, Key.Key_J)
    view = bench.tab.view
    folded = view.visualRect(view.currentIndex()).height()
    bench.press(Key.Key_Space)
    unfolded = view.visualRect(view.currentIndex())
    assert unfolded.height() > folded
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=unfolded.bottomLeft() + QPoint(60, -16))
    bench.settle()
    assert view.visualRect(view.currentIndex()).height() == folded


def test_that_one_is_planned_with_a_day_in_words(bench: Bench) -> None:
    bench.tab.plan_button.click()
    bench.settle()
    form = bench.tab.form
    assert form is not None
    form.wanted.emit()
    assert "日付を書いてください" in form._fault.text()
    type_into(form.day, "金曜")
    form.note.setPlainText("現場を見る")
    form.wanted.emit()
    assert bench.tab.form is None
    made = next(row for row in stored(bench) if row.body == "現場を見る")
    assert (made.planned, made.date) == (True, date(2026, 11, 27))
    assert bench.tab.view.current().id == made.id
    assert bench.around.toasts == ["予定を入れました"]


def test_that_e_notes_a_planned_one_as_done_and_undo_brings_it_back(bench: Bench) -> None:
    bench.press(Key.Key_E)
    assert not any(row.planned for row in stored(bench))
    assert bench.around.back is not None
    bench.around.back()
    assert sum(row.planned for row in stored(bench)) == 1


def test_that_del_removes_with_a_way_back(bench: Bench) -> None:
    bench.press(Key.Key_J, Key.Key_Delete)
    assert kinds(bench) == ["meeting", "call"]
    assert bench.around.back is not None
    bench.around.back()
    assert kinds(bench) == ["meeting", "email", "call"]


def test_that_a_search_leads_to_its_touchpoint_whatever_is_filtered(bench: Bench) -> None:
    bench.tab.filter.words.setText("手順書")
    wanted = next(row for row in stored(bench) if row.kind == "call")
    bench.tab.show_touchpoint(wanted.id)
    assert bench.tab.view.current().id == wanted.id
    assert bench.tab.filter.words.text() == ""


def test_that_an_account_without_touchpoints_says_what_will_stand_here(tmp_path: Path, qtbot: QtBot) -> None:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        bench = Bench(book, qtbot, TouchpointsTab, NAMES[2])
        asked: list[bool] = []
        bench.tab.log_wanted.connect(lambda: asked.append(True))
        assert bench.tab.card.empty is not None
        bench.tab.card.empty.button.click()
        assert asked == [True]
