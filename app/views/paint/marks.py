"""Small marks: the focus ring, a key cap, and who it is (customer: violet square, vendor: indigo circle)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.views.paint.text import CENTER, paint_text
from app.views.theme import Theme

RING = 2


def paint_focus_ring(
    painter: QPainter, box: QRectF, theme: Theme, radius: float = 6, color: QColor | None = None
) -> None:
    """Draw the 2 px focus ring just inside `box`; give a colour where the ground is the accent itself."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color or theme.color.focus, RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()


def key_cap_size(key: str, theme: Theme) -> QSizeF:
    """Return how much room one key takes."""
    height = theme.px(18)
    return QSizeF(max(height, theme.width(key, "caption", 600) + 10), height)


def paint_key_cap(painter: QPainter, box: QRectF, key: str, theme: Theme) -> float:
    """Draw one key at the left of `box`, in its vertical middle; return where it ends (x)."""
    size = key_cap_size(key, theme)
    cap = QRectF(round(box.left()), round(box.center().y() - size.height() / 2), size.width(), size.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color.overlay_border, 1))
    painter.setBrush(theme.color.surface_alt)
    painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    paint_text(painter, cap, key, theme, theme.color.text2, "caption", 600, CENTER)
    painter.restore()
    return cap.right()


def initial(name: str) -> str:
    """Return the sign that stands for a name: its first character, without 株式会社 and the like."""
    bare = name.strip()
    for form in ("株式会社", "(株)", "（株）", "㈱", "有限会社", "合同会社"):
        bare = bare.removeprefix(form).strip()
    return (bare or name.strip() or "·")[:1].upper()


def paint_avatar(painter: QPainter, box: QRectF, name: str, side: str, theme: Theme) -> None:
    """Draw who it is into a square: side "customer" as a rounded square, "vendor" as a circle."""
    meaning = theme.meaning[side]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(meaning.bg)
    if side == "vendor":
        painter.drawEllipse(box)
    else:
        painter.drawRoundedRect(box, box.width() / 4, box.width() / 4)
    token = "subtitle" if box.width() >= 36 else "label"
    paint_text(painter, box, initial(name), theme, meaning.text, token, 600, CENTER)
    painter.restore()
