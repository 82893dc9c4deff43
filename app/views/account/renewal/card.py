"""The card of the renewals of an account: notice first, the customer's intent, the forecast and the outcome."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.language import _, day
from app.operations.account_page import AccountPage
from app.operations.contract_terms import amend_contract, columns_of, restore_terms
from app.operations.money.renewal_card import Renewal, Stands, renewals_of
from app.views.account.edit import values
from app.views.account.edit.face import PAD
from app.views.account.edit.fields_card import FieldsCard
from app.views.account.renewal import words
from app.views.account.renewal.call_sheet import CallSheet
from app.views.account.renewal.calls_part import CallsPart
from app.views.account.renewal.outcome_sheet import OutcomeSheet
from app.views.commands import Command
from app.views.page import Host
from app.views.row_table import plain_tip
from app.views.settings.model.sheet import Sheet
from app.views.widgets.buttons import Button
from app.views.widgets.card import rule
from app.views.widgets.choices import ComboBox
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Workspace


class RenewalCard(FieldsCard):
    """The contract that is late or next to end, and those after it to choose; not shown where there is none."""

    entity = "contract"

    def __init__(self, workspace: Workspace, host: Host) -> None:
        super().__init__(_("Renewal and notice"), workspace, host, across=2)
        self._renewals: tuple[Renewal, ...] = ()
        self._today = date.min
        self.which = ComboBox(_("Contract"))
        self.which.activated.connect(lambda _at: self._turn())
        self.which.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clock = PlainLabel("", "bodyStrong", wrap=True)
        self._how = PlainLabel("", "label", tone="text2", wrap=True)
        self.body.insertLayout(1, _lines(self.which, self.clock, self._how))
        self.add("notice", _("Notice term"), hint=_("1m or 30d"))
        self.add("intent_on", _("Intent confirmed on"), hint=_("11/20, yesterday"))
        self.add("intent_by", _("Confirmed by"))
        self.add("intent_how", _("Confirmed in"), choices=values.hows)
        self.add("approval_due", _("Approval due"), hint=_("11/20, end of month"))
        self.add("budget_due", _("Budget closes"), hint=_("11/20, end of month"))
        self.calls = CallsPart()
        self.calls.wanted.connect(self.ask_call)
        self._decided = PlainLabel("", "body", wrap=True)
        self._reasons = PlainLabel("", "label", tone="text2", wrap=True)
        self._seen = PlainLabel("", "label", tone="text2", wrap=True)
        self.record = Button(_("Record the outcome"), kind="quiet", icon="pencil")
        self.record.clicked.connect(self.ask_outcome)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel(_("Outcome"), "caption", tone="text2"))
        head.addStretch(1)
        head.addWidget(self.record)
        ended = _lines(self._decided, self._reasons, self._seen)
        ended.insertLayout(0, head)
        self._rule = rule()
        self.body.addWidget(self._rule)
        self.body.addLayout(_lines(self.calls))
        self.body.addWidget(rule())
        self.body.addLayout(ended)

    # What is shown

    def show_account(self, page: AccountPage, today: date) -> None:
        """Show the renewals of an account; fields being edited keep what is written in them."""
        self._today = today
        self._renewals = self._workspace.read(renewals_of, page.id, today=today)
        at = next((n for n, one in enumerate(self._renewals) if one.contract.id == self.row_id), 0)
        self.which.clear()
        for one in self._renewals:
            self.which.addItem(words.contract(one, today), one.contract.id)
        self.which.setVisible(len(self._renewals) > 1)
        self.setVisible(bool(self._renewals))
        self.which.setCurrentIndex(at if self._renewals else -1)
        self.which.setToolTip(plain_tip(self.which.currentText()))
        self._show()

    def renewal(self) -> Renewal | None:
        """Return the renewal that is shown."""
        at = self.which.currentIndex()
        return self._renewals[at] if 0 <= at < len(self._renewals) else None

    def choose(self, contract_id: str) -> None:
        """Show the renewal of a contract, where it is one of those to choose."""
        at = self.which.findData(contract_id)
        if at >= 0:
            self.which.setCurrentIndex(at)
            self._turn()

    def _turn(self) -> None:
        self.which.setToolTip(plain_tip(self.which.currentText()))
        self.settle()
        self._show()

    def _show(self) -> None:
        one = self.renewal()
        if one is None or one.contract.id != self.row_id:
            self.settle()
        self.row_id = one.contract.id if one is not None else None
        if one is None:
            return
        said, tone = words.clock(one, self._today)
        self.clock.setText(said)
        self.clock.set_tone(tone)
        self._how.setText(words.how(one))
        self._how.setVisible(bool(self._how.text()))
        self._show_terms(one)
        self.calls.show_calls(one, self._today)
        self.calls.make.setVisible(one.stands is not Stands.ENDED)
        for part in (self._rule, self.calls):
            part.setVisible(one.stands is not Stands.ENDED or bool(one.calls))
        self._decided.setText(words.decided(one))
        self._reasons.setText(words.reasons(one.decision))
        self._seen.setText(words.seen(one.decision))
        for label in (self._reasons, self._seen):
            label.setVisible(bool(label.text()))

    def _show_terms(self, one: Renewal) -> None:
        contract, show = one.contract, self.fields
        value, unit = contract.notice_value, contract.notice_unit
        show["notice"].show_value(
            values.notice_words(value, unit), values.notice_said(value, unit), empty=_("1 month, assumed")
        )
        for key, on in (
            ("intent_on", contract.intent_on),
            ("approval_due", contract.approval_due),
            ("budget_due", contract.budget_due),
        ):
            show[key].show_value(day(on) if on is not None else "", empty=_("not yet") if key == "intent_on" else "—")
        show["intent_by"].show_value(contract.intent_by)
        show["intent_how"].show_value(values.how_words(contract.intent_how), contract.intent_how)
        for field in show.values():
            field.setVisible(one.stands is not Stands.ENDED)

    # What a person does

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done with the renewal that is shown."""
        one = self.renewal()
        if one is None:
            return ()
        record = Command(
            "record_outcome", _("Record the outcome of the renewal"), act=self.ask_outcome, icon="handshake"
        )
        if one.stands is Stands.ENDED:
            return (record,)
        return (Command("call_renewal", _("Make a forecast call"), act=self.ask_call, icon="trending-up"), record)

    def ask_call(self) -> None:
        """Open the sheet of a forecast call."""
        one = self.renewal()
        if one is not None and one.stands is not Stands.ENDED:
            about = words.contract(one, self._today)
            sheet = CallSheet(
                self.window(), self._workspace, one.contract.id, about, one.mrr, one.currency, one.call
            )  # fmt: skip
            self._open(sheet, _("The call is written down"))

    def ask_outcome(self) -> None:
        """Open the sheet of the outcome."""
        one = self.renewal()
        if one is not None:
            self._open(OutcomeSheet(self.window(), self._workspace, one), _("The outcome is written down"))

    def _open(self, sheet: Sheet, done: str) -> None:
        before = self._workspace.last_change
        sheet.accepted.connect(partial(self._done, before, done))
        sheet.show_sheet()

    def _done(self, before: str | None, words_of: str) -> None:
        made = self._workspace.last_change
        if made is not None and made != before:
            self._host.toast(words_of, lambda: self._host.take_back(made))

    # How a field is written

    def columns(self, key: str) -> tuple[str, ...]:
        """Return the columns of a term: notice has two."""
        return columns_of(key)

    def write(self, key: str, said: str) -> None:
        """Write a term of the contract."""
        self._workspace.write(amend_contract, self.row_id, key, said, today=self._workspace.clock.today())

    def write_back(self, key: str, value: object) -> None:
        """Write what a term was once."""
        several = value if isinstance(value, tuple) else (value,)
        self._workspace.write(restore_terms, self.row_id, dict(zip(self.columns(key), several, strict=True)))


def _lines(*widgets: QWidget) -> QVBoxLayout:
    """Return parts below each other, in line with the heading."""
    column = QVBoxLayout()
    column.setContentsMargins(PAD, 0, PAD, 0)
    column.setSpacing(1)
    for widget in widgets:
        column.addWidget(widget)
    return column
