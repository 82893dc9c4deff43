"""A card that is written in: each field is kept by itself, a mark says so, and Escape ends writing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.views.widgets.autosave import Autosave, Save, SavedMark
from app.views.widgets.card import Card


class EditorCard(Card):
    """`row_id` says what is written in; `finished` once writing has ended and everything is kept."""

    finished = Signal()

    def __init__(self, title: str, save: Save, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.row_id = ""
        self.autosave = Autosave(save, self)
        self.mark = SavedMark(self.autosave)
        self.head.addWidget(self.mark)

    def finish(self) -> None:
        """End writing; what cannot be kept stays and says why."""
        if self.autosave.flush():
            self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends writing."""
        if event.key() == Qt.Key.Key_Escape:
            self.finish()
        else:
            super().keyPressEvent(event)
