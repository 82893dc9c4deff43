"""The card that a number stands on when it can be pressed."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen

from app.views.theme import Theme
from app.views.widgets.pressable import Pressable

RADIUS = 8


def paint_tile_frame(painter: QPainter, tile: Pressable, theme: Theme) -> QRectF:
    """Draw the card of a tile, lit up where it is chosen or under the pointer, and return its box."""
    c, on = theme.color, tile.isChecked()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(c.accent if on else c.border, 1))
    painter.setBrush(c.accent_subtle if on else c.hover if tile.is_lit() else c.surface)
    box = QRectF(tile.rect())
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
    return box
