"""The touchpoint that is chosen, as it is read: its note in full, and everything else that is known of it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.clock import Clock
from app.language import _, name_of, number
from app.operations.touchpoints import TouchpointRow
from app.views.account.touchpoints.delegate import ICONS
from app.views.account.touchpoints.sieve import feeling
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.fields import day_with_weekday
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel
from app.views.widgets.note_view import NoteView


class Reader(Card):
    """Filled by `show_row`, then `turned(id)`. `edit_wanted`, `held` (it took place), `mail_wanted`, `removed`."""

    edit_wanted = Signal()
    held = Signal()
    mail_wanted = Signal()
    removed = Signal()
    turned = Signal(str)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._clock = clock
        self._top = QWidget()
        self.note = NoteView(_("Note"))
        self._facts = QWidget()
        self.edit = Button(_("Edit"), icon="pencil")
        self.hold = Button(_("It took place"), icon="check")
        self.mail = Button(_("Thank-you mail"), icon="send")
        self.remove = Button(name=_("Remove"), kind="quiet", icon="trash-2")
        self.edit.clicked.connect(self.edit_wanted)
        self.hold.clicked.connect(self.held)
        self.mail.clicked.connect(self.mail_wanted)
        self.remove.clicked.connect(self.removed)
        self.body.addWidget(self._top)
        self.body.addWidget(self.note)
        self._rule = rule()
        self.body.addWidget(self._rule)
        self.body.addWidget(self._facts)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 4, 0, 0)
        buttons.addWidget(self.edit)
        buttons.addWidget(self.hold)
        buttons.addWidget(self.mail)
        buttons.addStretch(1)
        buttons.addWidget(self.remove)
        self.body.addLayout(buttons)

    def show_row(self, row: TouchpointRow) -> None:
        """Show another touchpoint."""
        self.setAccessibleName(f"{name_of(row.kind)} {day_with_weekday(row.date)}")
        self.note.show_note(row.body)
        self.hold.setVisible(row.planned)
        self.mail.setVisible(may_thank(row))
        self._top = self._exchange(self._top, self._head(row))
        facts = self._known(row)
        self._rule.setVisible(bool(facts))
        self._facts = self._exchange(self._facts, _grid(facts))
        self.turned.emit(row.id)

    def _exchange(self, old: QWidget, new: QWidget) -> QWidget:
        self.body.replaceWidget(old, new)
        old.hide()
        old.deleteLater()
        new.show()
        return new

    def _head(self, row: TouchpointRow) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(IconView(ICONS[row.kind], 16))
        line.addWidget(PlainLabel(name_of(row.kind), "bodyStrong"))
        line.addStretch(1)
        said = day_with_weekday(row.date)
        if row.at is not None:
            said += f" {row.at.astimezone(ZoneInfo(self._clock.zone)):%H:%M}"
        line.addWidget(PlainLabel(said, "label", tone="text2"))
        return made

    def _known(self, row: TouchpointRow) -> list[tuple[str, str]]:
        way = _("Both ways") if row.two_way else _("One way")
        facts = [
            (_("People"), _(", ").join(row.people)),
            (_("Tags"), " ".join(f"#{tag}" for tag in row.tags)),
            (_("Conversation"), way),
            (_("How it went"), feeling(row.sentiment)),
            (_("Purpose"), name_of(row.purpose) if row.purpose is not None else ""),
            (_("Length"), _("{n} min", n=number(row.minutes)) if row.minutes is not None else ""),
            (_("Customer"), _("May be shown to the customer") if row.shown else ""),
            (_("Written by"), row.by),
        ]
        return [(caption, text) for caption, text in facts if text]


def may_thank(row: TouchpointRow) -> bool:
    """Tell whether a touchpoint is one to thank for: people have talked, and that is over."""
    return not row.planned and row.kind.two_way


def _grid(facts: list[tuple[str, str]]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for at, (caption, text) in enumerate(facts):
        grid.addWidget(PlainLabel(caption, "label", tone="text2"), at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(PlainLabel(text, "label", wrap=True), at, 1)
    return made
