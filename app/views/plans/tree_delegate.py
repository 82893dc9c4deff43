"""Draws the lines of a plan's tree and tells what of a line the mouse is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.language import _
from app.operations.plans.rows import TreeRow
from app.views import icons
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.row import paint_row
from app.views.paint.text import paint_text
from app.views.plans.tree_model import Draft, Index
from app.views.plans.tree_paint import paint_columns, paint_tick, paint_title
from app.views.plans.tree_shape import CHECK, check_box, columns, row_height, title_box

if TYPE_CHECKING:
    from app.views.plans.tree_view import TreeView

TICK, FOLD = "tick", "fold"


class TreeDelegate(QStyledItemDelegate):
    """Asks its view what is folded, chosen and under the mouse."""

    def __init__(self, view: TreeView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """An objective has two lines, everything else one."""
        theme = themes.current()
        return QSize(theme.px(200), row_height(self._view.rows.row_at(index.row()), theme))

    def part_at(self, spot: QPointF, box: QRectF, row: TreeRow) -> str | None:
        """Return what stands at a point of a row."""
        reach = check_box(box, row.depth, themes.current()).adjusted(-5, -8, 5, 8)
        if not reach.contains(spot):
            return None
        if row.kind == "objective":
            return FOLD if self._view.rows.is_folded(row) is not None else None
        return TICK

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a line."""
        theme, view = themes.current(), self._view
        box = QRectF(option.rect)
        entry = view.rows.entry(index.row())
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = view.hovered[0] == index.row()
        if isinstance(entry, TreeRow) and entry.depth == 0 and not (selected or hovered):
            painter.fillRect(box, theme.color.surface_alt)
        paint_row(painter, box, theme, selected=selected, hovered=hovered, active=view.hasFocus(), first=True)
        if isinstance(entry, TreeRow):
            where = columns(box.width(), theme)
            over = hovered and view.hovered[1] == TICK
            if not view.writing.writes(entry.id):
                paint_title(painter, box, entry, theme, folded=view.rows.is_folded(entry), hovered=over)
            paint_columns(painter, box, entry, where, theme, view.today)
        elif isinstance(entry, Draft):
            _paint_draft(painter, box, entry, theme)
        else:
            _paint_adder(painter, box, theme)
        if view.hasFocus() and index.row() == view.currentIndex().row() and view.by_key:
            paint_focus_ring(painter, box.adjusted(0, 0, 0, -1), theme, 4)


def _paint_draft(painter: QPainter, box: QRectF, draft: Draft, theme: themes.Theme) -> None:
    first = check_box(box, draft.depth, theme)
    if draft.depth:
        paint_tick(painter, first, theme, on=False, hovered=False)
    else:
        sign = QRectF(first.right() + 4, first.top(), CHECK, CHECK)
        icons.paint_icon(painter, sign, "target", theme.color.accent_text)


def _paint_adder(painter: QPainter, box: QRectF, theme: themes.Theme) -> None:
    first = check_box(box, 0, theme)
    spot = QRectF(first.right() + 4, first.top(), CHECK, CHECK)
    icons.paint_icon(painter, spot, "plus", theme.color.accent_text)
    paint_text(painter, title_box(box, 0, theme), _("Add an objective"), theme, theme.color.accent_text)
