"""What every button that draws itself has in common: it lights up under the pointer, and Enter presses it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget


class Pressable(QAbstractButton):
    """Reached by Tab; Space and Enter press it. Who draws it reads `_hovered`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hovered = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def is_lit(self) -> bool:
        """Tell whether the pointer is over it or presses it."""
        return self._hovered or self.isDown()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up."""
        self._light(True)
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go dark."""
        self._light(False)
        super().leaveEvent(event)

    def _light(self, hovered: bool) -> None:
        self._hovered = hovered
        self.update()
