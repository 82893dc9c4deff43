"""A place that lists everything of one kind: a filter over the rows, what they come to beneath, a way to make more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, number
from app.operations.book import Book
from app.operations.changes import Changes
from app.search.fold import fold
from app.views import theme as themes
from app.views.commands import Command, Reach
from app.views.dialogs.error import show_error
from app.views.new_sheet import NewSheet
from app.views.page import Host, Page, toast_undoable
from app.views.row_table import Column, RowTable
from app.views.table_view import RowTableView
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.or_empty import OrEmpty
from app.views.widgets.search_field import SearchField
from app.views.workspace import Running, Workspace


class Listed(Protocol):
    """What every row has."""

    @property
    def id(self) -> str: ...
    @property
    def account_id(self) -> str: ...


R = TypeVar("R", bound=Listed)


@dataclass(frozen=True)
class Kind(Generic[R]):
    """What is listed: its words, the place that shows one, the tables it is read from, how a new one is made.

    `stretched` is the column that takes what width is left. `tell` gets all rows and how many the filter leaves; it
    returns how many are counted beside the title, and what is said at the foot. `first` is what stands there while
    there is nothing: an icon, a sentence, and the words of the button.
    """

    place: str
    tables: Sequence[str]
    title: str
    hint: str
    columns: Callable[[date], Sequence[Column[R]]]
    stretched: str
    haystack: Callable[[R], str]
    question: Callable[..., list[R]]
    tell: Callable[[Sequence[R], int], tuple[int, list[str]]]
    first: tuple[str, str, str]
    no_hit: Callable[[str], str]
    new_words: str
    new_sheet: Callable[[QWidget, Workspace, str | None], NewSheet]
    made_words: str


class ListPage(Page, Generic[R]):
    """Enter opens a row in its own place, Ctrl+N makes a new one."""

    def __init__(self, workspace: Workspace, host: Host, kind: Kind[R], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setAccessibleName(kind.title)
        self._workspace, self._host = workspace, host
        self._stale = True
        self._asking: Running | None = None
        self._day = workspace.clock.today()
        self.table: RowTable[R] = RowTable(
            kind.columns(self._day), lambda row: row.id, haystack=kind.haystack, folded=fold, parent=self
        )
        self.view = RowTableView(self.table, kind.title)
        self.filter = SearchField(kind.hint, _("Clear filter"))
        self.new = Button(_("New"), icon="plus")
        self._count = PlainLabel("", "subtitle", tone="text3")
        self._foot = ElidedLabel("", "label", tone="text2")
        self._stack = OrEmpty()
        self._build()
        self.view.opened.connect(lambda row: self.wants.emit(kind.place, row.id))
        self.new.clicked.connect(lambda: self.make())
        self.filter.textChanged.connect(self._narrow)
        self.filter.left.connect(self._to_list)
        self.filter.returnPressed.connect(self._to_list)
        self.view.resized.connect(self._stretch)
        workspace.changed.connect(self._changed)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(ElidedLabel(self._kind.title, "title"))
        self._count.setContentsMargins(0, 0, 0, 3)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        self.filter.setMaximumWidth(300)
        self.filter.setMinimumWidth(96)
        head.addWidget(self.filter, 2)
        for button in self.buttons():
            head.addWidget(button)
        card = Card()
        card.flush()
        self._stack.addWidget(self.view)
        card.body.addWidget(self._stack, 1)
        card.body.addWidget(rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 16, 8)
        foot.setSpacing(16)
        foot.addWidget(self._foot, 1)
        for keys, words in (("Return", _("open it")), ("Ctrl+N", _("make a new one"))):
            foot.addWidget(KeyHint(keys, words))
        card.body.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(card, 1)

    # What a subclass may add

    def buttons(self) -> Sequence[Button]:
        """Return the buttons behind the filter."""
        return (self.new,)

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("new", self._kind.new_words, "Ctrl+N", "plus", self.make),
            Command("open", _("Open"), "Return", "corner-down-left", self._open, Reach.LISTS),
        )

    # What the window asks

    def go(self, _argument: object) -> None:
        """Show the list as it was."""
        self._ask()
        taker = self.view if self._stack.empty is None else self._stack.empty.button
        taker.setFocus(Qt.FocusReason.MouseFocusReason)

    def panes(self) -> tuple[QWidget, ...]:
        """Return the filter and the list."""
        return (self.filter, self.view if self._stack.empty is None else self._stack)

    def search_field(self) -> QWidget:
        """Return the filter."""
        return self.filter

    def account_here(self) -> str | None:
        """Return whose row has the focus."""
        row = self.view.current_row()
        return row.account_id if row is not None and self.view.hasFocus() else None

    # Rows

    def _changed(self, changes: Changes) -> None:
        if changes.touches(*self._kind.tables):
            self._stale = True
            if self.isVisible():
                self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask again where something changed while this was not shown."""
        super().showEvent(event)
        self._ask()

    def _ask(self) -> None:
        today: date = self._workspace.clock.today()
        if today != self._day:
            self._day, self._stale = today, True
            self.table.set_columns(self._kind.columns(today))
        if not self._stale:
            return
        self._stale = False
        self._asking = running = self._workspace.run(
            _rows, self._workspace.book, self._kind.question, today, owner=self,
            done=lambda rows: self._show(running, rows), failed=lambda error: self._refused(running, error),
        )  # fmt: skip

    def _refused(self, running: Running, error: BansoError) -> None:
        """Say why nothing is shown; it is asked again when this is gone to."""
        if running is self._asking:
            self._stale = True
            show_error(self.window(), error)

    def _show(self, running: Running, rows: list[R]) -> None:
        if running is not self._asking:
            return
        was = self._stack.empty
        self.table.set_rows(rows)
        self._arrange()
        self._stretch()
        if self._stack.empty is not None and was is None and self.view.hasFocus():
            self._stack.empty.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        rows, filtered = self.table.all_rows(), self.table.rowCount()
        count, said = self._kind.tell(rows, filtered)
        self._count.setText(number(count) if rows else "")
        self._foot.setText(_(" · ").join(said))
        self._show_empty(not rows, not filtered)

    def _show_empty(self, nothing: bool, no_hit: bool) -> None:
        empty = None
        if nothing:
            icon, sentence, button = self._kind.first
            empty = EmptyState(icon, sentence, button=button, act=self.make, shortcut="Ctrl+N")
        elif no_hit:
            said = self._kind.no_hit(self.filter.text())
            empty = EmptyState("funnel", said, button=_("Clear filter"), act=self.filter.clear)
        self._stack.show_empty(empty)

    def _narrow(self, text: str) -> None:
        self.table.narrow(text)
        self._arrange()

    def _stretch(self) -> None:
        """Give what is left to one column."""
        at = next(n for n, column in enumerate(self.table.columns) if column.key == self._kind.stretched)
        last = len(self.table.columns) - 1
        # The last one takes what is left over: what it needs is what it was declared with.
        others = sum(self.view.columnWidth(n) for n in range(last) if n != at)
        others += themes.current().px(self.table.columns[last].width)
        least = self.view.fontMetrics().averageCharWidth() * 18
        self.view.setColumnWidth(at, max(self.view.viewport().width() - others, least))

    def _to_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # What a person does

    def _open(self) -> None:
        row = self.view.current_row()
        if row is not None:
            self.wants.emit(self._kind.place, row.id)

    def make(self, account_id: str | None = None) -> NewSheet:
        """Ask for a new one; once it is made it is opened."""
        sheet = self._kind.new_sheet(self.window(), self._workspace, account_id)
        sheet.made.connect(self._made)
        sheet.show_sheet()
        return sheet

    def _made(self, id: str) -> None:
        toast_undoable(self._host, self._kind.made_words, self._workspace.last_change)
        self.wants.emit(self._kind.place, id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F goes to the filter."""
        if event.text().upper() == "F" and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)


def _rows(_report: object, _cancelled: object, book: Book, question: Callable[..., Any], today: date) -> Any:
    return book.read(question, today=today)
