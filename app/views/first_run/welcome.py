"""The first page: two ways to begin, language and appearance, and the way back from a back-up."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.language import _
from app.views.gate import Gate, GatePage, wide
from app.views.paint.pill import Pill
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel
from app.views.widgets.painted import pill_view


class Welcome(GatePage):
    """`begun` carries "samples" or "spreadsheet"; `restore_wanted` asks for a back-up."""

    begun = Signal(str)
    restore_wanted = Signal()

    def __init__(self, gate: Gate) -> None:
        super().__init__(600)
        middle = Qt.AlignmentFlag.AlignHCenter
        self.column.setSpacing(0)
        self.column.addWidget(IconView("mark", 52), 0, middle)
        self.column.addSpacing(20)
        hero = PlainLabel(_("Run alongside your customers."), "hero", wrap=True)
        hero.setAlignment(middle)
        self.column.addWidget(hero)
        self.column.addSpacing(6)
        lead = PlainLabel(_("Your data stays on this computer and works without a network."), tone="text2", wrap=True)
        lead.setAlignment(middle)
        self.column.addWidget(lead)
        self.column.addSpacing(28)
        cards = QHBoxLayout()
        cards.setSpacing(16)
        self.samples = wide(_("Open samples"), "primary")
        self.samples.clicked.connect(lambda: self.begun.emit("samples"))
        about_samples = _("42 fictional accounts over two years: Today, accounts, a review deck. Removed in one click.")
        cards.addWidget(_card("sprout", _("1 min"), _("Try it with sample data"), about_samples, self.samples), 1)
        self.spreadsheet = wide(_("Go on to the import"))
        self.spreadsheet.clicked.connect(lambda: self.begun.emit("spreadsheet"))
        about_import = _("Choose CSV or Excel and check the columns first. Encoding is detected.")
        cards.addWidget(
            _card("file-spreadsheet", _("3 min"), _("Import from a spreadsheet"), about_import, self.spreadsheet), 1
        )
        self.column.addLayout(cards)
        self.column.addSpacing(28)
        self.column.addWidget(gate.looks_bar())
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(PlainLabel(_("Already using Banso?"), "label", tone="text2"))
        self.restore = Button(_("Restore from a back-up"), kind="link")
        self.restore.setAutoDefault(True)
        self.restore.clicked.connect(self.restore_wanted)
        foot.addWidget(self.restore)
        foot.addStretch(1)
        self.whole.addLayout(foot)

    def first_focus(self) -> QWidget:
        """The nearest way in."""
        return self.samples


def _card(icon: str, time: str, title: str, words: str, button: Button) -> QFrame:
    card = Card()
    card.setAccessibleName(title)
    card.body.setContentsMargins(22, 22, 22, 20)
    card.body.setSpacing(0)
    head = QHBoxLayout()
    head.addWidget(IconView(icon, 26, "accent_text"))
    head.addStretch(1)
    head.addWidget(pill_view(Pill(time)))
    card.body.addLayout(head)
    card.body.addSpacing(16)
    card.body.addWidget(PlainLabel(title, "subtitle", wrap=True))
    card.body.addSpacing(6)
    about = PlainLabel(words, tone="text2", wrap=True)
    about.setMinimumHeight(about.fontMetrics().lineSpacing() * 3)
    about.setAlignment(Qt.AlignmentFlag.AlignTop)
    room = QVBoxLayout()
    room.addWidget(about)
    card.body.addLayout(room, 1)
    card.body.addSpacing(16)
    card.body.addWidget(button)
    return card
