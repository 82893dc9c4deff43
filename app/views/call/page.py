"""Five minutes before a call: one page with what happened, what is promised, who comes and what to ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, current, error_words, name_of
from app.operations.call_parts import call_document, facts, main_parts, side_parts, when_words
from app.operations.call_sheet import CallSheet, call_sheet, write_questions
from app.operations.changes import Changes
from app.operations.sheet_files import write_call_file
from app.views.account.flow import FlowLayout
from app.views.call.columns import Columns
from app.views.call.file_dialog import SheetFileDialog, ask_for_file
from app.views.call.part_card import PartCard, fact_view
from app.views.call.questions_card import FIELD, QuestionsCard
from app.views.call.taking_place import TakingPlace
from app.views.commands import Command, Reach
from app.views.page import Crumb, Host, Page
from app.views.paint.marks import RING
from app.views.widgets.autosave import Autosave
from app.views.widgets.buttons import Button
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.or_empty import OrEmpty
from app.views.workspace import Workspace

_SHOWN = (
    "account", "member", "person", "position", "contract", "contract_line", "touchpoint", "touchpoint_person",
    "promise", "request", "request_account", "indicator", "setting", "walk",
)  # fmt: skip


class CallPage(Page):
    """The sheet of one planned touchpoint; its id is the argument of the place. `log` opens the quick log."""

    def __init__(
        self, workspace: Workspace, host: Host, log: Callable[..., object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._host, self._log = workspace, host, log
        self.touchpoint_id: str | None = None
        self.sheet: CallSheet | None = None
        self._stale = True
        self.autosave = Autosave(self._keep, self)
        self.taking_place = TakingPlace(workspace, self)
        self._name = ElidedLabel("", "title")
        self._when = PlainLabel("", "body", tone="text2", wrap=True)
        self._facts = QWidget()
        self._flow = FlowLayout(26, 8, self._facts)
        self.columns = Columns(_("Before the call"))
        self.questions = QuestionsCard(self.autosave)
        self._parts: dict[str, PartCard] = {}
        self._stack = OrEmpty(self)
        self._build()
        workspace.changed.connect(self._changed)

    def _build(self) -> None:
        self.log_button = Button(_("Log this call"), kind="primary", icon="pen-line")
        self.log_button.clicked.connect(self.log_call)
        self.copy_button = Button(_("Copy as text"), icon="copy")
        self.copy_button.clicked.connect(self.copy)
        self.file_button = Button(_("Write as a file…"), icon="download")
        self.file_button.clicked.connect(self.ask_for_file)
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self._name)
        first.addStretch(1)
        for button in (self.copy_button, self.file_button, self.log_button):
            first.addWidget(button)
        first.addWidget(KeyHint("L"))
        policy = self._facts.sizePolicy()
        policy.setHeightForWidth(True)
        self._facts.setSizePolicy(policy)
        self.head = QWidget()
        head = QVBoxLayout(self.head)
        head.setContentsMargins(0, 0, RING, 0)
        head.setSpacing(8)
        head.addLayout(first)
        head.addWidget(self._when)
        head.addWidget(self._facts)
        whole = QWidget()
        inner = QVBoxLayout(whole)
        inner.setContentsMargins(24, 20, 24 - RING, 16)
        inner.setSpacing(14)
        inner.addWidget(self.head)
        inner.addWidget(self.columns, 1)
        self.columns.right.addWidget(self.questions)
        self.columns.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._stack.addWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    # What the window asks

    def go(self, argument: object) -> None:
        """Show the sheet of the touchpoint with this id."""
        if argument != self.touchpoint_id:
            self.autosave.flush()
            self.touchpoint_id = str(argument)
            self.sheet = None
            self._stale = True
            self.columns.to_top()
        self._ask()
        if self.sheet is not None:
            self.columns.setFocus(Qt.FocusReason.MouseFocusReason)

    def crumbs(self) -> tuple[Crumb, ...]:
        """Return the list of accounts, the account, then this sheet."""
        accounts = Crumb(_("Accounts"), "accounts")
        if self.sheet is None:
            return (accounts,)
        account = self.sheet.account
        return (accounts, Crumb(account.name, "account", account.id), Crumb(_("Before the call")))

    def panes(self) -> tuple[QWidget, ...]:
        """Return the head and the sheet."""
        return (self._stack.empty,) if self._stack.empty is not None else (self.head, self.columns)

    def account_here(self) -> str | None:
        """Return the account of the call."""
        return self.sheet.account.id if self.sheet is not None else None

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done with the sheet."""
        if self.sheet is None:
            return ()
        return (
            Command("call-log", _("Log this call"), "L", "pen-line", self.log_call, Reach.LISTS),
            Command("call-copy", _("Copy as text"), "C", "copy", self.copy, Reach.LISTS),
            Command("call-file", _("Write as a file…"), "Ctrl+E", "download", self.ask_for_file),
        )

    # What is true

    def _changed(self, changes: Changes) -> None:
        if changes.touches(*_SHOWN):
            self._stale = True
            if self.isVisible():
                self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask again where something changed while this was not shown."""
        super().showEvent(event)
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what waits before this goes."""
        super().hideEvent(event)
        self.autosave.flush()

    def _ask(self) -> None:
        if not self._stale or self.touchpoint_id is None:
            return
        self._stale = False
        today = self._workspace.clock.today()
        try:
            sheet: CallSheet = self._workspace.read(call_sheet, self.touchpoint_id, today=today)
        except BansoError as error:
            self._tell_gone(error)
            return
        self._stack.show_empty(None)
        self.sheet = sheet
        lang = current()
        self.setAccessibleName(_("Before the call: {account}", account=sheet.account.name))
        self._name.setText(sheet.account.name)
        self._when.setText(when_words(sheet, today=today, zone=self._workspace.clock.zone, lang=lang))
        self._show_facts(facts(sheet, today=today, lang=lang))
        self.questions.show_sheet(sheet)
        shown = {part.key: part for part in (*main_parts(sheet, today=today, lang=lang), *side_parts(
            sheet, today=today, lang=lang))}  # fmt: skip
        for key, part in shown.items():
            if key not in self._parts:
                self._parts[key] = PartCard(part.title)
                (self.columns.left if part.wide else self.columns.right).addWidget(self._parts[key])
            self._parts[key].show_part(part)
        for key, card in self._parts.items():
            card.setVisible(key in shown)
        self.moved.emit()

    def _show_facts(self, told: tuple[tuple[str, str], ...]) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for caption, text in told:
            # What it is about may be cut off; its tooltip holds all of it.
            fact = fact_view(caption, text, may_shrink=caption == _("Subject"))
            self._flow.addWidget(fact)
            fact.show()
        self._facts.updateGeometry()

    def _tell_gone(self, error: BansoError) -> None:
        account = self.sheet.account.id if self.sheet is not None else None
        gone = EmptyState(
            "calendar-clock",
            error_words(error)[1],
            button=_("Go to the account") if account else _("Go to the accounts"),
            act=lambda: self.wants.emit("account", account) if account else self.wants.emit("accounts", None),
        )
        self._stack.show_empty(gone)
        self.moved.emit()

    # What a person does

    def _keep(self, values: dict[str, Any]) -> None:
        if self.touchpoint_id is not None:
            self._workspace.write(write_questions, self.touchpoint_id, values[FIELD])

    def log_call(self) -> None:
        """Open the quick log for the account; what is logged takes the place of the planned touchpoint."""
        if self.sheet is None:
            return
        self.autosave.flush()
        self.taking_place.await_log(self.sheet)
        who = "".join(f" with {person.name}" for person in self.sheet.people)
        self._log(self.sheet.account.id, f"{name_of(self.sheet.kind)}{who} ")

    def copy(self) -> None:
        """Put the sheet on the clipboard as text."""
        if self.sheet is not None:
            self.autosave.flush()
            clock = self._workspace.clock
            sheet = call_document(self.sheet, today=clock.today(), zone=clock.zone, lang=current())
            QGuiApplication.clipboard().setText(sheet.plain())
            self._host.toast(_("The sheet is on the clipboard"))

    def ask_for_file(self) -> SheetFileDialog | None:
        """Ask where the sheet is written to."""
        if self.sheet is None or self.touchpoint_id is None:
            return None
        self.autosave.flush()
        stem = f"{self.sheet.account.name} {self.sheet.on.isoformat()}"
        return ask_for_file(
            self, self._workspace, self._host, _("Write the call sheet"), stem, write_call_file, self.touchpoint_id
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """L logs, C copies, a digit takes the suggestion with that number; in a field they are letters."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() == Qt.Key.Key_L:
            self.log_call()
        elif plain and event.key() == Qt.Key.Key_C:
            self.copy()
        elif plain and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self.questions.take(event.key() - Qt.Key.Key_1)
        else:
            super().keyPressEvent(event)
