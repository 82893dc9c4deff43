"""The end of a walk: how many accounts were looked at, what was said of each, how many conversations were logged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.language import _, keyed, ngettext
from app.operations.walk import Walked
from app.views import theme as themes
from app.views.paint.pill import Pill
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.painted import pill_view

_WIDE = 640
_MEANINGS = {"same": "unknown", "better": "good", "worse": "risk"}


class Summary(QScrollArea):
    """Filled by `show_walk`; `left` when the person goes on to their day, `back` to the last account."""

    left = Signal()
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.go_button: Button | None = None

    def show_walk(self, said: Sequence[Walked], logs: int, *, can_go_back: bool) -> None:
        """Show what was said today."""
        inner = QWidget()
        inner.setAutoFillBackground(False)
        centre = QHBoxLayout(inner)
        centre.addStretch(1)
        holder = QWidget()
        holder.setMaximumWidth(themes.current().px(_WIDE))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 24, 0, 16)
        column.setSpacing(12)
        title = ngettext(
            "The walk is done: {n} account looked at", "The walk is done: {n} accounts looked at", len(said)
        )
        self.setAccessibleName(title)
        column.addWidget(PlainLabel(title, "title", wrap=True))
        column.addWidget(PlainLabel(_counts(said, logs), "body", tone="text2", wrap=True))
        told = [one for one in said if one.verdict != "passed"]
        if told:
            card = Card(_("What was said"))
            for at, one in enumerate(told):
                if at:
                    card.body.addWidget(rule())
                card.body.addLayout(_row(one))
            column.addWidget(card)
        buttons = QHBoxLayout()
        self.go_button = Button(_("Go to Today"), kind="primary", icon="arrow-right")
        self.go_button.clicked.connect(self.left)
        buttons.addWidget(self.go_button)
        if can_go_back:
            back = Button(_("Back to the last account"), icon="arrow-left")
            back.clicked.connect(self.back)
            buttons.addWidget(back)
        buttons.addStretch(1)
        buttons.addWidget(KeyHint("Ctrl+Z", _("takes back the last")))
        column.addLayout(buttons)
        column.addStretch(1)
        centre.addWidget(holder, 8)
        centre.addStretch(1)
        old = self.takeWidget()
        if old is not None:
            old.hide()
            old.deleteLater()
        self.setWidget(inner)


def _counts(said: Sequence[Walked], logs: int) -> str:
    counts = Counter(one.verdict for one in said)
    parts = [
        ngettext("{n} better", "{n} better", counts["better"]),
        ngettext("{n} worse", "{n} worse", counts["worse"]),
        ngettext("{n} as before", "{n} as before", counts["same"]),
        ngettext("{n} passed", "{n} passed", counts["passed"]),
        ngettext("{n} touchpoint logged", "{n} touchpoints logged", logs),
    ]
    return " · ".join(parts)


def _row(one: Walked) -> QVBoxLayout:
    first = QHBoxLayout()
    first.setSpacing(8)
    first.addWidget(ElidedLabel(one.account, "bodyStrong"), 1)
    first.addWidget(pill_view(Pill(keyed("walk.verdict", one.verdict), _MEANINGS[one.verdict])))
    column = QVBoxLayout()
    column.setSpacing(1)
    column.addLayout(first)
    if one.note:
        column.addWidget(PlainLabel(one.note, "body", tone="text2", wrap=True))
    return column
