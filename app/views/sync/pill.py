"""The pill at the foot of the sidebar: how this PC stands with other systems; it leads to the place of syncing."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import _
from app.views import icons
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import paint_text
from app.views.widgets.pressable import Pressable

_PAD, _GAP = 9, 8


@dataclass(frozen=True)
class Face:
    """What the pill shows: an icon in a tone, a word, a line below it; `share` of a run from 0 to 1."""

    icon: str
    tone: str
    words: str
    more: str = ""
    share: float | None = None


class SyncPill(Pressable):
    """Empty until it is told anything: at the start nobody knows yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._collapsed = False
        self.face = Face("plug", "text2", "", "")
        self.setText(_("Sync"))
        self.setAccessibleName(self.text())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_face(self, face: Face) -> None:
        """Show another state."""
        if face == self.face:
            return
        self.face = face
        self.setText(face.words)
        self.setAccessibleName(". ".join(part for part in (face.words, face.more) if part))
        self._tip()
        self.update()

    def set_collapsed(self, collapsed: bool) -> None:
        """Show the sign alone, with a tooltip, or the words too."""
        self._collapsed = collapsed
        self._tip()
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines and a border."""
        return QSize(40, themes.current().px(40))

    def _tip(self) -> None:
        face, theme = self.face, themes.current()
        room = self._room()
        cut = theme.width(face.words, "label", 600) > room or theme.width(face.more, "caption") > room
        if face.words and (self._collapsed or cut):
            from app.views.row_table import plain_tip

            self.setToolTip(plain_tip("\n".join(part for part in (face.words, face.more) if part)))
        else:
            self.setToolTip("")

    def _room(self) -> float:
        return self.width() - _PAD - themes.current().size.icon_nav - _GAP - 6

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether the words still fit."""
        super().resizeEvent(event)
        self._tip()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card, the sign, two lines and how far a run is."""
        theme, face = themes.current(), self.face
        c = theme.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(c.border)
        painter.setBrush(c.hover if self._hovered else c.surface)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, 8, 8)
        size = theme.size.icon_nav
        left = (self.width() - size) / 2 if self._collapsed else _PAD
        if face.words:
            spot = QRectF(left, (self.height() - size) / 2, size, size)
            icons.paint_icon(painter, spot, face.icon, theme.tone(face.tone))
        if not self._collapsed:
            x, middle, line = left + size + _GAP, self.height() / 2, theme.line("caption")
            room = self._room()
            top = middle - line if face.more else middle - line / 2
            paint_text(painter, QRectF(x, top, room, line), face.words, theme, c.text, "label", 600)
            paint_text(painter, QRectF(x, middle - 1, room, line), face.more, theme, c.text2, "caption")
        if face.share is not None:
            bar = QRectF(8, self.height() - 4, self.width() - 16, 2)
            painter.fillRect(bar, c.divider)
            bar.setWidth(bar.width() * max(0.0, min(face.share, 1.0)))
            painter.fillRect(bar, c.accent)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), theme, 8)
        painter.end()
