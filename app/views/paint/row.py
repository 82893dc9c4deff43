"""The ground of a row: drawn before antialiasing is on, or hairlines show between cells at 125 and 150 %."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.views.theme import Theme

_BAR = 3


def paint_row(
    painter: QPainter,
    box: QRectF,
    theme: Theme,
    *,
    selected: bool = False,
    hovered: bool = False,
    active: bool = True,
    first: bool = False,
) -> None:
    """Fill one cell of a row, with the divider under it and, when selected, the accent bar in the first cell."""
    c = theme.color
    if selected:
        painter.fillRect(box, c.selected if active else c.selected_inactive)
    elif hovered:
        painter.fillRect(box, c.hover)
    painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), c.divider)
    if selected and first:
        painter.fillRect(QRectF(box.left(), box.top(), _BAR, box.height() - 1), c.accent)
