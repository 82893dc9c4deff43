"""Draws a promise: whose it is by shape and colour, its words, until when, and how its day was moved."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.language import name_of
from app.views import icons
from app.views.account.promises.words import KEPT, LATER, OPEN, customer, is_late, moved, state_of, when
from app.views.account.promises_card import owner_words
from app.views.account.row_delegate import LEAD, RowDelegate
from app.views.account.rows import RowView
from app.views.paint.marks import paint_avatar
from app.views.paint.text import RIGHT, paint_text
from app.views.theme import Theme
from app.vocabulary import Side

_MARK, _GAP, _END = 28, 10, 20


class PromiseDelegate(RowDelegate):
    """`today` decides what is late and what is hidden."""

    def __init__(self, view: RowView, today: date) -> None:
        super().__init__(view)
        self.today = today

    def height(self, row: Any, width: int, theme: Theme) -> int:
        """Two lines."""
        return theme.size.row_comfort

    def draw(self, painter: QPainter, box: QRectF, row: Any, theme: Theme, *, hovered: bool) -> None:
        """Draw one promise; one that is over is paler."""
        c = theme.color
        state = state_of(row, self.today)
        still_open = state in (OPEN, LATER)
        side = "customer" if row.row.side is Side.CUSTOMER else "vendor"
        size = theme.px(_MARK)
        spot = QRectF(box.left() + LEAD, round(box.center().y() - size / 2), size, size)
        painter.save()
        painter.setOpacity(1.0 if state == OPEN else 0.6)
        paint_avatar(painter, spot, row.row.who or name_of(row.row.side), side, theme)
        if hovered:
            # A chosen row has the very ground of the circle: its edge keeps the shape.
            _paint_edge(painter, spot, side, theme)
        painter.restore()
        line, below = theme.line("body"), theme.line("label")
        top = round(box.center().y() - (line + below) / 2)
        right, left = box.right() - _END, spot.right() + _GAP
        said, late = when(row, self.today), is_late(row, self.today)
        width = theme.width(said, "label", 600 if late else 0) + 2
        ink = theme.meaning["risk"].text if late else c.text2 if still_open else c.text3
        dated = QRectF(right - width, top, width, line)
        paint_text(painter, dated, said, theme, ink, "label", 600 if late else 0, RIGHT)
        if state == KEPT:
            tick = QRectF(dated.left() - 18, round(dated.center().y() - 7), 14, 14)
            icons.paint_icon(painter, tick, "check", theme.meaning["good"].text)
            dated.setLeft(tick.left())
        words = QRectF(left, top, max(dated.left() - _GAP - left, 20), line)
        paint_text(painter, words, row.row.text, theme, c.text if still_open else c.text3, "body", 600)
        under = QRectF(left, top + line, right - left, below)
        tone = theme.meaning[side].text if still_open else c.text3
        x = paint_text(painter, under, owner_words(row.row), theme, tone, "label", 500)
        story = " · ".join(part for part in (moved(row, self.today), customer(row)) if part)
        if story:
            rest = QRectF(x + 12, under.top(), max(right - x - 12, 0), below)
            paint_text(painter, rest, story, theme, c.text2 if still_open else c.text3, "label")


def _paint_edge(painter: QPainter, spot: QRectF, side: str, theme: Theme) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.meaning[side].fill, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    box = spot.adjusted(0.5, 0.5, -0.5, -0.5)
    if side == "vendor":
        painter.drawEllipse(box)
    else:
        painter.drawRoundedRect(box, box.width() / 4, box.width() / 4)
