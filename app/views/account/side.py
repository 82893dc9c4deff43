"""The column beside the list of a tab: cards one below the other, as wide as an inspector."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.views import theme as themes
from app.views.paint.marks import RING

_GAP = 16
_MOST = 0.46


class Side(QScrollArea):
    """Cards in a column that scrolls by itself. Add to `column`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        inner = QWidget()
        inner.setAutoFillBackground(False)
        self.column = QVBoxLayout(inner)
        # Room for the ring of what has the focus.
        self.column.setContentsMargins(RING, 0, RING, 12)
        self.column.setSpacing(12)
        self.setWidget(inner)


class Split(QWidget):
    """A list, and beside it a column that takes at most half of the room."""

    def __init__(self, main: QWidget, side: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(main, 1)
        row.addWidget(side)

    def resizeEvent(self, event: object) -> None:
        """Share the room."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        wanted = themes.current().px(384)
        self._side.setFixedWidth(min(wanted, round(self.width() * _MOST)))
