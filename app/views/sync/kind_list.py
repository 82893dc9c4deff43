"""The kinds of system that can be connected, as cards; one that cannot be used says why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import _, keyed
from app.operations.syncing.rows import Kind
from app.views.sync.words import own_words
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel


def kind_label(kind: Kind) -> str:
    """Return what a kind is called: a built-in one in the language of the window, a stranger's as it calls itself."""
    return own_words(kind.label) if kind.builtin else kind.label


def kind_icon(connector: str) -> str:
    """Return the icon of a kind."""
    return "folder-open" if connector == "folder" else "plug"


class KindCard(Card):
    """One kind, and the way to connect it."""

    wanted = Signal(object)

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind
        label = kind_label(kind)
        self.setAccessibleName(label)
        about = keyed("sync.connector", kind.id)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(PlainLabel(label, "bodyStrong"))
        if kind.builtin and about != kind.id:
            words.addWidget(PlainLabel(about, "label", tone="text2", wrap=True))
        if not kind.builtin:
            said = _("From the package {name}; not made by Banso", name=kind.distribution or kind.id)
            words.addWidget(PlainLabel(said, "label", tone="text2", wrap=True))
        if kind.broken:
            why = kind.broken.strip().rsplit("\n", 1)[-1]
            fault = PlainLabel(_("Cannot be used: {why}", why=why), "label", tone="watch_text", wrap=True)
            fault.setToolTip(kind.broken.replace("<", "‹"))
            words.addWidget(fault)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(IconView("triangle-alert" if kind.broken else kind_icon(kind.id), 18, "text2"))
        row.addLayout(words, 1)
        self.button = Button(_("Set up…"))
        self.button.setAccessibleName(_("Set up: {label}", label=label))
        self.button.setEnabled(not kind.broken)
        self.button.clicked.connect(lambda: self.wanted.emit(kind))
        row.addWidget(self.button)
        self.body.addLayout(row)


class KindList(QWidget):
    """`wanted(kind)` when one was chosen."""

    wanted = Signal(object)

    def __init__(self, kinds: Sequence[Kind]) -> None:
        super().__init__()
        self.setAccessibleName(_("Systems"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.cards = [KindCard(kind) for kind in kinds]
        for card in self.cards:
            card.wanted.connect(self.wanted)
            column.addWidget(card)
        column.addWidget(
            PlainLabel(
                _("Packages installed beside Banso, or put into its folder of connectors, appear here too."),
                "label",
                tone="text3",
                wrap=True,
            )
        )
        column.addStretch(1)

    def focus_first(self) -> None:
        """Give the focus to the first that can be used."""
        for card in self.cards:
            if card.button.isEnabled():
                card.button.setFocus()
                return
