"""A veil over the window with one card on it: nothing under it can be clicked or typed into while it is there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.views import theme as themes
from app.views.theme import Theme
from app.views.wardrobe import freshen, wear

_EDGE, _RADIUS, _DROP, _BLUR = 24, 12, 12, 32


class Scrim(QWidget):
    """Covers `window` and keeps `card` in its upper third; `left` on Escape or a click beside the card.

    Focus goes round inside it, and the keys of the window do nothing meanwhile.
    """

    left = Signal()

    def __init__(self, window: QWidget, name: str, width: int) -> None:
        super().__init__(window)
        self._window, self._wanted = window, width
        wear(self, lazily=True)
        self.setAccessibleName(name)
        self.card = QFrame(self)
        self.card.setObjectName("dialog-card")
        self.card.setAccessibleName(name)
        self.round: list[QWidget] = []
        window.installEventFilter(self)

    def appear(self) -> None:
        """Show it over everything."""
        freshen(self)
        self.place()
        self.show()
        self.raise_()

    def place(self) -> None:
        """Cover the window and put the card where it belongs."""
        self.setGeometry(self._window.rect())
        width = min(themes.current().px(self._wanted), self.width() - 2 * _EDGE)
        self.card.setFixedWidth(width)
        layout = self.card.layout()
        if layout is not None:
            layout.activate()
        height = min(self.card.sizeHint().height(), self.height() - 2 * _EDGE)
        top = max(_EDGE, min(round(self.height() * 0.17), self.height() - height - _EDGE))
        spot = QRect((self.width() - width) // 2, top, width, height)
        if spot != self.card.geometry():
            # The veil lies over the whole window, and drawing it draws all that is under it.
            self.card.setGeometry(spot)
            self.update()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go round the parts of the card."""
        parts = [part for part in self.round if part.isEnabled() and part.isVisibleTo(self)]
        at = next((n for n, part in enumerate(parts) if part.hasFocus()), -1)
        if parts:
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            parts[(at + (1 if forward else -1)) % len(parts)].setFocus(reason)
        return True

    def event(self, event: QEvent) -> bool:
        """Take the shortcuts of the window, so that they come as plain keys to what has the focus."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves; no other key goes on to the window."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the card leaves."""
        if not self.card.geometry().contains(event.position().toPoint()):
            self.left.emit()
        event.accept()

    def wheelEvent(self, event: QEvent) -> None:
        """What lies under does not scroll."""
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the window."""
        if event.type() is QEvent.Type.Resize and watched is self._window:
            self.place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the veil, and the card's shadow: an effect would draw the whole card anew at every key."""
        theme = themes.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), veil_color(theme))
        paint_shadow(painter, QRectF(self.card.geometry()), theme)
        painter.end()


def veil_color(theme: Theme) -> QColor:
    """Return what a veil puts over a window."""
    return QColor(12, 13, 18, 150 if theme.dark else 110)


def paint_shadow(painter: QPainter, card: QRectF, theme: Theme) -> None:
    """Draw the shadow of a card that stands above everything."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    shadow = QColor(theme.color.shadow)
    shadow.setAlphaF((0.60 if theme.dark else 0.20) * 2 / _BLUR)
    painter.setBrush(shadow)
    box = card.translated(0, _DROP)
    for grown in range(-_BLUR // 2, _BLUR // 2):
        radius = max(_RADIUS + grown, 4)
        painter.drawRoundedRect(box.adjusted(-grown, -grown, grown, grown), radius, radius)
