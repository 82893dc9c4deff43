"""The tab of the customer's voice: requests until everybody was told, leads found here, answers to surveys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _
from app.operations.account_page import AccountPage
from app.operations.voice import leads, requests
from app.operations.voice.questions import account_voice
from app.operations.voice.rows import AccountVoice, AnswerRow, LeadRow, RequestRow
from app.views.account.list_card import ListCard
from app.views.account.rows import RowModel, RowView
from app.views.account.side import Side, Split
from app.views.account.voice import export
from app.views.account.voice.acting import VoiceActs
from app.views.account.voice.add_line import LEAD, REQUEST, AddLine
from app.views.account.voice.answer_card import AnswerCard
from app.views.account.voice.delegate import VoiceDelegate
from app.views.account.voice.lead_card import LeadCard
from app.views.account.voice.request_card import RequestCard
from app.views.account.voice.wanted_card import WantedCard
from app.views.account.voice.words import Arrived, Row, count_words, group, rows_of, spoken
from app.views.commands import Command, Reach
from app.views.dialogs.error import show_error
from app.views.page import Host
from app.views.paint.marks import RING
from app.views.widgets.empty_state import EmptyState
from app.views.workspace import Workspace
from app.vocabulary import LeadOrigin


class VoiceTab(QWidget):
    """`show_account` whenever anything changed. `touchpoint_wanted(id)` for where a request was raised."""

    touchpoint_wanted = Signal(str)

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Voice"))
        self._workspace, self._host = workspace, host
        self._acts = VoiceActs(self, workspace, host)
        self._account = ""
        self._today = workspace.clock.today()
        self._voice: AccountVoice | None = None
        self.model = RowModel(lambda row: spoken(row, self._today, self._account), group, self)
        self.view = RowView(self.model, _("Voice of the customer"))
        self.delegate = VoiceDelegate(self.view, self._today)
        self.view.draw_by(self.delegate)
        self.card = ListCard(self.view, (("Enter", _("Edit")), ("E", _("Next stage")), ("Del", _("Remove"))))
        self.line = AddLine()
        self.request = RequestCard(self._save_request, self._today)
        self.wanted = WantedCard()
        self.lead = LeadCard(self._save_lead)
        self.answer = AnswerCard()
        self._side = Side(_("What is chosen"))
        for card in (self.request, self.wanted, self.lead, self.answer):
            self._side.column.addWidget(card)
        self._side.column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(RING, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self.line)
        whole.addWidget(Split(self.card, self._side), 1)
        self._connect()

    def _connect(self) -> None:
        self.view.keys = {
            Qt.Key.Key_Return: self.edit,
            Qt.Key.Key_E: self.next_step,
            Qt.Key.Key_Delete: self._remove,
            Qt.Key.Key_R: lambda: self._on_chosen(self._acts.make_request),
        }
        self.view.fill_menu = self._fill_menu
        self.view.selected.connect(self._show_chosen)
        self.view.doubleClicked.connect(lambda _index: self.edit())
        self.line.wanted.connect(self._add)
        self.line.left.connect(self._to_list)
        acts, request, lead = self._acts, self.request, self.lead
        for card in (request, lead):
            card.finished.connect(self._to_list)
            card.removed.connect(self._remove)
            card.reopened.connect(lambda: self._on_chosen(acts.reopen))
        request.touchpoint_wanted.connect(self.touchpoint_wanted)
        request.shipped.connect(self.next_step)
        request.told.connect(self.next_step)
        request.closed.connect(lambda: self._on_chosen(acts.close))
        self.wanted.ticked.connect(lambda account, told: acts.tell(request.row_id, account, told=told))
        self.wanted.joined.connect(lambda account: acts.join(request.row_id, account))
        self.wanted.parted.connect(lambda account: acts.part(request.row_id, account))
        lead.judged.connect(lambda gate, passed: acts.judge(lead.row_id, gate, passed=passed))
        lead.stepped.connect(lambda step: acts.step(lead.row_id, step))
        self.answer.followed.connect(lambda yes: self._on_chosen(lambda row: acts.follow(row, yes=yes)))
        self.answer.made.connect(lambda: self._on_chosen(acts.make_request))

    # What the page asks

    def start(self) -> None:
        """Begin anew, for another account."""
        self.settle()
        self.request.row_id = self.lead.row_id = ""
        self.line.clear()

    def settle(self) -> None:
        """Keep what is being written."""
        for card in (self.request, self.lead):
            card.autosave.flush()

    def show_account(self, page: AccountPage, today: date) -> None:
        """Show the voice of an account; what is being written stays."""
        if self._account not in ("", page.id):
            self.start()
            self.view.setCurrentIndex(self.model.index(-1, -1))
        self._account, self._today = page.id, today
        self.delegate.today = self.request.raised.today = self._acts.today = today
        self.delegate.here = page.id
        voice: AccountVoice = self._workspace.read(account_voice, page.id, today=today)
        self._voice = voice
        self.line.know(voice.areas)
        self.request.know(voice.areas, voice.people)
        self.wanted.know(voice.others)
        rows = rows_of(voice)
        self.view.show_rows(rows)
        self._side.setVisible(bool(rows))
        self.card.show_count(count_words(rows))
        empty = None
        if not rows:
            empty = EmptyState("message-square-quote", _("What the customer asks for will stand here, in their words."))
        self.card.show_empty(empty)

    def panes(self) -> tuple[QWidget, ...]:
        """Return the line above, what is chosen, and the list."""
        beside = {RequestRow: self.request.words, LeadRow: self.lead.signal, AnswerRow: self.answer.first()}
        chosen = beside.get(type(self.view.current()))
        return (self.line.text, *((chosen,) if chosen is not None else ()), self.card.empty or self.view)

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("add_request", _("Add a request"), "Ctrl+N", "plus", lambda: self.line.begin(REQUEST)),
            Command("add_lead", _("Add a CSQL"), "", "sprout", lambda: self.line.begin(LEAD)),
            Command("export_requests", _("Requests for the product team…"), "Ctrl+E", "download", self.ask_for_file),
            Command("edit_voice", _("Edit"), "Return", "pencil", None, Reach.LISTS),
            Command("next_voice", _("Next stage"), "E", "check", None, Reach.LISTS),
            Command("request_of_answer", _("Make a request of it"), "R", "message-square-quote", None, Reach.LISTS),
            Command("remove_voice", _("Remove"), "Del", "trash-2", None, Reach.LISTS),
        )

    def search_field(self) -> QWidget | None:
        """There is nothing to search."""
        return None

    def ask_for_file(self) -> None:
        """Ask where the requests of all customers are to be written."""
        export.ask_and_export(self, self._workspace, self._host)

    # Writing

    def _add(self) -> None:
        kind, said = self.line.kind.key(), self.line.text.text()
        if not said.strip():
            self.line.begin(kind)
            return
        try:
            if kind == LEAD:
                origin = LeadOrigin(self.line.origin.currentData())
                made = self._workspace.write(leads.add_lead, self._account, signal=said, origin=origin)
            else:
                area = self.line.area.text()
                made = self._workspace.write(
                    requests.add_request, self._account, words=said, area=area, today=self._today
                )
        except BansoError as error:
            show_error(self.window(), error)
            return
        self._acts.say(_("The CSQL is added") if kind == LEAD else _("The request is added"))
        self.line.clear()
        self.view.go_to_row(made)

    def edit(self) -> None:
        """Write in what is chosen; an arrival becomes a lead."""
        row = self.view.current()
        if isinstance(row, RequestRow):
            self.request.begin()
        elif isinstance(row, LeadRow):
            self.lead.begin()
        elif isinstance(row, Arrived):
            self._acts.lead_of(row)
        elif isinstance(row, AnswerRow):
            self.answer.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _save_request(self, values: dict[str, Any]) -> None:
        if "amount" in values and self._voice is not None:
            values = {"currency": self._voice.currency, **values}
        self._workspace.write(requests.amend_request, self.request.row_id, values)

    def _save_lead(self, values: dict[str, Any]) -> None:
        if "amount" in values and self._voice is not None:
            values = {"currency": self._voice.currency, **values}
        self._workspace.write(leads.amend_lead, self.lead.row_id, values)

    def _show_chosen(self, row: Row | None) -> None:
        self.request.setVisible(isinstance(row, RequestRow))
        self.wanted.setVisible(isinstance(row, RequestRow))
        self.lead.setVisible(isinstance(row, LeadRow))
        self.answer.setVisible(isinstance(row, AnswerRow))
        if isinstance(row, RequestRow):
            self.request.show_one(row, self._today, self._account)
            self.wanted.show_one(row, self._today)
        elif isinstance(row, LeadRow):
            self.lead.show_one(row, self._today)
        elif isinstance(row, AnswerRow):
            self.answer.show_one(row, self._today)

    def _to_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Acts

    def next_step(self) -> None:
        """Take what is chosen a step further."""
        self._on_chosen(self._acts.next_step)

    def _remove(self) -> None:
        self._on_chosen(self._acts.remove)

    def _on_chosen(self, act: Callable[[Row], object]) -> None:
        row = self.view.current()
        if row is not None:
            act(row)

    def _fill_menu(self, menu: QMenu) -> None:
        row, acts = self.view.current(), self._acts
        menu.addAction(_("Edit"), self.edit)
        menu.addAction(_("Next stage"), self.next_step)
        if isinstance(row, AnswerRow) and row.comment and row.request_id is None:
            menu.addAction(_("Make a request of it"), lambda: acts.make_request(row))
        if isinstance(row, RequestRow | LeadRow):
            menu.addAction(
                _("Open again") if isinstance(row, RequestRow) else _("One step back"), lambda: acts.reopen(row)
            )
            menu.addAction(_("Remove"), self._remove)
