"""The promise that is chosen: its words, side and person to write in, its story, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import _, day, name_of
from app.operations.promises import PromiseFull
from app.views.account.editor_card import EditorCard
from app.views.account.flow import FlowLayout
from app.views.account.promises.words import LATER, OPEN, customer, moved, state_of, when
from app.views.account.words import near_day
from app.views.widgets.autosave import Save
from app.views.widgets.buttons import Button
from app.views.widgets.card import rule
from app.views.widgets.choices import CheckBox
from app.views.widgets.fields import LineField, ListField, captioned
from app.views.widgets.labels import PlainLabel
from app.views.widgets.segmented import SegmentedControl
from app.vocabulary import Side


class PromiseEditor(EditorCard):
    """Filled by `show_one`, then `turned(id)`. A signal for each thing to do; `finished` on Escape and Enter."""

    kept = Signal()
    later = Signal()
    due_wanted = Signal()
    dropped = Signal()
    reopened = Signal()
    turned = Signal(str)

    def __init__(self, save: Save, parent: QWidget | None = None) -> None:
        super().__init__(_("Promise"), save, parent)
        self.text = LineField(_("What is promised"))
        self.side = SegmentedControl([(str(side), name_of(side)) for side in Side], _("Whose promise"))
        self.who = ListField(_("Who"))
        self.shown = CheckBox(_("The customer may read it in a review"))
        self._due = PlainLabel("", "body", wrap=True)
        self._story = PlainLabel("", "label", tone="text2", wrap=True)
        self.keep = Button(_("Mark as kept"), icon="check", kind="primary")
        self.put_off = Button(_("Later"), icon="clock")
        self.move_due = Button(_("Move due date"), icon="calendar")
        self.drop = Button(_("Drop"), icon="x")
        self.reopen = Button(_("Open again"), icon="undo-2")
        self._build()
        self.text.written.connect(lambda text: self._put("text", text))
        self.who.written.connect(lambda who: self._put("who", who))
        self.who.completer().activated.connect(lambda who: self._put("who", who))
        self.text.left.connect(self.autosave.flush)
        self.who.left.connect(self.autosave.flush)
        self.side.chosen.connect(lambda side: self.autosave.put_now("side", side))
        self.shown.clicked.connect(lambda on: self.autosave.put_now("shown", on))
        for field in (self.text, self.who):
            field.returnPressed.connect(self.finish)
        for button, signal in (
            (self.keep, self.kept),
            (self.put_off, self.later),
            (self.move_due, self.due_wanted),
            (self.drop, self.dropped),
            (self.reopen, self.reopened),
        ):
            button.clicked.connect(signal)

    def _build(self) -> None:
        self.body.addLayout(captioned(_("What is promised"), self.text))
        side = QHBoxLayout()
        side.addWidget(self.side)
        side.addStretch(1)
        self.body.addLayout(side)
        self.body.addLayout(captioned(_("Who"), self.who))
        self.body.addWidget(self.shown)
        self.body.addWidget(rule())
        self.body.addWidget(self._due)
        self.body.addWidget(self._story)
        acts = QWidget()
        flow = FlowLayout(8, 8, acts)
        for button in (self.keep, self.reopen, self.put_off, self.move_due, self.drop):
            flow.addWidget(button)
        policy = acts.sizePolicy()
        policy.setHeightForWidth(True)
        acts.setSizePolicy(policy)
        self.body.addWidget(acts)

    def _put(self, field: str, value: str) -> None:
        if self.row_id:
            self.autosave.put(field, value)

    def know(self, people: Sequence[str]) -> None:
        """Complete names with these."""
        self.who.know(people)

    def show_one(self, one: PromiseFull, today: date) -> None:
        """Show another promise, or the same as it is now; what is being written stays."""
        if one.row.id != self.row_id:
            self.autosave.flush()
            self.autosave.drop()
            self.mark.say("")
        self.row_id = one.row.id
        self.text.show_text(one.row.text)
        self.who.show_text(one.row.who)
        self.side.choose(str(one.row.side))
        self.shown.setChecked(one.shown)
        # What is between us alone is never in a review.
        self.shown.setVisible(one.row.side is not Side.INTERNAL)
        state = state_of(one, today)
        still_open = state in (OPEN, LATER)
        self._due.setText(f"{_('Due')} {when(one, today)}" if still_open else when(one, today))
        self._story.setText("\n".join(_story(one, today)))
        for button in (self.keep, self.put_off, self.move_due, self.drop):
            button.setVisible(still_open)
        self.put_off.setVisible(state == OPEN)
        self.reopen.setVisible(state != OPEN)
        self.reopen.setText(_("Show now") if state == LATER else _("Open again"))
        self.turned.emit(one.row.id)

    def begin(self) -> None:
        """Go to the words."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)


def _story(one: PromiseFull, today: date) -> list[str]:
    lines = [_("Made {day}", day=day(one.made_on))]
    if one.first_due is not None:
        lines[0] += " · " + _("first due {day}", day=day(one.first_due))
    for move in one.moves:
        new = near_day(move.new, today) if move.new is not None else _("no date")
        old = near_day(move.old, today) if move.old is not None else _("no date")
        lines.append(_("{on}: {old} → {new}", on=near_day(move.on, today), old=old, new=new))
    if moved(one, today) and customer(one):
        lines.append(customer(one))
    return lines
