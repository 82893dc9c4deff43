from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.views import theme
from app.views.widgets.columns import BESIDE, TwoColumns


def test_that_the_side_column_goes_under_the_main_one_in_a_narrow_window(qtbot: QtBot) -> None:
    window, main, side = QWidget(), QWidget(), QWidget()
    columns = TwoColumns(main, side, 340)
    QVBoxLayout(window).addWidget(columns)
    qtbot.addWidget(window)
    turns: list[bool] = []
    columns.turned.connect(turns.append)
    window.resize(BESIDE, 800)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: side.y() == main.y() and side.x() > main.x())
    assert side.width() == theme.current().px(340)
    window.resize(BESIDE - 1, 800)
    qtbot.waitUntil(lambda: side.y() > main.y())
    assert side.width() == main.width()
    window.resize(BESIDE, 800)
    qtbot.waitUntil(lambda: side.width() == 340)
    assert turns[-2:] == [True, False]
