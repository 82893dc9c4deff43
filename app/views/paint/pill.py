"""Pills and tags: a few words on a tinted ground, with an icon where it helps."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.views.icons import paint_icon
from app.views.paint.stamps import stamp
from app.views.paint.text import paint_text
from app.views.theme import Theme

_PAD, _ICON, _GAP = 8, 14, 5
# How strong the outline of a tag is: it only sets the tag off from a pill.
_LINE = 0.35
_NEAR_DAYS = 30
_SOON_DAYS = 90


@dataclass(frozen=True)
class Pill:
    """Words with a meaning: good, watch, risk, unknown, info, customer or vendor."""

    text: str
    meaning: str = "unknown"
    icon: str | None = None


def days_pill(days: int, text: str) -> Pill | None:
    """Return the pill for a day that is `days` ahead: red within 30 or past, grey within 90, none beyond."""
    if days > _SOON_DAYS:
        return None
    return Pill(text, "risk" if days <= _NEAR_DAYS else "unknown")


def pill_size(pill: Pill, theme: Theme) -> QSizeF:
    """Return how much room a pill takes."""
    width = 2 * _PAD + theme.width(pill.text, "caption", 600)
    return QSizeF(width + (_ICON + _GAP if pill.icon else 0), theme.px(20))


def paint_pill(painter: QPainter, box: QRectF, pill: Pill, theme: Theme) -> float:
    """Draw a pill at the left of `box`, in its vertical middle; return where it ends (x)."""
    return _paint(painter, box, pill, theme, pill_size(pill, theme).height() / 2, outlined=False)


def paint_tag(painter: QPainter, box: QRectF, tag: Pill, theme: Theme) -> float:
    """Draw a tag (a square-cornered, outlined label such as 見本 or #活用); return where it ends (x)."""
    return _paint(painter, box, tag, theme, 4, outlined=True)


def _paint(painter: QPainter, box: QRectF, pill: Pill, theme: Theme, radius: float, *, outlined: bool) -> float:
    size = pill_size(pill, theme)
    width = min(size.width(), box.width())
    if width <= 0:
        return box.left()
    stamp(
        painter, QPointF(box.left(), box.center().y() - size.height() / 2), QSizeF(width, size.height()), theme,
        (pill, outlined), lambda inner, rect: _draw(inner, rect, pill, theme, radius, outlined=outlined),
    )  # fmt: skip
    return box.left() + width


def _draw(painter: QPainter, rect: QRectF, pill: Pill, theme: Theme, radius: float, *, outlined: bool) -> None:
    meaning = theme.meaning[pill.meaning]
    line = QColor(meaning.fill)
    line.setAlphaF(_LINE)
    painter.setPen(QPen(line, 1) if outlined else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush if outlined and pill.meaning == "unknown" else meaning.bg)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5) if outlined else rect, radius, radius)
    x = rect.left() + _PAD
    if pill.icon is not None:
        paint_icon(painter, QRectF(x, rect.center().y() - _ICON / 2, _ICON, _ICON), pill.icon, meaning.text)
        x += _ICON + _GAP
    rest = QRectF(x, rect.top(), rect.right() - _PAD + 1 - x, rect.height())
    paint_text(painter, rest, pill.text, theme, meaning.text, "caption", 600)
