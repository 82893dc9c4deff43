"""A switch: words at the left, on or off at the right; one that is locked says so."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import paint_text
from app.views.widgets.pressable import Pressable

_WIDE, _HIGH = 32, 18


class Switch(Pressable):
    """`toggled(on)` of Qt. With a `note` a second line stands below the words."""

    def __init__(self, text: str, note: str = "", *, locked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self._note = note
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setAccessibleDescription(note)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if locked:
            self.setChecked(True)
            self.setEnabled(False)

    def sizeHint(self) -> QSize:
        """The words, what stands below them, and the switch."""
        theme = themes.current()
        high = theme.line("body") + 6 + (theme.line("caption") if self._note else 0)
        wide = max(theme.width(self.text(), "body"), theme.width(self._note, "caption"))
        return QSize(round(wide) + _WIDE + 24, high)

    def minimumSizeHint(self) -> QSize:
        """Words are not cut off where there is any other way."""
        return QSize(themes.current().px(150), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words and the switch."""
        theme = themes.current()
        c = theme.color
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(3, 0, -3, 0)
        room = box.adjusted(0, 0, -_WIDE - 10, 0)
        if self._note:
            upper, lower = theme.line("body"), theme.line("caption")
            top = box.center().y() - (upper + lower) / 2
            paint_text(painter, QRectF(room.left(), top, room.width(), upper), self.text(), theme, c.text)
            below = QRectF(room.left(), top + upper, room.width(), lower)
            paint_text(painter, below, self._note, theme, c.text2, "caption", 400)
        else:
            paint_text(painter, room, self.text(), theme, c.text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(box.right() - _WIDE, round(box.center().y() - _HIGH / 2), _WIDE, _HIGH)
        on = self.isChecked()
        ground = (c.accent_hover if self._hovered else c.accent) if on else c.border_strong
        painter.setBrush(ground if self.isEnabled() else c.text_disabled)
        painter.drawRoundedRect(track, _HIGH / 2, _HIGH / 2)
        painter.setBrush(c.surface)
        middle = track.right() - _HIGH / 2 if on else track.left() + _HIGH / 2
        painter.drawEllipse(QRectF(middle - 7, track.center().y() - 7, 14, 14))
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), theme, 4)
        painter.end()
