from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views.plans.tree_model import Adder, Draft
from app.vocabulary import PlanStatus, Side
from tests.builders import new_book
from tests.views.account.tabs import type_text
from tests.views.accounts.books import fill
from tests.views.plans.desk import Editor, Key

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
GOAL, MOVE, TASK, START, OTHER = (
    "棚卸し時間を半分にする",
    "在庫マスタを移行する",
    "項目の対応表を作る",
    "2倉庫で始める",
    "欠品を減らす",
)


@pytest.fixture
def editor(tmp_path: Path, qtbot: QtBot) -> Iterator[Editor]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        yield Editor(book, qtbot)


def test_that_enter_adds_below_in_its_place_and_undo_takes_it_back(editor: Editor) -> None:
    editor.stand_on(GOAL)
    editor.press(Key.Key_Return)
    assert editor.page.tree.writing.field.isVisible()
    type_text(editor.page.tree.writing.field, "棚割りを見直す")
    editor.press(Key.Key_Return)
    assert editor.outline()[:2] == [(0, GOAL), (1, "棚割りを見直す")]
    current = editor.page.tree.current()
    assert current is not None
    assert current.title == "棚割りを見直す"
    assert editor.page.tree.hasFocus()
    editor.workspace.undo()
    assert editor.outline()[1] == (1, MOVE)


def test_that_a_sibling_is_added_behind_all_that_is_below_the_row(editor: Editor) -> None:
    editor.stand_on(MOVE)
    editor.press(Key.Key_Return)
    assert isinstance(editor.page.tree.rows.entry(3), Draft)
    type_text(editor.page.tree.writing.field, "移行を確かめる")
    editor.press(Key.Key_Return)
    assert editor.outline() == [(0, GOAL), (1, MOVE), (2, TASK), (1, "移行を確かめる"), (1, START), (0, OTHER)]


def test_that_escape_and_an_empty_title_add_nothing(editor: Editor) -> None:
    before = editor.outline()
    for key in (Key.Key_Escape, Key.Key_Return):
        editor.stand_on(MOVE)
        editor.press(Key.Key_Return, key)
        assert not editor.page.tree.writing.field.isVisible()
        current = editor.page.tree.current()
        assert current is not None
        assert current.title == MOVE
    assert editor.outline() == before


def test_that_enter_during_composition_adds_nothing(editor: Editor) -> None:
    editor.stand_on(GOAL)
    editor.press(Key.Key_Return)
    QCoreApplication.sendEvent(editor.page.tree.writing.field, QInputMethodEvent("たなわり", []))
    editor.press(Key.Key_Return, Key.Key_Tab)
    assert editor.page.tree.writing.field.isVisible()
    assert len(editor.outline()) == 5


def test_that_the_last_line_adds_an_objective(editor: Editor) -> None:
    tree = editor.page.tree
    editor.stand_on(OTHER)
    editor.press(Key.Key_Down)
    assert isinstance(tree.rows.entry(tree.currentIndex().row()), Adder)
    editor.press(Key.Key_Return)
    type_text(tree.writing.field, "会議で使われる数字にする")
    editor.press(Key.Key_Return)
    assert editor.outline()[-1] == (0, "会議で使われる数字にする")


def test_that_tab_nests_and_shift_tab_lifts_out(editor: Editor) -> None:
    editor.stand_on(TASK)
    QTest.keyClick(editor.page.tree, Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    editor.settle()
    assert editor.outline()[:4] == [(0, GOAL), (1, MOVE), (1, TASK), (1, START)]
    editor.press(Key.Key_Tab)
    assert editor.outline()[:4] == [(0, GOAL), (1, MOVE), (2, TASK), (1, START)]
    assert editor.page.tree.hasFocus()


def test_that_what_cannot_be_nested_says_why_and_an_objective_lets_tab_go_on(editor: Editor) -> None:
    editor.stand_on(MOVE)
    editor.press(Key.Key_Tab)
    assert len(editor.around.toasts) == 1
    editor.stand_on(GOAL)
    editor.press(Key.Key_Tab)
    assert not editor.page.tree.hasFocus()


def test_that_who_walks_by_with_tab_is_led_on(editor: Editor) -> None:
    before = editor.outline()
    editor.page.tree.go_to(editor.row(TASK).id)
    editor.page.tree.setFocus(Qt.FocusReason.TabFocusReason)
    editor.press(Key.Key_Tab)
    assert not editor.page.tree.hasFocus()
    assert editor.outline() == before


def test_that_tab_while_writing_nests_the_new_row(editor: Editor) -> None:
    editor.stand_on(START)
    editor.press(Key.Key_Return)
    type_text(editor.page.tree.writing.field, "倉庫長に話す")
    editor.press(Key.Key_Tab)
    assert (2, "倉庫長に話す") in editor.outline()


def test_that_alt_and_arrows_move_among_siblings(editor: Editor) -> None:
    editor.stand_on(START)
    editor.press(Key.Key_Up, held=ALT)
    assert editor.outline()[:4] == [(0, GOAL), (1, START), (1, MOVE), (2, TASK)]
    editor.press(Key.Key_Down, held=ALT)
    assert editor.outline()[1] == (1, MOVE)


def test_that_ctrl_enter_ticks_and_ticks_off_again(editor: Editor) -> None:
    editor.stand_on(MOVE)
    editor.press(Key.Key_Return, held=CTRL)
    assert editor.row(MOVE).done_on is not None
    assert editor.around.toasts
    editor.press(Key.Key_Space)
    assert editor.row(MOVE).done_on is None


def test_that_left_folds_and_right_unfolds(editor: Editor) -> None:
    editor.stand_on(TASK)
    editor.press(Key.Key_Left, Key.Key_Left, Key.Key_Left)
    assert len(editor.page.tree.rows.entries) == 3
    editor.press(Key.Key_Right)
    assert len(editor.page.tree.rows.entries) == 6


def test_that_f2_writes_a_title_anew(editor: Editor) -> None:
    editor.stand_on(START)
    editor.press(Key.Key_F2)
    editor.page.tree.writing.field.selectAll()
    type_text(editor.page.tree.writing.field, "3倉庫で始める")
    editor.press(Key.Key_Return)
    assert (1, "3倉庫で始める") in editor.outline()


def test_that_e_opens_the_fields_and_only_what_is_new_is_written(editor: Editor) -> None:
    editor.stand_on(START)
    editor.press(Key.Key_E)
    sheet = editor.sheet("plan-item")
    sheet.side.choose(str(Side.CUSTOMER))
    sheet.lines["who"].setText("渡辺 一郎")
    sheet.due.setFocus()
    sheet.due.clear()
    type_text(sheet.due, "12/20")
    sheet.due.setModified(True)
    sheet.shown.setChecked(False)
    sheet.note.setPlainText("社内だけの話")
    sheet.go.click()
    editor.settle()
    row = editor.row(START)
    assert (row.side, row.owner, row.due, row.shown) == (Side.CUSTOMER, "渡辺 一郎", date(2026, 12, 20), False)
    assert row.note == "社内だけの話"
    assert row.target == Decimal(2)
    editor.workspace.undo()
    assert editor.row(START).owner == ""
    assert editor.page.tree.hasFocus()


def test_that_an_objective_may_begin_on_a_day_of_its_own(editor: Editor) -> None:
    editor.stand_on(GOAL)
    editor.press(Key.Key_E)
    sheet = editor.sheet("plan-item")
    for written in ("いつか", "10/5"):
        assert sheet.isVisible()
        sheet.start.clear()
        type_text(sheet.start, written)
        sheet.start.setModified(True)
        sheet.go.click()
        editor.settle()
    assert editor.row(GOAL).start == date(2026, 10, 5)


def test_that_a_refusal_stays_on_the_sheet(editor: Editor) -> None:
    editor.stand_on(GOAL)
    editor.press(Key.Key_E)
    sheet = editor.sheet("plan-item")
    sheet.lines["target"].setText("たくさん")
    sheet.go.click()
    editor.settle()
    assert sheet.isVisible()
    assert sheet.wrong()
    assert sheet.lines["target"].hasFocus()
    sheet.reject()


def test_that_r_writes_what_a_number_reads(editor: Editor) -> None:
    editor.stand_on(GOAL)
    editor.press(Key.Key_R)
    sheet = editor.sheet("plan-reading")
    type_text(sheet.value, "24")
    editor.press(Key.Key_Return)
    assert editor.row(GOAL).actual == Decimal(24)
    editor.stand_on(START)
    editor.press(Key.Key_R)
    type_text(editor.sheet("plan-reading").value, "2")
    editor.press(Key.Key_Return)
    assert editor.row(START).actual == Decimal(2)


def test_that_s_says_how_it_stands_only_with_a_reason(editor: Editor) -> None:
    editor.stand_on(GOAL)
    editor.press(Key.Key_S)
    sheet = editor.sheet("plan-standing")
    sheet.said[PlanStatus.ATTENTION].setChecked(True)
    sheet.go.click()
    editor.settle()
    assert sheet.wrong()
    sheet.reason.setText("担当が替わる")
    sheet.go.click()
    editor.settle()
    row = editor.row(GOAL)
    assert (row.status, row.status_reason) == (PlanStatus.ATTENTION, "担当が替わる")


def test_that_v_hides_from_the_customer_and_delete_removes_with_a_way_back(editor: Editor) -> None:
    editor.stand_on(START)
    editor.press(Key.Key_V)
    assert not editor.row(START).shown
    content = editor.page.customer.preview.content
    assert content is not None
    assert START not in [step.title for goal in content.objectives for step in goal.milestones]
    editor.press(Key.Key_Delete)
    assert START not in [title for _depth, title in editor.outline()]
    assert editor.around.back is not None
    editor.around.back()
    assert START in [title for _depth, title in editor.outline()]


def test_that_letters_act_only_on_the_list(editor: Editor) -> None:
    assert not editor.page.tree.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    editor.page.review.add.setFocus()
    editor.press(Key.Key_E, Key.Key_R, Key.Key_S)
    assert editor.page.review.add.text() == "ers"
    assert QApplication.activeModalWidget() is None


def test_that_a_row_says_aloud_what_it_shows(editor: Editor) -> None:
    said = editor.page.tree.rows.data(editor.page.tree.rows.index(0, 0))
    for words in (GOAL, "佐藤 花子", "27 h", "40 h", "20 h"):
        assert words in said
