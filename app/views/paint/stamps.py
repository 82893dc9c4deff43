"""Small drawings made once and put down again and again: a chip in a table costs a fifth of drawing it anew."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPixmap

from app.views.theme import Theme

_MOST = 1_000
_made: dict[Hashable, QPixmap] = {}


def stamp(
    painter: QPainter,
    at: QPointF,
    size: QSizeF,
    theme: Theme,
    key: Hashable,
    draw: Callable[[QPainter, QRectF], object],
) -> None:
    """Put down what `draw` paints into a box of `size`; `key` tells it from every other drawing of the theme.

    It stands on whole pixels of the screen, so that it is sharp at any scale.
    """
    device = painter.device()
    ratio = device.devicePixelRatio() if device is not None else 1.0
    full = (theme.name, theme.scale, ratio, size.width(), size.height(), key)
    pixmap = _made.get(full)
    if pixmap is None:
        if len(_made) > _MOST:
            _made.clear()
        pixmap = _made[full] = _drawn(size, ratio, draw)
    painter.drawPixmap(QPointF(round(at.x() * ratio) / ratio, round(at.y() * ratio) / ratio), pixmap)


def _drawn(size: QSizeF, ratio: float, draw: Callable[[QPainter, QRectF], object]) -> QPixmap:
    pixmap = QPixmap(max(-int(-size.width() * ratio // 1), 1), max(-int(-size.height() * ratio // 1), 1))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    return pixmap
