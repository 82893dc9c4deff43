"""The place of all accounts: a filter as you type, a table in any order, and the way to each account."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import BansoError, Cancelled
from app.language import _, number
from app.operations.accounts import AccountRow, account_count, account_rows
from app.operations.changes import Changes
from app.operations.finding import fold
from app.views import theme as themes
from app.views.accounts.columns import columns
from app.views.accounts.footer import Footer
from app.views.accounts.words import folded_haystacks, haystack
from app.views.dialogs.error import show_error
from app.views.page import Page
from app.views.row_table import RowTable
from app.views.table_view import RowTableView
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.labels import PlainLabel
from app.views.widgets.search_field import SearchField
from app.views.workspace import Book, Running, Workspace

# Above this many rows the question is asked on a worker thread.
AT_ONCE = 500
# Below this width one column is left out, in logical pixels.
_WIDE = 1040
_SHOWN = ("account", "member", "touchpoint", "promise", "contract", "contract_line", "setting")


class AccountsPage(Page):
    """All accounts. `log_wanted(account id)` for L on a row, `import_wanted` for the import buttons."""

    log_wanted = Signal(str)
    import_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Accounts"))
        self._workspace = workspace
        self._stale = True
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
        self.view.opened.connect(lambda row: self.wants.emit("account", row.id))
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
            self.view.setFocus(Qt.FocusReason.MouseFocusReason)

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
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None
        try:
            if self._workspace.read(account_count) <= AT_ONCE:
                self._show(self._workspace.read(account_rows, today=today), None)
                return
        except BansoError as error:
            self._refused(error)
            return
        self._asked = self._workspace.run(
            _rows_and_hay, self._workspace.book, today, owner=self,
            done=lambda found: self._show(*found), failed=self._refused,
        )  # fmt: skip

    def _refused(self, error: BansoError) -> None:
        self._stale = True
        show_error(self, error)

    def _show(self, rows: list[AccountRow], hay: list[str] | None) -> None:
        at = self.view.verticalScrollBar().value()
        self.table.set_rows(rows, hay)
        self.view.verticalScrollBar().setValue(at)
        self._count.setText(number(len(rows)))
        self._arrange()
        if hay is None:
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
        if not self.table.total:
            self._empty = EmptyState(
                "building-2", _("Your customers will stand here, with contracts, contacts and next steps."),
                button=_("Import a spreadsheet"), act=self.import_wanted.emit,
            )  # fmt: skip
        elif not self.table.rowCount():
            words = _("No account matches “{words}”.", words=self._sharpest())
            self._empty = EmptyState("funnel", words, button=_("Clear filter"), act=self.clear_filter, shortcut="Esc")
        if self._empty is not None:
            self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty or self.view)
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
        """Leave out when contracts end where there is no room; the notice deadline, which comes first, tells it."""
        super().resizeEvent(event)
        at = next(at for at, column in enumerate(self.table.columns) if column.key == "renewal")
        self.view.setColumnHidden(at, self.width() < themes.current().px(_WIDE))

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
    rows: list[AccountRow] = book.read(account_rows, today=today)
    if cancelled():
        raise Cancelled
    return rows, folded_haystacks(rows)
