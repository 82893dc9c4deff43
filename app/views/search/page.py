"""The place of search: words, newest or most relevant first, and the way to where they were written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words
from app.operations.book import Book
from app.operations.changes import Changes
from app.operations.finding import FoundRow, FoundRows, Order, search
from app.operations.plans.found import plan_found
from app.operations.reviews.found import review_found
from app.views import theme as themes
from app.views.page import Page
from app.views.row_table import RowTable
from app.views.search.columns import count_words, found_columns
from app.views.search.words_field import WordsField
from app.views.table_view import RowTableView
from app.views.widgets.card import Card
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.labels import PlainLabel
from app.views.widgets.or_empty import OrEmpty
from app.views.widgets.segmented import SegmentedControl
from app.views.workspace import Running, Workspace

LIMIT = 200
_PAUSE_MS = 120


class SearchPage(Page):
    """Everything written. `touchpoint_wanted(account id, touchpoint id)` where a hit is a touchpoint."""

    touchpoint_wanted = Signal(str, str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Search"))
        self._workspace = workspace
        self._asked: Running | None = None
        self._shown = ("", "newest")
        self._stale = False
        self._goes_on = False
        self.field = WordsField(_("Search everything written"), _("Clear search"))
        orders = (("newest", _("Newest first")), ("relevance", _("Most relevant")))
        self.order = SegmentedControl(orders, _("Order"))
        self.table: RowTable[FoundRow] = RowTable(found_columns(), lambda hit: (hit.kind, hit.id), parent=self)
        self.view = RowTableView(self.table, _("What was found"))
        self.count = PlainLabel("", "label", tone="text2")
        self._stack = OrEmpty()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._lay_out()
        self.field.textChanged.connect(lambda _text: self._pause.start())
        self.field.left.connect(self._go_to_hits)
        self.field.entered.connect(self._enter)
        self.order.chosen.connect(lambda _key: self._ask())
        self.view.opened.connect(self._open)
        workspace.changed.connect(self._changed)
        self._say_empty("search", _("Type what was said, by anyone, at any time."))

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(12)
        self.field.setMaximumWidth(themes.current().px(520))
        tools.addWidget(self.field, 1)
        tools.addWidget(self.order)
        tools.addWidget(self.count)
        tools.addStretch(1)
        self.view.horizontalHeader().setSortIndicatorShown(False)
        self._stack.addWidget(self.view)
        card = Card()
        card.flush()
        card.body.addWidget(self._stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addWidget(PlainLabel(_("Search"), "title"))
        whole.addLayout(tools)
        whole.addWidget(card, 1)

    # What the window asks

    def go(self, argument: object) -> None:
        """Take the focus to the field, with words to search where they are given."""
        if isinstance(argument, str):
            self.field.setText(argument)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def panes(self) -> tuple[QWidget, ...]:
        """Return the field, the order and what was found."""
        return (self.field, self.order, self.view) if self.table.rowCount() else (self.field, self.order)

    def search_field(self) -> QWidget:
        """Return the field."""
        return self.field

    # Asking

    def _ask(self) -> None:
        self._pause.stop()
        words, order = self.field.text().strip(), self.order.key()
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None
        if not words:
            self._shown = ("", order)
            self.table.set_rows([])
            self.count.setText("")
            self._say_empty("search", _("Type what was said, by anyone, at any time."))
            return
        self._asked = running = self._workspace.run(
            _found,
            self._workspace.book,
            words,
            order,
            owner=self,
            done=lambda found: self._show(running, words, order, found),
            failed=lambda error: self._fail(running, error),
        )

    def _show(self, running: Running, words: str, order: str, found: FoundRows) -> None:
        if running is not self._asked:
            return
        self._asked = None
        is_same = self._shown == (words, order)
        self._shown = (words, order)
        self.table.set_rows(found.hits)
        self.count.setText(count_words(found))
        self.count.setAccessibleName(count_words(found))
        if not found.hits:
            self._say_empty("search", _("Nothing holds “{words}”. A shorter piece of it may.", words=words))
            self._goes_on = False
            return
        self._stack.show_empty(None)
        if not is_same:
            self.view.clearSelection()
            self.view.setCurrentIndex(self.table.index(-1, -1))
            self.view.scrollToTop()
        if self._goes_on:
            self._go_to_hits()

    def _fail(self, running: Running, error: BansoError) -> None:
        if running is self._asked:
            self._asked = None
            self.table.set_rows([])
            self.count.setText("")
            self._say_empty("circle-alert", error_words(error)[1])

    def _say_empty(self, icon: str, words: str) -> None:
        self._stack.show_empty(EmptyState(icon, words))

    # Going there

    def _enter(self) -> None:
        if self._shown != (self.field.text().strip(), self.order.key()):
            # The answer is on its way; Enter means what it will bring.
            self._goes_on = True
            if self._asked is None or self._pause.isActive():
                self._ask()
        else:
            self._go_to_hits()

    def _go_to_hits(self) -> None:
        self._goes_on = False
        if self.table.rowCount():
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if not self.view.selected_rows():
                self.view.go_to(0)

    def _open(self, hit: FoundRow) -> None:
        plan: str | None = self._workspace.read(plan_found, hit.kind, hit.id)
        review: str | None = self._workspace.read(review_found, hit.kind, hit.id)
        if plan is not None:
            self.wants.emit("plan", plan)
        elif review is not None:
            self.wants.emit("review", review)
        elif hit.kind == "touchpoint" and hit.account_id:
            self.touchpoint_wanted.emit(hit.account_id, hit.id)
        elif hit.kind == "account" or hit.account_id:
            self.wants.emit("account", hit.account_id or hit.id)

    # What is true

    def _changed(self, _changes: Changes) -> None:
        self._stale = True
        if self.isVisible():
            self._again()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask again where something changed while this was not shown."""
        super().showEvent(event)
        if self._stale:
            self._again()

    def _again(self) -> None:
        self._stale = False
        if self.field.text().strip():
            self._ask()


def _found(_report: object, _cancelled: Callable[[], bool], book: Book, words: str, order: Order) -> FoundRows:
    return book.read(search, words, order=order, limit=LIMIT)
