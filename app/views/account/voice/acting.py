"""What is done to requests, leads and answers from the voice tab: one operation each, said with its way back."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from app.language import _
from app.operations.voice import answers, leads, requests
from app.operations.voice.rows import AnswerRow, LeadRow, RequestRow
from app.views.account.acts import Acts
from app.views.account.voice.words import Arrived, Row, arrived
from app.views.page import Host
from app.views.workspace import Workspace
from app.vocabulary import Gate, LeadOrigin

_NEXT = {"found": "submitted", "submitted": "accepted", "accepted": "won"}


class VoiceActs(Acts):
    """Acts of `widget`; `today` is the day on which everything happens."""

    def __init__(self, widget: QWidget, workspace: Workspace, host: Host) -> None:
        super().__init__(widget, workspace, host)
        self.today: date = workspace.clock.today()

    def next_step(self, row: Row) -> None:
        """Take it a step further: shipped, told, closed; submitted, accepted, won; followed up."""
        if isinstance(row, RequestRow):
            self._next_of_request(row)
        elif isinstance(row, LeadRow) and row.state in _NEXT:
            self.step(row.id, _NEXT[row.state])
        elif isinstance(row, Arrived):
            self.lead_of(row)
        elif isinstance(row, AnswerRow) and row.followed_on is None:
            self.follow(row, yes=True)

    def _next_of_request(self, row: RequestRow) -> None:
        if row.state == "open":
            self.do(_("Marked as shipped"), requests.ship_request, row.id, on=self.today)
        elif row.state == "shipped":
            self.do(_("Everybody is told"), requests.tell_everybody, row.id, on=self.today)
        elif row.state == "told":
            self.close(row)

    def close(self, row: Row) -> None:
        """Close a request."""
        if isinstance(row, RequestRow):
            self.do(_("The request is closed"), requests.close_request, row.id, on=self.today)

    def reopen(self, row: Row) -> None:
        """Open a request again; take the last step of a lead back."""
        if isinstance(row, RequestRow):
            self.do(_("The request is open again"), requests.reopen_request, row.id)
        elif isinstance(row, LeadRow):
            self.do(_("One step back"), leads.reopen_lead, row.id)

    def remove(self, row: Row) -> None:
        """Take a request or a lead away."""
        if isinstance(row, RequestRow):
            self.do(_("The request is removed"), requests.remove_request, row.id)
        elif isinstance(row, LeadRow):
            self.do(_("The CSQL is removed"), leads.remove_lead, row.id)

    def tell(self, request_id: str, account_id: str, *, told: bool) -> None:
        """Keep whether an account was told."""
        said = _("Marked as told") if told else _("Marked as not told")
        self.do(said, requests.tell_account, request_id, account_id, on=self.today if told else None)

    def join(self, request_id: str, account_id: str) -> None:
        """Let one more account want it."""
        self.do(_("One more account wants it"), requests.want_too, request_id, account_id)

    def part(self, request_id: str, account_id: str) -> None:
        """Take an account out of those who want it."""
        self.do(_("The account is taken out"), requests.want_no_more, request_id, account_id)

    def judge(self, lead_id: str, gate: Gate, *, passed: bool | None) -> bool:
        """Keep the answer at a gate."""
        return self.do(_("The gate is judged"), leads.judge_gate, lead_id, gate, passed=passed)

    def step(self, lead_id: str, step: str) -> None:
        """Take a lead a step further."""
        said = {
            "submitted": _("The CSQL is submitted"), "accepted": _("The CSQL is accepted"),
            "won": _("The CSQL is won"), "lost": _("The CSQL is lost"),
        }  # fmt: skip
        self.do(said[step], leads.step_lead, lead_id, step, on=self.today)

    def lead_of(self, row: Arrived) -> None:
        """Make a lead of somebody who arrived where nobody is a customer."""
        known_from, signal = row.arrival.known_from_id, arrived(row.arrival)
        self.do(_("The CSQL is added"), leads.add_lead, known_from, signal=signal, origin=LeadOrigin.CONVERSATION)

    def follow(self, row: Row, *, yes: bool) -> None:
        """Keep whether an answer was followed up."""
        if isinstance(row, AnswerRow):
            said = _("Marked as followed up") if yes else _("Marked as not followed up")
            self.do(said, answers.follow_answer, row.id, on=self.today if yes else None)

    def make_request(self, row: Row) -> None:
        """Make a request of an answer."""
        if isinstance(row, AnswerRow):
            self.do(_("A request is made of the answer"), answers.request_of_answer, row.id)
