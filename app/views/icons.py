"""Lucide icons in any colour and size, drawn once each, and the mark of Banso."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QPixmap

from app import paths
from app.views.theme import Theme, tokens


@cache
def _source(name: str) -> str:
    svg = paths.resource("icons", f"{name}.svg").read_text("utf-8")
    return svg.replace('stroke-width="2"', f'stroke-width="{tokens()["icons"]["strokeWidth"]}"')


@lru_cache(maxsize=1024)
def _drawn(name: str, size: int, rgba: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    color = QColor.fromRgba(rgba)
    svg = _source(name).replace("currentColor", color.name())
    side = round(size * ratio)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setOpacity(color.alphaF())
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(name: str, size: int, color: QColor, ratio: float = 1.0) -> QPixmap:
    """Return icon `name` (a file of resources/icons) at `size` logical pixels; raises OSError for an unknown name."""
    return _drawn(name, size, color.rgba(), ratio)


def paint_icon(painter: QPainter, box: QRectF, name: str, color: QColor) -> None:
    """Draw an icon into a square of logical pixels."""
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    painter.drawPixmap(box.topLeft(), pixmap(name, round(box.width()), color, ratio))


def paint_mark(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Draw the mark: two parallel rising strokes, the second fainter, on a rounded square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color.accent)
    side = box.width()
    painter.drawRoundedRect(box, side / 4, side / 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for shift, opacity in ((0.0, 1.0), (0.26, 0.62)):
        path = QPainterPath()
        path.moveTo(box.x() + side * (0.265 + shift), box.y() + side * 0.755)
        path.cubicTo(
            box.x() + side * (0.345 + shift),
            box.y() + side * 0.58,
            box.x() + side * (0.325 + shift),
            box.y() + side * 0.40,
            box.x() + side * (0.475 + shift),
            box.y() + side * 0.245,
        )
        ink = QColor(theme.color.text_on_accent)
        ink.setAlphaF(opacity)
        painter.setPen(QPen(ink, side * 0.1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(path)
    painter.restore()


def mark(size: int, theme: Theme, ratio: float = 1.0) -> QPixmap:
    """Return the mark as a picture of `size` logical pixels."""
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    paint_mark(painter, QRectF(0, 0, size, size), theme)
    painter.end()
    return made
