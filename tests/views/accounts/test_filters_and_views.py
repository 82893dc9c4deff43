"""Narrowing the list by chips and keys, arranging its columns, and keeping both as a view."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from pytestqt.qtbot import QtBot

from app.operations.account_filter import Filters
from app.operations.saved_views import saved_views
from app.views.accounts.choice_list import ChoiceList
from app.views.accounts.columns import SHOWN
from app.views.accounts.layout import Layout
from app.views.accounts.name_sheet import NameSheet
from app.views.accounts.sorting import order_by
from app.views.widgets.empty_state import EmptyState
from tests.journeys.hands import press, wait_until, write
from tests.views.accounts.books import NAMES
from tests.views.accounts.desk import Desk


def popover(desk: Desk) -> ChoiceList:
    found = [part for part in desk.window.findChildren(ChoiceList) if part.isVisible()]
    assert len(found) == 1
    return found[0]


def answer(sheet: NameSheet | None, name: str) -> NameSheet:
    assert sheet is not None
    wait_until(sheet.field.hasFocus, "the sheet has the focus")
    sheet.field.setText(name)
    press("Return")
    return sheet


def test_that_keys_add_a_condition_and_take_it_away(desk: Desk) -> None:
    page = desk.page
    press("F", "Right", "Right", "Return")
    assert popover(desk).list.count() == 3
    write("ロー")
    press("Return")
    assert sorted(desk.names()) == sorted([NAMES[1], NAMES[3]])
    assert page.bar.chips["segment"].text() == "セグメント: ロータッチ"
    assert page.footer.count.text().startswith("2 / 4社")
    press("Escape")
    assert page.bar.chips["segment"].hasFocus()
    press("Delete")
    assert len(desk.names()) == 4


def test_that_several_values_of_a_field_pass_and_several_fields_must(desk: Desk) -> None:
    page = desk.page
    choices = page.bar.open("segment")
    choices.chosen.emit("low", True)
    choices.chosen.emit("high", True)
    choices.close_up()
    assert len(desk.names()) == 3
    page.bar.open("tag").chosen.emit("食品", True)
    assert desk.names() == [NAMES[1]]
    counts = {choice.key: choice.count for choice in page.words().choices(page.filters, "tag")}
    assert counts == {"": 1, "金融": 1, "食品": 1, "関西": 1}


def test_that_a_further_field_gets_a_chip_only_while_it_narrows(desk: Desk, qtbot: QtBot) -> None:
    page = desk.page
    qtbot.mouseClick(page.bar.more, Qt.MouseButton.LeftButton)
    write("接点")
    press("Return")
    chip = page.bar.chips["contact"]
    assert chip.isVisible()
    popover(desk).chosen.emit("over", True)
    press("Escape")
    assert NAMES[0] in desk.names()
    assert chip.text() == "接点: 目安を超過"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 12, chip.height() // 2))
    assert not chip.isVisible()
    assert len(desk.names()) == 4


def test_that_quick_filters_and_words_narrow_together_and_shift_f_clears_all(desk: Desk) -> None:
    page = desk.page
    page.bar.quick.chosen.emit("notice")
    assert sorted(desk.names()) == sorted([NAMES[0], NAMES[2]])
    page.filter.setText("acme")
    assert desk.names() == [NAMES[2]]
    page.view.setFocus()
    press("Shift+F")
    assert (len(desk.names()), page.filter.text(), page.bar.quick.key()) == (4, "", "all")
    page.bar.quick.chosen.emit("today")
    assert NAMES[0] in desk.names()


def test_that_no_hit_names_the_condition_that_leaves_out_most(desk: Desk, qtbot: QtBot) -> None:
    page = desk.page
    page.narrow(Filters(chosen={"segment": ("low",), "phase": ("onboarding",)}))
    empty = page.face.stack.currentWidget()
    assert isinstance(empty, EmptyState)
    assert "フェーズ: 導入" in empty.accessibleName()
    assert "1社" in empty.accessibleName()
    qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert page.filters == Filters(chosen={"segment": ("low",)})
    assert len(desk.names()) == 2


def test_that_columns_are_chosen_moved_and_remembered(desk: Desk, settings: QSettings) -> None:
    page = desk.page
    panel = page.open_columns()
    assert isinstance(panel, ChoiceList)
    write("よみ")
    press("Return")
    assert page.arrangement.columns.layout.shown == (*SHOWN, "reading")
    panel.field.clear()
    press("Down", "Alt+Down", "Escape")
    wanted = ["account", "delta", "health", *SHOWN[3:], "reading"]
    assert list(page.arrangement.columns.layout.shown) == wanted
    page.view.setColumnWidth(0, 333)
    order_by(page.view, "arr", Qt.SortOrder.DescendingOrder)
    again = type(page)(desk.workspace, settings=settings)
    again.resize(1600, 800)
    again.go(None)
    assert list(again.arrangement.columns.layout.shown) == wanted
    assert again.arrangement.columns.layout.widths == {"account": 333}
    assert again.table.sorted_by == ("arr", Qt.SortOrder.DescendingOrder)
    again.deleteLater()


def test_that_the_column_that_the_keys_stand_in_moves(desk: Desk) -> None:
    page = desk.page
    desk.stand_on(NAMES[0])
    press("Right", "Alt+Shift+Right")
    assert page.arrangement.columns.keys()[:4] == ["account", "delta", "health", "trend"]
    press("Alt+Shift+Left", "Alt+Shift+Left")
    assert page.arrangement.columns.keys()[:3] == ["health", "account", "delta"]


@pytest.mark.parametrize(
    "spec", [None, "x", {}, {"shown": "x", "widths": []}, {"shown": ["gone"], "widths": {"arr": "x"}}]
)
def test_that_a_layout_of_another_time_still_shows_accounts(spec: object) -> None:
    layout = Layout.of(spec, SHOWN)
    assert "account" in layout.shown
    assert layout.widths == {}


def test_that_a_view_keeps_filters_columns_and_order_and_gives_the_list_back(desk: Desk) -> None:
    page = desk.page
    page.narrow(Filters(quick="notice"))
    order_by(page.view, "arr", Qt.SortOrder.AscendingOrder)
    page.arrangement.columns.take(page.arrangement.columns.layout.toggled("reading"))
    answer(page.views.ask_to_save(), "90日以内")
    [view] = desk.book.read(saved_views, "accounts")
    assert desk.window.here() == ("accounts", f"view:{view.id}")
    assert (page.face.title.text(), page.views.differs) == ("90日以内", False)
    assert [crumb.text for crumb in page.crumbs()] == ["顧客", "90日以内"]
    page.narrow(Filters())
    assert page.face.views.text() == "ビュー（変更あり）"
    page.views.update()
    assert (len(desk.names()), page.views.differs) == (4, False)
    desk.workspace.undo()
    assert page.views.differs
    desk.window.open("accounts")
    assert page.face.title.text() == "顧客"
    desk.window.open("accounts", f"view:{view.id}")
    assert sorted(desk.names()) == sorted([NAMES[0], NAMES[2]])
    assert page.table.sorted_by == ("arr", Qt.SortOrder.AscendingOrder)
    assert page.arrangement.columns.keys()[-1] == "reading"


def test_that_a_view_is_renamed_refused_and_removed_with_a_way_back(desk: Desk) -> None:
    page = desk.page
    for name in ("A", "B"):
        answer(page.views.ask_to_save(), name)
    sheet = answer(page.views.ask_to_rename(), "a")
    assert sheet.fault.isVisible()
    sheet.field.setText("C")
    press("Return")
    assert page.face.title.text() == "C"
    page.views.remove()
    assert (page.face.title.text(), desk.said[-1]) == ("顧客", "ビュー「C」を削除しました")
    desk.workspace.undo()
    assert [view.name for view in desk.book.read(saved_views, "accounts")] == ["A", "C"]
    menu = [action.text() for action in page.views.menu().actions() if action.text()]
    assert menu == ["すべての顧客", "A", "C", "ビューとして保存…"]


def test_that_a_view_that_is_gone_shows_the_whole_list(desk: Desk) -> None:
    desk.window.open("accounts", "view:gone")
    assert len(desk.names()) == 4
    assert desk.page.face.title.text() == "顧客"
