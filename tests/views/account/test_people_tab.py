from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.operations.people import start_position
from app.operations.people_page import People, PositionRow, people_of
from app.views.account.flow import FlowLayout
from app.views.account.people.forms import AddForm, LeaveForm, PersonEditor, PostForm
from app.views.account.people.person_card import PersonCard
from app.views.account.people_tab import PeopleTab
from app.views.widgets.buttons import Button
from app.views.widgets.labels import ElidedLabel
from tests.builders import TODAY, new_book
from tests.views.account.tabs import Bench, type_text
from tests.views.accounts.books import NAMES, fill

Key = Qt.Key


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        yield Bench(book, qtbot, PeopleTab)


def people(bench: Bench) -> People:
    return bench.book.read(people_of, bench.account, today=TODAY)


def one(bench: Bench, name: str) -> PositionRow:
    return next(row for row in people(bench).positions if row.name == name)


def words(widget: QWidget) -> list[str]:
    shown = [part for part in widget.findChildren(QWidget) if isinstance(part, QLabel | ElidedLabel)]
    return [part.text() for part in shown if part.isVisibleTo(widget) and part.text()]


def test_that_who_left_stands_below_and_the_roles_say_who_is_missing(bench: Bench) -> None:
    model = bench.tab.model
    assert [model.heading_at(at) for at in range(3)] == ["在任", "", "離任"]
    assert bench.tab.card.count_text() == "在任 2名 · 離任 1名"
    said = words(bench.tab._side)
    assert "2 / 5" in said
    assert said.count("まだいません") == 3


def test_that_enter_writes_in_the_chosen_person_and_keeps_it(bench: Bench, qtbot: QtBot) -> None:
    bench.press(Key.Key_Return)
    editor = bench.tab.form
    assert isinstance(editor, PersonEditor)
    editor.fields.lines["title"].setFocus()
    editor.fields.lines["title"].selectAll()
    type_text(editor.fields.lines["title"], "部長")
    qtbot.waitUntil(lambda: one(bench, "佐藤 花子").title == "部長", timeout=2000)
    assert bench.tab.form is editor
    assert editor.mark.text() == "自動保存済み"
    bench.press(Key.Key_Escape)
    assert bench.tab.form is None
    assert bench.tab.main().hasFocus()


def test_that_an_emptied_name_and_reversed_days_are_refused_in_place(bench: Bench) -> None:
    bench.press(Key.Key_Return)
    editor = bench.tab.form
    assert isinstance(editor, PersonEditor)
    editor.fields.lines["name"].selectAll()
    QTest.keyClick(editor.fields.lines["name"], Key.Key_Backspace)
    editor.finish()
    assert "氏名を書いてください" in editor.mark.text()
    assert one(bench, "佐藤 花子")
    type_text(editor.fields.lines["name"], "佐藤 華子")
    editor.fields.until.setFocus()
    type_text(editor.fields.until, "2020/1/1")
    QTest.keyClick(editor.fields.until, Key.Key_Return)
    assert "着任日 2025/4/1" in editor.mark.text()
    # The name was kept as its field was left; the day waits until it is right.
    assert one(bench, "佐藤 華子").until is None


def test_that_somebody_is_added_and_chosen(bench: Bench) -> None:
    bench.tab.add_button.click()
    form = bench.tab.form
    assert isinstance(form, AddForm)
    form.wanted.emit()
    assert "氏名を書いてください" in form._fault.text()
    form.fields.lines["name"].setText("伊藤 健")
    form.fields.role.setCurrentIndex(form.fields.role.findData("payer"))
    form.wanted.emit()
    assert bench.tab.view.current().name == "伊藤 健"
    assert bench.tab.form is None
    assert bench.around.toasts == ["関係者を追加しました"]
    bench.settle()
    assert "3 / 5" in words(bench.tab._side)


def test_that_leaving_is_noted_with_where_one_goes(bench: Bench) -> None:
    assert bench.tab.person is not None
    bench.tab.person.leave.click()
    form = bench.tab.form
    assert isinstance(form, LeaveForm)
    form.day.selectAll()
    type_text(form.day, "昨日")
    form.to.setCurrentIndex(form.to.findText(NAMES[1]))
    form.wanted.emit()
    left = one(bench, "佐藤 花子")
    assert left.until == date(2026, 11, 19)
    assert [other.account for other in left.elsewhere] == [NAMES[1]]
    assert [row.name for row in bench.tab.model.rows if row.is_current(TODAY)] == ["渡辺 一郎"]


def test_that_another_post_replaces_or_joins_the_present_one(bench: Bench) -> None:
    assert bench.tab.person is not None
    bench.tab.person.more.click()
    form = bench.tab.form
    assert isinstance(form, PostForm)
    form.title.setText("室長")
    form.beside.click()
    form.wanted.emit()
    assert people(bench).has_two(one(bench, "佐藤 花子"), TODAY)
    assert bench.tab.view.current().title == "室長"


def test_that_two_posts_elsewhere_are_shown_among_the_positions(bench: Bench) -> None:
    from app.operations.accounts import find_account

    sato, there = one(bench, "佐藤 花子"), bench.book.read(find_account, NAMES[1])
    bench.workspace.write(start_position, sato.person_id, there, {"title": "顧問", "since": TODAY})
    assert bench.tab.person is not None
    assert f"{NAMES[1]} · 営業部 顧問" not in words(bench.tab.person)
    assert f"{NAMES[1]} · 顧問" in words(bench.tab.person)


def test_that_a_recent_touchpoint_leads_there(bench: Bench) -> None:
    wanted: list[str] = []
    bench.tab.touchpoint_wanted.connect(wanted.append)
    [go] = [b for b in bench.tab.findChildren(Button) if b.accessibleName() == "この接点を見る" and b.isVisible()]
    go.click()
    assert len(wanted) == 1


def test_that_programmes_are_joined_asked_and_left(bench: Bench) -> None:
    def button(name: str) -> Button:
        return next(b for b in bench.tab.findChildren(Button) if b.accessibleName().startswith(name) and b.isVisible())

    button("加える").click()
    bench.settle()
    assert [row.name for row in people(bench).programmes] == ["佐藤 花子"]
    button("今日依頼した").click()
    bench.settle()
    assert people(bench).programmes[0].asked_lately(TODAY)
    button("プログラムから外す").click()
    bench.settle()
    assert people(bench).programmes == ()


def test_that_del_removes_with_a_way_back(bench: Bench) -> None:
    bench.press(Key.Key_Delete)
    assert "佐藤 花子" not in [row.name for row in people(bench).positions]
    assert bench.around.back is not None
    bench.around.back()
    assert one(bench, "佐藤 花子")


def test_that_the_buttons_of_a_person_take_other_lines_where_it_is_narrow(bench: Bench) -> None:
    row = people(bench).positions[0]
    card = PersonCard(row, [row], TODAY)
    flow = next(item for item in card.body.children() if isinstance(item, FlowLayout))
    one_line = flow.sizeHint().width()
    assert flow.minimumSize().width() < one_line / 2
    assert flow.heightForWidth(one_line // 2) > flow.heightForWidth(one_line)
    card.deleteLater()
