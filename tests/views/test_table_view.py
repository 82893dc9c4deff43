from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from app.views import theme
from app.views.row_table import RowTable
from app.views.table_view import RowTableView
from tests.views.test_row_table import COLUMNS, Row


@pytest.fixture
def view(qtbot: QtBot) -> RowTableView:
    table = RowTable(COLUMNS, lambda r: r.key, haystack=lambda r: r.name)
    table.set_rows([Row(n, f"顧客 {n:02}", n % 7) for n in range(30)])
    made = RowTableView(table, "顧客の一覧")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    qtbot.waitExposed(made)
    made.setFocus()
    return made


def test_that_keys_move_open_and_peek(view: RowTableView, qtbot: QtBot) -> None:
    opened, peeked = [], []
    view.opened.connect(opened.append)
    view.peeked.connect(peeked.append)
    for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_K, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Space):
        qtbot.keyClick(view, key)
    assert [r.key for r in opened] == [2]
    assert [r.key for r in peeked] == [2]
    assert [r.key for r in view.selected_rows()] == [2]


def test_that_letters_work_with_an_input_method_on_and_are_left_to_shortcuts(view: RowTableView, qtbot: QtBot) -> None:
    assert not view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    view.go_to(3)
    qtbot.keyClick(view, Qt.Key.Key_2)
    assert view.current_row().key == 3


def test_that_the_view_keeps_row_and_rows_when_they_grow_and_shrink(view: RowTableView) -> None:
    view.go_to(20)
    view.table.set_rows([Row(n, f"顧客 {n:02}", n % 7) for n in range(10, 60)])
    assert view.current_row().key == 20
    assert view.verticalHeader().count() == 50
    view.table.filter("顧客 2")
    assert view.verticalHeader().count() == sum("2" in str(n) for n in range(10, 60))
    assert [r.key for r in view.selected_rows()] == [20]
    view.grab()


def test_that_a_click_on_a_title_sorts_and_a_third_gives_the_first_order_back(view: RowTableView, qtbot: QtBot) -> None:
    head = view.horizontalHeader()
    spot = QPoint(head.sectionViewportPosition(1) + 20, 10)
    shown = []
    for _click in range(3):
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        shown.append([r.score for r in view.table.shown_rows()])
    assert shown[0] == sorted(shown[0])
    assert shown[1] == sorted(shown[0], reverse=True)
    assert shown[2] == [n % 7 for n in range(30)]


def test_that_a_screen_reader_hears_the_table_and_its_cells(view: RowTableView) -> None:
    heard = QAccessible.queryAccessibleInterface(view)
    assert heard.text(QAccessible.Text.Name) == "顧客の一覧"
    names = [heard.child(n).text(QAccessible.Text.Name) for n in range(12)]
    assert [name for name in names if name][:6] == ["顧客", "ヘルス", "メモ", "顧客 00", "顧客 00、ヘルス 0", "0"]


def test_that_rows_grow_with_the_text(view: RowTableView, qapp: object) -> None:
    theme.use(qapp, "light", 150)  # type: ignore[arg-type]
    assert view.rowHeight(0) == 66


def test_that_no_hairline_shows_between_the_cells_of_a_selected_row(view: RowTableView) -> None:
    view.go_to(1)
    image = view.viewport().grab().toImage()
    y = round((view.rowViewportPosition(1) + 4) * image.devicePixelRatio())
    colors = {image.pixelColor(x, y).name() for x in range(8, image.width())}
    assert colors == {theme.current().color.selected.name()}


def test_that_the_ring_shows_for_the_keyboard_only(view: RowTableView) -> None:
    view.clearFocus()
    view.setFocus(Qt.FocusReason.TabFocusReason)
    assert view.shows_ring
    view.clearFocus()
    view.setFocus(Qt.FocusReason.MouseFocusReason)
    assert not view.shows_ring
