"""The tab of history: every change that touched the account, page by page, each of which can be taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, keyed, ngettext
from app.operations.account_changes import KINDS, AccountChange, Standing, account_changes, standing_of
from app.operations.account_page import AccountPage
from app.views.account.history import words
from app.views.account.history.delegate import HistoryDelegate
from app.views.account.list_card import ListCard
from app.views.account.rows import RowModel, RowView
from app.views.account.touchpoints.sieve import month
from app.views.commands import Command, Reach
from app.views.dialogs.error import show_error
from app.views.page import Host
from app.views.paint.marks import RING
from app.views.widgets.chips import Chips
from app.views.widgets.empty_state import EmptyState
from app.views.workspace import LARGE, Workspace

PAGE = 200
_NEAR = 400


class HistoryTab(QWidget):
    """`show_account` whenever anything changed. Pages are asked for on a worker thread as one goes down the list."""

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("History"))
        self._workspace, self._host = workspace, host
        self._account = ""
        self._changes: list[AccountChange] = []
        self._all_known = False
        self._asked = 0
        self.model = RowModel(self._spoken, self._group, self)
        self.view = RowView(self.model, _("History"))
        self.delegate = HistoryDelegate(self.view, workspace.clock)
        self.view.draw_by(self.delegate)
        self.card = ListCard(self.view, (("Space", _("Show all")), ("U", _("Take back"))))
        self.chips = Chips(_("What was changed"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(RING, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self.chips)
        whole.addWidget(self.card, 1)
        self.view.keys = {
            Qt.Key.Key_Return: self._turn,
            Qt.Key.Key_Space: self._turn,
            Qt.Key.Key_U: self._take_back_chosen,
        }
        self.view.fill_menu = self._fill_menu
        self.view.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.delegate.undo_wanted.connect(self.take_back)
        self.chips.changed.connect(self._arrange)

    def _spoken(self, row: AccountChange) -> str:
        return words.spoken(row, self._workspace.clock)

    def _group(self, row: AccountChange) -> str:
        return month(self._workspace.clock.day_of(row.at))

    # What the page asks

    def start(self) -> None:
        """Begin anew, for another account."""
        self.chips.clear()
        self.delegate.expanded.clear()
        self._changes = []
        self.view.setCurrentIndex(self.model.index(-1, -1))
        self.model.set_rows([])
        self.view.verticalScrollBar().setValue(0)

    def show_account(self, page: AccountPage, today: date) -> None:
        """Show the changes of an account anew, as many as were shown."""
        if self._account not in ("", page.id):
            self.start()
        self._account = page.id
        self._ask(max(PAGE, len(self._changes)), None)

    def panes(self) -> tuple[QWidget, ...]:
        """Return the chips, where there are any, and the list."""
        first = next(iter(self.chips.chips.values()), None)
        return (*((first,) if first is not None else ()), self.card.empty or self.view)

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done with a change."""
        return (Command("take_back", _("Take this change back"), "U", "undo-2", None, Reach.LISTS),)

    def search_field(self) -> QWidget | None:
        """There is nothing to search."""
        return None

    # Asking page by page

    def _ask(self, limit: int, before: int | None) -> None:
        self._asked += 1
        asked, account = self._asked, self._account

        def came(rows: Sequence[AccountChange]) -> None:
            # Only the newest answer counts: the account may be another one by now.
            if asked == self._asked and account == self._account:
                self._show(rows, limit, more=before is not None)

        self._workspace.run(
            _read, self._workspace.book, account, limit, before, owner=self, done=came, failed=self._refused
        )

    def _show(self, rows: Sequence[AccountChange], limit: int, *, more: bool) -> None:
        self._all_known = len(rows) < limit
        self._changes = [*self._changes, *rows] if more else list(rows)
        self.delegate.forget()
        counted = Counter(kind for row in self._changes for kind in {one.kind for one in row.touched})
        self.chips.offer([(kind, keyed("history.kind", kind), counted[kind]) for kind in KINDS if counted[kind]])
        self.chips.setVisible(len(self.chips.chips) > 1)
        self._arrange()

    def _arrange(self) -> None:
        kinds = self.chips.on()
        rows = [row for row in self._changes if not kinds or any(one.kind in kinds for one in row.touched)]
        self.view.show_rows(rows)
        said = ngettext("{n} change", "{n} changes", len(rows))
        self.card.show_count(said if self._all_known else _("the last {changes}", changes=said))
        empty = None
        if not rows and self._all_known:
            empty = EmptyState("history", _("What is changed at this customer will stand here."))
        self.card.show_empty(empty)
        self._scrolled()

    def _scrolled(self) -> None:
        bar = self.view.verticalScrollBar()
        running = self._workspace.busy
        if self._changes and not self._all_known and not running and bar.maximum() - bar.value() < _NEAR:
            self._ask(PAGE, self._changes[-1].number)

    def _refused(self, error: BansoError) -> None:
        show_error(self.window(), error)

    # Taking back

    def _turn(self) -> None:
        row = self.view.current()
        if row is not None:
            self.delegate.turn(row)

    def _take_back_chosen(self) -> None:
        row = self.view.current()
        if row is not None:
            self.take_back(row)

    def take_back(self, row: AccountChange) -> None:
        """Take one change back, as far as nothing later stands in the way; say what stays as it is."""
        if row.undone:
            self._host.toast(_("This change was taken back already"))
            return
        standing: Standing = self._workspace.read(standing_of, row.id)
        if not standing.stands:
            self._refused(BansoError("undo.overtaken"))
            return
        if standing.stands > LARGE:
            running = self._workspace.step_later(
                row.id, owner=self, done=lambda _changes: self._tell(standing), failed=self._refused
            )
            self._host.follow(running, _("Taking back…"))
            return
        try:
            self._workspace.step(row.id)
        except BansoError as error:
            self._refused(error)
        else:
            self._tell(standing)

    def _tell(self, standing: Standing) -> None:
        said = _("Taken back")
        if standing.accounts > 1:
            n = standing.accounts - 1
            said += " · " + ngettext("at {n} other customer too", "at {n} other customers too", n)
        if standing.overtaken:
            n = standing.overtaken
            said += " · " + ngettext("{n} value changed since stays", "{n} values changed since stay", n)
        again = self._workspace.last_undone
        self._host.toast(said, (lambda: self._host.take_back(again)) if again is not None else None)

    def _fill_menu(self, menu: QMenu) -> None:
        row = self.view.current()
        menu.addAction(_("Show all"), self._turn)
        menu.addAction(_("Take this change back"), self._take_back_chosen).setEnabled(not row.undone)


def _read(
    _report: Any, _cancelled: Callable[[], bool], book: Any, account_id: str, limit: int, before: int | None
) -> Any:
    return book.read(account_changes, account_id, limit=limit, before=before)
