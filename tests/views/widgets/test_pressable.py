"""Buttons that draw themselves answer to keys and to the pointer alike."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views.accounts.chip import FilterChip
from app.views.portfolio.tile import Tile
from app.views.side.rows import Row
from app.views.sync.pill import SyncPill
from app.views.widgets.pressable import Pressable

KINDS = (lambda: FilterChip("担当"), lambda: Tile("更新"), lambda: Row("今日", "house"), SyncPill)


@pytest.fixture(params=KINDS, ids=["chip", "tile", "row", "pill"])
def pressable(request: pytest.FixtureRequest, qtbot: QtBot) -> Pressable:
    made = request.param()
    assert isinstance(made, Pressable)
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_that_enter_presses_as_space_does(pressable: Pressable, key: Qt.Key) -> None:
    pressed: list[int] = []
    pressable.clicked.connect(lambda: pressed.append(1))
    QTest.keyClick(pressable, key)
    assert pressed == [1]


def test_that_it_lights_up_under_the_pointer_and_is_reached_by_tab(pressable: Pressable) -> None:
    assert pressable.focusPolicy() == Qt.FocusPolicy.TabFocus
    spot = QPointF(1, 1)
    QApplication.sendEvent(pressable, QEnterEvent(spot, spot, spot))
    assert pressable._hovered
    QApplication.sendEvent(pressable, QEvent(QEvent.Type.Leave))
    assert not pressable._hovered
