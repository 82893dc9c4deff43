"""Draws the heads and rows of Today: two lines, the sign at the left, the day at the right, buttons on hover."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.language import number
from app.views import icons
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.shapes import band_meaning, paint_band
from app.views.paint.text import RIGHT, paint_text
from app.views.theme import Theme
from app.views.today import words
from app.views.today.model import Head, Index
from app.views.today.shape import CHECK, INSET, RowButton, Shape, Tile, group_icon, shape_of, tile_of

if TYPE_CHECKING:
    from app.operations.today import TodayRow
    from app.views.today.list_view import TodayList

_HEAD, _ROW, _BAR, _BAND = 40, 56, 3, 9
_HEAD_ICON, _TILE_ICON, _BUTTON_ICON = 14, 16, 14


class TodayDelegate(QStyledItemDelegate):
    """Asks its view which row and which button the mouse is over."""

    def __init__(self, view: TodayList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows have two lines, heads one."""
        theme = themes.current()
        entry = self._view.rows.entry(index.row())
        return QSize(theme.px(200), theme.px(_HEAD) if isinstance(entry, Head) else theme.px(_ROW))

    def shape(self, rect: QRectF, row: TodayRow, *, with_buttons: bool) -> Shape:
        """Return where the parts of a row stand now."""
        return shape_of(rect, row, self._view.rows.today, themes.current(), with_buttons=with_buttons)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a head or a row."""
        theme = themes.current()
        box = QRectF(option.rect)
        entry = self._view.rows.entry(index.row())
        if isinstance(entry, Head):
            _paint_head(painter, box, entry, theme)
            return
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = self._view.hovered_row == index.row()
        focused = self._view.hasFocus() and self._view.currentIndex().row() == index.row()
        shape = self.shape(box, entry, with_buttons=hovered or focused)
        self._ground(painter, box, shape, theme, selected=selected, hovered=hovered)
        over = self._view.hovered_part if hovered else None
        _paint_check(painter, shape.check, theme, over=over == CHECK)
        _paint_tile(painter, shape.tile, tile_of(entry, self._view.rows.today), theme, chosen=selected)
        self._words(painter, shape, entry, theme)
        for button in shape.buttons:
            _paint_button(painter, button, theme, over=over == button.act)
        if focused and self._view.by_key:
            paint_focus_ring(painter, shape.ground, theme, 6)

    def _ground(
        self, painter: QPainter, box: QRectF, shape: Shape, theme: Theme, *, selected: bool, hovered: bool
    ) -> None:
        c = theme.color
        # Before antialiasing is on: a hairline would blur.
        painter.fillRect(
            QRectF(shape.tile.left(), box.bottom() - 1, shape.ground.right() - 8 - shape.tile.left(), 1), c.divider
        )
        if not (selected or hovered):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        chosen = c.selected if self._view.hasFocus() else c.selected_inactive
        painter.setBrush(chosen if selected else c.hover)
        painter.drawRoundedRect(shape.ground, 6, 6)
        painter.restore()
        if selected:
            painter.fillRect(QRectF(box.left() + INSET - _BAR, box.top() + 12, _BAR, box.height() - 24), c.accent)

    def _words(self, painter: QPainter, shape: Shape, row: TodayRow, theme: Theme) -> None:
        c, today = theme.color, self._view.rows.today
        upper, lower = theme.line("body"), theme.line("label")
        top = shape.text.center().y() - (upper + lower) / 2
        first = QRectF(shape.text.left(), top, shape.text.width(), upper)
        paint_text(painter, first, words.title(row, today), theme, c.text, "bodyStrong")
        second = QRectF(shape.text.left(), top + upper, shape.text.width(), lower)
        x = second.left()
        if row.scored:
            side = theme.px(_BAND)
            paint_band(painter, QRectF(x, round(second.center().y() - side / 2), side, side), row.band, theme)
            x += side + 5
            if row.score is not None:
                ink = theme.meaning[band_meaning(row.band)].text
                x = paint_text(painter, _from(second, x), number(row.score), theme, ink, "label", 600) + 7
        x = paint_text(painter, _from(second, x), row.account, theme, c.text2, "label", 600)
        rest = _from(second, x)
        said = words.detail(row, today)
        if said:
            paint_text(painter, rest, f"  ·  {said}", theme, c.text2, "label", 400)
        if not shape.buttons:
            until, pressing = words.due(row, today)
            tone = theme.meaning["risk"].text if pressing else c.text2
            paint_text(painter, shape.due, until, theme, tone, "label", 600 if pressing else 500, RIGHT)


def _from(box: QRectF, x: float) -> QRectF:
    return QRectF(x, box.top(), max(box.right() - x, 0), box.height())


def _paint_head(painter: QPainter, box: QRectF, head: Head, theme: Theme) -> None:
    icon, tone = group_icon(head.group)
    side = theme.px(_HEAD_ICON)
    # The words stand in the lower part, nearer to what they head.
    middle = box.bottom() - theme.px(16)
    left = box.left() + INSET + 12
    icons.paint_icon(painter, QRectF(left + 1, round(middle - side / 2), side, side), icon, theme.tone(tone))
    line = QRectF(left + theme.px(17) + 12, middle - 10, box.right() - left - theme.px(17) - 30, 20)
    x = paint_text(painter, line, words.group_title(head.group), theme, theme.color.text, "label", 600)
    rest = QRectF(x + 8, line.top(), max(line.right() - x - 8, 0), line.height())
    paint_text(painter, rest, number(head.count), theme, theme.color.text2, "label", 500)


def _paint_check(painter: QPainter, box: QRectF, theme: Theme, *, over: bool) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color.accent if over else theme.color.border_strong, 1.4))
    painter.setBrush(theme.color.accent_subtle if over else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(box.adjusted(0.7, 0.7, -0.7, -0.7))
    painter.restore()
    if over:
        icons.paint_icon(
            painter, QRectF(box.center().x() - 5, box.center().y() - 5, 10, 10), "check", theme.color.accent
        )


def _paint_tile(painter: QPainter, box: QRectF, tile: Tile, theme: Theme, *, chosen: bool) -> None:
    meaning = theme.meaning[tile.meaning]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    # Ours is as indigo as the ground of a chosen row.
    painter.setBrush(theme.color.surface if chosen and tile.meaning == "vendor" else meaning.bg)
    if tile.is_round:
        painter.drawEllipse(box)
    else:
        painter.drawRoundedRect(box, 6, 6)
    painter.restore()
    side = theme.px(_TILE_ICON)
    spot = QRectF(round(box.center().x() - side / 2), round(box.center().y() - side / 2), side, side)
    icons.paint_icon(painter, spot, tile.icon, meaning.text)


def _paint_button(painter: QPainter, button: RowButton, theme: Theme, *, over: bool) -> None:
    c, box = theme.color, button.box
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(c.overlay_border, 1))
    painter.setBrush(c.hover if over else c.surface)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.restore()
    side = theme.px(_BUTTON_ICON)
    icons.paint_icon(
        painter, QRectF(box.left() + 10, round(box.center().y() - side / 2), side, side), button.icon, c.text2
    )
    rest = QRectF(box.left() + 10 + side + 6, box.top(), box.width(), box.height())
    x = paint_text(painter, rest, button.words, theme, c.text, "label", 500)
    paint_text(painter, QRectF(x + 7, box.top(), 30, box.height()), button.key, theme, c.text3, "caption", 500)
