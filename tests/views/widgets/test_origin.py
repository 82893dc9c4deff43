"""Where the focus goes back to when what came over the window is gone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.views.widgets.origin import Origin


@pytest.fixture
def fields(qtbot: QtBot) -> Iterator[tuple[QLineEdit, QLineEdit]]:
    """Yield two fields of a window, the first with the focus."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    first, second = QLineEdit(window), QLineEdit(window)
    for field in (first, second):
        column.addWidget(field)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    first.setFocus()
    assert QApplication.focusWidget() is first
    yield first, second


def test_that_the_focus_goes_back_once(fields: tuple[QLineEdit, QLineEdit]) -> None:
    first, second = fields
    origin = Origin()
    second.setFocus()
    origin.give_back()
    assert QApplication.focusWidget() is first
    second.setFocus()
    origin.give_back()
    assert QApplication.focusWidget() is second


def test_that_an_origin_that_is_hidden_or_gone_gets_no_focus(fields: tuple[QLineEdit, QLineEdit]) -> None:
    first, second = fields
    origin = Origin()
    second.setFocus()
    first.hide()
    origin.give_back()
    assert QApplication.focusWidget() is second
    first.show()
    first.setFocus()
    origin = Origin()
    second.setFocus()
    shiboken6.delete(first)
    origin.give_back()
    assert QApplication.focusWidget() is second
