"""The place of all success plans: how far each has come, what is due next, whether it is agreed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.language import _, ngettext, number
from app.operations.book import Book
from app.operations.changes import Changes
from app.operations.plans.listing import plans_list
from app.operations.plans.rows import PlanRow
from app.search.fold import fold
from app.views import theme as themes
from app.views.commands import Command, Reach
from app.views.page import Host, Page
from app.views.plans.columns import columns
from app.views.plans.new_sheet import NewPlanSheet
from app.views.plans.page import SHOWN
from app.views.row_table import RowTable
from app.views.table_view import RowTableView
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.search_field import SearchField
from app.views.workspace import Running, Workspace

if TYPE_CHECKING:
    from app.views.plans.return_sheet import ReturnSheet

_STRETCHED = "next"


class PlansPage(Page):
    """All plans; Enter opens the editor."""

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Success plans"))
        self._workspace, self._host = workspace, host
        self._stale = True
        self._asking: Running | None = None
        self._day = workspace.clock.today()
        self.table: RowTable[PlanRow] = RowTable(
            columns(self._day), lambda row: row.id, haystack=lambda row: f"{row.account}\n{row.name}\n{row.success}",
            folded=fold, parent=self,
        )  # fmt: skip
        self.view = RowTableView(self.table, _("Success plans"))
        self.filter = SearchField(_("Filter by account or plan"), _("Clear filter"))
        self.new = Button(_("New"), icon="plus")
        self.take_in = Button(_("Take in an answer…"), kind="quiet", icon="import")
        self._count = PlainLabel("", "subtitle", tone="text3")
        self._foot = ElidedLabel("", "label", tone="text2")
        self._stack = QStackedWidget()
        self._empty: EmptyState | None = None
        self._build()
        self.view.opened.connect(lambda row: self.wants.emit("plan", row.id))
        self.new.clicked.connect(lambda: self.make())
        self.take_in.clicked.connect(lambda: self.ask_for_answer())
        self.filter.textChanged.connect(self._narrow)
        self.filter.left.connect(self._to_list)
        self.filter.returnPressed.connect(self._to_list)
        self.view.resized.connect(self._stretch)
        workspace.changed.connect(self._changed)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(ElidedLabel(_("Success plans"), "title"))
        self._count.setContentsMargins(0, 0, 0, 3)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        self.filter.setMaximumWidth(300)
        self.filter.setMinimumWidth(96)
        head.addWidget(self.filter, 2)
        head.addWidget(self.take_in)
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
        """Return whose plan has the focus."""
        row = self.view.current_row()
        return row.account_id if row is not None and self.view.hasFocus() else None

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("new", _("New success plan"), "Ctrl+N", "plus", self.make),
            Command("plan-return", _("Take in an answer…"), "", "import", self.ask_for_answer),
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
        self._asking = running = self._workspace.run(
            _rows, self._workspace.book, today, owner=self, done=lambda rows: self._show(running, rows)
        )

    def _show(self, running: Running, rows: list[PlanRow]) -> None:
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
        open_ones = [row for row in rows if row.closed_on is None]
        self._count.setText(number(len(open_ones)) if rows else "")
        said = [ngettext("{n} plan", "{n} plans", self.table.rowCount())]
        late = sum(row.overdue > 0 for row in open_ones)
        if late:
            said.append(ngettext("{n} with something overdue", "{n} with something overdue", late))
        not_agreed = sum(row.agreed is None for row in open_ones)
        if not_agreed:
            said.append(ngettext("{n} not agreed yet", "{n} not agreed yet", not_agreed))
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
                "signpost",
                _("Here stands what you want to reach together with each customer, and who does what by when."),
                button=_("Make the first plan"), act=self.make, shortcut="Ctrl+N",
            )  # fmt: skip
        elif no_hit:
            self._empty = EmptyState(
                "funnel", _("No plan holds “{text}”.", text=self.filter.text()),
                button=_("Clear filter"), act=self.filter.clear,
            )  # fmt: skip
        if self._empty is not None:
            self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty or self.view)

    def _narrow(self, text: str) -> None:
        self.table.narrow(text)
        self._arrange()

    def _stretch(self) -> None:
        """Give what is left to the column that says what comes next."""
        at = next(n for n, column in enumerate(self.table.columns) if column.key == _STRETCHED)
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
            self.wants.emit("plan", row.id)

    def make(self, account_id: str | None = None) -> NewPlanSheet:
        """Ask for a new plan; once it is made it is opened."""
        sheet = NewPlanSheet(self.window(), self._workspace, account_id)
        sheet.made.connect(self._made)
        sheet.show_sheet()
        return sheet

    def _made(self, plan_id: str) -> None:
        change = self._workspace.last_change
        self._host.toast(_("The plan is made"), (lambda: self._host.take_back(change)) if change is not None else None)
        self.wants.emit("plan", plan_id)

    def ask_for_answer(self) -> ReturnSheet:
        """Ask for what a customer sent back; the plan it belongs to is opened afterwards."""
        from app.views.plans.return_sheet import ReturnSheet

        sheet = ReturnSheet(
            self.window(), self._workspace, self._host, None, lambda plan_id: self.wants.emit("plan", plan_id)
        )
        sheet.open()
        return sheet

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F goes to the filter."""
        if event.text().upper() == "F" and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)


def _rows(_report: object, _cancelled: object, book: Book, today: date) -> list[PlanRow]:
    return book.read(plans_list, today=today)
