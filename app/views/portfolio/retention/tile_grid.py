"""Figures side by side, in as many rows as it takes for each to be read whole."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

_GAP = 12


class TileGrid(QWidget):
    """`tiles` share the width; `beside` stands at the end of the first row as it is."""

    def __init__(self, tiles: Sequence[QWidget], beside: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles, self._beside = tuple(tiles), beside
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self.arrange()

    def arrange(self) -> None:
        """Put the tiles into one row, or into more where one would cut off what they say."""
        count = len(self._tiles)
        taken = self._beside.sizeHint().width() + _GAP if self._beside is not None else 0
        widest = max(tile.sizeHint().width() for tile in self._tiles)
        room = self.width() - taken
        fitting = [n for n in range(1, count + 1) if n * (widest + _GAP) - _GAP <= room] or [1]
        # Rows of nearly the same length: four of five in a row would leave one alone.
        across = ceil(count / ceil(count / fitting[-1])) if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else count
        if across == self._across:
            return
        for at in range(self._across + 1):
            self._grid.setColumnStretch(at, 0)
        self._across = across
        for at, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, at // across, at % across)
        for at in range(across):
            self._grid.setColumnStretch(at, 1)
        if self._beside is not None:
            self._grid.addWidget(self._beside, 0, across, Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take more rows, or fewer."""
        super().resizeEvent(event)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Take the widths of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_grid"):
            self.arrange()
