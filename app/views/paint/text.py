"""One line of text where a delegate or a painted widget wants it: elided, centred on capitals and kanji alike."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from app.views.theme import Theme

LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight
CENTER = Qt.AlignmentFlag.AlignHCenter
_MOST = 3_000
_cut: dict[tuple[int, str, int, float, str], str] = {}


def elided(text: str, width: float, theme: Theme, token: str, weight: int = 0) -> str:
    """Return `text`, or as much of it as fits in `width` with an ellipsis."""
    if theme.width(text, token, weight) <= width:
        return text
    key = (theme.scale, token, weight, width, text)
    known = _cut.get(key)
    if known is None:
        if len(_cut) > _MOST:
            _cut.clear()
        # Finding where to cut costs more than drawing what is left.
        known = _cut[key] = theme.metrics(token, weight).elidedText(text, Qt.TextElideMode.ElideRight, width)
    return known


def paint_text(
    painter: QPainter,
    box: QRectF,
    text: str,
    theme: Theme,
    color: QColor,
    token: str = "body",
    weight: int = 0,
    align: Qt.AlignmentFlag = LEFT,
) -> float:
    """Draw one line in the vertical middle of `box` and return where it ends (x)."""
    shown = elided(text, box.width(), theme, token, weight)
    width = theme.width(shown, token, weight)
    x = box.left()
    if align == RIGHT:
        x = box.right() - width
    elif align == CENTER:
        x = box.left() + (box.width() - width) / 2
    # Inter's capitals and the boxes of kanji have nearly the same centre, so both look level with shapes.
    baseline = box.center().y() + theme.cap_height(token, weight) / 2
    if shown:
        layout, ascent = theme.laid(shown, token, weight)
        painter.setPen(color)
        layout.draw(painter, QPointF(x, baseline - ascent))
    return x + width
