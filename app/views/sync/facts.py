"""Facts under small captions, in as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.views import theme as themes
from app.views.settings.rows import make_room
from app.views.widgets.labels import PlainLabel

_COLUMN = 190


class Fact(QWidget):
    """One caption with what is said under it, and a control where there is one."""

    def __init__(self, caption: str, *parts: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(PlainLabel(caption, "caption", tone="text2"))
        self.words = PlainLabel("", "body", wrap=True)
        self.words.hide()
        column.addWidget(self.words)
        for part in parts:
            if not part.accessibleName():
                part.setAccessibleName(caption)
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def say(self, words: str) -> None:
        """Say it."""
        if words != self.words.text():
            self.words.setText(words)
        self.words.setVisible(bool(words))


class FactGrid(QWidget):
    """Lays facts out anew when the room changes."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        super().__init__()
        self._facts = tuple(facts)
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(12)
        self._place(len(self._facts))

    def _place(self, across: int) -> None:
        if across == self._across:
            return
        for fact in self._facts:
            self._grid.removeWidget(fact)
        for at in range(max(across, self._across)):
            self._grid.setColumnStretch(at, 1 if at < across else 0)
        for at, fact in enumerate(self._facts):
            self._grid.addWidget(fact, at // across, at % across)
        self._across = across
        make_room(self)

    def _fit(self) -> None:
        self._place(max(1, min(len(self._facts), self.width() // themes.current().px(_COLUMN))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many columns as fit."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit anew at a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_grid"):
            self._fit()
