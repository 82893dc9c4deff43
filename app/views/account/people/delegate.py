"""Draws a position: who, the post, the role, since when on a strip of time, and when they were met last."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from app.language import _, name_of, number
from app.operations.people_page import PositionRow
from app.views.account.people.words import post, span
from app.views.account.row_delegate import LEAD, RowDelegate
from app.views.account.rows import RowView
from app.views.paint.marks import paint_avatar
from app.views.paint.pill import Pill, paint_pill, pill_size
from app.views.paint.text import RIGHT, paint_text
from app.views.theme import Theme

_AVATAR, _GAP, _END = 32, 10, 20
_STRIP, _MET, _ROLE = 132, 92, 128
_NARROW, _NARROWER = 620, 440
_LEAST_SPAN = timedelta(days=365)


class PeopleDelegate(RowDelegate):
    """`has_two(row)` tells of 兼務; `begins` is where the strips of time begin."""

    def __init__(self, view: RowView, has_two: Callable[[PositionRow], bool]) -> None:
        super().__init__(view)
        self._has_two = has_two
        self.today = self.begins = date(2000, 1, 1)

    def span_over(self, rows: tuple[PositionRow, ...], today: date) -> None:
        """Let the strips reach from the first position to today."""
        first = min((row.since for row in rows if row.since is not None), default=today)
        self.today, self.begins = today, min(first, today - _LEAST_SPAN)

    def height(self, row: Any, width: int, theme: Theme) -> int:
        """Two lines."""
        return theme.size.row_comfort

    def draw(self, painter: QPainter, box: QRectF, row: Any, theme: Theme, *, hovered: bool) -> None:
        """Draw one position, paler where it has ended."""
        now = row.is_current(self.today)
        side = theme.px(_AVATAR)
        spot = QRectF(box.left() + LEAD, round(box.center().y() - side / 2), side, side)
        painter.save()
        painter.setOpacity(1.0 if now else 0.55)
        paint_avatar(painter, spot, row.name, "customer", theme)
        painter.restore()
        right = box.right() - _END
        if box.width() > theme.px(_NARROWER):
            right = self._met(
                painter, QRectF(right - theme.px(_MET), box.top(), theme.px(_MET), box.height()), row, theme
            )
        if box.width() > theme.px(_NARROW):
            strip = QRectF(right - _GAP - theme.px(_STRIP), box.top(), theme.px(_STRIP), box.height())
            right = self._strip(painter, strip, row, theme)
        if row.role is not None:
            pill = Pill(name_of(row.role), "customer" if now else "unknown")
            width = min(pill_size(pill, theme).width(), theme.px(_ROLE))
            paint_pill(painter, QRectF(right - theme.px(_ROLE), box.top(), width, box.height()), pill, theme)
        right -= theme.px(_ROLE) + _GAP
        self._name(
            painter, QRectF(spot.right() + _GAP, box.top(), right - spot.right() - _GAP, box.height()), row, theme
        )

    def _name(self, painter: QPainter, box: QRectF, row: PositionRow, theme: Theme) -> None:
        c = theme.color
        now = row.is_current(self.today)
        line, below = theme.line("body"), theme.line("label")
        top = round(box.center().y() - (line + below) / 2)
        first = QRectF(box.left(), top, box.width(), line)
        two = Pill(_("two posts"), "info") if self._has_two(row) else None
        if two is not None:
            first.setWidth(max(box.width() - pill_size(two, theme).width() - 6, 20))
        x = paint_text(painter, first, row.name, theme, c.text if now else c.text3, "body", 600)
        if two is not None:
            paint_pill(painter, QRectF(x + 6, top, box.right() - x - 6, line), two, theme)
        under = QRectF(box.left(), top + line, box.width(), below)
        paint_text(painter, under, post(row), theme, c.text2 if now else c.text3, "label")

    def _strip(self, painter: QPainter, box: QRectF, row: PositionRow, theme: Theme) -> float:
        """Draw since when, as words and as a part of a line that ends today; return where it begins (x)."""
        c = theme.color
        now = row.is_current(self.today)
        line = theme.line("label")
        top = round(box.center().y() - (line + 8) / 2)
        words = QRectF(box.left(), top, box.width(), line)
        paint_text(painter, words, span(row.since, row.until, self.today), theme, c.text2 if now else c.text3, "label")
        track = QRectF(box.left(), top + line + 3, box.width(), 4)
        whole = max((self.today - self.begins).days, 1)
        start = ((row.since or self.begins) - self.begins).days / whole
        end = (min(row.until or self.today, self.today) - self.begins).days / whole
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(c.grid)
        painter.drawRoundedRect(track, 2, 2)
        painter.setBrush(theme.meaning["customer" if now else "unknown"].fill)
        part = QRectF(track.left() + track.width() * max(start, 0), track.top(), 0, track.height())
        part.setWidth(max(track.width() * (end - max(start, 0)), 4))
        painter.drawRoundedRect(part.intersected(track), 2, 2)
        painter.restore()
        return box.left()

    def _met(self, painter: QPainter, box: QRectF, row: PositionRow, theme: Theme) -> float:
        c = theme.color
        now = row.is_current(self.today)
        line = theme.line("label")
        top = round(box.center().y() - line)
        caption = QRectF(box.left(), top, box.width(), line)
        paint_text(painter, caption, _("Last contact"), theme, c.text3, "caption", 0, RIGHT)
        under = caption.translated(0, line)
        paint_text(painter, under, met(row.last_met, self.today), theme, c.text if now else c.text3, "label", 0, RIGHT)
        return box.left()


def met(last: date | None, today: date) -> str:
    """Return how long ago somebody was met."""
    if last is None:
        return _("not yet")
    days = (today - last).days
    return _("{n} d ago", n=number(days)) if days else _("today")
