"""The card that holds the list of a tab: the rows or what stands there without any, their number, and the keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.views.account.rows import RowView
from app.views.widgets.card import Card, rule
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import ElidedLabel
from app.views.widgets.or_empty import OrEmpty

_GAP, _EDGES = 16, 40


class ListCard(Card):
    """`view` over a line with its number and the keys that work there."""

    def __init__(self, view: RowView, keys: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(view.accessibleName())
        self.view = view
        self._stack = OrEmpty()
        self._count = ElidedLabel("", "label", tone="text2")
        self.flush()
        self._stack.addWidget(view)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 16, 8)
        foot.setSpacing(_GAP)
        foot.addWidget(self._count, 1)
        self._hints = [KeyHint(key, words) for key, words in keys]
        for hint in self._hints:
            foot.addWidget(hint)
        self.body.addLayout(foot)

    def show_count(self, words: str) -> None:
        """Say how many there are."""
        self._count.setText(words)
        self._fit()

    def count_text(self) -> str:
        """Return what is said of how many there are."""
        return self._count.text()

    @property
    def empty(self) -> EmptyState | None:
        """Return what stands here now instead."""
        return self._stack.empty

    def show_empty(self, empty: EmptyState | None) -> None:
        """Show what stands here without rows, or the rows for None."""
        self._stack.show_empty(empty)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many keys as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - _EDGES - self._count.sizeHint().width()
        for hint in self._hints:
            room -= hint.sizeHint().width() + _GAP
            hint.setVisible(self.empty is None and room >= 0)
