"""A toast: what was just done, for six seconds, with a way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QEnterEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QWidget

from app.language import _
from app.views import theme as themes
from app.views.wardrobe import wear
from app.views.widgets.buttons import Button
from app.views.widgets.icon_view import IconView
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import PlainLabel

SHOWN_MS = 6000

Offer = tuple[str, Callable[[], object]]
"""What may be done next: the words of a button and what it does."""


def lift(widget: QWidget) -> None:
    """Give a small overlay its shadow (elevation 2)."""
    wear(widget)
    theme = themes.current()
    shadow = QGraphicsDropShadowEffect(widget)
    shadow.setBlurRadius(16)
    shadow.setOffset(0, 4)
    color = QColor(theme.color.shadow)
    color.setAlphaF(0.45 if theme.dark else 0.12)
    shadow.setColor(color)
    widget.setGraphicsEffect(shadow)


class Toast(QFrame):
    """Shown at the bottom; stays while the mouse or the focus is on it. `closed` when it has gone.

    `undo` takes back what was done, `offer` is what may come next.
    """

    closed = Signal()

    def __init__(
        self,
        words: str,
        undo: Callable[[], object] | None = None,
        parent: QWidget | None = None,
        icon: str = "check",
        *,
        offer: Offer | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("overlay")
        self.setAccessibleName(words)
        lift(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(10)
        row.addWidget(IconView(icon, 16, "good_text"))
        row.addWidget(PlainLabel(words))
        if offer is not None:
            said, act = offer
            row.addSpacing(12)
            self.offer_button = Button(said, kind="quiet", icon="pen-line")
            self.offer_button.clicked.connect(self._go)
            self.offer_button.clicked.connect(lambda: act())
            row.addWidget(self.offer_button)
        self._undo = undo
        if undo is not None:
            row.addSpacing(12 if offer is None else 0)
            self.undo_button = Button(_("Undo"), kind="quiet", icon="undo-2")
            self.undo_button.clicked.connect(self._take_back)
            row.addWidget(self.undo_button)
            row.addWidget(KeyHint("Ctrl+Z"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._time_over)

    def appear(self) -> None:
        """Show it, tell screen readers, and start the clock."""
        self.adjustSize()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self._go()
        if undo is not None:
            undo()

    def _time_over(self) -> None:
        focus = self.focusWidget()
        if self.underMouse() or (focus is not None and focus.hasFocus()):
            self._timer.start()
        else:
            self._go()

    def _go(self) -> None:
        self._timer.stop()
        self.hide()
        self.closed.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while the mouse is here."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Start again when it left."""
        if self.isVisible():
            self._timer.start()
        super().leaveEvent(event)

    def keyPressEvent(self, event: object) -> None:
        """Escape sends it away."""
        if event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            self._go()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]
