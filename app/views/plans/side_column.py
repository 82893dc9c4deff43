"""The cards beside the tree: they scroll by themselves, or stand in full below it where the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.views.widgets.columns import column_of


class SideColumn(QScrollArea):
    """`stand(under)` when it moves, `measure()` when a card may have another height."""

    def __init__(self, cards: Sequence[QWidget]) -> None:
        super().__init__()
        dress_scrolled(self)
        self._under = False
        self._content = column_of(cards)
        self.setWidget(self._content)
        self._content.setAutoFillBackground(False)

    def stand(self, under: bool) -> None:
        """Stand below the tree, or beside it."""
        self._under = under
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(off if under else needed)
        self.measure()

    def measure(self) -> None:
        """Take all the height that the cards need, where nothing else scrolls them."""
        layout = self._content.layout()
        high = 0
        if self._under and layout is not None:
            wide = max(self.width(), 1)
            high = layout.heightForWidth(wide) if layout.hasHeightForWidth() else layout.sizeHint().height()
        if high != self.minimumHeight():
            self.setMinimumHeight(high)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """At another width words take other lines."""
        super().resizeEvent(event)
        self.measure()


def dress_scrolled(area: QScrollArea) -> None:
    """Let an area scroll up and down without a frame, a ground or the focus of its own."""
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
