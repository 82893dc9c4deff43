"""The place of all reviews: by the day of the meeting, with how far each is prepared and what is stale in it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.language import _, ngettext, number
from app.operations.book import Book
from app.operations.changes import Changes
from app.operations.reviews.listing import review_rows
from app.operations.reviews.rows import ReviewRow
from app.search.fold import fold
from app.views import theme as themes
from app.views.commands import Command, Reach
from app.views.page import Host, Page
from app.views.reviews.columns import columns
from app.views.reviews.new_sheet import NewReviewSheet
from app.views.reviews.words import attendees
from app.views.row_table import RowTable
from app.views.table_view import RowTableView
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.search_field import SearchField
from app.views.workspace import Running, Workspace

SHOWN = ("review", "review_section", "account")
_STRETCHED = "account"


class ReviewsPage(Page):
    """All reviews; Enter opens the builder."""

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("QBR"))
        self._workspace, self._host = workspace, host
        self._stale = True
        self._asking: Running | None = None
        self._day = workspace.clock.today()
        self.table: RowTable[ReviewRow] = RowTable(
            columns(self._day), lambda row: row.id,
            haystack=lambda row: f"{row.account}\n{row.period_words}\n{row.period_text}\n{attendees(row)}",
            folded=fold, parent=self,
        )  # fmt: skip
        self.view = RowTableView(self.table, _("QBR"))
        self.filter = SearchField(_("Filter by account or period"), _("Clear filter"))
        self.new = Button(_("New"), icon="plus")
        self._count = PlainLabel("", "subtitle", tone="text3")
        self._foot = ElidedLabel("", "label", tone="text2")
        self._stack = QStackedWidget()
        self._empty: EmptyState | None = None
        self._build()
        self.view.opened.connect(lambda row: self.wants.emit("review", row.id))
        self.new.clicked.connect(lambda: self.make())
        self.filter.textChanged.connect(self._narrow)
        self.filter.left.connect(self._to_list)
        self.filter.returnPressed.connect(self._to_list)
        self.view.resized.connect(self._stretch)
        workspace.changed.connect(self._changed)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(ElidedLabel(_("QBR"), "title"))
        self._count.setContentsMargins(0, 0, 0, 3)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        self.filter.setMaximumWidth(300)
        self.filter.setMinimumWidth(96)
        head.addWidget(self.filter, 2)
        head.addWidget(self.new)
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

    # What the window asks

    def go(self, _argument: object) -> None:
        """Show the list as it was."""
        self._ask()
        taker = self.view if self._empty is None else self._empty.button
        taker.setFocus(Qt.FocusReason.MouseFocusReason)

    def panes(self) -> tuple[QWidget, ...]:
        """Return the filter and the list."""
        return (self.filter, self.view if self._empty is None else self._stack)

    def search_field(self) -> QWidget:
        """Return the filter."""
        return self.filter

    def account_here(self) -> str | None:
        """Return whose review has the focus."""
        row = self.view.current_row()
        return row.account_id if row is not None and self.view.hasFocus() else None

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("new", _("New QBR"), "Ctrl+N", "plus", self.make),
            Command("open", _("Open"), "Return", "corner-down-left", self._open, Reach.LISTS),
        )

    # Rows

    def _changed(self, changes: Changes) -> None:
        if changes.touches(*SHOWN):
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
            self.table.set_columns(columns(today))
        if not self._stale:
            return
        self._stale = False
        # What is stale is looked up in the facts of each review.
        self._asking = running = self._workspace.run(
            _rows, self._workspace.book, today, owner=self, done=lambda rows: self._show(running, rows)
        )

    def _show(self, running: Running, rows: list[ReviewRow]) -> None:
        if running is not self._asking:
            return
        was = self._empty
        self.table.set_rows(rows)
        self._arrange()
        self._stretch()
        if self._empty is not None and was is None and self.view.hasFocus():
            self._empty.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        rows = self.table.all_rows()
        ahead = [row for row in rows if not row.is_held]
        self._count.setText(number(len(ahead)) if rows else "")
        said = [ngettext("{n} QBR", "{n} QBRs", self.table.rowCount())]
        if ahead:
            said.append(ngettext("{n} to come", "{n} to come", len(ahead)))
        stale = sum(row.warnings > 0 for row in ahead)
        if stale:
            said.append(ngettext("{n} with stale figures", "{n} with stale figures", stale))
        self._foot.setText(_(" · ").join(said))
        self._show_empty(not rows, not self.table.rowCount())

    def _show_empty(self, nothing: bool, no_hit: bool) -> None:
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.hide()
            self._empty.deleteLater()
            self._empty = None
        if nothing:
            self._empty = EmptyState(
                "presentation",
                _("Here stand your business reviews: filled from what the book knows, each figure with its source."),
                button=_("Prepare the first QBR"), act=self.make, shortcut="Ctrl+N",
            )  # fmt: skip
        elif no_hit:
            self._empty = EmptyState(
                "funnel", _("No QBR holds “{text}”.", text=self.filter.text()),
                button=_("Clear filter"), act=self.filter.clear,
            )  # fmt: skip
        if self._empty is not None:
            self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty or self.view)

    def _narrow(self, text: str) -> None:
        self.table.narrow(text)
        self._arrange()

    def _stretch(self) -> None:
        """Give what is left to the column of the account."""
        at = next(n for n, column in enumerate(self.table.columns) if column.key == _STRETCHED)
        last = len(self.table.columns) - 1
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
            self.wants.emit("review", row.id)

    def make(self, account_id: str | None = None) -> NewReviewSheet:
        """Ask for a new review; once it is made it is opened."""
        sheet = NewReviewSheet(self.window(), self._workspace, account_id)
        sheet.made.connect(self._made)
        sheet.show_sheet()
        return sheet

    def _made(self, review_id: str) -> None:
        change = self._workspace.last_change
        self._host.toast(_("The QBR is made"), (lambda: self._host.take_back(change)) if change is not None else None)
        self.wants.emit("review", review_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F goes to the filter."""
        if event.text().upper() == "F" and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)


def _rows(_report: object, _cancelled: object, book: Book, today: date) -> list[ReviewRow]:
    found: list[ReviewRow] = book.read(review_rows, today=today)
    return found
