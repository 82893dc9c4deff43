"""The renewal of the contract in force: notice, the customer's intent, and their own dates before it."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout

from app.language import _, day
from app.operations.account_page import AccountPage
from app.operations.contract_terms import amend_contract, columns_of, restore_terms
from app.views.account import words
from app.views.account.edit import values
from app.views.account.edit.face import PAD
from app.views.account.edit.fields_card import FieldsCard
from app.views.page import Host
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Workspace


class RenewalCard(FieldsCard):
    """The terms of the contract that is next to end; not shown where none is in force."""

    entity = "contract"

    def __init__(self, workspace: Workspace, host: Host) -> None:
        super().__init__(_("Renewal and notice"), workspace, host, across=2)
        self._when = PlainLabel("", "body", wrap=True)
        self._how = PlainLabel("", "label", tone="text2", wrap=True)
        said = QVBoxLayout()
        said.setContentsMargins(PAD, 0, PAD, 0)
        said.setSpacing(1)
        said.addWidget(self._when)
        said.addWidget(self._how)
        self.body.insertLayout(1, said)
        self.add("notice", _("Notice term"), hint=_("1m or 30d"))
        self.add("intent_on", _("Intent confirmed on"), hint=_("11/20, yesterday"))
        self.add("intent_by", _("Confirmed by"))
        self.add("intent_how", _("Confirmed in"), choices=values.hows)
        self.add("approval_due", _("Approval due"), hint=_("11/20, end of month"))
        self.add("budget_due", _("Budget closes"), hint=_("11/20, end of month"))

    def show_account(self, page: AccountPage, today: date) -> None:
        """Show the terms; fields being edited keep what is written in them."""
        contract = page.contract
        if contract is None or contract.id != self.row_id:
            self.settle()
        self.row_id = contract.id if contract is not None else None
        self.setVisible(contract is not None)
        if contract is None:
            return
        self._when.setText(words.renewal(page, today))
        self._how.setText(
            _("Renews by itself unless notice is given") if contract.auto_renew else _("Ends unless it is renewed")
        )
        show = self.fields
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
