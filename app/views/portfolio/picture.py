"""A section of Portfolio as a picture: always light, with what it is about over it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QImageWriter, QPainter, QRegion
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from app.views import theme as themes
from app.views.paint.text import paint_text
from app.views.theme import Theme
from app.views.wardrobe import lent

_SHARP, _PAD, _GAP = 2, 24, 14
_HOLDERS = (QWidget, QStackedWidget, QScrollArea)


class Drawing(QObject):
    """A picture in the making: a part of it in each turn of the event loop, so that none of them takes long.

    `image` holds it once it is whole; what kept it from being drawn is raised there.
    """

    def __init__(self, shown: QWidget, title: str, about: str, parent: QObject) -> None:
        super().__init__(parent)
        self.image: Future[QImage] = Future()
        self._steps = steps(shown, title, about)
        self._last = QImage()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._draw)
        self._timer.start(0)

    def _draw(self) -> None:
        try:
            self._last = next(self._steps)
        except StopIteration:
            self._end()
            self.image.set_result(self._last)
        except Exception as error:
            # What was to be drawn may not be there any more; half a picture is told for what it is, whatever kept it.
            self._end()
            self.image.set_exception(error)

    def _end(self) -> None:
        self._timer.stop()
        self.deleteLater()


def steps(shown: QWidget, title: str, about: str) -> Iterator[QImage]:
    """Yield a picture in the making, twice as fine as the screen; the last one is whole.

    A title and a line that says what it is about come first, then what the widget shows, a part at a time.
    """
    theme = themes.current() if not themes.current().dark else themes.make("light", themes.current().scale)
    head = theme.line("title") + theme.line("label") + _GAP
    size = QSize(shown.width() + 2 * _PAD, shown.height() + head + 2 * _PAD)
    image = QImage(size * _SHARP, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SHARP)
    image.fill(theme.color.window)
    _write_head(image, shown.width(), title, about, theme)
    yield image
    for part in tuple(_parts(shown)):
        if themes.current().dark:
            # What goes out is light. Only what is drawn is dressed for it, not the window around it.
            with lent(part, "light"):
                _draw_part(image, shown, part, QPoint(_PAD, _PAD + head))
        else:
            _draw_part(image, shown, part, QPoint(_PAD, _PAD + head))
        yield image


def png(image: QImage) -> bytes:
    """Return a picture as a PNG."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return bytes(data.data())


def _write_head(image: QImage, width: int, title: str, about: str, theme: Theme) -> None:
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = QRectF(_PAD, _PAD, width, theme.line("title"))
    paint_text(painter, line, title, theme, theme.color.text, "title", 600)
    line = QRectF(_PAD, line.bottom() + 2, width, theme.line("label"))
    paint_text(painter, line, about, theme, theme.color.text2, "label")
    painter.end()


def _draw_part(image: QImage, shown: QWidget, part: QWidget, at: QPoint) -> None:
    seen = _seen(part, shown)
    if seen.isEmpty():
        return
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    part.render(painter, at + part.mapTo(shown, seen.topLeft()), QRegion(seen), QWidget.RenderFlag.DrawChildren)
    painter.end()


def _seen(part: QWidget, shown: QWidget) -> QRect:
    """Return what of a part is not scrolled away, in its own coordinates."""
    seen, around = part.rect(), part.parentWidget() if part is not shown else None
    while around is not None:
        seen &= around.rect().translated(part.mapTo(around, QPoint()) * -1)
        around = around.parentWidget() if around is not shown else None
    return seen


def _parts(whole: QWidget) -> Iterator[QWidget]:
    """Yield what a widget is made of, down to what draws anything itself."""
    inner = [child for child in whole.children() if isinstance(child, QWidget) and child.isVisibleTo(whole)]
    if not inner or not _only_holds(whole):
        yield whole
        return
    for child in inner:
        if not child.isWindow():
            yield from _parts(child)


def _only_holds(widget: QWidget) -> bool:
    """Tell whether a widget shows nothing but what is in it."""
    kinds = type(widget).__mro__
    own = [kind for kind in kinds if not kind.__module__.startswith(("PySide6", "Shiboken", "builtins"))]
    base = next(kind for kind in kinds if kind.__module__.startswith("PySide6"))
    if base not in _HOLDERS or any("paintEvent" in vars(kind) for kind in own):
        return False
    if isinstance(widget, QScrollArea):
        # The style sheet takes all of them for styled, also those that are bare.
        return widget.frameShape() is QFrame.Shape.NoFrame
    return not widget.testAttribute(Qt.WidgetAttribute.WA_StyledBackground)
