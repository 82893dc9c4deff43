"""One slide as the customer will see it, and the strip of all of them below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import _, number
from app.operations.reviews.preview import SlidePicture
from app.reports.layout import Layout
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import paint_text
from app.views.reviews.slide_paint import paint_slide
from app.views.theme import Theme

_LEAST, _EDGE = 300, 4
_THUMB, _GAP, _PAD = 98, 12, 4


class SlideView(QWidget):
    """Shows one slide, as wide as there is room; one that `fills` has all of the room, and the slide its middle."""

    def __init__(self, *, fills: bool = False) -> None:
        super().__init__()
        self._fills = fills
        self.picture: SlidePicture | None = None
        self._layout: Layout | None = None
        self.setAccessibleName(_("The slide"))
        high = QSizePolicy.Policy.Expanding if fills else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, high)
        if fills:
            # Its keys are those of the window around it.
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def show_slide(self, picture: SlidePicture | None, layout: Layout | None) -> None:
        """Show another slide, or the same as it is now."""
        self.picture, self._layout = picture, layout
        self._shape_up()
        self.setAccessibleDescription(picture.words if picture is not None else "")
        self.update()

    def _shape(self) -> float:
        return self._layout.height / self._layout.width if self._layout is not None else 9 / 16

    def high(self, width: int) -> int:
        """Return how high a slide of this width is."""
        return round((width - 2 * _EDGE) * self._shape()) + 2 * _EDGE

    def _shape_up(self) -> None:
        if not self._fills and self.height() != self.high(self.width()):
            self.setFixedHeight(self.high(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the shape of a slide."""
        super().resizeEvent(event)
        self._shape_up()

    def sizeHint(self) -> QSize:
        """A slide that can be read."""
        wide = themes.current().px(560)
        return QSize(wide, self.high(wide))

    def minimumSizeHint(self) -> QSize:
        """It may be small, not gone."""
        return QSize(_LEAST, self.high(_LEAST))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the paper and what stands on it."""
        theme = themes.current()
        painter = QPainter(self)
        room = QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        wide = min(room.width(), room.height() / self._shape())
        paper = QRectF(0, 0, wide, wide * self._shape())
        paper.moveCenter(room.center())
        if self.picture is None and self._fills:
            painter.end()
            return
        _frame(painter, paper, theme)
        if self.picture is not None and self._layout is not None:
            paint_slide(painter, paper, self.picture.items, self._layout)
        if self.hasFocus():
            paint_focus_ring(painter, paper.adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE), theme, 4)
        painter.end()


class Strip(QWidget):
    """The slides side by side. `chosen(at)` by a click or the arrows, which go from one to the next."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._slides: tuple[SlidePicture, ...] = ()
        self._layout: Layout | None = None
        self._at = -1
        self._made: dict[tuple[int, int, float], QPixmap] = {}
        self.setAccessibleName(_("All slides"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_slides(self, slides: Sequence[SlidePicture], at: int, layout: Layout) -> None:
        """Show the slides, the one at a place as the chosen one."""
        if tuple(slides) != self._slides or layout != self._layout:
            self._slides, self._layout = tuple(slides), layout
            self._made.clear()
        self._at = at
        said = slides[at].words if 0 <= at < len(slides) else ""
        self.setAccessibleDescription(
            _("{n} of {all}", n=number(at + 1), all=number(len(slides))) + (f": {said}" if said else "")
        )
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A row of small slides with a caption each."""
        theme = themes.current()
        return QSize(theme.px(_THUMB) * 3, self._high(theme) + theme.line("caption") + 3 * _PAD)

    def minimumSizeHint(self) -> QSize:
        """At least one of them."""
        return QSize(themes.current().px(_THUMB), self.sizeHint().height())

    def _high(self, theme: Theme) -> int:
        shape = self._layout.height / self._layout.width if self._layout is not None else 9 / 16
        return round(theme.px(_THUMB) * shape)

    def first_shown(self) -> int:
        """Return the first slide that there is room for, so that the chosen one is among those shown."""
        theme = themes.current()
        room = max((self.width() + _GAP) // (theme.px(_THUMB) + _GAP), 1)
        return max(0, min(self._at - room // 2, len(self._slides) - room))

    def box(self, at: int) -> QRectF:
        """Return where the slide at a place stands."""
        theme = themes.current()
        wide = theme.px(_THUMB)
        return QRectF(_PAD + (at - self.first_shown()) * (wide + _GAP), _PAD, wide, self._high(theme))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the slides that there is room for."""
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at in range(self.first_shown(), len(self._slides)):
            box = self.box(at)
            if box.right() > self.width():
                break
            painter.drawPixmap(box.topLeft(), self._small(at, box))
            here = at == self._at
            painter.setPen(QPen(theme.color.accent if here else theme.color.border, 2 if here else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 3, 3)
            under = QRectF(box.left(), box.bottom() + _PAD, box.width(), theme.line("caption"))
            ink = theme.color.text if here else theme.color.text2
            caption = f"{number(at + 1)}  {self._slides[at].name}"
            paint_text(painter, under, caption, theme, ink, "caption", 600 if here else 400)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), theme, 6)
        painter.end()

    def _small(self, at: int, box: QRectF) -> QPixmap:
        ratio = self.devicePixelRatioF()
        key = (at, round(box.width()), ratio)
        made = self._made.get(key)
        if made is None:
            made = QPixmap(round(box.width() * ratio), round(box.height() * ratio))
            made.setDevicePixelRatio(ratio)
            inner = QPainter(made)
            if self._layout is not None:
                paint_slide(inner, QRectF(0, 0, box.width(), box.height()), self._slides[at].items, self._layout)
            inner.end()
            self._made[key] = made
        return made

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        for at in range(self.first_shown(), len(self._slides)):
            if self.box(at).contains(event.position()):
                self.chosen.emit(at)
                return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows, Home and End go through the slides."""
        last = len(self._slides) - 1
        to = {
            Qt.Key.Key_Left: self._at - 1, Qt.Key.Key_Right: self._at + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))  # fmt: skip
        if to is None:
            super().keyPressEvent(event)
        elif 0 <= to <= last:
            self.chosen.emit(to)

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of another text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._made.clear()
            self.updateGeometry()


def _frame(painter: QPainter, paper: QRectF, theme: Theme) -> None:
    painter.fillRect(paper.adjusted(-1, -1, 1, 1), theme.color.border)
    shadow = theme.color.shadow
    for grown, strength in ((1, 0.10), (2, 0.06), (3, 0.03)):
        tone = type(shadow)(shadow)
        tone.setAlphaF(strength)
        painter.fillRect(paper.adjusted(0, grown, 0, grown), tone)
    painter.fillRect(paper, Qt.GlobalColor.white)
