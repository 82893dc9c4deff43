"""The place of one account: the head that all tabs share, and the tabs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words, number
from app.operations.account_giving import held_by
from app.operations.account_page import AccountPage as Account
from app.operations.account_page import account_page
from app.operations.changes import Changes
from app.operations.signals.ctas import open_ctas
from app.operations.signals.shipped import plays_of
from app.views.account.header import Header
from app.views.account.overview import Overview
from app.views.account.papers import paper_commands
from app.views.account.parts import HEALTH, HISTORY, NAMES, OVERVIEW, PEOPLE, PROMISES, TOUCHPOINTS, VOICE, Parts
from app.views.commands import AccountCommand, Command, Reach
from app.views.page import Crumb, Host, Page
from app.views.paint.marks import RING
from app.views.signals.acts import CtaActs
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.or_empty import OrEmpty
from app.views.widgets.tabs import LEAD, TabBar
from app.views.workspace import Workspace

__all__ = ["HEALTH", "HISTORY", "OVERVIEW", "PEOPLE", "PROMISES", "TOUCHPOINTS", "VOICE", "AccountPage"]

_SHOWN = (
    "account", "member", "handover", "person", "position", "participation", "contract", "contract_line", "touchpoint",
    "touchpoint_person", "promise", "csql", "request", "request_account", "response", "move", "tie", "sameness",
    "setting", "reading", "feeling", "score_override", "health_model", "indicator", "account_fact", "cta", "playbook",
    "signal_rule", "plan", "objective", "objective_reading", "milestone", "commitment", "plan_version", "onboarding",
    "review", "review_section",
)  # fmt: skip


class AccountPage(Page):
    """One account; its id is the argument of the place.

    `log_wanted(account id)` for L and the empty timeline, `promise_wanted(account id, line)` for the next promise.
    `commands` are what can be done with an account wherever it is named.
    """

    log_wanted = Signal(str)
    promise_wanted = Signal(str, str)

    def __init__(
        self,
        workspace: Workspace,
        host: Host,
        commands: Callable[[], tuple[AccountCommand, ...]] = tuple,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._host, self._commands = workspace, host, commands
        self.account_id: str | None = None
        self._account: Account | None = None
        self._stale = True
        self.header = Header()
        self.tabs = TabBar(_("Parts of the account"))
        for words in self._tab_words(None):
            self.tabs.addTab(words)
        self.parts = Parts(workspace, host)
        self._whole = QWidget()
        self._stack = OrEmpty(self)
        self._build()
        self.header.promise_wanted.connect(self._next_promise)
        self.header.menu_wanted.connect(self._fill_menu)
        self.header.call_wanted.connect(self._open_call)
        self.tabs.currentChanged.connect(self._turn)
        self.parts.made.connect(self._made)
        for at in range(len(NAMES)):
            keys = QShortcut(QKeySequence(f"Ctrl+{at + 1}"), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(lambda at=at: self.tabs.setCurrentIndex(at))
        workspace.changed.connect(self._changed)
        workspace.synced.connect(self._look_again)
        workspace.scores.changed.connect(self._scored)

    def _build(self) -> None:
        inner = QVBoxLayout(self._whole)
        # The tabs begin further left by the room of their ring, so that their words line up with the rest.
        inner.setContentsMargins(24 - LEAD, 20, 24, 16)
        self.header.setContentsMargins(LEAD, 0, 0, 0)
        self.parts.setContentsMargins(LEAD - RING, 0, 0, 0)
        inner.setSpacing(14)
        inner.addWidget(self.header)
        inner.addWidget(self.tabs)
        inner.addWidget(self.parts, 1)
        self._stack.addWidget(self._whole)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    @property
    def overview(self) -> Overview:
        """Return the first tab."""
        found = self.parts.part(OVERVIEW)
        assert isinstance(found, Overview)
        return found

    # What the window asks

    def go(self, argument: object) -> None:
        """Show the account with this id; another one begins at its overview."""
        if argument != self.account_id:
            self.parts.settle()
            self.account_id = str(argument)
            self._stale = True
            self.tabs.setCurrentIndex(OVERVIEW)
        self._ask()
        if self._account is not None:
            self.setAccessibleName(self._account.name)
            self._focus_part()

    def open_tab(self, name: str, *, part: str | None = None) -> None:
        """Turn to a tab: overview, health, plan, touchpoints, people, reviews, promises, voice or history.

        `part` is what the health tab chooses: the key of a measure, or "worst" for what cost the score most.
        """
        self.tabs.setCurrentIndex(NAMES.index(name))
        if part is not None and name == "health":
            self.parts.part(HEALTH).choose(part)
        self._focus_part()

    def show_touchpoint(self, touchpoint_id: str) -> None:
        """Turn to the touchpoints and go to one of them, where a search found it."""
        self.tabs.setCurrentIndex(TOUCHPOINTS)
        self.parts.part(TOUCHPOINTS).show_touchpoint(touchpoint_id)

    def show_renewal(self, contract_id: str) -> None:
        """Turn to the overview and go to the renewal of a contract."""
        self.tabs.setCurrentIndex(OVERVIEW)
        self.overview.show_renewal(contract_id)

    def crumbs(self) -> tuple[Crumb, ...]:
        """Return the list of accounts, then this one."""
        accounts = Crumb(_("Accounts"), "accounts")
        return (accounts, Crumb(self._account.name)) if self._account is not None else (accounts,)

    def panes(self) -> tuple[QWidget, ...]:
        """Return the head, the tabs and what is in the tab."""
        if self._stack.empty is not None:
            return (self._stack.empty,)
        return (self.header, self.tabs, *self.parts.current().panes())

    def search_field(self) -> QWidget | None:
        """Return what / gives the focus to in this tab."""
        found: QWidget | None = self.parts.current().search_field() if self._stack.empty is None else None
        return found

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done with this account, and in this tab."""
        if self._account is None:
            return ()
        account_id = self._account.id
        here = [
            Command(one.key, one.words, one.keys, one.icon, partial(one.act, account_id), Reach.LISTS)
            for one in self._commands()
            if one.key != "open" and one.fits(account_id)
        ]
        promise = Command("next_promise", _("Next promise"), "", "handshake", self._next_promise)
        tabs = [
            Command(f"tab_{name}", words, f"Ctrl+{at + 1}", "", partial(self.tabs.setCurrentIndex, at))
            for at, (name, words) in enumerate(zip(NAMES, self._tab_words(None), strict=True))
        ]
        papers = paper_commands(self, self._workspace, self._host, self._account)
        return (*here, promise, *papers, *tabs, *self.parts.current().commands())

    # What is true

    def _changed(self, changes: Changes) -> None:
        if changes.touches(*_SHOWN):
            self._stale = True
            if self.isVisible():
                self._ask()

    def _look_again(self) -> None:
        # A run may leave every row as it is and still tell who sees the account in a hub.
        if self._account is not None and self.isVisible():
            self.header.show_held(self._workspace.read(held_by, self._account.id))

    def _scored(self, _accounts: object) -> None:
        if self._account is not None:
            self.header.show_health(self._workspace.scores.of(self._account.id))

    def showEvent(self, event: QShowEvent) -> None:
        """Ask again where something changed while this was not shown."""
        super().showEvent(event)
        self._ask()

    def _ask(self) -> None:
        if not self._stale or self.account_id is None:
            return
        self._stale = False
        today = self._workspace.clock.today()
        try:
            account: Account = self._workspace.read(account_page, self.account_id, today=today)
        except BansoError as error:
            self._tell_gone(error)
            return
        self._stack.show_empty(None)
        self._account = account
        self.header.show_account(account, today)
        self.header.show_health(self._workspace.scores.of(account.id))
        self.header.show_held(self._workspace.read(held_by, account.id))
        calls = self._workspace.read(open_ctas, account.id, today=today)
        self.header.show_calls(calls, self._workspace.read(plays_of).values())
        self.parts.show_account(account, today)
        for at, words in enumerate(self._tab_words(account)):
            self.tabs.setTabText(at, words)
        self.moved.emit()

    def _tab_words(self, account: Account | None) -> tuple[str, ...]:
        counts = (
            (account.touchpoints, account.people_now, len(account.promises), account.requests) if account else (0,) * 4
        )
        counted = (_("Touchpoints"), _("People"), _("Promises"), _("Voice"))
        said = [f"{words} {number(count)}" if count else words for words, count in zip(counted, counts, strict=True)]
        return (_("Overview"), _("Health"), _("Plan"), *said[:2], _("QBR"), *said[2:], _("History"))

    def _tell_gone(self, error: BansoError) -> None:
        self._account = None
        gone = EmptyState(
            "building-2",
            error_words(error)[1],
            button=_("Go to the accounts"),
            act=lambda: self.wants.emit("accounts", None),
        )
        self._stack.show_empty(gone)
        self.moved.emit()

    # Tabs

    def _made(self, at: int, part: Any) -> None:
        if at == OVERVIEW:
            part.tab_wanted.connect(self.open_tab)
        if hasattr(part, "wants"):
            part.wants.connect(self.wants)
        for name, act in (("log_wanted", self._log), ("touchpoint_wanted", self.show_touchpoint)):
            if hasattr(part, name):
                getattr(part, name).connect(act)

    def _turn(self, at: int) -> None:
        self.parts.turn(at)
        if not self.tabs.hasFocus():
            self._focus_part()

    def _focus_part(self) -> None:
        # The last pane is what the keys of a tab act on: its list.
        panes = self.parts.current().panes()
        if panes:
            panes[-1].setFocus(Qt.FocusReason.MouseFocusReason)

    # What a person does

    def _log(self) -> None:
        if self._account is not None:
            self.log_wanted.emit(self._account.id)

    def _next_promise(self) -> None:
        if self._account is not None:
            name = self._account.name
            self.promise_wanted.emit(self._account.id, f"@{name} {_('next:')} ")

    def _open_call(self, cta_id: str) -> None:
        CtaActs(self, self._workspace, self._host, lambda _account, tab: self.open_tab(tab)).open(cta_id)

    def _fill_menu(self, menu: Any) -> None:
        for command in self.commands():
            if command.act is not None and command.reach is Reach.LISTS:
                act = menu.addAction(f"{command.words}\t{command.keys}" if command.keys else command.words)
                act.triggered.connect(lambda _on=False, command=command: command.act())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the account (L, P, Q …) and of the tab; F goes to its filter."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        field = self.search_field()
        letter = event.text().upper() if plain and event.text().isprintable() else ""
        named = {command.keys: command.act for command in self.commands() if command.reach is Reach.LISTS}
        act = named.get(letter) if letter else None
        if act is not None:
            act()
        elif letter == "L":
            self._log()
        elif letter == "F" and field is not None and not field.hasFocus():
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)
