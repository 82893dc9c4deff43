"""The lead that is chosen: its signal, where it comes from, its three gates, its amount and its next step."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import _, name_of
from app.operations.voice.rows import LeadRow
from app.views.account.editor_card import EditorCard
from app.views.account.voice.parts import beside, flowing
from app.views.account.voice.words import amount_text
from app.views.account.words import near_day
from app.views.widgets.autosave import Save
from app.views.widgets.buttons import Button
from app.views.widgets.card import rule
from app.views.widgets.choices import ComboBox
from app.views.widgets.fields import LineField, captioned
from app.views.widgets.labels import PlainLabel
from app.views.widgets.segmented import SegmentedControl
from app.vocabulary import Gate, LeadOrigin

_YES, _NO, _OPEN = "yes", "no", ""
_ANSWERS = {_YES: True, _NO: False, _OPEN: None}


class LeadCard(EditorCard):
    """Filled by `show_one`. `judged(gate, yes/no/None)`, `stepped(step)`; `finished` on Escape and Enter."""

    judged = Signal(object, object)
    stepped = Signal(str)
    reopened = Signal()
    removed = Signal()

    def __init__(self, save: Save, parent: QWidget | None = None) -> None:
        super().__init__("CSQL", save, parent)
        self.signal = LineField(_("What hints at the lead"))
        self.origin = ComboBox(_("Where the lead comes from"))
        for origin in LeadOrigin:
            self.origin.addItem(name_of(origin), str(origin))
        self.amount = LineField(_("Amount a year"))
        self.gates = {gate: _gate(gate) for gate in Gate}
        self._story = PlainLabel("", "label", tone="text2", wrap=True)
        self.submit = Button(_("Submit"), icon="send", kind="primary")
        self.accept = Button(_("Mark as accepted"), icon="check", kind="primary")
        self.win = Button(_("Mark as won"), icon="trophy", kind="primary")
        self.lose = Button(_("Mark as lost"), icon="x")
        self.reopen = Button(_("One step back"), icon="undo-2")
        self.remove = Button(_("Remove"), icon="trash-2", kind="quiet")
        self._build()
        self._connect()

    def _build(self) -> None:
        self.body.addLayout(captioned(_("What hints at the lead"), self.signal))
        origin = captioned(_("Where the lead comes from"), self.origin)
        self.body.addLayout(beside(origin, captioned(_("Amount a year"), self.amount)))
        self.body.addWidget(rule())
        for gate, choice in self.gates.items():
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(PlainLabel(name_of(gate), "body"), 1)
            line.addWidget(choice)
            self.body.addLayout(line)
        self.body.addWidget(rule())
        self.body.addWidget(self._story)
        acts = (self.submit, self.accept, self.win, self.lose, self.reopen, self.remove)
        self.body.addWidget(flowing(*acts))

    def _connect(self) -> None:
        self.signal.written.connect(lambda text: self._put("signal", text))
        self.amount.written.connect(lambda text: self._put("amount", text))
        self.origin.activated.connect(lambda _at: self.autosave.put_now("origin", self.origin.currentData()))
        for line in (self.signal, self.amount):
            line.left.connect(self.autosave.flush)
            line.returnPressed.connect(self.finish)
        for gate, choice in self.gates.items():
            choice.chosen.connect(lambda key, gate=gate: self.judged.emit(gate, _ANSWERS[key]))
        for button, step in (
            (self.submit, "submitted"),
            (self.accept, "accepted"),
            (self.win, "won"),
            (self.lose, "lost"),
        ):
            button.clicked.connect(lambda _on=False, step=step: self.stepped.emit(step))
        self.reopen.clicked.connect(self.reopened)
        self.remove.clicked.connect(self.removed)

    def _put(self, field: str, value: str) -> None:
        if self.row_id:
            self.autosave.put(field, value)

    def show_one(self, one: LeadRow, today: date) -> None:
        """Show another lead, or the same as it is now; what is being written stays."""
        if one.id != self.row_id:
            self.autosave.flush()
            self.autosave.drop()
            self.mark.say("")
        self.row_id = one.id
        self.signal.show_text(one.signal)
        self.amount.show_text(amount_text(one.amount))
        self.origin.setCurrentIndex(max(self.origin.findData(str(one.origin)), 0))
        for gate, choice in self.gates.items():
            answer = one.gates.get(gate)
            choice.choose(_OPEN if answer is None else _YES if answer else _NO)
        self._story.setText(_story(one, today))
        self._story.setVisible(bool(self._story.text()))
        self.submit.setVisible(one.state == "found")
        self.accept.setVisible(one.state == "submitted")
        self.win.setVisible(one.state == "accepted")
        self.lose.setVisible(one.state in ("submitted", "accepted"))
        self.reopen.setVisible(one.state != "found")

    def begin(self) -> None:
        """Go to the signal."""
        self.signal.setFocus(Qt.FocusReason.OtherFocusReason)


def _gate(gate: Gate) -> SegmentedControl:
    name = _("Gate: {name}", name=name_of(gate))
    return SegmentedControl([(_YES, _("Yes")), (_NO, _("No")), (_OPEN, _("Not judged"))], name)


def _story(one: LeadRow, today: date) -> str:
    steps = (
        (_("submitted {day}"), one.submitted_on),
        (_("accepted {day}"), one.accepted_on),
        (_("won {day}"), one.won_on),
        (_("lost {day}"), one.lost_on),
    )
    return " · ".join(words.format(day=near_day(day, today)) for words, day in steps if day is not None)
