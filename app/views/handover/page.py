"""The hand-over sheet: what a person writes, kept by itself, beside what the book knows already."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, current, error_words
from app.operations.changes import Changes
from app.operations.handover_parts import known_parts, section_names
from app.operations.handovers import (
    SECTIONS,
    HandoverSheet,
    accept_handover,
    answer_question,
    ask_question,
    handover_sheet,
    members,
    start_handover,
    write_handover,
)
from app.operations.sheet_files import write_handover_file
from app.views.call.columns import Columns
from app.views.call.file_dialog import SheetFileDialog, ask_for_file
from app.views.call.part_card import PartCard
from app.views.commands import Command
from app.views.dialogs.error import show_error
from app.views.handover.growing_text import GrowingText
from app.views.handover.head import Head
from app.views.handover.questions_card import QuestionsCard
from app.views.page import Crumb, Host, Page, toast_undoable
from app.views.paint.marks import RING
from app.views.widgets.autosave import Autosave
from app.views.widgets.card import Card
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.labels import PlainLabel
from app.views.widgets.or_empty import OrEmpty
from app.views.workspace import Workspace

_SHOWN = (
    "account", "member", "handover", "person", "position", "contract", "contract_line", "touchpoint",
    "touchpoint_person", "promise", "request", "request_account", "setting",
)  # fmt: skip


class HandoverPage(Page):
    """The sheet of one account; its id is the argument of the place."""

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._host = workspace, host
        self.account_id: str | None = None
        self.sheet: HandoverSheet | None = None
        self._stale = True
        self.autosave = Autosave(self._keep, self)
        self.head = Head(self.autosave, workspace.clock.today())
        self.columns = Columns(_("Hand-over sheet"))
        self.fields: dict[str, GrowingText] = {}
        self.questions = QuestionsCard()
        self._known: list[PartCard] = []
        self._stack = OrEmpty(self)
        self._build()
        self.head.accepted.connect(self._accept)
        self.head.restarted.connect(self._restart)
        self.head.exported.connect(self.ask_for_file)
        self.questions.asked.connect(self._ask_question)
        self.questions.answered.connect(self._answer)
        # What is written elsewhere arrives by and by; while somebody writes here nothing is asked anew at each key.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._ask)
        workspace.changed.connect(self._changed)

    def _build(self) -> None:
        hints = {
            "why_bought": _("What made them buy, and who wanted it?"),
            "outcome_promised": _("What result did we promise, by when?"),
            "success_as_sold": _("How will they know that it worked?"),
            "sales_promises": _("Prices, features, dates: what was promised beside the contract?"),
            "known_risks": _("What could go wrong, and who sees it coming?"),
            "decision_route": _("Who decides, who signs, who has to agree?"),
        }
        names = section_names(current())
        card = Card(_("In our own words"))
        card.body.setSpacing(12)
        for name in SECTIONS:
            field = self.fields[name] = GrowingText(names[name], hints[name])
            field.written.connect(lambda text, name=name: self.autosave.put(name, text))
            field.left.connect(self.autosave.flush)
            column = QVBoxLayout()
            column.setSpacing(3)
            column.addWidget(PlainLabel(names[name], "label", tone="text2"))
            column.addWidget(field)
            card.body.addLayout(column)
        self.columns.left.addWidget(card)
        self.columns.left.addWidget(self.questions)
        whole = QWidget()
        inner = QVBoxLayout(whole)
        inner.setContentsMargins(24, 20, 24 - RING, 16)
        inner.setSpacing(14)
        inner.addWidget(self.head)
        inner.addWidget(self.columns, 1)
        self._stack.addWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    # What the window asks

    def go(self, argument: object) -> None:
        """Show the sheet of the account with this id."""
        if argument != self.account_id:
            self.autosave.flush()
            self.account_id = str(argument)
            self._stale = True
            self.columns.to_top()
        self._ask()
        if self.sheet is not None:
            first = next((name for name in SECTIONS if not self.sheet.texts[name]), SECTIONS[0])
            field = self.fields[first]
            field.setFocus()
            field.end()

    def crumbs(self) -> tuple[Crumb, ...]:
        """Return the list of accounts, the account, then this sheet."""
        accounts = Crumb(_("Accounts"), "accounts")
        if self.sheet is None:
            return (accounts,)
        return (accounts, Crumb(self.sheet.account, "account", self.sheet.account_id), Crumb(_("Hand-over")))

    def panes(self) -> tuple[QWidget, ...]:
        """Return the head and the sheet."""
        return (self._stack.empty,) if self._stack.empty is not None else (self.head, self.columns)

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done with the sheet."""
        if self.sheet is None:
            return ()
        made = [Command("handover-file", _("Write as a file…"), "Ctrl+E", "download", self.ask_for_file)]
        if self.sheet.accepted_on is None:
            made.append(Command("handover-accept", _("Accept the account"), "", "handshake", self._accept))
        else:
            made.append(Command("handover-next", _("Hand over to the next"), "", "send", self._restart))
        return tuple(made)

    # What is true

    def _changed(self, changes: Changes) -> None:
        if changes.touches(*_SHOWN):
            self._stale = True
            if self.isVisible():
                self._later.start(0)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask again where something changed while this was not shown."""
        super().showEvent(event)
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what waits before this goes."""
        super().hideEvent(event)
        self.autosave.flush()

    def _ask(self) -> None:
        if not self._stale or self.account_id is None:
            return
        self._stale = False
        today = self._workspace.clock.today()
        try:
            sheet: HandoverSheet = self._workspace.read(handover_sheet, self.account_id, today=today)
            known = self._workspace.read(known_parts, self.account_id, today=today, lang=current())
        except BansoError as error:
            self._tell_gone(error)
            return
        self._stack.show_empty(None)
        self.sheet = sheet
        self.setAccessibleName(_("Hand-over: {account}", account=sheet.account))
        self.head.show_sheet(sheet, self._workspace.read(members))
        for name, field in self.fields.items():
            if not self.autosave.waits_for(name):
                field.show_text(sheet.texts[name])
        self.questions.show_sheet(sheet)
        while len(self._known) < len(known):
            self._known.append(PartCard(known[len(self._known)].title, _("from the book")))
            self.columns.right.addWidget(self._known[-1])
        for card, part in zip(self._known, known, strict=True):
            card.show_part(part)
        self.moved.emit()

    def _tell_gone(self, error: BansoError) -> None:
        self.sheet = None
        gone = EmptyState(
            "building-2",
            error_words(error)[1],
            button=_("Go to the accounts"),
            act=lambda: self.wants.emit("accounts", None),
        )
        self._stack.show_empty(gone)
        self.moved.emit()

    # What a person does

    def _keep(self, values: dict[str, Any]) -> None:
        if self.account_id is not None:
            today = self._workspace.clock.today()
            self._workspace.write(write_handover, self.account_id, values, today=today)

    def _do(self, operation: Callable[..., Any], *args: Any, **kw: Any) -> bool:
        try:
            self._workspace.write(operation, self.account_id, *args, today=self._workspace.clock.today(), **kw)
        except BansoError as error:
            dialog = show_error(self.window(), error)
            if error.field == "taken_by":
                # Once the window is in front again, which gives the focus back to what had it.
                dialog.finished.connect(lambda: QTimer.singleShot(0, self, self.head.taken_by.setFocus))
            return False
        return True

    def _say(self, words: str) -> None:
        toast_undoable(self._host, words, self._workspace.last_change)

    def _accept(self) -> None:
        self.autosave.flush()
        if self._do(accept_handover):
            self._ask()
            name = self.sheet.owner if self.sheet is not None else ""
            self._say(_("{name} holds the account from today; pulses are judged anew", name=name))

    def _restart(self) -> None:
        if self._do(start_handover, given_by=self.sheet.owner if self.sheet is not None else ""):
            self._ask()
            self._say(_("A new hand-over has begun; write who takes it"))
            self.head.taken_by.setFocus()

    def _ask_question(self, question: str) -> None:
        self._do(ask_question, question)

    def _answer(self, question: str, answer: str) -> None:
        if self._do(answer_question, question, answer):
            self._say(_("The question is closed"))

    def ask_for_file(self) -> SheetFileDialog | None:
        """Ask where the sheet is written to."""
        if self.sheet is None:
            return None
        self.autosave.flush()
        return ask_for_file(
            self, self._workspace, self._host, _("Write the hand-over sheet"),
            _("Hand-over {account}", account=self.sheet.account), write_handover_file, self.sheet.account_id,
        )  # fmt: skip
