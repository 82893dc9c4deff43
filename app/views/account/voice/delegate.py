"""Draws a request, a lead or an answer: what it is, its words, how it stands, and what hangs on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.operations.voice.rows import AnswerRow, LeadRow, RequestRow
from app.views import icons
from app.views.account.row_delegate import LEAD, RowDelegate
from app.views.account.rows import RowView
from app.views.account.voice.words import figure, pill, story, title
from app.views.paint.pill import paint_pill, pill_size
from app.views.paint.text import RIGHT, paint_text
from app.views.theme import Theme

_ICON, _GAP, _END, _PAD = 18, 12, 20, 10


class VoiceDelegate(RowDelegate):
    """`today` decides how days are written, `here` is the account of the tab."""

    def __init__(self, view: RowView, today: date) -> None:
        super().__init__(view)
        self.today = today
        self.here = ""

    def height(self, row: Any, width: int, theme: Theme) -> int:
        """Two lines: the words, and the pill with the story."""
        return theme.line("body") + max(theme.line("label"), theme.px(20)) + 2 * _PAD + 4

    def draw(self, painter: QPainter, box: QRectF, row: Any, theme: Theme, *, hovered: bool) -> None:
        """Draw one row; what is over is paler."""
        c = theme.color
        over = _is_over(row)
        ink, pale = (c.text3, c.text3) if over else (c.text, c.text2)
        line, below = theme.line("body"), max(theme.line("label"), theme.px(20))
        top = round(box.center().y() - (line + below + 4) / 2)
        size = theme.px(_ICON)
        icons.paint_icon(painter, QRectF(box.left() + LEAD, top + (line - size) / 2, size, size), _icon(row), pale)
        left, right = box.left() + LEAD + size + _GAP, box.right() - _END
        said = figure(row)
        width = theme.width(said, "body", 600) + 2 if said else 0
        paint_text(painter, QRectF(right - width, top, width, line), said, theme, ink, "body", 600, RIGHT)
        words = QRectF(left, top, max(right - width - _GAP - left, 20), line)
        paint_text(painter, words, title(row), theme, ink, "body", 600)
        stands = pill(row)
        under = QRectF(left, top + line + 4, right - left, below)
        start = under.left()
        if stands is not None:
            room = QRectF(left, under.top(), pill_size(stands, theme).width(), below)
            start = paint_pill(painter, room, stands, theme) + 10
        rest = QRectF(start, under.top(), max(right - start, 0), below)
        paint_text(painter, rest, story(row, self.today, self.here), theme, pale, "label")


def _icon(row: Any) -> str:
    if isinstance(row, RequestRow):
        return "message-square-quote"
    return "star" if isinstance(row, AnswerRow) else "sprout"


def _is_over(row: Any) -> bool:
    if isinstance(row, RequestRow | LeadRow):
        return row.state in ("told", "closed", "won", "lost")
    return isinstance(row, AnswerRow) and not row.is_open
