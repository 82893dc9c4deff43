"""A small card that hangs from what opened it; everything else waits until it is gone."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.views import theme as themes
from app.views.widgets.scrim import Scrim

_DROP, _EDGE, _BLUR, _RADIUS = 4, 12, 8, 8


class Popover(Scrim):
    """A card under `anchor`; Escape, or a click beside it, closes it and gives the focus back.

    `closed` when it goes.
    """

    closed = Signal()

    def __init__(self, anchor: QWidget, name: str, width: int = 260) -> None:
        super().__init__(anchor.window(), name, width)
        self.anchor = anchor
        self.card.setObjectName("overlay")
        self._back: QWidget | None = None
        self.left.connect(self.close_up)

    def appear(self) -> None:
        """Show it and remember who had the focus."""
        self._back = self.window().focusWidget()
        super().appear()

    def close_up(self) -> None:
        """Go away and give the focus back."""
        if not self.isVisible():
            return
        self.hide()
        back = self._back if self._back is not None and self._back.isVisible() else self.anchor
        if back.isVisible():
            back.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.closed.emit()
        self.deleteLater()

    def place(self) -> None:
        """Cover the window and hang the card under its anchor, where there is room for it."""
        window = self.parentWidget()
        if window is None:
            return
        self.setGeometry(window.rect())
        width = min(themes.current().px(self._wanted), self.width() - 2 * _EDGE)
        self.card.setFixedWidth(width)
        layout = self.card.layout()
        if layout is not None:
            layout.activate()
        height = min(self.card.sizeHint().height(), self.height() - 2 * _EDGE)
        under = self.anchor.mapTo(window, QPoint(0, self.anchor.height() + _DROP))
        x = max(_EDGE, min(under.x(), self.width() - width - _EDGE))
        y = max(_EDGE, min(under.y(), self.height() - height - _EDGE))
        self.card.setGeometry(x, y, width, height)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card's shadow only: what lies under stays as it is."""
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        shade = QColor(theme.color.shadow)
        shade.setAlphaF((0.45 if theme.dark else 0.12) / _BLUR)
        painter.setBrush(shade)
        box = QRectF(self.card.geometry()).translated(0, _DROP)
        for grown in range(_BLUR):
            painter.drawRoundedRect(box.adjusted(-grown, -grown, grown, grown), _RADIUS + grown, _RADIUS + grown)
        painter.end()
