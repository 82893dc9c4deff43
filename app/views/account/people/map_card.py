"""The card that holds the map: the map or what stands there without anybody, and its keys."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from app.language import _
from app.views import theme as themes
from app.views.account.people.map_view import StakeholderMap
from app.views.plans.side_column import dress_scrolled
from app.views.widgets.card import Card, rule
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import ElidedLabel
from app.views.widgets.or_empty import OrEmpty


class MapCard(Card):
    """`map` over a line with how many there are, and the keys that work there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(_("Stakeholder map"))
        self.map = StakeholderMap()
        self._stack = OrEmpty()
        self._count = ElidedLabel("", "label", tone="text2")
        self.body.setContentsMargins(12, 14, 16, 0)
        # In a low window the map keeps room enough to tell people from each other, and is scrolled.
        self._area = QScrollArea()
        dress_scrolled(self._area)
        self._area.setWidget(self.map)
        self.map.setAutoFillBackground(False)
        self._stack.addWidget(self._area)
        self.body.addWidget(self._stack, 1)
        self.body.addWidget(rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 8, 0, 8)
        foot.setSpacing(16)
        foot.addWidget(self._count, 1)
        self._hints = [
            KeyHint("J", _("Next")), KeyHint("Right", _("Move")), KeyHint("Enter", _("Edit")),
        ]  # fmt: skip
        for hint in self._hints:
            foot.addWidget(hint)
        self.body.addLayout(foot)

    def show_count(self, words: str) -> None:
        """Say how many there are."""
        self._count.setText(words)

    def follow(self) -> None:
        """Bring who is chosen into view."""
        node = self.map.node()
        if node is not None:
            at = self.map.places()[node.id].toPoint()
            beside = themes.current().px(90)
            self._area.ensureVisible(at.x(), at.y(), beside, beside)

    @property
    def empty(self) -> EmptyState | None:
        """Return what stands here now instead."""
        return self._stack.empty

    def show_empty(self, empty: EmptyState | None) -> None:
        """Show what stands here without anybody, or the map for None."""
        self._stack.show_empty(empty)
        for hint in self._hints:
            hint.setVisible(empty is None)
