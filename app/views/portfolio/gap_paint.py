"""How far data and pulse lie apart: two marks on a line from 0 to 100, over the bands."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.views.theme import Theme

_MARK, _LINE, _PAD = 10, 4, 6
# Seen on the ground of a selected row too, in either theme.
_TRACK = 0.35


def paint_gap(painter: QPainter, box: QRectF, data: float, pulse: float, theme: Theme) -> None:
    """Draw the data as a filled mark and the pulse as a ring, with what lies between them."""
    left, width = box.left() + _PAD, max(box.width() - 2 * _PAD, 1.0)
    middle = round(box.center().y())

    def at(value: float) -> float:
        return left + width * min(max(value, 0.0), 100.0) / 100

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    track = QColor(theme.color.border_strong)
    track.setAlphaF(_TRACK)
    painter.setBrush(track)
    painter.drawRoundedRect(QRectF(left, middle - _LINE / 2, width, _LINE), _LINE / 2, _LINE / 2)
    # Data above the pulse is the pattern of the green churner.
    meaning = theme.meaning["watch" if data > pulse else "info"]
    between = QColor(meaning.fill)
    first, last = sorted((at(data), at(pulse)))
    painter.setBrush(between)
    painter.drawRect(QRectF(first, middle - _LINE / 2, last - first, _LINE))
    painter.setBrush(theme.color.text)
    painter.drawEllipse(QPointF(at(data), middle), _MARK / 2, _MARK / 2)
    painter.setPen(QPen(theme.color.accent, 2.5))
    painter.setBrush(theme.color.surface)
    painter.drawEllipse(QPointF(at(pulse), middle), _MARK / 2 - 0.5, _MARK / 2 - 0.5)
    painter.restore()
