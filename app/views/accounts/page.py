"""The place of all accounts: what presses first, narrowed, ordered and arranged as a person likes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.errors import BansoError
from app.language import _, number
from app.operations.account_filter import Filters, haystack
from app.operations.account_row import AccountRow
from app.search.fold import fold
from app.views.accounts.acts import Acts
from app.views.accounts.arrangement import Arrangement
from app.views.accounts.asking import Asking
from app.views.accounts.columns import columns
from app.views.accounts.face import Face
from app.views.accounts.filter_words import FilterWords
from app.views.accounts.scored import Scored
from app.views.accounts.totals import Totals
from app.views.accounts.views_menu import Views
from app.views.commands import Command
from app.views.page import Crumb, Host, Page
from app.views.row_table import RowTable
from app.views.table_view import RowTableView
from app.views.workspace import Workspace

if TYPE_CHECKING:
    # A list that is shown before its book is open must not wait for the database's library.
    from app.operations.changes import Changes
    from app.operations.first_rows import FirstRows
    from app.views.widgets.empty_state import EmptyState

# What a row is made of, and its place among those that press.
_SHOWN = (
    "account", "member", "touchpoint", "promise", "contract", "contract_line", "setting", "put_off", "position",
    "handover", "cta", "signal_rule",
)  # fmt: skip


class AccountsPage(Page):
    """All accounts. `log_wanted(account id)` for L on a row, `import_wanted` for the import buttons.

    `health_wanted(account id)` to open what its health is made of, `feeling_wanted(account id)` to say a feeling.
    `calls_wanted(account id)` to open or raise a call to action.

    `first` are the rows to show while the book is being opened; then `book_opened` must be called. `settings` keep
    the columns and the order.
    """

    log_wanted = Signal(str)
    import_wanted = Signal()
    health_wanted = Signal(str)
    feeling_wanted = Signal(str)
    calls_wanted = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        parent: QWidget | None = None,
        *,
        first: FirstRows | None = None,
        host: Host | None = None,
        settings: QSettings | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Accounts"))
        self._first = first
        self._opened: str | None = None
        self._total = 0
        self._workspace = workspace
        self._stale = True
        self._today = workspace.clock.today()
        self._totals = Totals(())
        self._empty: EmptyState | None = None
        self.filters = Filters()
        self.table: RowTable[AccountRow] = RowTable(
            columns(self._today), lambda row: row.id, haystack=haystack, folded=fold, parent=self
        )
        self.view = RowTableView(self.table, _("Accounts"))
        self.asking = Asking(workspace, self)
        self.scored = Scored(self, workspace, self._rescored, self._relimit)
        self.face = Face(self, self.view, self.words)
        self.filter, self.footer, self.bar = self.face.filter, self.face.footer, self.face.bar
        self.arrangement = Arrangement(self.view, self.face.sort, settings)
        self.acts = Acts(self, workspace, host)
        self.views = Views(self, workspace, host)
        self._connect()

    def _connect(self) -> None:
        face = self.face
        self.filter.textChanged.connect(lambda text: self.narrow(replace(self.filters, text=text)))
        self.filter.left.connect(self._to_list)
        self.filter.returnPressed.connect(self._to_list)
        self.bar.changed.connect(lambda filters: self.narrow(replace(filters, text=self.filters.text)))
        self.asking.arrived.connect(lambda rows, hay: self._show(rows, hay))
        self.asking.refused.connect(self._refused)
        self.view.opened.connect(self._open)
        self.view.selectionModel().selectionChanged.connect(lambda *_how: self.acts.tell())
        face.columns.clicked.connect(lambda: self.open_columns())
        face.imports.clicked.connect(self.import_wanted)
        face.new.clicked.connect(lambda: self.acts.new())
        self._workspace.changed.connect(self._changed)

    # What the window asks

    def go(self, argument: object) -> None:
        """Show a saved view for "view:<id>", the accounts of a band for "band:<band>", else the list as it was."""
        kind, _colon, key = argument.partition(":") if isinstance(argument, str) else ("", "", "")
        self.views.show(key if kind == "view" else "")
        if kind == "band":
            self.narrow(Filters(chosen={"health": (key,)}))
        self._ask()
        if not self.filter.hasFocus():
            taker = self.view if self._empty is None else self._empty.button
            taker.setFocus(Qt.FocusReason.MouseFocusReason)

    def crumbs(self) -> tuple[Crumb, ...]:
        """Return the way here; a saved view stands under the list."""
        here = Crumb(self.views.name)
        return (Crumb(_("Accounts"), "accounts"), here) if self.views.current is not None else ()

    def panes(self) -> tuple[QWidget, ...]:
        """Return the search, the filters, the list and the peek."""
        peek = (self.acts.peek,) if self.acts.peek is not None and self.acts.peeking else ()
        bulk = self.acts.bulk
        tools = bulk if bulk is not None and not bulk.isHidden() else self.bar
        return (self.filter, tools, self.view if self.table.rowCount() else self.face.stack, *peek)

    def search_field(self) -> QWidget:
        """Return the filter by words."""
        return self.filter

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done with the list and its rows."""
        return self.acts.commands()

    @property
    def has_book(self) -> bool:
        """Tell whether the book is open."""
        return self._first is None

    @property
    def me(self) -> str | None:
        """Return the member who uses this."""
        return getattr(self._workspace.book, "by_id", None)

    # Rows

    def _changed(self, changes: Changes) -> None:
        if changes.touches("saved_view"):
            self.views.renew()
        if changes.touches(*_SHOWN):
            self._stale = True
            if self.isVisible():
                self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask again where something changed while this was not shown."""
        super().showEvent(event)
        self._ask()

    def _ask(self) -> None:
        today = self._workspace.clock.today()
        if today != self._today:
            # A window may stay open over midnight, and the columns count days.
            self._today, self._stale = today, True
            self.table.set_columns(columns(today, self.scored.limits))
            self._pass(self.filters)
        if not self._stale:
            return
        self._stale = False
        if self._first is not None:
            self._show(self._first.rows, None, self._first.total)
        else:
            self.asking.ask(self._today, later=False)

    def book_opened(self) -> None:
        """Ask the book, which is open now, for all rows, and go where a person wanted to go meanwhile."""
        shown, self._first, self._stale = self._first is not None, None, False
        self.asking.ask(self._today, later=shown)
        wanted, self._opened = self._opened, None
        if wanted is not None:
            self.wants.emit("account", wanted)

    def _open(self, row: AccountRow) -> None:
        if self._first is not None:
            self._opened = row.id
        else:
            self.wants.emit("account", row.id)

    def _refused(self, error: BansoError) -> None:
        from app.views.dialogs.error import show_error

        self._stale = True
        show_error(self, error)

    def _show(self, rows: Sequence[AccountRow], hay: list[str] | None, total: int | None = None) -> None:
        self._total = len(rows) if total is None else total
        self._put(rows if self._first is not None else self.scored.dress(rows), hay)
        self.face.count.setText(number(self._total))
        self.bar.show_filters(self.filters)
        self._arrange()
        self.acts.follow()
        if hay is None and self._first is None:
            QTimer.singleShot(0, self, self.table.prepare)

    def _put(self, rows: Sequence[AccountRow], hay: Sequence[str] | None) -> None:
        at = self.view.verticalScrollBar().value()
        self.table.set_rows(rows, hay)
        self._totals = Totals(self.table.all_rows())
        self.view.verticalScrollBar().setValue(at)

    def _rescored(self, rows: Sequence[AccountRow]) -> None:
        """Show other scores of the same rows; how they press may differ by them."""
        self._put(rows, self.table.hay)
        self._arrange()
        self.acts.follow()
        self.asking.press_again(self._today, rows, self.table.hay)

    def _relimit(self) -> None:
        self.table.set_columns(columns(self._today, self.scored.limits))
        self.view.viewport().update()

    # Filters

    def words(self) -> FilterWords:
        """Return what speaks of the values that the rows of now have."""
        return FilterWords(self.table.all_rows(), self._today, self.me)

    def narrow(self, filters: Filters) -> None:
        """Show the rows that pass."""
        if (filters.quick, filters.chosen) != (self.filters.quick, self.filters.chosen):
            self.bar.show_filters(filters)
            self._pass(filters)
        self.filters = filters
        if self.filter.text() != filters.text:
            # The field tells of it, and comes back here.
            self.filter.setText(filters.text)
            return
        self.table.narrow(filters.text)
        self._arrange()
        self.views.tell()

    def _pass(self, filters: Filters) -> None:
        narrows = bool(filters.chosen) or filters.quick != "all"
        self.table.admit(filters.test(self._today, words=False) if narrows else None)

    def _arrange(self) -> None:
        """Show the table, or what stands in its place, and say what it sums up to."""
        if self._empty is not None:
            self.face.stack.removeWidget(self._empty)
            self._empty.hide()
            self._empty.deleteLater()
            self._empty = None
        # What the rows still to come hold is not known.
        partial = self._total > self.table.total
        if not self.table.total:
            from app.views.accounts.nothing import nothing_yet

            self._empty = nothing_yet(self.import_wanted.emit)
        elif not self.table.rowCount() and not partial:
            from app.views.accounts.nothing import no_hit

            self._empty = no_hit(self.table, self.filters, self.words(), self._today, self._drop)
        if self._empty is not None:
            self.face.stack.addWidget(self._empty)
        self.face.stack.setCurrentWidget(self._empty or self.view)
        if partial:
            self.footer.tell_count(self._total)
        else:
            shown, sums = self.table.shown_places(), self._totals
            self.footer.tell_rows(len(shown), self.table.total, sums.words(shown), sums.bands(shown))
        self.acts.tell()

    def _drop(self, condition: str) -> None:
        self.narrow(self.filters.without(condition))
        self._to_list()

    def clear_filter(self) -> None:
        """Show every account again and give the list the focus."""
        self.narrow(Filters())
        self._to_list()

    def _to_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open_columns(self) -> QWidget:
        """Open the choice of columns."""
        from app.views.accounts.columns_panel import open_columns

        return open_columns(self.face.columns, self.view, self.arrangement.columns)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single letters act on the rows while the list has the focus; Escape closes one thing after another."""
        key, modifiers = event.key(), event.modifiers()
        at_list = self.view.hasFocus()
        if modifiers == Qt.KeyboardModifier.NoModifier and at_list and key in self.acts.letters:
            self.acts.letters[key]()
        elif key == Qt.Key.Key_F and not self.filter.hasFocus() and modifiers == Qt.KeyboardModifier.ShiftModifier:
            self.clear_filter()
        elif key == Qt.Key.Key_F and not self.filter.hasFocus() and modifiers == Qt.KeyboardModifier.NoModifier:
            self.bar.focus_first()
        elif key == Qt.Key.Key_Escape and self.acts.peeking:
            self.acts.close_peek()
        elif key == Qt.Key.Key_Escape and (self.view.marking or len(self.view.selected_rows()) > 1):
            self.acts.let_go()
        elif key == Qt.Key.Key_Escape and self.filters.text:
            self.narrow(replace(self.filters, text=""))
            self._to_list()
        else:
            super().keyPressEvent(event)
