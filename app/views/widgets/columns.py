"""A main column and one beside it, which goes under the main one where the window is narrow."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.views import theme as themes

BESIDE = 1200
"""From this width of the window on, in pixels at 100 % text, the two stand beside each other."""
GAP = 16


class TwoColumns(QWidget):
    """`main` and `side`; the side column is `side_width` wide (at the text scale) or as wide as the main one below it.

    `turned(under)` when the side column moves. Put it into a scroll area where both together may be too tall.
    """

    turned = Signal(bool)

    def __init__(self, main: QWidget, side: QWidget, side_width: int = 340, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.main, self.side = main, side
        self._side_width = side_width
        self.is_under = False
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self._row.addWidget(main, 1)
        self._row.addWidget(side)
        self._measure()

    def _measure(self) -> None:
        px = themes.current().px
        under = self.window().width() < px(BESIDE)
        changed, self.is_under = under is not self.is_under, under
        if under:
            self._row.setDirection(QBoxLayout.Direction.TopToBottom)
            self.side.setMinimumWidth(0)
            self.side.setMaximumWidth(16_777_215)
        else:
            self._row.setDirection(QBoxLayout.Direction.LeftToRight)
            self.side.setFixedWidth(px(self._side_width))
        if changed:
            self.turned.emit(under)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn the side column where the width calls for it."""
        super().resizeEvent(event)
        self._measure()

    def changeEvent(self, event: QEvent) -> None:
        """Take the widths of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_row"):
            self._measure()


def column_of(cards: Iterable[QWidget]) -> QWidget:
    """Return cards one over the other, with what room is left beneath them."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return holder
