"""How a cell of the matrix looks: a score with the shape of its band, and how a customer stands to a product."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from app.operations.money.whitespace import Stand
from app.views import icons
from app.views.paint.shapes import paint_band
from app.views.paint.text import CENTER, RIGHT, paint_text
from app.views.portfolio.words import NOTHING
from app.views.theme import Theme
from app.vocabulary import Band

PAD = 8
_SHAPE, _GAP, _MARK, _DASH = 10, 6, 12, 3
_TINT = 0.6


def paint_score(painter: QPainter, box: QRectF, band: Band, score: int | None, theme: Theme) -> None:
    """Draw the shape of a band and the score, or a dash."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_band(painter, QRectF(box.left(), box.center().y() - _SHAPE / 2, _SHAPE, _SHAPE), band, theme)
    painter.restore()
    rest = box.adjusted(_SHAPE + _GAP, 0, 0, 0)
    paint_text(painter, rest, NOTHING if score is None else str(score), theme, theme.color.text, "label", 600)


def paint_stand(painter: QPainter, box: QRectF, stand: Stand, text: str, theme: Theme, *, late: bool) -> None:
    """Draw how a customer stands to a product; `late` where it is held only because its renewal may still come."""
    c, ground = theme.color, box.adjusted(2, 2, -2, -3)
    inner = box.adjusted(PAD, 0, -PAD, -1)
    if stand is Stand.HELD:
        painter.fillRect(ground, c.accent_subtle)
        paint_text(painter, inner, text, theme, c.text, "label", 500, RIGHT)
        if late:
            spot = QRectF(box.left() + 6, box.center().y() - _MARK / 2, _MARK, _MARK)
            icons.paint_icon(painter, spot, "clock", theme.meaning["watch"].text)
    elif stand is Stand.LOST:
        tint = QColor(theme.meaning["watch"].bg)
        tint.setAlphaF(_TINT)
        painter.fillRect(ground, tint)
        paint_text(painter, inner, text, theme, theme.meaning["watch"].text, "caption", 500, CENTER)
    elif stand is Stand.TIER:
        paint_text(painter, inner, text, theme, c.text2, "caption", 500, CENTER)
    else:
        painter.setPen(QPen(c.border_strong, 1))
        x, y = round(ground.center().x()), round(ground.center().y())
        painter.drawLine(x - _DASH, y, x + _DASH, y)
