"""A section of Portfolio as a picture: always light, with what it is about over it."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QImage, QImageWriter, QPainter, QRegion
from PySide6.QtWidgets import QWidget

from app.views import theme as themes
from app.views.paint.text import paint_text
from app.views.theme import Theme
from app.views.wardrobe import lent

_SHARP, _PAD, _GAP = 2, 24, 14


def picture_of(shown: QWidget, title: str, about: str) -> QImage:
    """Return what a widget shows, twice as fine, under a title and a line that says what it is about."""
    theme = themes.current()
    if not theme.dark:
        return _draw(shown, title, about, theme)
    # What goes out is light. Only what is drawn is dressed for it, not the window around it.
    with lent(shown, "light") as light:
        return _draw(shown, title, about, light)


def png(image: QImage) -> bytes:
    """Return a picture as a PNG."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return bytes(data.data())


def _draw(shown: QWidget, title: str, about: str, theme: Theme) -> QImage:
    head = theme.line("title") + theme.line("label") + _GAP
    size = QSize(shown.width() + 2 * _PAD, shown.height() + head + 2 * _PAD)
    image = QImage(size * _SHARP, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SHARP)
    image.fill(theme.color.window)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = QRectF(_PAD, _PAD, shown.width(), theme.line("title"))
    paint_text(painter, line, title, theme, theme.color.text, "title", 600)
    line = QRectF(_PAD, line.bottom() + 2, shown.width(), theme.line("label"))
    paint_text(painter, line, about, theme, theme.color.text2, "label")
    whole = QRegion(QRect(QPoint(0, 0), shown.size()))
    shown.render(painter, QPoint(_PAD, _PAD + head), whole, QWidget.RenderFlag.DrawChildren)
    painter.end()
    return image
