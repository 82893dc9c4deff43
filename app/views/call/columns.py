"""A page of cards in two columns that scrolls: one below the other where the window is narrow, a ring for the keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.views import theme as themes

# Below this width the right column moves under the left one, in logical pixels.
_ONE_COLUMN = 820
_GAP = 16


class Columns(QScrollArea):
    """Two columns; add cards to `left` and `right`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        inner = QWidget()
        inner.setAutoFillBackground(False)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._row.setContentsMargins(0, 0, 8, 12)
        self._row.setSpacing(_GAP)
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        for column, stretch in ((self.left, 3), (self.right, 2)):
            column.setSpacing(12)
            outer = QVBoxLayout()
            outer.addLayout(column)
            outer.addStretch(1)
            self._row.addLayout(outer, stretch)
        self.setWidget(inner)
        self._ring(on=False)

    def to_top(self) -> None:
        """Scroll to the beginning."""
        self.verticalScrollBar().setValue(0)

    def _ring(self, *, on: bool) -> None:
        self.setProperty("ring", on)
        self.style().unpolish(self)
        self.style().polish(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring unless the mouse, or the way here, brought the focus."""
        super().focusInEvent(event)
        self._ring(on=event.reason() is not Qt.FocusReason.MouseFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the ring away."""
        super().focusOutEvent(event)
        self._ring(on=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys that go to the side to the page: nothing scrolls that way."""
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column or two."""
        super().resizeEvent(event)
        narrow = self.viewport().width() < themes.current().px(_ONE_COLUMN)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)
