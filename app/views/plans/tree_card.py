"""The card of the tree: its titles, the rows, the keys that work there, and whose is whose."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.language import _
from app.views import theme as themes
from app.views.plans.tree_head import TreeHead
from app.views.plans.tree_view import TreeView
from app.views.widgets.card import Card, rule
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import PlainLabel
from app.views.widgets.painted import avatar_view

_GAP, _EDGES, _LEAST = 14, 40, 330


class TreeCard(Card):
    """`tree` with what stands around it."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(_("Objectives and milestones"))
        self.tree = TreeView(today)
        self.flush()
        self.setMinimumHeight(themes.current().px(_LEAST))
        self.body.addWidget(TreeHead(self.tree.viewport()))
        self.body.addWidget(self.tree, 1)
        self.body.addWidget(rule())
        line = QWidget()
        # It shows what there is room for and asks for none.
        line.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        foot = QHBoxLayout(line)
        foot.setContentsMargins(20, 7, 16, 7)
        foot.setSpacing(_GAP)
        self._hints = [
            KeyHint("Return", _("add below")),
            KeyHint("Tab", _("nest")),
            KeyHint("Alt+Up", _("move")),
            KeyHint("Ctrl+Return", _("tick")),
            KeyHint("E", _("fields")),
            KeyHint("R", _("number of today")),
        ]
        for hint in self._hints:
            foot.addWidget(hint)
        foot.addStretch(1)
        self._sides = QWidget()
        sides = QHBoxLayout(self._sides)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(6)
        for words, side in ((_("Customer"), "customer"), (_("Us"), "vendor")):
            sides.addWidget(avatar_view(words, side, 18), 0, Qt.AlignmentFlag.AlignVCenter)
            sides.addWidget(PlainLabel(words, "label", tone="text2"))
            sides.addSpacing(4)
        foot.addWidget(self._sides)
        self.body.addWidget(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many keys as there is room for."""
        super().resizeEvent(event)
        room = self.width() - _EDGES - self._sides.sizeHint().width()
        for hint in self._hints:
            room -= hint.sizeHint().width() + _GAP
            hint.setVisible(room >= 0)
