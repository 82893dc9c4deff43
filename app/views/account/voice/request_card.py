"""The request that is chosen: its words, area, day, person and money to write in, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.language import _, keyed
from app.operations.voice.rows import RequestRow
from app.views.account.editor_card import EditorCard
from app.views.account.voice.parts import beside, flowing
from app.views.account.voice.words import amount_text, place_words, stake_words
from app.views.account.words import near_day
from app.views.handover.growing_text import GrowingText
from app.views.widgets.autosave import Save
from app.views.widgets.buttons import Button
from app.views.widgets.card import rule
from app.views.widgets.choices import ComboBox
from app.views.widgets.fields import DayField, LineField, ListField, captioned
from app.views.widgets.labels import PlainLabel


class RequestCard(EditorCard):
    """Filled by `show_one`. A signal for each thing to do; `finished` on Escape and Enter."""

    shipped = Signal()
    told = Signal()
    closed = Signal()
    reopened = Signal()
    removed = Signal()
    touchpoint_wanted = Signal(str)

    def __init__(self, save: Save, today: date, parent: QWidget | None = None) -> None:
        super().__init__(_("Request"), save, parent)
        self.words = GrowingText(_("In the customer’s words"))
        self.area = ListField(_("Product area"))
        self.raised = DayField(_("Raised on"), today, backward=True)
        self.person = ComboBox(_("Raised by"))
        self.person.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.amount = LineField(_("Money at stake"))
        self.amount.setPlaceholderText(_("what the accounts pay a year"))
        self._stake = PlainLabel("", "label", tone="text2", wrap=True)
        self._story = PlainLabel("", "label", tone="text2", wrap=True)
        self.where = Button(_("Open the touchpoint"), kind="link")
        self._touchpoint = ""
        self.ship = Button(_("Mark as shipped"), icon="send", kind="primary")
        self.tell_all = Button(_("All told"), icon="check", kind="primary")
        self.close_it = Button(_("Close the request"), icon="archive")
        self.reopen = Button(_("Open again"), icon="undo-2")
        self.remove = Button(_("Remove"), icon="trash-2", kind="quiet")
        self._build()
        self._connect()

    def _build(self) -> None:
        self.body.addLayout(captioned(_("In the customer’s words"), self.words))
        self.body.addLayout(beside(captioned(_("Product area"), self.area), captioned(_("Raised on"), self.raised)))
        self.body.addLayout(beside(captioned(_("Raised by"), self.person), captioned(_("Money at stake"), self.amount)))
        self.body.addWidget(self._stake)
        self.body.addWidget(rule())
        self.body.addWidget(self._story)
        self.body.addWidget(self.where)
        self.body.addWidget(flowing(self.ship, self.tell_all, self.reopen, self.close_it, self.remove))

    def _connect(self) -> None:
        self.words.written.connect(lambda words: self._put("words", words))
        self.area.written.connect(lambda area: self._put("area", area))
        self.area.completer().activated.connect(lambda area: self._put("area", area))
        self.amount.written.connect(lambda amount: self._put("amount", amount))
        self.raised.chosen.connect(lambda day: self.autosave.put_now("raised_on", day))
        self.person.activated.connect(lambda _at: self.autosave.put_now("person_id", self.person.currentData()))
        for field in (self.words, self.area, self.amount):
            field.left.connect(self.autosave.flush)
        for line in (self.area, self.amount):
            line.returnPressed.connect(self.finish)
        self.where.clicked.connect(lambda: self.touchpoint_wanted.emit(self._touchpoint))
        for button, signal in (
            (self.ship, self.shipped),
            (self.tell_all, self.told),
            (self.close_it, self.closed),
            (self.reopen, self.reopened),
            (self.remove, self.removed),
        ):
            button.clicked.connect(signal)

    def _put(self, field: str, value: str) -> None:
        if self.row_id:
            self.autosave.put(field, value)

    def know(self, areas: Sequence[str], people: Sequence[tuple[str, str]]) -> None:
        """Complete areas with these, and choose among these people."""
        self.area.know(areas)
        self.person.clear()
        self.person.addItem(_("Nobody named"), "")
        for person_id, name in people:
            self.person.addItem(name, person_id)

    def show_one(self, one: RequestRow, today: date, here: str) -> None:
        """Show another request, or the same as it is now; what is being written stays. `here` is the tab's account."""
        if one.id != self.row_id:
            self.autosave.flush()
            self.autosave.drop()
            self.mark.say("")
        self.row_id = one.id
        self.words.show_text(one.words)
        self.area.show_text(one.area)
        self.amount.show_text(amount_text(one.amount))
        self.raised.show_day(one.raised_on)
        if one.person_id is not None and self.person.findData(one.person_id) < 0:
            self.person.addItem(one.person, one.person_id)
        self.person.setCurrentIndex(max(self.person.findData(one.person_id or ""), 0))
        self._stake.setText(stake_words(one))
        self._story.setText(_story(one, today))
        self._touchpoint = one.touchpoint_id or ""
        self.where.setVisible(bool(self._touchpoint) and one.account_id == here)
        self.ship.setVisible(one.state == "open")
        self.tell_all.setVisible(one.state == "shipped")
        self.close_it.setVisible(one.state in ("open", "told"))
        self.reopen.setVisible(one.state != "open")

    def begin(self) -> None:
        """Go to the words."""
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.words.end()


def _story(one: RequestRow, today: date) -> str:
    said = [keyed("request.state", one.state), place_words(one)]
    if one.shipped_on is not None:
        said.append(_("shipped {day}", day=near_day(one.shipped_on, today)))
    if one.closed_on is not None:
        said.append(_("closed {day}", day=near_day(one.closed_on, today)))
    return " · ".join(part for part in said if part)
