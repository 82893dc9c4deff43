"""The cards of today: one below the other in a narrow column, beside each other where there is room for all."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.views import theme as themes

LEAST = 270
"""What each needs beside the others, in pixels at 100 % text: less would cut the names of the bands."""
_WAY = QBoxLayout.Direction


class SideCards(QWidget):
    """Stands beside the list or below it; how its cards stand follows from its own width."""

    def __init__(self, cards: Sequence[QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = len(cards)
        self._row = QBoxLayout(_WAY.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        for card in cards:
            self._row.addWidget(card)
        self._row.addStretch(1)

    def _measure(self) -> None:
        beside = self.width() >= themes.current().px(LEAST) * self._count
        self._row.setDirection(_WAY.LeftToRight if beside else _WAY.TopToBottom)
        for at in range(self._count):
            self._row.setStretch(at, int(beside))
        self._row.setStretch(self._count, int(not beside))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the width calls for it."""
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Take the widths of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_row"):
            self._measure()
