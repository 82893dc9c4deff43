"""Checkable buttons of which one holds. Unlike a group of Qt's it leaves all of them within reach of Tab."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QAbstractButton


class OneOf(QObject):
    """`chosen` when a person pressed one of them."""

    chosen = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._buttons: list[QAbstractButton] = []

    def add(self, button: QAbstractButton) -> None:
        """Take a button in."""
        self._buttons.append(button)
        button.clicked.connect(lambda _on=False: self._pressed(button))

    def drop(self, button: QAbstractButton) -> None:
        """Let a button go."""
        self._buttons.remove(button)

    def checked(self) -> QAbstractButton | None:
        """Return the button that holds."""
        return next((one for one in self._buttons if one.isChecked()), None)

    def check(self, button: QAbstractButton | None) -> None:
        """Let a button hold, or none, without telling."""
        for one in self._buttons:
            one.setChecked(one is button)

    def _pressed(self, button: QAbstractButton) -> None:
        self.check(button)
        self.chosen.emit()
