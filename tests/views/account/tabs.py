"""A tab of an account on its own: over a small book, with a window around it that only remembers what it was told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.operations.account_page import account_page
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.changes import Changes
from app.views.workspace import Workspace
from tests.builders import TODAY
from tests.views.accounts.books import NAMES


class Around:
    """What a tab may ask of the window; toasts are kept with their way back."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.toasts: list[str] = []
        self.back: Callable[[], object] | None = None

    def toast(self, words: str, undo: Callable[[], object] | None = None) -> None:
        self.toasts.append(words)
        self.back = undo

    def follow(self, running: object, name: str) -> None:
        self.toasts.append(name)

    def undo(self) -> None:
        self._workspace.undo()

    def take_back(self, change_id: str) -> None:
        self._workspace.step(change_id)


class Bench:
    """A window with one tab, shown an account and told of every change, as the page does."""

    def __init__(self, book: Book, qtbot: QtBot, make: Callable[[Workspace, Any], Any], name: str = NAMES[0]) -> None:
        self.book = book
        self.workspace = Workspace(book, book.clock)
        self.around = Around(self.workspace)
        self.window = QWidget()
        self.tab = make(self.workspace, self.around)
        QVBoxLayout(self.window).addWidget(self.tab)
        self.window.resize(1200, 800)
        qtbot.addWidget(self.window)
        self.account = book.read(find_account, name)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.show()
        self.workspace.changed.connect(self._changed)
        self.tab.panes()[-1].setFocus()
        self.settle()

    def show(self) -> None:
        page = self.book.read(account_page, self.account, today=TODAY)
        self.tab.show_account(page, TODAY)
        self.settle()

    def _changed(self, _changes: Changes) -> None:
        page = self.book.read(account_page, self.account, today=TODAY)
        self.tab.show_account(page, TODAY)

    def settle(self) -> None:
        for _n in range(4):
            QApplication.processEvents()
        while self.workspace.busy:
            QApplication.processEvents()
        QApplication.processEvents()

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.window, key)
        self.settle()

    def write(self, text: str) -> None:
        type_text(QApplication.focusWidget(), text)


def type_text(widget: QWidget | None, text: str) -> None:
    """Write as an input method does, which knows more signs than the keys have."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)
