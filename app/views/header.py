"""The head of a table: titles in the caption step, with an arrow where the rows are sorted."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QRect, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from app.views import icons
from app.views import theme as themes
from app.views.paint.text import LEFT, RIGHT, paint_text
from app.views.row_table import RowTable

PAD = 8
# How far the first column stands in; heads and cells agree on it.
LEAD = 20
_ARROW, _GAP = 12, 4


class Header(QHeaderView):
    """Drawn by ourselves: a style sheet puts its arrow over the words."""

    def __init__(self, table: RowTable[Any], parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._table = table
        self._hovered = -1
        self.setMouseTracking(True)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(48)
        self.setStretchLastSection(True)
        self.setSortIndicatorClearable(True)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one title."""
        theme = themes.current()
        c = theme.color
        column = self._table.columns[section]
        painter.save()
        painter.fillRect(rect, c.surface)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, c.divider)
        if section == self._stands_in():
            painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, c.focus)
        first = self.visualIndex(section) == 0
        box = QRectF(rect).adjusted(LEAD if first else PAD, 0, -PAD, -1)
        is_sorted = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        color = c.text if is_sorted or (self._hovered == section and column.sort_key) else c.text2
        weight = 600 if is_sorted else 500
        right = column.align == RIGHT
        if is_sorted:
            box.adjust(_ARROW + _GAP if right else 0, 0, 0 if right else -_ARROW - _GAP, 0)
        end = paint_text(painter, box, column.title, theme, color, "caption", weight, RIGHT if right else LEFT)
        if is_sorted:
            start = end - theme.width(column.title, "caption", weight)
            x = max(start - _GAP - _ARROW, rect.left()) if right else end + _GAP
            up = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
            spot = QRectF(round(x), round(box.center().y() - _ARROW / 2), _ARROW, _ARROW)
            icons.paint_icon(painter, spot, "arrow-up" if up else "arrow-down", c.text)
        painter.restore()

    def _stands_in(self) -> int:
        """Return the column that the keys stand in, once somebody went sideways; else −1."""
        view = self.parent()
        if not isinstance(view, QAbstractItemView) or not view.hasFocus():
            return -1
        at = view.currentIndex().column()
        return at if self.visualIndex(at) > 0 else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up a title that can be clicked."""
        self._hover(self.logicalIndexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Let it go dark."""
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, section: int) -> None:
        if section != self._hovered:
            self._hovered = section
            self.viewport().update()
