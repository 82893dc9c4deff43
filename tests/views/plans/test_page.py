from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.operations.plans.exporting import write_plan_file
from app.operations.plans.rows import AgendaItem
from app.operations.plans.templates import plan_templates
from app.views.plans.list_page import PlansPage
from app.views.widgets.labels import PlainLabel
from app.vocabulary import PlanStatus
from tests.builders import TODAY, new_book
from tests.views.account.tabs import type_text
from tests.views.accounts.books import NAMES, fill
from tests.views.plans.answers import answered, code_in
from tests.views.plans.desk import Desk, Editor, Key, plan_for


@pytest.fixture
def editor(tmp_path: Path, qtbot: QtBot) -> Iterator[Editor]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        yield Editor(book, qtbot)


def sent(editor: Editor, folder: Path) -> Path:
    written = write_plan_file(editor.book, editor.plan, to=folder / "plan.html", lang="ja")
    editor.workspace.announce(written.changes)
    return written.path


def test_that_internal_notes_are_locked_out_and_the_switches_write(editor: Editor) -> None:
    card = editor.page.customer
    assert card.notes.isChecked()
    assert not card.notes.isEnabled()
    assert card.score.isChecked()
    card.names.click()
    assert editor.shown.shows_our_names
    card.score.click()
    assert editor.shown.shows_score
    editor.workspace.undo()
    assert card.score.isChecked()


def test_that_the_day_and_the_agenda_of_the_next_review_are_kept(editor: Editor) -> None:
    review = editor.page.review
    review.on.setFocus()
    type_text(review.on, "11/26")
    review.on.setModified(True)
    editor.press(Key.Key_Return)
    review.add.setFocus()
    type_text(review.add, "閾値を決める")
    editor.press(Key.Key_Return)
    assert editor.shown.review.on == date(2026, 11, 26)
    assert editor.shown.review.agenda == (AgendaItem("閾値を決める"),)


def test_that_a_yes_to_the_plan_of_today_is_kept_with_its_version(editor: Editor) -> None:
    assert editor.shown.plan.agreed is None
    editor.page.agreement.people[0].click()
    sheet = editor.sheet("plan-agree")
    assert sheet.by.text() == "佐藤 花子"
    sheet.go.click()
    editor.settle()
    agreed = editor.shown.plan.agreed
    assert agreed is not None
    assert (agreed.number, agreed.by) == (1, ("佐藤 花子",))
    assert "佐藤" in editor.page.head.about.text()


def test_that_a_yes_needs_a_name(editor: Editor) -> None:
    editor.page.agreement.more.click()
    sheet = editor.sheet("plan-agree")
    sheet.go.click()
    assert sheet.wrong()
    sheet.reject()


def test_that_what_changed_since_the_agreed_version_is_shown(editor: Editor, tmp_path: Path) -> None:
    assert not editor.page.customer.changes.isEnabled()
    editor.page.agreement.people[0].click()
    editor.sheet("plan-agree").go.click()
    editor.stand_on("欠品を減らす")
    editor.press(Key.Key_F2)
    editor.page.tree.writing.field.setText("欠品をなくす")
    editor.press(Key.Key_Return)
    editor.page.customer.changes.click()
    sheet = editor.sheet("plan-changes")
    words = "\n".join(label.text() for label in sheet.area.widget().findChildren(PlainLabel))
    assert "欠品をなくす" in words
    assert "欠品を減らす → 欠品をなくす" in words
    sheet.reject()


def test_that_a_file_is_written_off_the_ui_thread_and_its_path_told(editor: Editor, tmp_path: Path) -> None:
    dialog = editor.page.export(".xlsx")
    assert dialog is not None
    dialog.set_place(str(tmp_path / "plan.xlsx"))
    dialog.write_button.click()
    editor.settle()
    assert (tmp_path / "plan.xlsx").is_file()
    assert str(tmp_path / "plan.xlsx") in editor.around.toasts[-1]
    assert editor.shown.plan.version == 1


def test_that_a_dropped_answer_is_shown_beside_what_was_sent_and_taken_in_once(editor: Editor, tmp_path: Path) -> None:
    goal, step = editor.row("棚卸し時間を半分にする"), editor.row("在庫マスタを移行する")
    path = answered(sent(editor, tmp_path), {goal.id: {"value": "24"}, step.id: {"done": True}}, by="佐藤 花子")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    drop = QDropEvent(
        QPointF(50, 50), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    editor.page.dropEvent(drop)
    editor.settle()
    sheet = editor.sheet("plan-return")
    assert set(sheet.list.boxes) == {":commitment", f"{goal.id}:reading", f"{step.id}:done"}
    # The first is let go by Space, the arrow goes on to the next.
    editor.press(Key.Key_Space, Key.Key_Down)
    assert len(sheet.list.chosen()) == 2
    editor.press(Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    assert editor.row("在庫マスタを移行する").done_on is not None
    assert str(editor.row("棚卸し時間を半分にする").actual) == "24"
    assert editor.shown.plan.agreed is None
    again = editor.page.ask_for_answer(path)
    editor.settle()
    assert not again.apply.isVisible()
    again.reject()
    editor.workspace.undo()
    assert editor.row("在庫マスタを移行する").done_on is None


def test_that_a_pasted_code_is_read_and_comments_stand_beside_the_plan(editor: Editor, tmp_path: Path) -> None:
    step = editor.row("在庫マスタを移行する")
    copy = answered(sent(editor, tmp_path), {step.id: {"comment": "12月からにしたいです"}})
    sheet = editor.page.ask_for_answer()
    assert not sheet.read.isEnabled()
    editor.settle()
    sheet.code.setFocus()
    assert sheet.code.hasFocus()
    sheet.code.setPlainText(f"いつもお世話になっております。\n\n{code_in(copy)}\n")
    editor.press(Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    assert list(sheet.list.boxes) == [f"{step.id}:comment"]
    assert not editor.page.comments.isVisible()
    editor.press(Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    assert [one.words for one in editor.shown.comments] == ["12月からにしたいです"]
    assert editor.page.comments.isVisible()
    assert editor.row("在庫マスタを移行する").comments == 1
    [box] = editor.page.comments.boxes.values()
    box.setFocus()
    QTest.keyClick(box, Key.Key_Space)
    editor.settle()
    assert editor.row("在庫マスタを移行する").comments == 0
    assert box.isChecked()
    assert box.hasFocus()
    QTest.keyClick(box, Key.Key_Space)
    editor.settle()
    assert editor.row("在庫マスタを移行する").comments == 1


def test_that_an_answer_to_another_plan_is_refused(editor: Editor, tmp_path: Path) -> None:
    copy = answered(sent(editor, tmp_path), {}, by="佐藤 花子")
    other = plan_for(editor.book)
    editor.page.go(other)
    sheet = editor.page.ask_for_answer(copy)
    editor.settle()
    assert "在庫改革" in sheet.fault.text()
    assert sheet.found is None
    sheet.reject()


def test_that_the_next_objective_begins_where_the_last_one_ended(editor: Editor) -> None:
    row = editor.row("棚卸し時間を半分にする")
    editor.page.acts.ask_next(row)
    sheet = editor.sheet("plan-next")
    sheet.name.setText("さらに短く")
    sheet.target.setText("10")
    sheet.go.click()
    editor.settle()
    made = editor.row("さらに短く")
    assert (made.follows_id, str(made.baseline), str(made.target)) == (row.id, "27", "10")
    assert editor.row("棚卸し時間を半分にする").done_on == TODAY


def test_that_what_is_dropped_can_be_taken_up_again(editor: Editor) -> None:
    editor.page.acts.drop(editor.row("2倉庫で始める"))
    assert editor.row("2倉庫で始める").status is PlanStatus.DROPPED
    editor.page.acts.drop(editor.row("2倉庫で始める"))
    assert editor.row("2倉庫で始める").dropped_on is None


def test_that_what_is_no_answer_is_refused_in_words(editor: Editor, tmp_path: Path) -> None:
    (tmp_path / "other.html").write_text("<p>hello</p>", "utf-8")
    sheet = editor.page.ask_for_answer(tmp_path / "other.html")
    editor.settle()
    assert sheet.fault.isVisible()
    assert "other.html" in sheet.fault.text()
    sheet.code.setPlainText("no code at all")
    sheet.read.click()
    editor.settle()
    assert sheet.fault.isVisible()
    sheet.reject()


def test_that_a_plan_that_is_gone_leads_back_to_the_list(editor: Editor) -> None:
    editor.page.go("gone")
    editor.press(Key.Key_Space)
    assert editor.went == [("plans", None)]


def test_that_the_plan_can_be_closed_opened_and_kept_as_a_template(editor: Editor) -> None:
    editor.page.whole.close_or_open()
    assert editor.shown.plan.closed_on == TODAY
    editor.page.whole.close_or_open()
    assert editor.shown.plan.closed_on is None
    editor.page.whole.save_template()
    editor.page.whole.remove_plan()
    assert editor.went[-1] == ("plans", None)


def test_that_another_plan_of_the_same_account_can_be_made(editor: Editor) -> None:
    named = {command.key: command.act for command in editor.page.commands()}
    make = named["new"]
    assert make is not None
    make()
    sheet = editor.sheet("new-plan")
    assert sheet.account.text() == NAMES[0]
    sheet.go.click()
    editor.settle()
    assert editor.went[-1][0] == "plan"


def test_that_the_list_opens_a_plan_makes_one_and_filters(tmp_path: Path, qtbot: QtBot) -> None:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        desk = Desk(book, qtbot, PlansPage, None)
        desk.press(Key.Key_Space)
        sheet = desk.sheet("new-plan")
        sheet.go.click()
        assert sheet.wrong()
        type_text(sheet.account, NAMES[1])
        sheet.go.click()
        desk.settle()
        [(place, plan_id)] = desk.went
        assert place == "plan"
        assert desk.page.table.rowCount() == 1
        desk.page.filter.setText("nothing like it")
        assert desk.page.table.rowCount() == 0
        desk.page.filter.clear()
        desk.page.view.setFocus()
        desk.press(Key.Key_Return)
        assert desk.went[-1] == ("plan", plan_id)


def test_that_a_template_of_ones_own_can_be_removed_where_it_is_chosen(editor: Editor) -> None:
    editor.page.whole.save_template()
    editor.page.whole.make_another()
    sheet = editor.sheet("new-plan")
    assert not sheet.remove.isVisible()
    sheet.template.setCurrentIndex(sheet.template.findText("在庫改革"))
    assert sheet.remove.isVisible()
    sheet.remove.click()
    assert sheet.template.findText("在庫改革") == -1
    assert not sheet.remove.isVisible()
    assert "在庫改革" not in [one.name for one in editor.book.read(plan_templates, lang="ja")]
    sheet.reject()
