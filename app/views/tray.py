"""The entry in the system's tray, where there is one: log a touchpoint, look at today, show the window, end.

It works while the window is hidden or minimised. Closing the window hides it only where a person chose that.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from app.language import _
from app.views import theme
from app.views.icons import mark
from app.views.main_window import MainWindow
from app.views.wardrobe import wear

KEEP = "tray/keep"
"""Whether closing the window leaves Banso in the tray; off unless a person chose it."""


class Tray(QObject):
    """The tray entry of a window; `show` brings the window to the front."""

    def __init__(self, window: MainWindow, show: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._show = window, show
        self.icon = QSystemTrayIcon(QIcon(mark(64, theme.make("light"))), self)
        self.menu = QMenu()
        wear(self.menu)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        window.rebuilt.connect(self.build)
        window.stays = self.stays
        self.build()
        self.icon.show()

    def stays(self) -> bool:
        """Tell whether closing the window only hides it: chosen, and there is a way to bring it back."""
        return bool(self._window.settings.value(KEEP, False, bool)) and self.icon.isVisible()

    def build(self) -> None:
        """Say everything in the language of now."""
        self.icon.setToolTip(_("Banso"))
        menu, window = self.menu, self._window
        menu.clear()
        menu.addAction(_("Log touchpoint")).triggered.connect(self._log)
        if any(place.key == "today" for place in window.places()):
            menu.addAction(_("Today")).triggered.connect(self._today)
        menu.addAction(_("Show the window")).triggered.connect(self._bring)
        menu.addSeparator()
        menu.addAction(_("Quit Banso")).triggered.connect(window.leave)

    def take_away(self) -> None:
        """Leave the tray."""
        self.icon.hide()
        self.menu.deleteLater()

    def _bring(self) -> None:
        self._show()

    def _log(self) -> None:
        self._show()
        self._window.log_touchpoint()

    def _today(self) -> None:
        self._show()
        self._window.open("today")

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self._show()


def tray_of(window: MainWindow, show: Callable[[], object]) -> Tray | None:
    """Return the tray entry of a window; None where this system has no tray."""
    return Tray(window, show) if QSystemTrayIcon.isSystemTrayAvailable() else None
