"""The head of a hand-over sheet: whose account it is, from whom to whom, and how many questions are open."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QVBoxLayout, QWidget

from app.language import _, day, ngettext
from app.operations.handovers import HandoverSheet
from app.views import theme as themes
from app.views.account.flow import FlowLayout
from app.views.paint.pill import Pill
from app.views.widgets.autosave import Autosave, SavedMark
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.fields import DayField, LineField, captioned
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.painted import Painted, pill_view
from app.views.widgets.segmented import SegmentedControl


class Head(QWidget):
    """`accepted` and `restarted` and `exported` for its buttons; fields go to the autosave it is given."""

    accepted = Signal()
    restarted = Signal()
    exported = Signal()

    def __init__(self, autosave: Autosave, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._autosave = autosave
        self._name = ElidedLabel("", "title")
        self._open = QHBoxLayout()
        self._pill: Painted | None = None
        self.export_button = Button(_("Write as a file…"), icon="download")
        self.export_button.clicked.connect(self.exported)
        self.accept_button = Button(_("Accept the account"), kind="primary", icon="handshake")
        self.accept_button.clicked.connect(self.accepted)
        self.again_button = Button(_("Hand over to the next"), icon="send")
        self.again_button.clicked.connect(self.restarted)
        self.kind = SegmentedControl(
            [("sales", _("Sales → CSM")), ("csm", _("CSM → CSM"))], _("Kind of handover"), "sales"
        )
        self.kind.chosen.connect(lambda key: autosave.put_now("kind", key))
        self.given_by = LineField(_("Handed over by"))
        self.given_by.written.connect(lambda text: autosave.put("given_by", text))
        self.given_by.left.connect(autosave.flush)
        self.taken_by = LineField(_("Handed over to"))
        self._names = QStringListModel(self)
        names = QCompleter(self._names, self)
        names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.taken_by.setCompleter(names)
        # Half a name is another name: kept when the field is left, not at each key.
        self.taken_by.editingFinished.connect(self._take)
        self.handed_on = DayField(_("Handed on"), today, backward=True)
        self.handed_on.chosen.connect(lambda on: autosave.put_now("handed_on", on))
        self._state = PlainLabel("", "label", tone="text2")
        self._shown_to = ""
        self._build(SavedMark(autosave))

    def _build(self, mark: SavedMark) -> None:
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self._name)
        first.addLayout(self._open)
        first.addStretch(1)
        for button in (self.export_button, self.again_button, self.accept_button):
            first.addWidget(button)
        card = Card()
        holder = QWidget()
        flow = FlowLayout(18, 10, holder)
        policy = holder.sizePolicy()
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        wide = themes.current().px
        for caption, field, width in (
            (_("Handed over by"), self.given_by, 190),
            (_("Handed over to"), self.taken_by, 190),
            (_("Handed on"), self.handed_on, 150),
        ):
            field.setMinimumWidth(wide(width))
            flow.addWidget(_held(captioned(caption, field)))
        kind = QVBoxLayout()
        kind.setSpacing(2)
        kind.addWidget(PlainLabel(_("Kind of handover"), "caption", tone="text2"))
        kind.addWidget(self.kind)
        flow.addWidget(_held(kind))
        card.body.addWidget(holder)
        below = QHBoxLayout()
        below.addWidget(self._state)
        below.addStretch(1)
        below.addWidget(mark)
        card.body.addLayout(below)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(first)
        whole.addWidget(card)

    def show_sheet(self, sheet: HandoverSheet, names: Sequence[str]) -> None:
        """Show a sheet; what somebody is writing is left alone."""
        self.setAccessibleName(sheet.account)
        self._name.setText(sheet.account)
        self._say_open(sheet.open_count)
        self._names.setStringList(list(names))
        self.kind.choose(sheet.kind)
        if not self._autosave.waits_for("given_by"):
            self.given_by.show_text(sheet.given_by)
        self._shown_to = sheet.taken_by
        self.taken_by.show_text(sheet.taken_by)
        self.handed_on.show_day(sheet.handed_on)
        settled = sheet.accepted_on is not None
        self.accept_button.setVisible(not settled)
        self.again_button.setVisible(settled)
        words = _("Holder now: {name}", name=sheet.owner) if sheet.owner else _("Nobody holds the account yet")
        if sheet.accepted_on is not None:
            words = _("Accepted on {day} · holder now: {name}", day=day(sheet.accepted_on), name=sheet.owner or "—")
        self._state.setText(words)

    def _say_open(self, count: int) -> None:
        if self._pill is not None:
            self._open.removeWidget(self._pill)
            self._pill.hide()
            self._pill.deleteLater()
        words = ngettext("{n} question open", "{n} questions open", count) if count else _("No question open")
        self._pill = pill_view(Pill(words, "watch" if count else "good"))
        self._open.addWidget(self._pill)

    def _take(self) -> None:
        said = self.taken_by.text().strip()
        if said != self._shown_to:
            self._shown_to = said
            self._autosave.put_now("taken_by", said)


def _held(column: QVBoxLayout) -> QWidget:
    holder = QWidget()
    column.setContentsMargins(0, 0, 0, 0)
    holder.setLayout(column)
    return holder
