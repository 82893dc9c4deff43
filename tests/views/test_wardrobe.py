from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QSettings
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.clock import Clock
from app.views import theme
from app.views.main_window import MainWindow
from app.views.page import Page
from app.views.widgets.buttons import Button
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Workspace
from tests.views.test_workspace import Book


class Deep(Page):
    """A page with a button far down, which says how often it was dressed."""

    def __init__(self) -> None:
        super().__init__()
        inner: QWidget = self
        for _n in range(6):
            column = QVBoxLayout(inner)
            inner = QWidget()
            column.addWidget(inner)
        column = QVBoxLayout(inner)
        self.button = Button("見る", kind="primary")
        column.addWidget(self.button)
        column.addWidget(PlainLabel("言葉", "title"))


class Dressings(QObject):
    """Counts how often widgets are dressed anew."""

    def __init__(self) -> None:
        super().__init__()
        self.n: dict[QObject, int] = {}

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.StyleChange:
            self.n[watched] = self.n.get(watched, 0) + 1
        return False


@pytest.fixture
def window(qtbot: QtBot, settings: QSettings) -> MainWindow:
    made = MainWindow(Workspace(Book(), Clock()), settings)
    qtbot.addWidget(made)
    for key in ("today", "accounts"):
        made.add_place(key, "sun", lambda key=key: key, Deep)
    made.open("accounts")
    made.open("today")
    made.show()
    qtbot.waitExposed(made)
    return made


def ground(button: QPushButton) -> str:
    """Return the colour of a button beside its words."""
    return button.grab().toImage().pixelColor(6, button.height() // 2).name()


def test_that_a_switch_dresses_what_is_shown_once_and_hidden_pages_when_they_are_shown(window: MainWindow) -> None:
    shown, hidden = (window._pages[key] for key in ("today", "accounts"))
    assert isinstance(shown, Deep)
    assert isinstance(hidden, Deep)
    count = Dressings()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(count)
    try:
        window.set_look("dark")
        assert count.n.get(shown.button) == 1
        assert hidden.button not in count.n
        assert ground(shown.button) == theme.make("dark").color.accent.name()
        window.open("accounts")
    finally:
        app.removeEventFilter(count)
    assert count.n.get(hidden.button) == 1
    assert ground(hidden.button) == theme.make("dark").color.accent.name()


def test_that_text_size_and_theme_reach_a_window_that_was_hidden_meanwhile(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page()
    assert isinstance(page, Deep)
    before = page.button.sizeHint().height()
    window.hide()
    window.set_scale(150)
    window.set_look("dark")
    window.show()
    qtbot.waitExposed(window)
    assert page.button.sizeHint().height() > before
    assert ground(page.button) == theme.make("dark", 150).color.accent.name()


def test_that_what_is_laid_over_a_window_after_a_switch_wears_the_new_theme(window: MainWindow) -> None:
    window.set_look("dark")
    window.show_keys()
    QApplication.processEvents()
    from app.views.keys_sheet.sheet import KeysSheet

    sheet = window.findChild(KeysSheet)
    assert sheet is not None
    colour = sheet.card.grab().toImage().pixelColor(200, 12).name()
    assert colour == theme.make("dark").color.overlay.name()
