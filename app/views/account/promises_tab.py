"""The tab of promises: what is open on either side, what was kept and dropped, and a line to make another."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, ngettext
from app.operations.account_page import AccountPage
from app.operations.promises import (
    PromiseFull,
    add_promise,
    amend_promise,
    drop_promise,
    hide_promise,
    keep_promise,
    move_promise,
    promises_of,
    reopen_promise,
)
from app.views.account.acts import Acts
from app.views.account.list_card import ListCard
from app.views.account.promises.add_line import AddLine
from app.views.account.promises.delegate import PromiseDelegate
from app.views.account.promises.editor import PromiseEditor
from app.views.account.promises.words import LATER, OPEN, group, ordered, spoken, state_of
from app.views.account.rows import RowModel, RowView
from app.views.account.side import Side, Split
from app.views.commands import Command, Reach
from app.views.dialogs.error import show_error
from app.views.page import Host
from app.views.paint.marks import RING
from app.views.sync.blocked_beside import beside_promises
from app.views.widgets.day_choice import DayChoice, near_days
from app.views.widgets.empty_state import EmptyState
from app.views.workspace import Workspace


class PromisesTab(QWidget):
    """`show_account` whenever anything changed."""

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Promises"))
        self._workspace, self._host = workspace, host
        self._acts = Acts(self, workspace, host)
        self._account = ""
        self._today = workspace.clock.today()
        self.model = RowModel(lambda one: spoken(one, self._today), lambda one: group(one, self._today), self)
        self.view = RowView(self.model, _("Promises"))
        self.delegate = PromiseDelegate(self.view, self._today)
        self.view.draw_by(self.delegate)
        keys = (("Enter", _("Edit")), ("E", _("Kept")), ("S", _("Later")), ("D", _("Due date")), ("Del", _("Drop")))
        self.card = ListCard(self.view, keys)
        self.line = AddLine(self._today)
        self.editor = PromiseEditor(self._save)
        beside_promises(workspace, self.editor)
        self.asking: DayChoice | None = None
        self._side = Side(_("The chosen promise"))
        self._side.column.addWidget(self.editor)
        self._side.column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(RING, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self.line)
        whole.addWidget(Split(self.card, self._side), 1)
        self._connect()

    def _connect(self) -> None:
        self.view.keys = {
            Qt.Key.Key_Return: self.edit,
            Qt.Key.Key_E: self._keep,
            Qt.Key.Key_S: self._ask_later,
            Qt.Key.Key_D: self._ask_due,
            Qt.Key.Key_Delete: self._drop,
        }
        self.view.fill_menu = self._fill_menu
        self.view.selected.connect(self._show_chosen)
        self.view.doubleClicked.connect(lambda _index: self.edit())
        self.line.wanted.connect(self._add)
        self.line.left.connect(self._to_list)
        editor = self.editor
        editor.kept.connect(self._keep)
        editor.later.connect(self._ask_later)
        editor.due_wanted.connect(self._ask_due)
        editor.dropped.connect(self._drop)
        editor.reopened.connect(self._reopen)
        editor.finished.connect(self._to_list)

    # What the page asks

    def start(self) -> None:
        """Begin anew, for another account."""
        self.editor.autosave.flush()
        self.editor.row_id = ""
        self.line.clear()

    def show_account(self, page: AccountPage, today: date) -> None:
        """Show the promises at an account; what is being written stays."""
        another = self._account not in ("", page.id)
        if another:
            self.start()
            self.view.setCurrentIndex(self.model.index(-1, -1))
        self._account, self._today = page.id, today
        self.delegate.today = self.line.today = self.line.day.today = today
        people = [person.name for person in page.people if person.to is None or person.to >= today]
        self.line.know(people)
        self.editor.know(people)
        rows: list[PromiseFull] = self._workspace.read(promises_of, page.id)
        self.view.show_rows(ordered(rows, today))
        self._side.setVisible(bool(rows))
        still_open = sum(state_of(one, today) in (OPEN, LATER) for one in rows)
        said = ngettext("{n} open", "{n} open", still_open)
        if len(rows) > still_open:
            said += " · " + ngettext("{n} ended", "{n} ended", len(rows) - still_open)
        self.card.show_count(said)
        empty = None
        if not rows:
            empty = EmptyState("handshake", _("What either side promises will stand here, with its day."))
        self.card.show_empty(empty)

    def panes(self) -> tuple[QWidget, ...]:
        """Return the line above, the chosen promise, and the list."""
        beside: tuple[QWidget, ...] = (self.editor.text,) if self.model.rows else ()
        return (self.line.text, *beside, self.card.empty or self.view)

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done with promises here."""
        return (
            Command("add_promise", _("Add a promise"), "", "plus", self.add),
            Command("edit_promise", _("Edit promise"), "Return", "pencil", None, Reach.LISTS),
            Command("keep_promise", _("Mark as kept"), "E", "check", None, Reach.LISTS),
            Command("hide_promise", _("Later"), "S", "clock", None, Reach.LISTS),
            Command("move_promise", _("Move due date"), "D", "calendar", None, Reach.LISTS),
            Command("drop_promise", _("Drop promise"), "Del", "x", None, Reach.LISTS),
            Command("promises_out", _("Save promises as a calendar"), "", "calendar", self.save_calendar),
        )

    def search_field(self) -> QWidget | None:
        """There is nothing to search."""
        return None

    def save_calendar(self) -> None:
        """Write the open promises of this account into a file that calendars take in."""
        from app.views.account.promises.calendar_out import save_promises

        save_promises(self, self._workspace, self._host, self._account)

    # Writing

    def add(self) -> None:
        """Go to the line that makes a promise."""
        self.line.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _add(self) -> None:
        values = self.line.values()
        if not str(values["text"]).strip():
            self.add()
            return
        try:
            made = self._workspace.write(add_promise, self._account, **values, today=self._today)
        except BansoError as error:
            show_error(self.window(), error)
            return
        self._acts.say(_("The promise is added"))
        self.line.clear()
        self.view.go_to_row(made)

    def edit(self) -> None:
        """Write in the chosen promise."""
        if self.view.current() is not None:
            self.editor.begin()

    def _save(self, values: dict[str, Any]) -> None:
        self._workspace.write(amend_promise, self.editor.row_id, values)

    def _show_chosen(self, one: PromiseFull | None) -> None:
        if one is not None:
            self.editor.show_one(one, self._today)

    def _to_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Acts

    def _chosen(self, *states: str) -> PromiseFull | None:
        one: PromiseFull | None = self.view.current()
        return one if one is not None and state_of(one, self._today) in states else None

    def _keep(self) -> None:
        one = self._chosen(OPEN, LATER)
        if one is not None:
            self._acts.do(_("The promise is kept"), keep_promise, one.row.id, on=self._today)

    def _drop(self) -> None:
        one = self._chosen(OPEN, LATER)
        if one is not None:
            self._acts.do(_("The promise is dropped"), drop_promise, one.row.id, on=self._today)

    def _reopen(self) -> None:
        one: PromiseFull | None = self.view.current()
        if one is not None:
            self._acts.do(_("The promise is open again"), reopen_promise, one.row.id)

    def _ask_later(self) -> None:
        one = self._chosen(OPEN)
        if one is None:
            return
        asking = self._ask(_("Hide until"), asks_customer=False)
        asking.chosen.connect(lambda until: self._acts.do(_("Hidden for later"), hide_promise, one.row.id, until=until))

    def _ask_due(self) -> None:
        one = self._chosen(OPEN, LATER)
        if one is None:
            return
        asking = self._ask(_("Move due date"), asks_customer=True)
        asking.chosen.connect(
            lambda due: self._acts.do(
                _("The due date is moved"), move_promise, one.row.id, due=due, customer_knows=asking.customer_knows
            )
        )

    def _ask(self, title: str, *, asks_customer: bool) -> DayChoice:
        asking = self.asking = DayChoice(title, near_days(self._today), self._today, self, asks_customer=asks_customer)
        box = self.view.visualRect(self.view.currentIndex())
        asking.appear(self.view.viewport().mapToGlobal(QPoint(box.left() + 60, box.bottom() - 6)))
        return asking

    def _fill_menu(self, menu: QMenu) -> None:
        still_open = self._chosen(OPEN, LATER) is not None
        menu.addAction(_("Edit"), self.edit)
        menu.addAction(_("Mark as kept"), self._keep).setEnabled(still_open)
        menu.addAction(_("Later"), self._ask_later).setEnabled(self._chosen(OPEN) is not None)
        menu.addAction(_("Move due date"), self._ask_due).setEnabled(still_open)
        menu.addAction(_("Drop"), self._drop).setEnabled(still_open)
        menu.addAction(_("Open again"), self._reopen).setEnabled(self._chosen(OPEN) is None)
