"""A place opens as a part of its window: whatever is shown before it has a parent flashes as a window of its own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.operations.accounts import find_account
from app.views.main_window import MainWindow
from app.views.places import Places
from app.views.workspace import Workspace
from tests.builders import new_book
from tests.journeys.hands import wait_until
from tests.views.accounts.books import NAMES, fill


class Windows(QObject):
    """Remembers what was shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


def test_that_opening_a_place_shows_no_other_window(qtbot: QtBot, settings: QSettings, tmp_path: Path) -> None:
    with new_book(tmp_path / "p") as book:
        fill(book)
        window = MainWindow(Workspace(book, book.clock), settings, log=lambda: None)
        qtbot.addWidget(window)
        Places(window)
        window.show()
        qtbot.waitExposed(window)
        watch = Windows()
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(watch)
        try:
            for place in window.places():
                if place.in_sidebar or place.key in ("account", "search"):
                    window.open(place.key, book.read(find_account, NAMES[0]) if place.key == "account" else None)
                    QApplication.processEvents()
                    wait_until(lambda: not window.workspace.busy, "everything is there")
        finally:
            app.removeEventFilter(watch)
        assert watch.shown == []
