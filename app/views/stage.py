"""A stage for pictures: it shows a window, brings it to a state and waits until everything is drawn."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.language import current
from app.operations.accounts import account_rows
from app.views.gate import Gate, GatePage
from app.views.main_window import MainWindow
from app.views.page import Page
from app.views.places import START, Places
from app.views.workspace import Workspace

WIDTH, HEIGHT = 1440, 900
_SETTLE_S = 20.0


@dataclass(frozen=True)
class Shot:
    """One state: its name, what brings a stage to it (False: nothing to show), and whether the book is empty."""

    name: str
    bring: Callable[[Stage], object]
    empty: bool = False

    def book(self, filled: Any, empty: Any) -> Any:
        """Return which of two books it is pictured on."""
        return empty if self.empty else filled


class Stage:
    """One window for one picture. `window` and `places` are made when a state asks for them."""

    def __init__(self, settings: QSettings, book: Any) -> None:
        self._settings = settings
        self.book = book
        self.scratch = Path(settings.fileName()).parent
        self._shown: QWidget | None = None
        self._others = frozenset(QApplication.topLevelWidgets())

    def main(self) -> tuple[MainWindow, Places]:
        """Return the main window at its start, and its places."""
        window = MainWindow(Workspace(self.book, self.book.clock), self._settings, log=lambda: places.log())
        places = Places(window)
        self._show(window)
        window.open(START)
        self.settle()
        return window, places

    def gate(self, make: Callable[[Gate], GatePage]) -> Gate:
        """Return the gate with a page."""
        gate = Gate(self._settings)
        gate.show_page(lambda: make(gate))
        self._show(gate)
        return gate

    def account(self) -> str | None:
        """Return the id of an account that has something to show; None where there is no account."""
        rows = self.book.read(account_rows, today=self.book.clock.today())
        told = [row for row in rows if row.next_step and row.mrr] or rows
        # Where there is a choice, one whose records are in the language of the window.
        own = [row for row in told if row.name.isascii() == (current() != "ja")] or told
        return own[0].id if own else None

    def window(self) -> QWidget:
        """Return the window that is shown."""
        assert self._shown is not None
        return self._shown

    def page(self) -> Page | None:
        """Return the page that is shown."""
        return self._shown.page() if isinstance(self._shown, MainWindow) else None

    def settle(self) -> None:
        """Let everything that is under way arrive and be drawn."""
        until = time.monotonic() + _SETTLE_S
        for _n in range(3):
            QApplication.processEvents()
        while isinstance(self._shown, MainWindow) and self._shown.workspace.busy and time.monotonic() < until:
            QApplication.processEvents()
            time.sleep(0.005)
        for _n in range(3):
            QApplication.processEvents()

    def wait(self, seconds: float) -> None:
        """Let time pass, for what happens a moment later."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            QApplication.processEvents()
            time.sleep(0.005)

    def hurry(self, seconds: float) -> None:
        """Let what a timer of the window is to do within `seconds` happen now, and settle."""
        for timer in self.window().findChildren(QTimer):
            # One may stop or end another.
            if not (shiboken6.isValid(timer) and timer.isSingleShot() and 0 <= timer.remainingTime() <= seconds * 1000):
                continue
            pause = timer.interval()
            timer.start(0)
            QApplication.processEvents()
            if shiboken6.isValid(timer):
                timer.setInterval(pause)
        self.settle()

    def picture(self, shot: Shot) -> QPixmap | None:
        """Return the picture of a state; None where the book has nothing for it."""
        if shot.bring(self) is False or self._shown is None:
            return None
        self.settle()
        return _picture(self._shown)

    def clear(self) -> None:
        """Close everything, so that the next state begins anew."""
        # What was there before belongs to somebody else; what has a parent goes with it.
        own = [widget for widget in QApplication.topLevelWidgets() if widget not in self._others]
        for widget in own:
            if shiboken6.isValid(widget):
                widget.close()
        for widget in own:
            if shiboken6.isValid(widget) and widget.parent() is None:
                widget.deleteLater()
                QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)
        QApplication.processEvents()

    def _show(self, window: QWidget) -> None:
        self._shown = window
        window.resize(WIDTH, HEIGHT)
        window.show()
        window.activateWindow()
        self.settle()


def _picture(window: QWidget) -> QPixmap:
    made = window.grab()
    painter = QPainter(made)
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible():
            # A dialog is a window of its own.
            painter.drawPixmap(window.mapFromGlobal(dialog.pos()), dialog.grab())
    painter.end()
    return made
