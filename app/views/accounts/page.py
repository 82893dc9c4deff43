"""The place of all accounts: a filter as you type, a table in any order, and the way to each account."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import BansoError, Cancelled
from app.language import _, number
from app.operations.account_row import AccountRow
from app.search.fold import fold
from app.views import theme as themes
from app.views.accounts.columns import columns
from app.views.accounts.footer import Footer
from app.views.accounts.words import folded_haystacks, haystack
from app.views.page import Page
from app.views.row_table import RowTable
from app.views.table_view import RowTableView
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.labels import PlainLabel
from app.views.widgets.search_field import SearchField
from app.views.workspace import Book, Running, Workspace

if TYPE_CHECKING:
    # A list that is shown before its book is open must not wait for the database's library.
    from app.operations.changes import Changes
    from app.operations.first_rows import FirstRows
    from app.views.widgets.empty_state import EmptyState

# Above this many rows the question is asked on a worker thread.
AT_ONCE = 500
# Below this width one column is left out, in logical pixels.
_WIDE = 1130
# What the list has beside its columns, and how narrow columns may become before it scrolls sideways.
_BESIDE = 60
_LEAST = {"account": 196, "stage": 150}
_SHOWN = ("account", "member", "touchpoint", "promise", "contract", "contract_line", "setting")


class AccountsPage(Page):
    """All accounts. `log_wanted(account id)` for L on a row, `import_wanted` for the import buttons.

    `first` are the rows to show while the book is being opened; then `book_opened` must be called.
    """

    log_wanted = Signal(str)
    import_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None, *, first: FirstRows | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Accounts"))
        self._first = first
        self._opened: str | None = None
        self._total = 0
        self._workspace = workspace
        self._stale = True
        self._fitted: dict[str, int] = {}
        self._asked: Running | None = None
        self._today = workspace.clock.today()
        self.table: RowTable[AccountRow] = RowTable(
            columns(self._today), lambda row: row.id, haystack=haystack, folded=fold, parent=self
        )
        self.view = RowTableView(self.table, _("Accounts"))
        self._count = PlainLabel("", "subtitle", tone="text3")
        self._count.setContentsMargins(0, 0, 0, 3)
        self._import = Button(_("Import"), kind="quiet", icon="import")
        self._import.clicked.connect(self.import_wanted)
        self.filter = SearchField(_("Filter by name, reading, tag, owner, segment or phase"), _("Clear filter"))
        self.footer = Footer()
        self._stack = QStackedWidget()
        self._empty: EmptyState | None = None
        self._build()
        self.filter.textChanged.connect(self._filter)
        self.filter.left.connect(lambda: self.view.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.filter.returnPressed.connect(lambda: self.view.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.view.opened.connect(self._open)
        self.view.selectionModel().selectionChanged.connect(self._tell)
        workspace.changed.connect(self._changed)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(PlainLabel(_("Accounts"), "title"))
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        head.addWidget(self._import)
        tools = QHBoxLayout()
        self.filter.setMaximumWidth(460)
        tools.addWidget(self.filter, 1)
        tools.addStretch(1)
        self._card = Card()
        self._card.flush()
        self._stack.addWidget(self.view)
        self._card.body.addWidget(self._stack, 1)
        self._card.body.addWidget(rule())
        self._card.body.addWidget(self.footer)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addLayout(tools)
        whole.addWidget(self._card, 1)

    # What the window asks

    def go(self, _argument: object) -> None:
        """Ask again where something changed meanwhile, and give the list the focus."""
        self._ask()
        if not self.filter.hasFocus():
            taker = self.view if self._empty is None else self._empty.button
            taker.setFocus(Qt.FocusReason.MouseFocusReason)

    def panes(self) -> tuple[QWidget, ...]:
        """Return the filter and the list."""
        return (self.filter, self.view) if self.table.rowCount() else (self.filter, self._stack)

    def search_field(self) -> QWidget:
        """Return the filter."""
        return self.filter

    # Rows

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
        today = self._workspace.clock.today()
        if today != self._today:
            # A window may stay open over midnight, and the columns count days.
            self._today, self._stale = today, True
            self.table.columns = tuple(columns(today))
        if not self._stale:
            return
        self._stale = False
        if self._first is not None:
            self._show(self._first.rows, None, self._first.total)
            return
        self._ask_book(later=False)

    def _ask_book(self, *, later: bool) -> None:
        """Ask for all rows, on a worker thread where they are many or others are shown meanwhile."""
        from app.operations import accounts

        if self._asked is not None:
            self._asked.cancel()
            self._asked = None
        try:
            if not later and self._workspace.read(accounts.account_count) <= AT_ONCE:
                self._show(self._workspace.read(accounts.account_rows, today=self._today), None)
                return
        except BansoError as error:
            self._refused(error)
            return
        self._asked = self._workspace.run(
            _rows_and_hay, self._workspace.book, self._today, owner=self,
            done=lambda found: self._show(*found), failed=self._refused,
        )  # fmt: skip

    def book_opened(self) -> None:
        """Ask the book, which is open now, for all rows, and go where a person wanted to go meanwhile."""
        shown, self._first, self._stale = self._first is not None, None, False
        self._ask_book(later=shown)
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
        at = self.view.verticalScrollBar().value()
        self.table.set_rows(rows, hay)
        self.view.verticalScrollBar().setValue(at)
        self._count.setText(number(self._total))
        self._arrange()
        if hay is None and self._first is None:
            QTimer.singleShot(0, self, self.table.prepare)

    # Filter

    def _filter(self, text: str) -> None:
        self.table.filter(text)
        self._arrange()

    def _arrange(self) -> None:
        """Show the table, or what stands in its place, and say what it sums up to."""
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.hide()
            self._empty.deleteLater()
            self._empty = None
        # What the rows still to come hold is not known.
        partial = self._total > self.table.total
        if not self.table.total:
            from app.views.widgets.empty_state import EmptyState

            self._empty = EmptyState(
                "building-2", _("Your customers will stand here, with contracts, contacts and next steps."),
                button=_("Import a spreadsheet"), act=self.import_wanted.emit,
            )  # fmt: skip
        elif not self.table.rowCount() and not partial:
            from app.views.widgets.empty_state import EmptyState

            words = _("No account matches “{words}”.", words=self._sharpest())
            self._empty = EmptyState("funnel", words, button=_("Clear filter"), act=self.clear_filter, shortcut="Esc")
        if self._empty is not None:
            self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty or self.view)
        if partial:
            self.footer.tell_count(self._total)
        else:
            self.footer.tell_rows(self.table.shown_rows(), self.table.total)
        self._tell()

    def _sharpest(self) -> str:
        """Return the word of the filter that leaves out the most accounts."""
        words = self.filter.text().split()
        return min(words, key=self.table.hits) if len(words) > 1 else self.filter.text().strip()

    def _tell(self, *_selection: Any) -> None:
        self.footer.tell_selected(len(self.view.selectionModel().selectedRows()))

    def clear_filter(self) -> None:
        """Show every account again and give the list the focus."""
        self.filter.clear()
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room leave out when contracts end, which the notice deadline tells; then narrow columns."""
        super().resizeEvent(event)
        px = themes.current().px
        self.view.setColumnHidden(self._at("renewal"), self.width() < px(_WIDE))
        shown = [at for at in range(len(self.table.columns)) if not self.view.isColumnHidden(at)]
        over = sum(px(self.table.columns[at].width) for at in shown) - (self.width() - px(_BESIDE))
        for key, least in _LEAST.items():
            at = self._at(key)
            most, now = px(self.table.columns[at].width), self.view.columnWidth(at)
            # A width that a person chose stays.
            if now == self._fitted.get(key, most):
                gives = max(min(over, most - px(least)), 0)
                self._fitted[key] = most - gives
                self.view.setColumnWidth(at, most - gives)
                over -= gives

    def _at(self, key: str) -> int:
        return next(at for at, column in enumerate(self.table.columns) if column.key == key)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """L logs for the row, F goes to the filter, Escape clears it; the list leaves these keys to its page."""
        row = self.view.current_row() if self.view.hasFocus() else None
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.key() == Qt.Key.Key_L and row is not None:
            self.log_wanted.emit(row.id)
        elif plain and event.key() == Qt.Key.Key_F and not self.filter.hasFocus():
            self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif plain and event.key() == Qt.Key.Key_Escape and self.filter.text():
            self.clear_filter()
        else:
            super().keyPressEvent(event)


def _rows_and_hay(
    _report: Callable[..., None], cancelled: Callable[[], bool], book: Book, today: date
) -> tuple[list[AccountRow], list[str]]:
    from app.operations.accounts import account_rows

    rows: list[AccountRow] = book.read(account_rows, today=today)
    if cancelled():
        raise Cancelled
    return rows, folded_haystacks(rows)
