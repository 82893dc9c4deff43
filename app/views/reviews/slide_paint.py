"""Paints what stands on a slide, from the list that the PDF is drawn from: always as it goes out, whatever the look."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from app.reports.layout import Layout
from app.reports.review import drawn
from app.reports.rows import Span
from app.views import theme as themes

# Everything is laid out in tenths of a point: fonts take whole sizes only.
_FINE = 720.0
_TENTHS = 10


def paint_slide(painter: QPainter, box: QRectF, items: Sequence[drawn.Item], layout: Layout) -> None:
    """Draw a slide into a box of its own shape, on white paper."""
    painter.save()
    painter.fillRect(box, QColor(layout.colors.get("surface", "#FFFFFF")))
    painter.setClipRect(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / (layout.width * _FINE), box.height() / (layout.height * _FINE))
    for item in items:
        _paint(painter, item, layout)
    painter.restore()


def _paint(painter: QPainter, item: drawn.Item, layout: Layout) -> None:
    if isinstance(item, drawn.Text):
        _text(painter, item, layout)
    elif isinstance(item, drawn.Line):
        painter.setPen(_pen(item.color, item.thick, layout, dashed=item.dashed))
        painter.drawLine(_point(item.start), _point(item.end))
    elif isinstance(item, drawn.Rect):
        painter.setPen(_pen(item.edge, 0.75, layout) if item.edge else Qt.PenStyle.NoPen)
        painter.setBrush(_color(item.fill, layout) if item.fill else Qt.BrushStyle.NoBrush)
        spot = QRectF(item.left * _FINE, item.top * _FINE, item.width * _FINE, item.height * _FINE)
        painter.drawRoundedRect(spot, item.radius * _FINE, item.radius * _FINE)
    elif isinstance(item, drawn.Polygon):
        painter.setPen(_pen(item.edge, item.thick, layout) if item.edge else Qt.PenStyle.NoPen)
        painter.setBrush(_color(item.fill, layout) if item.fill else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(QPolygonF([_point(one) for one in item.points]))
    else:
        painter.setPen(_pen(item.color, item.thick, layout, dashed=item.dashed))
        painter.drawPolyline(QPolygonF([_point(one) for one in item.points]))


def _text(painter: QPainter, item: drawn.Text, layout: Layout) -> None:
    top = item.top * _FINE
    for line in item.lines:
        fonts = [_font(layout.latin, item.size, bold=span.bold) for span in line]
        widths = [_advance(font, span) for font, span in zip(fonts, line, strict=True)]
        rest = item.width * _FINE - sum(widths)
        x = item.left * _FINE + {"left": 0.0, "center": rest / 2, "right": rest}[item.align]
        for span, font, width in zip(line, fonts, widths, strict=True):
            metrics = QFontMetricsF(font)
            middle = top + item.leading * _TENTHS / 2
            painter.setFont(font)
            painter.setPen(_color(span.tone, layout))
            painter.drawText(QPointF(x, middle + metrics.capHeight() / 2), span.text)
            x += width
        top += item.leading * _TENTHS


def _advance(font: QFont, span: Span) -> float:
    return QFontMetricsF(font).horizontalAdvance(span.text)


@lru_cache(maxsize=64)
def _font(latin: str, size: float, *, bold: bool) -> QFont:
    made = QFont()
    made.setFamilies([*themes.ui_families(), latin])
    made.setPixelSize(max(round(size * _TENTHS), 1))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


def _pen(color: str, thick: float, layout: Layout, *, dashed: bool = False) -> QPen:
    made = QPen(_color(color, layout), thick * _TENTHS)
    made.setCapStyle(Qt.PenCapStyle.FlatCap if dashed else Qt.PenCapStyle.RoundCap)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashed:
        made.setDashPattern([4.0, 3.0])
    return made


def _color(role: str, layout: Layout) -> QColor:
    return QColor(layout.colors.get(role, role))


def _point(one: drawn.Point) -> QPointF:
    return QPointF(one[0] * _FINE, one[1] * _FINE)
