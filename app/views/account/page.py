"""The place of one account: the head that all tabs share, the overview, and the touchpoints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words, number
from app.operations.account_page import AccountPage as Account
from app.operations.account_page import account_page
from app.operations.changes import Changes
from app.operations.promises import keep_promise
from app.operations.touchpoints import TouchpointRow, remove_touchpoint, rewrite_touchpoint, touchpoint_rows
from app.views.account import deck
from app.views.account.header import Header
from app.views.account.overview import Overview
from app.views.account.timeline import Timeline
from app.views.dialogs.error import show_error
from app.views.page import Crumb, Host, Page
from app.views.paint.marks import RING
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.tabs import LEAD, TabBar
from app.views.workspace import Workspace

OVERVIEW, TOUCHPOINTS = 0, 1
_SHOWN = (
    "account", "member", "handover", "person", "position", "contract", "contract_line", "touchpoint",
    "touchpoint_person", "promise", "setting",
)  # fmt: skip


class AccountPage(Page):
    """One account; its id is the argument of the place. `log_wanted(account id)` for L and the empty timeline."""

    log_wanted = Signal(str)

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._host = workspace, host
        self.account_id: str | None = None
        self._account: Account | None = None
        self._stale = True
        self.header = Header()
        self.tabs = TabBar(_("Parts of the account"))
        self.tabs.addTab(_("Overview"))
        self.tabs.addTab(_("Touchpoints"))
        self.overview = Overview(_("Overview"))
        self.timeline = Timeline(workspace.clock, self._rewrite)
        self._parts = QStackedWidget()
        self._parts.addWidget(self.overview)
        self._parts.addWidget(self.timeline)
        self._whole = QWidget()
        self._gone: EmptyState | None = None
        self._stack = QStackedWidget(self)
        self._build()
        self.header.deck_wanted.connect(self.ask_for_deck)
        self.tabs.currentChanged.connect(self._turn)
        self.overview.kept.connect(self._keep)
        self.timeline.removed.connect(self._remove)
        self.timeline.log_wanted.connect(self._log)
        for at in (OVERVIEW, TOUCHPOINTS):
            keys = QShortcut(QKeySequence(f"Ctrl+{at + 1}"), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(lambda at=at: self.tabs.setCurrentIndex(at))
        workspace.changed.connect(self._changed)

    def _build(self) -> None:
        inner = QVBoxLayout(self._whole)
        # The tabs begin further left by the room of their ring, so that their words line up with the rest.
        inner.setContentsMargins(24 - LEAD, 20, 24, 16)
        self.header.setContentsMargins(LEAD, 0, 0, 0)
        self._parts.setContentsMargins(LEAD - RING, 0, 0, 0)
        inner.setSpacing(14)
        inner.addWidget(self.header)
        inner.addWidget(self.tabs)
        inner.addWidget(self._parts, 1)
        self._stack.addWidget(self._whole)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    # What the window asks

    def go(self, argument: object) -> None:
        """Show the account with this id; another one begins at its overview."""
        if argument != self.account_id:
            self.account_id = str(argument)
            self._stale = True
            self.timeline.start()
            self.tabs.setCurrentIndex(OVERVIEW)
            self.overview.verticalScrollBar().setValue(0)
        self._ask()
        if self._account is not None:
            self.setAccessibleName(self._account.name)
            self._focus_part()

    def show_touchpoint(self, touchpoint_id: str) -> None:
        """Turn to the touchpoints and go to one of them, where a search found it."""
        self.timeline.filter.clear()
        self.tabs.setCurrentIndex(TOUCHPOINTS)
        at = self.timeline.model.place_of(touchpoint_id)
        if at >= 0:
            self.timeline.view.go_to(at)
            self.timeline.view.scrollTo(self.timeline.view.currentIndex())
        self._focus_part()

    def crumbs(self) -> tuple[Crumb, ...]:
        """Return the list of accounts, then this one."""
        accounts = Crumb(_("Accounts"), "accounts")
        return (accounts, Crumb(self._account.name)) if self._account is not None else (accounts,)

    def panes(self) -> tuple[QWidget, ...]:
        """Return the head, the tabs and what is in the tab."""
        if self._gone is not None:
            return (self._gone,)
        if self.tabs.currentIndex() == TOUCHPOINTS:
            return (self.header, self.tabs, self.timeline.filter, self.timeline.view)
        return (self.header, self.tabs, self.overview)

    def search_field(self) -> QWidget | None:
        """Return the filter of the timeline; the overview has nothing to search."""
        return self.timeline.filter if self.tabs.currentIndex() == TOUCHPOINTS else None

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

    def _ask(self) -> None:
        if not self._stale or self.account_id is None:
            return
        self._stale = False
        today = self._workspace.clock.today()
        try:
            self._account = self._workspace.read(account_page, self.account_id, today=today)
            rows = self._workspace.read(touchpoint_rows, self.account_id)
        except BansoError as error:
            self._tell_gone(error)
            return
        self._forget_gone()
        account = self._account
        assert account is not None
        self.header.show_account(account, today)
        self.overview.show_account(account, today)
        self.timeline.show_rows(rows)
        self.tabs.setTabText(TOUCHPOINTS, _("Touchpoints {n}", n=number(account.touchpoints)))
        self.moved.emit()

    def _tell_gone(self, error: BansoError) -> None:
        self._account = None
        self._forget_gone()
        self._gone = EmptyState(
            "building-2",
            error_words(error)[1],
            button=_("Go to the accounts"),
            act=lambda: self.wants.emit("accounts", None),
        )
        self._stack.addWidget(self._gone)
        self._stack.setCurrentWidget(self._gone)
        self.moved.emit()

    def _forget_gone(self) -> None:
        if self._gone is not None:
            self._stack.removeWidget(self._gone)
            self._gone.deleteLater()
            self._gone = None
        self._stack.setCurrentWidget(self._whole)

    def _turn(self, at: int) -> None:
        self._parts.setCurrentIndex(at)
        if not self.tabs.hasFocus():
            self._focus_part()

    def _focus_part(self) -> None:
        part = self.timeline.view if self.tabs.currentIndex() == TOUCHPOINTS else self.overview
        part.setFocus(Qt.FocusReason.MouseFocusReason)

    # What a person does

    def _do(self, operation: Callable[..., Any], *args: Any, **kw: Any) -> bool:
        try:
            self._workspace.write(operation, *args, **kw)
        except BansoError as error:
            show_error(self.window(), error)
            return False
        return True

    def _say(self, words: str) -> None:
        change = self._workspace.last_change
        self._host.toast(words, lambda: self._take_back(change))

    def _take_back(self, change: str | None) -> None:
        try:
            self._workspace.undo(change)
        except BansoError as error:
            show_error(self.window(), error)

    def _keep(self, promise_id: str) -> None:
        if self._do(keep_promise, promise_id, on=self._workspace.clock.today()):
            self._say(_("The promise is kept"))
        else:
            self._stale = True
            self._ask()

    def _rewrite(self, touchpoint_id: str, words: str) -> bool:
        return self._do(rewrite_touchpoint, touchpoint_id, body=words)

    def _remove(self, row: TouchpointRow) -> None:
        if self._do(remove_touchpoint, row.id):
            self._say(_("The touchpoint is removed"))

    def _log(self) -> None:
        if self._account is not None:
            self.log_wanted.emit(self._account.id)

    def ask_for_deck(self) -> None:
        """Open the dialog for a review deck."""
        if self._account is not None:
            deck.ask(self, self._workspace, self._host, self._account.id, self._account.name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """L logs for this account, F goes to the filter of the timeline, Escape clears it."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        field = self.search_field()
        if plain and event.key() == Qt.Key.Key_L:
            self._log()
        elif plain and event.key() == Qt.Key.Key_F and field is not None and not field.hasFocus():
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif plain and event.key() == Qt.Key.Key_Escape and self.timeline.filter.text():
            self.timeline.clear_filter()
        else:
            super().keyPressEvent(event)
