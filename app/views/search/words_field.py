"""The field of the search: Enter goes to what was found, unless it belongs to an input method."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from app.views.widgets.search_field import SearchField


class WordsField(SearchField):
    """A search field that knows whether an input method is composing: Enter then belongs to it."""

    entered = Signal()

    def __init__(self, placeholder: str, clear: str, parent: QWidget | None = None) -> None:
        super().__init__(placeholder, clear, parent)
        self.composing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether something is being composed."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to what was found."""
        if self.composing:
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
