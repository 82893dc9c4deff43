"""What goes out to the customer: the sheet as they will read it, what is left out, and the buttons that write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import _, number
from app.operations.plans.rows import PlanPage
from app.views.plans.preview import Preview
from app.views.plans.switch import Switch
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from app.reports.plan_content import PlanContent


class CustomerCard(Card):
    """`amended(field, yes)` by a switch, `export_wanted(suffix)` and `changes_wanted` by the buttons."""

    amended = Signal(str, bool)
    export_wanted = Signal(str)
    changes_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("What the customer sees"), parent)
        self.head.addWidget(PlainLabel(_("Preview"), "caption", tone="text2"))
        self.preview = Preview()
        self.notes = Switch(_("Leave out internal notes"), _("always left out"), locked=True)
        self.score = Switch(_("Leave out the health score"))
        self.names = Switch(_("Show the names of our owners"))
        self.export = Button(_("Write HTML"), kind="primary", icon="share-2")
        self.changes = Button(_("See changes"))
        self.body.addWidget(self.preview)
        self.body.addSpacing(2)
        for switch in (self.notes, self.score, self.names):
            self.body.addWidget(switch)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.export)
        buttons.addWidget(self.changes)
        buttons.addStretch(1)
        self.body.addSpacing(2)
        self.body.addLayout(buttons)
        # What a person clicks, not what is shown: `toggled` would write back what was just read.
        self.score.clicked.connect(lambda on: self.amended.emit("shows_score", not on))
        self.names.clicked.connect(lambda on: self.amended.emit("shows_our_names", on))
        self.export.clicked.connect(lambda: self.export_wanted.emit(".html"))
        self.changes.clicked.connect(self.changes_wanted)

    def show_page(self, page: PlanPage, content: PlanContent) -> None:
        """Show what goes out today."""
        self.preview.show_content(content)
        self.score.setChecked(not page.shows_score)
        self.names.setChecked(page.shows_our_names)
        changed = _("See changes")
        self.changes.setText(f"{changed} {number(page.changes)}" if page.changes else changed)
        self.changes.setEnabled(bool(page.versions))
        self.changes.setToolTip(
            "" if page.versions else _("There is nothing to compare with before the first file went out")
        )
