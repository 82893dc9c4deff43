"""A number that can be pressed: what it counts, how many, and beside what it is held."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.shapes import paint_band
from app.views.paint.text import elided, paint_text
from app.views.portfolio.tile_frame import RADIUS, paint_tile_frame
from app.views.row_table import plain_tip
from app.views.widgets.pressable import Pressable

_PAD, _SHAPE, _GAP = 14, 10, 6


class Tile(Pressable):
    """Pressed, it shows the list behind its number. `band` puts the shape of a band before the words."""

    def __init__(self, caption: str, band: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption, self._band = caption, band
        self._number, self._note, self._meaning = "", "", ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(caption)
        self.tell("", "")

    def tell(self, number: str, note: str, caption: str = "") -> None:
        """Show another number and what it is held beside."""
        self._caption = caption or self._caption
        self._number, self._note = number, note
        said = " ".join(part for part in (self._caption, number) if part)
        self.setText(said)
        self.setAccessibleName(f"{said} ({note})" if note else said)
        self._tip()
        self.updateGeometry()
        self.update()

    def explain(self, meaning: str) -> None:
        """Say what the number means and how it is worked out: as a tooltip, and read aloud after it."""
        self._meaning = meaning
        self.setAccessibleDescription(meaning)
        self._tip()

    def number(self) -> str:
        """Return the number that is shown."""
        return self._number

    def figure(self) -> tuple[str, str]:
        """Return the number and what it is held beside."""
        return self._number, self._note

    def sizeHint(self) -> QSize:
        """Room for the longest of its lines."""
        theme = themes.current()
        lead = _SHAPE + _GAP if self._band else 0
        beside = theme.width(self._number, "metricS", 600) + 10 + theme.width(self._note, "label")
        width = max(theme.width(self._caption, "label", 600) + lead, beside)
        return QSize(ceil(width) + 2 * _PAD + 2, theme.line("label") + theme.line("metricS") + 24)

    def minimumSizeHint(self) -> QSize:
        """The note may be cut off; a tooltip then holds it."""
        theme = themes.current()
        lead = _SHAPE + _GAP if self._band else 0
        return QSize(ceil(theme.width(self._caption, "label", 600)) + lead + 2 * _PAD + 2, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card, the words and the number."""
        theme = themes.current()
        c = theme.color
        painter = QPainter(self)
        box, on = paint_tile_frame(painter, self, theme), self.isChecked()
        x, top, line = _PAD, 10.0, theme.line("label")
        if self._band:
            paint_band(painter, QRectF(x, round(top + (line - _SHAPE) / 2), _SHAPE, _SHAPE), self._band, theme)
            x += _SHAPE + _GAP
        room = QRectF(x, top, box.right() - _PAD - x, line)
        paint_text(painter, room, self._caption, theme, c.text if on else c.text2, "label", 600 if on else 500)
        low = QRectF(_PAD, top + line + 4, box.width() - 2 * _PAD, theme.line("metricS"))
        end = paint_text(painter, low, self._number, theme, c.text, "metricS", 600)
        rest = QRectF(end + 10, low.top() + 2, low.right() - end - 10, low.height())
        paint_text(painter, rest, self._note, theme, c.text2, "label")
        if self.hasFocus():
            paint_focus_ring(painter, box, theme, RADIUS)
        painter.end()

    def _tip(self) -> None:
        theme = themes.current()
        used = theme.width(self._number, "metricS", 600) + 10 + 2 * _PAD
        cut = elided(self._note, self.width() - used, theme, "label") != self._note
        said = f"{self.text()}\n{self._note}" if cut else ""
        self.setToolTip(plain_tip("\n".join(part for part in (said, self._meaning) if part)))

    def resizeEvent(self, event: object) -> None:
        """See whether the note still fits."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._tip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and Right go to the next number."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(key == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)
