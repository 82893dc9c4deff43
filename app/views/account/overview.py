"""The overview of an account: two columns of cards, one below the other where the window is narrow."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.operations.account_page import AccountPage
from app.views import theme as themes
from app.views.account.cards import contracts_card, facts_card, handover_card, people_card
from app.views.account.promises_card import PromisesCard

# Below this width the right column moves under the left one, in logical pixels.
_ONE_COLUMN = 820


class Overview(QScrollArea):
    """Filled by `show_account`; `kept(promise id)` when a promise is ticked."""

    kept = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self._ring(on=False)
        self.promises: PromisesCard | None = None
        self._columns: QBoxLayout | None = None

    def show_account(self, page: AccountPage, today: date) -> None:
        """Show the cards of an account; the focus stays on the promise in the same place."""
        at, was = self._focused(), self.verticalScrollBar().value()
        inner = QWidget()
        inner.setAutoFillBackground(False)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._columns.setContentsMargins(0, 0, 8, 12)
        self._columns.setSpacing(16)
        self.promises = PromisesCard(page.promises, today)
        self.promises.kept.connect(self.kept)
        left = [self.promises, people_card(page.people)]
        right = [contracts_card(page.lines, today)]
        if page.handover is not None:
            right.append(handover_card(page.handover))
        right.append(facts_card(page))
        for stretch, cards in ((3, left), (2, right)):
            column = QVBoxLayout()
            column.setSpacing(12)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._columns.addLayout(column, stretch)
        self._put_away()
        self._turn()
        self.setWidget(inner)
        self.verticalScrollBar().setValue(was)
        if at is not None and self.promises.boxes:
            box = self.promises.boxes[min(at, len(self.promises.boxes) - 1)]
            box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_away(self) -> None:
        # The box that was ticked is still telling so; a scroll area would destroy it on the spot.
        old = self.takeWidget()
        if old is not None:
            old.setParent(self)
            old.hide()
            old.deleteLater()

    def _focused(self) -> int | None:
        boxes = self.promises.boxes if self.promises is not None else []
        return next((at for at, box in enumerate(boxes) if box.hasFocus()), None)

    def _turn(self) -> None:
        if self._columns is not None:
            narrow = self.viewport().width() < themes.current().px(_ONE_COLUMN)
            way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
            self._columns.setDirection(way)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring unless the mouse, or the way here, brought the focus."""
        super().focusInEvent(event)
        self._ring(on=event.reason() is not Qt.FocusReason.MouseFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the ring away."""
        super().focusOutEvent(event)
        self._ring(on=False)

    def _ring(self, *, on: bool) -> None:
        self.setProperty("ring", on)
        self.style().unpolish(self)
        self.style().polish(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column or two."""
        super().resizeEvent(event)
        self._turn()
