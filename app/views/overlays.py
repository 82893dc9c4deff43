"""What lies over the window: one toast at the bottom, cards of work under way at the bottom right."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QChildEvent, QEvent, QObject, QPoint
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from app.views.wardrobe import wear
from app.views.workspace import Running

if TYPE_CHECKING:
    from app.views.widgets.progress_card import ProgressCard
    from app.views.widgets.toast import Offer, Toast

_EDGE, _BETWEEN = 20, 10


class Overlays(QObject):
    """Keeps toasts and cards in their places over `window`, also while it is resized or built anew."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._toast: Toast | None = None
        self._cards: list[ProgressCard] = []
        window.installEventFilter(self)

    def toast(self, words: str, undo: Callable[[], object] | None = None, offer: Offer | None = None) -> Toast:
        """Show a toast in place of the one before."""
        from app.views.widgets.toast import Toast

        if self._toast is not None:
            self._drop_toast(self._toast)
        toast = self._toast = Toast(words, undo, self._window, offer=offer)
        toast.closed.connect(lambda: self._drop_toast(toast))
        toast.installEventFilter(self)
        toast.appear()
        self.place()
        return toast

    def follow(self, running: Running, name: str, *, can_stop: bool = True) -> ProgressCard:
        """Show a card for work under way, when it takes longer than a moment."""
        from app.views.widgets.progress_card import ProgressCard

        card = ProgressCard(running, name, self._window, can_stop=can_stop)
        self._cards.append(card)
        card.appeared.connect(self.place)
        card.closed.connect(lambda: self._drop_card(card))
        return card

    def place(self) -> None:
        """Put everything where it belongs, and on top."""
        width, bottom = self._window.width(), self._window.height() - _EDGE
        if self._toast is not None:
            toast = self._toast.geometry()
            toast.moveTopLeft(QPoint((width - toast.width()) // 2, bottom - toast.height()))
            self._toast.setGeometry(toast)
            self._toast.raise_()
            # In a narrow window the cards stand above the toast rather than on it.
            widest = max((card.width() for card in self._cards), default=0)
            if toast.right() > width - _EDGE - widest:
                bottom = toast.top() - _BETWEEN
        for card in self._cards:
            if card.isVisible():
                bottom -= card.height()
                card.move(width - card.width() - _EDGE, bottom)
                card.raise_()
                bottom -= _BETWEEN

    def _drop_toast(self, toast: Toast) -> None:
        if self._toast is toast:
            self._toast = None
            toast.hide()
            toast.deleteLater()
            self.place()

    def _drop_card(self, card: ProgressCard) -> None:
        if card in self._cards:
            self._cards.remove(card)
            card.deleteLater()
            self.place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of the window and of the words, and dress what else is laid over it."""
        if event.type() is QEvent.Type.ChildPolished and isinstance(event, QChildEvent):
            child = event.child()
            if isinstance(child, QDialog | QMenu):
                wear(child)
        elif event.type() is QEvent.Type.Resize and watched is self._window:
            self.place()
        elif event.type() is QEvent.Type.LayoutRequest and watched is self._toast:
            # Its words have grown with the text size.
            self._toast.adjustSize()
            self.place()
        return False
