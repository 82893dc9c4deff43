"""The line in which the title of a row is written in its place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.language import _


class TitleField(QLineEdit):
    """`entered(text, step)` once: step 0 on Enter or as the focus goes, 1 on Tab, −1 on Shift+Tab; `left` on Escape.

    While an input method composes, every key is its own.
    """

    entered = Signal(str, int)
    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("What it is about"))
        self.composing = False
        self._over = False

    def begin(self, text: str, hint: str) -> None:
        """Write anew, beginning with `text`."""
        self._over = self.composing = False
        self.setPlaceholderText(hint)
        self.setText(text)
        self.selectAll()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self, step: int) -> None:
        if not self._over:
            self._over = True
            self.entered.emit(self.text(), step)

    def event(self, event: QEvent) -> bool:
        """Take Tab before Qt does, and the keys of the window while somebody writes."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        key = event.key() if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) else None
        if key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            if not self.composing:
                self._end(1 if key == Qt.Key.Key_Tab else -1)
            return True
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether something is being composed."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps, Escape leaves."""
        if self.composing:
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end(0)
        elif event.key() == Qt.Key.Key_Escape:
            self._over = True
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what is written as the focus goes, unless it is only lent to a menu or another window."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._end(0)
