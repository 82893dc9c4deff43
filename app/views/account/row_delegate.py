"""What the delegates of an account's lists share: headings, the ground of a row, its focus ring, and clicks in it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QRectF, QSize
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.views import theme as themes
from app.views.account.rows import Index, RowModel, RowView
from app.views.paint.marks import paint_focus_ring
from app.views.paint.row import paint_row
from app.views.paint.text import paint_text
from app.views.theme import Theme

LEAD = 20
_HEADING = 30


class RowDelegate(QStyledItemDelegate):
    """Draws rows of `view`; a subclass says how high one is and what stands in it."""

    def __init__(self, view: RowView) -> None:
        super().__init__(view)
        self.view = view

    def height(self, row: Any, width: int, theme: Theme) -> int:
        """Return how high a row is at a width."""
        raise NotImplementedError

    def draw(self, painter: QPainter, box: QRectF, row: Any, theme: Theme, *, hovered: bool) -> None:
        """Draw what stands in a row."""
        raise NotImplementedError

    def clicked(self, spot: QRectF, box: QRectF, row: Any) -> bool:
        """Take a click at `spot` (a point) into a row; False leaves it to the list."""
        return False

    def _model(self) -> RowModel:
        return self.view.of

    def _heading_height(self, at: int, theme: Theme) -> int:
        return theme.px(_HEADING) if self._model().heading_at(at) else 0

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room for a row and what stands over it."""
        theme = themes.current()
        width = self.view.viewport().width()
        row = self._model().row_at(index.row())
        return QSize(width, self._heading_height(index.row(), theme) + self.height(row, width, theme))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the heading where there is one, the ground, and the row."""
        theme = themes.current()
        whole = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        head = self._heading_height(index.row(), theme)
        if head:
            over = QRectF(whole.left(), whole.top(), whole.width(), head)
            painter.fillRect(over, theme.color.surface_alt)
            painter.fillRect(QRectF(over.left(), over.bottom() - 1, over.width(), 1), theme.color.divider)
            words = over.adjusted(LEAD, 0, -LEAD, 0)
            paint_text(painter, words, self._model().heading_at(index.row()), theme, theme.color.text2, "caption", 600)
        box = whole.adjusted(0, head, 0, 0)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        paint_row(painter, box, theme, selected=selected, hovered=hovered, active=self.view.hasFocus(), first=True)
        self.draw(painter, box, self._model().row_at(index.row()), theme, hovered=hovered or selected)
        if self.view.hasFocus() and index.row() == self.view.currentIndex().row():
            paint_focus_ring(painter, box.adjusted(0, 0, 0, -1), theme, 4)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """Offer a click to what is drawn there."""
        if event.type() is QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            whole = QRectF(option.rect)
            box = whole.adjusted(0, self._heading_height(index.row(), themes.current()), 0, 0)
            spot = QRectF(event.position(), QSize(1, 1).toSizeF())
            if self.clicked(spot, box, self._model().row_at(index.row())):
                return True
        return super().editorEvent(event, model, option, index)
