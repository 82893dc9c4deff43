"""The field of the palette: it keeps the focus while keys go through the lines; none acts while a text is composed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.views import theme as themes

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}


class PaletteField(QLineEdit):
    """`stepped` and `paged` (−1 or 1), `entered`, `turned` (1 to the actions, −1 back), `left` on Escape."""

    stepped = Signal(int)
    paged = Signal(int)
    entered = Signal()
    turned = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False
        self.setProperty("bare", True)
        self.setFrame(False)
        self.setFont(themes.current().font("dialogTitle", 500))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know whether something is being composed."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the lines; the rest is writing."""
        if self.composing:
            # The key belongs to the input method, even where the system hands it on.
            event.accept()
        elif not self._acts(event):
            super().keyPressEvent(event)

    def _acts(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key == Qt.Key.Key_Escape or (key == Qt.Key.Key_K and held == Qt.KeyboardModifier.ControlModifier):
            self.left.emit()
        elif held != Qt.KeyboardModifier.NoModifier:
            return False
        elif key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in _PAGES:
            self.paged.emit(_PAGES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Right and self.cursorPosition() == len(self.text()) and not self.hasSelectedText():
            self.turned.emit(1)
        elif key == Qt.Key.Key_Left and self.turns_back():
            self.turned.emit(-1)
        else:
            return False
        event.accept()
        return True

    def turns_back(self) -> bool:
        """Tell whether ← goes back to the account; otherwise it moves in the text."""
        return bool(self.property("among_actions"))
