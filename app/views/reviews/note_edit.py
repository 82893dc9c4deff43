"""A few lines that are written in their place; Tab leaves them, and nobody overwrites what is being typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.views import theme as themes


class NoteEdit(QPlainTextEdit):
    """`written(text)` with each key, `left` when the focus goes; `lines` high at least, `most` at most where given."""

    written = Signal(str)
    left = Signal()

    def __init__(self, name: str, lines: int, most: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(7)
        self._lines, self._most = lines, most
        self._showing = False
        self._measure()
        self.textChanged.connect(self._typed)

    def _measure(self) -> None:
        line = themes.current().line("body")
        self.setMinimumHeight(line * self._lines + 18)
        if self._most:
            self.setMaximumHeight(line * self._most + 18)

    def changeEvent(self, event: QEvent) -> None:
        """Take the heights of another text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_most"):
            self._measure()

    def _typed(self) -> None:
        if not self._showing:
            self.written.emit(self.toPlainText())

    def show_text(self, text: str) -> None:
        """Show other words, unless somebody is writing."""
        if not self.hasFocus():
            self.put(text)

    def put(self, text: str) -> None:
        """Show other words, whoever has the focus: they belong to something else now."""
        if text != self.toPlainText():
            self._showing = True
            self.setPlainText(text)
            self._showing = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus went elsewhere."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()
