"""A figure that can be pressed: its name and method, the number with its count beside it, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import RIGHT, paint_text
from app.views.portfolio.tile_frame import RADIUS, paint_tile_frame
from app.views.row_table import plain_tip
from app.views.widgets.pressable import Pressable

_PAD, _TOP, _BESIDE, _LINE = 14, 9, 10, 190


class FigureTile(Pressable):
    """Pressed, it shows who stands behind its number; it has room for `lines` below."""

    def __init__(self, caption: str, lines: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption, self._most = caption, lines
        self._number, self._note, self._corner = "", "", ""
        self._lines: tuple[str, ...] = ()
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(caption)

    def tell(self, number: str, note: str, corner: str, lines: Sequence[str], meaning: str, besides: str = "") -> None:
        """Show a number with its count, how it was worked out in the corner, and what it rests on below.

        `meaning` says what it is; that and `besides` stand in the tooltip and are read aloud.
        """
        self._number, self._note, self._corner = number, note, corner
        self._lines = tuple(line for line in lines if line)[: self._most]
        said = [part for part in (f"{self._caption} {number}", note, corner, *lines, besides) if part]
        self.setAccessibleName("; ".join(said))
        self.setAccessibleDescription(meaning)
        self.setToolTip(plain_tip("\n".join([*said, "", meaning])))
        self.updateGeometry()
        self.update()

    def number(self) -> str:
        """Return the number that is shown."""
        return self._number

    def words(self) -> tuple[str, ...]:
        """Return the number, its count, how it was worked out, and what it rests on."""
        return (self._number, self._note, self._corner, *self._lines)

    def sizeHint(self) -> QSize:
        """Room for what it says."""
        theme = themes.current()
        head = theme.width(self._caption, "label", 600) + _BESIDE + theme.width(self._corner, "caption")
        beside = theme.width(self._number, "metricS", 600) + _BESIDE + theme.width(self._note, "label")
        # A long list of parts may be cut off; it is not worth another row of figures.
        lines = min(max((theme.width(line, "caption") for line in self._lines), default=0.0), theme.px(_LINE))
        width = max(head, beside, lines)
        return QSize(ceil(width) + 2 * _PAD + 2, self._height())

    def minimumSizeHint(self) -> QSize:
        """What stands beside the number and below it may be cut off; the tooltip holds it."""
        theme = themes.current()
        width = max(theme.width(self._caption, "label", 600), theme.width(self._number, "metricS", 600))
        return QSize(ceil(width) + 2 * _PAD + 2, self._height())

    def _height(self) -> int:
        theme = themes.current()
        return theme.line("label") + theme.line("metricS") + self._most * theme.line("caption") + 2 * _TOP + 4

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card and the words."""
        theme = themes.current()
        c = theme.color
        painter = QPainter(self)
        box, on = paint_tile_frame(painter, self, theme), self.isChecked()
        room = QRectF(_PAD, _TOP, box.width() - 2 * _PAD, theme.line("label"))
        end = paint_text(painter, room, self._caption, theme, c.text if on else c.text2, "label", 600 if on else 500)
        corner = room.adjusted(end - room.left() + _BESIDE, 0, 0, 0)
        paint_text(painter, corner, self._corner, theme, c.text2, "caption", 0, RIGHT)
        room = QRectF(_PAD, room.bottom() + 2, room.width(), theme.line("metricS"))
        end = paint_text(painter, room, self._number, theme, c.text, "metricS", 600)
        beside = QRectF(end + _BESIDE, room.top() + 2, room.right() - end - _BESIDE, room.height())
        paint_text(painter, beside, self._note, theme, c.text2, "label")
        top = room.bottom() + 1
        for line in self._lines:
            below = QRectF(_PAD, top, room.width(), theme.line("caption"))
            paint_text(painter, below, line, theme, c.text2, "caption")
            top = below.bottom()
        if self.hasFocus():
            paint_focus_ring(painter, box, theme, RADIUS)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go to the next number."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(key == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)
