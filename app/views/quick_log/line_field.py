"""The field of the quick log: keys that log, complete and keep a draft, none of them while an input method composes."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from app.views import theme as themes
from app.views.quick_log.tint import characters, units

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOST_LINES = 6


class LineField(QTextEdit):
    """`submitted` on Enter, `completed` on Tab, `stepped` (−1 or 1) on ↑↓, `left` on Escape.

    `toggled` on Alt+M, `quoted` on Alt+V, `rested` when the focus goes elsewhere.
    While `offering`, Tab and the arrows belong to what is offered.
    """

    submitted = Signal()
    completed = Signal()
    stepped = Signal(int)
    toggled = Signal()
    quoted = Signal()
    left = Signal()
    rested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.offering = False
        self.composing = False
        theme = themes.current()
        self.setProperty("bare", True)
        self.setAcceptRichText(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setFont(theme.font("dialogTitle", 500))
        self.document().setDocumentMargin(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self.fit())
        self.fit()

    def fit(self) -> None:
        """Take the height of the text: two lines at least, six at most."""
        line = ceil(self.fontMetrics().lineSpacing())
        wanted = ceil(self.document().size().height())
        height = min(max(wanted, 2 * line + 4), _MOST_LINES * line + 4)
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
            self.updateGeometry()

    def text(self) -> str:
        """Return what is written, without what is being composed."""
        return self.toPlainText()

    def cursor_place(self) -> int:
        """Return how many characters stand before the cursor."""
        return characters(self.text(), self.textCursor().position())

    def put(self, start: int, end: int, words: str) -> None:
        """Write `words` in place of characters `start` to `end`, as one step of the field's own undo."""
        text = self.text()
        cursor = self.textCursor()
        cursor.setPosition(units(text, start))
        cursor.setPosition(units(text, end), cursor.MoveMode.KeepAnchor)
        cursor.insertText(words)
        self.setTextCursor(cursor)

    def select(self, start: int, end: int) -> None:
        """Select characters `start` to `end`, so that typing replaces them."""
        text = self.text()
        cursor = self.textCursor()
        cursor.setPosition(units(text, start))
        cursor.setPosition(units(text, end), cursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the writing rests."""
        super().focusOutEvent(event)
        self.rested.emit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know whether something is being composed."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter logs, Shift+Enter begins a line, Tab completes, Escape leaves; the rest is writing."""
        if self.composing:
            # The key belongs to the input method, even where the system hands it on.
            event.accept()
        elif not self._acts(event):
            super().keyPressEvent(event)

    def _acts(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = held == Qt.KeyboardModifier.NoModifier
        if key in _ENTER and held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
            self.submitted.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key == Qt.Key.Key_M and held == Qt.KeyboardModifier.AltModifier:
            self.toggled.emit()
        elif key == Qt.Key.Key_V and held == Qt.KeyboardModifier.AltModifier:
            self.quoted.emit()
        elif key == Qt.Key.Key_Tab and plain and self.offering:
            self.completed.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and plain and self.offering:
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            return False
        event.accept()
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab completes where something is offered; otherwise it goes on."""
        if self.composing or (forward and self.offering):
            return False
        return super().focusNextPrevChild(forward)
