"""The shape of a health band: filled circle, half-filled circle, diamond, dashed ring; never colour alone."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from app.views.theme import Theme, tokens

# A withheld verdict has no colour and no number, so it looks as an unknown one; its words differ.
_LOOKS_AS = {"withheld": "unknown"}


def band_meaning(band: str) -> str:
    """Return which meaning (colours) and shape a band has."""
    return _LOOKS_AS.get(band, band)


@cache
def _shape(band: str) -> str:
    shapes: dict[str, str] = {str(b["id"]): str(b["shape"]) for b in tokens()["healthBands"]}
    return shapes[band_meaning(band)]


def paint_band(painter: QPainter, box: QRectF, band: str, theme: Theme) -> None:
    """Draw the shape of a band (good, watch, risk, unknown, withheld) into a square of at least 8 px."""
    fill = theme.meaning[band_meaning(band)].fill
    shape = _shape(band)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = box.width()
    if shape == "dashed-ring":
        pen = QPen(fill, side / 6.0)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        circumference = 3.14159 * side * 5 / 6
        stretch = circumference / 6 / pen.widthF()
        pen.setDashPattern([stretch * 0.62, stretch * 0.38])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = side / 12
        painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
    elif shape == "half-circle":
        painter.setPen(QPen(fill, side / 7))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = side / 14
        painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawPie(box.adjusted(inset, inset, -inset, -inset), 90 * 16, 180 * 16)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        if shape == "circle":
            painter.drawEllipse(box)
        else:
            grown = box.adjusted(-side * 0.06, -side * 0.06, side * 0.06, side * 0.06)
            middle = grown.center()
            corners = QPolygonF()
            for x, y in (
                (middle.x(), grown.top()),
                (grown.right(), middle.y()),
                (middle.x(), grown.bottom()),
                (grown.left(), middle.y()),
            ):
                corners.append(QRectF(x, y, 0, 0).topLeft())
            painter.drawPolygon(corners)
    painter.restore()
