"""The tab of touchpoints: a timeline that is filtered and read, and beside it the chosen one to read or to write."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, ngettext
from app.operations.account_page import AccountPage
from app.operations.planned import hold_planned
from app.operations.touchpoints import (
    TouchpointRow,
    amend_touchpoint,
    plan_touchpoint,
    remove_touchpoint,
    touchpoint_rows,
)
from app.views.account.acts import Acts
from app.views.account.list_card import ListCard
from app.views.account.rows import RowModel, RowView
from app.views.account.side import Side, Split
from app.views.account.touchpoints.delegate import TimelineDelegate
from app.views.account.touchpoints.editor import Editor
from app.views.account.touchpoints.filter_bar import FilterBar
from app.views.account.touchpoints.plan import PlanForm
from app.views.account.touchpoints.reader import Reader, may_thank
from app.views.account.touchpoints.sieve import group, people_in, sentence, tags_in
from app.views.commands import Command, Reach
from app.views.page import Host
from app.views.paint.marks import RING
from app.views.sync.blocked_beside import beside_touchpoints
from app.views.widgets.buttons import Button
from app.views.widgets.empty_state import EmptyState
from app.views.workspace import Workspace


class TouchpointsTab(QWidget):
    """`show_account` whenever anything changed. `log_wanted` from the empty timeline."""

    log_wanted = Signal()

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Touchpoints"))
        self._workspace, self._host = workspace, host
        self._acts = Acts(self, workspace, host)
        self._page: AccountPage | None = None
        self._rows: Sequence[TouchpointRow] = ()
        self.model = RowModel(sentence, group, self)
        self.view = RowView(self.model, _("Touchpoints"))
        self.delegate = TimelineDelegate(self.view, workspace.clock)
        self.view.draw_by(self.delegate)
        self.filter = FilterBar()
        self.plan_button = Button(_("Plan a touchpoint"), icon="calendar")
        keys = (("Space", _("Read on")), ("Enter", _("Edit")), ("Del", _("Remove")))
        self.card = ListCard(self.view, keys)
        self.reader = Reader(workspace.clock)
        self.editor = Editor(workspace.clock, self._save)
        beside_touchpoints(workspace, self.reader, self.editor)
        self.form: PlanForm | None = None
        self._side = Side(_("The chosen touchpoint"))
        self._build()
        self._connect()

    def _build(self) -> None:
        self.filter.tools.addWidget(self.plan_button)
        self._side.column.addWidget(self.reader)
        self._side.column.addWidget(self.editor)
        self._side.column.addStretch(1)
        self.editor.hide()
        whole = QVBoxLayout(self)
        # As far in as the overview, which keeps room for its ring.
        whole.setContentsMargins(RING, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self.filter)
        whole.addWidget(Split(self.card, self._side), 1)

    def _connect(self) -> None:
        self.view.keys = {
            Qt.Key.Key_Return: self.edit,
            Qt.Key.Key_Space: self._turn,
            Qt.Key.Key_E: self._hold,
            Qt.Key.Key_Delete: self._remove,
        }
        self.view.fill_menu = self._fill_menu
        self.view.selected.connect(self._show_chosen)
        self.view.doubleClicked.connect(lambda _index: self.edit())
        self.filter.changed.connect(self._arrange)
        self.filter.left.connect(self._to_list)
        self.plan_button.clicked.connect(self.plan)
        self.reader.edit_wanted.connect(self.edit)
        self.reader.held.connect(self._hold)
        self.reader.removed.connect(self._remove)
        self.reader.mail_wanted.connect(self._thank)
        self.editor.finished.connect(self._end_edit)

    # What the page asks

    def start(self) -> None:
        """Begin anew, for another account."""
        self._leave_forms()
        self.filter.clear()
        self.delegate.expanded.clear()

    def show_account(self, page: AccountPage, today: date) -> None:
        """Show the touchpoints of an account; what is being written stays."""
        another = self._page is not None and self._page.id != page.id
        if another:
            self.start()
        self._page = page
        self._rows = self._workspace.read(touchpoint_rows, page.id, limit=None)
        self.filter.offer(self._rows)
        known = [person.name for person in page.people if person.to is None or person.to >= today]
        self.editor.know(list(dict.fromkeys([*known, *people_in(self._rows)])), tags_in(self._rows))
        if another:
            self.view.setCurrentIndex(self.model.index(-1, -1))
        self._arrange()

    def panes(self) -> tuple[QWidget, ...]:
        """Return the filter, the column beside, and the list."""
        beside = self.form or (self.editor.note if self.editor.isVisible() else self.reader.edit)
        return (
            (self.filter.words, beside, self.view) if self._rows else (self.plan_button, self.card.empty or self.view)
        )

    def search_field(self) -> QWidget | None:
        """Return the filter."""
        return self.filter.words

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done with touchpoints here."""
        return (
            Command("plan_touchpoint", _("Plan a touchpoint"), "", "calendar", self.plan),
            Command("edit_touchpoint", _("Edit touchpoint"), "Return", "pencil", None, Reach.LISTS),
            Command("hold_touchpoint", _("It took place"), "E", "check", None, Reach.LISTS),
            Command("thank_you", _("Thank-you mail"), "", "send", self._thank),
            Command("remove_touchpoint", _("Remove touchpoint"), "Del", "trash-2", None, Reach.LISTS),
        )

    def show_touchpoint(self, touchpoint_id: str) -> None:
        """Go to one touchpoint, where a search found it."""
        self.filter.clear()
        self._arrange()
        self.view.go_to_row(touchpoint_id)
        self._to_list()

    # What is shown

    def _arrange(self) -> None:
        rows = self.filter.sieve().pick(self._rows)
        writing = self.editor.isVisible() and self.editor.row_id
        if writing and all(row.id != self.editor.row_id for row in rows):
            # What is being written is not taken away under the hands, whatever the filter says.
            rows = [*(row for row in self._rows if row.id == self.editor.row_id), *rows]
        self.view.show_rows(rows)
        self._say_empty(rows)
        total = len(self._rows)
        if len(rows) == total:
            self.card.show_count(ngettext("{n} touchpoint", "{n} touchpoints", total))
        else:
            said = ngettext("{shown} of {n} touchpoint", "{shown} of {n} touchpoints", total, shown=len(rows))
            self.card.show_count(said)

    def _say_empty(self, rows: Sequence[TouchpointRow]) -> None:
        empty = None
        if not self._rows:
            empty = EmptyState(
                "message-circle",
                _("Calls, meetings and mails with this customer will stand here."),
                button=_("Log touchpoint"),
                act=self.log_wanted.emit,
                shortcut="Ctrl+L",
            )
        elif not rows:
            words = _("No touchpoint matches the filter.")
            empty = EmptyState("funnel", words, button=_("Clear filter"), act=self.clear_filter, shortcut="Esc")
        self.card.show_empty(empty)
        self._side.setVisible(bool(rows) or self.form is not None)

    def _show_chosen(self, row: TouchpointRow | None) -> None:
        if row is None:
            return
        if self.editor.isVisible() and row.id == self.editor.row_id:
            self.editor.show_row(row)
            return
        if self.editor.isVisible():
            self._close_editor()
        self.reader.show_row(row)
        self.reader.setVisible(self.form is None)

    # The filter

    def clear_filter(self) -> None:
        """Show every touchpoint again and give the list the focus."""
        self.filter.clear()
        self._arrange()
        self._to_list()

    def _to_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: Any) -> None:
        """Escape shows everything again."""
        if event.key() == Qt.Key.Key_Escape and self.filter.sieve():
            self.clear_filter()
        else:
            super().keyPressEvent(event)

    # Reading and writing

    def _turn(self) -> None:
        row = self.view.current()
        if row is not None:
            self.delegate.turn(row)

    def edit(self) -> None:
        """Write in the chosen touchpoint."""
        row = self.view.current()
        if row is None:
            return
        self._leave_form()
        self.reader.hide()
        self.editor.show()
        self.editor.show_row(row)
        self.editor.begin()

    def _save(self, values: dict[str, Any]) -> None:
        today = self._workspace.clock.today()
        self._workspace.write(amend_touchpoint, self.editor.row_id, values, today=today)

    def _end_edit(self) -> None:
        self._close_editor()
        self._show_chosen(self.view.current())
        self._to_list()

    def _close_editor(self) -> None:
        self.editor.autosave.flush()
        self.editor.autosave.drop()
        self.editor.row_id = ""
        self.editor.hide()
        self.reader.setVisible(self.form is None)

    def _leave_forms(self) -> None:
        if self.editor.isVisible():
            self._close_editor()
        self._leave_form()

    def _leave_form(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
            self.reader.show()

    def plan(self) -> None:
        """Ask what is to take place, and when."""
        if self._page is None:
            return
        self._leave_forms()
        self.form = PlanForm(self._workspace.clock.today(), [person.name for person in self._page.people])
        self.form.wanted.connect(self._plan)
        self.form.left.connect(self._stop_planning)
        self.reader.hide()
        self._side.column.insertWidget(0, self.form)
        self._side.show()
        self.form.begin()

    def _stop_planning(self) -> None:
        self._leave_form()
        self._side.setVisible(bool(self.model.rows))
        self._to_list()

    def _plan(self) -> None:
        assert self.form is not None and self._page is not None
        try:
            values = self.form.values()
            today = self._workspace.clock.today()
            by_id = getattr(self._workspace.book, "by_id", None)
            made = self._workspace.write(plan_touchpoint, self._page.id, **values, today=today, by_id=by_id)
        except BansoError as error:
            self.form.refuse(error)
            return
        self._acts.say(_("The touchpoint is planned"))
        self._leave_form()
        self.view.go_to_row(made)
        self._to_list()

    # Acts

    def _hold(self) -> None:
        row = self.view.current()
        if row is not None and row.planned:
            today = self._workspace.clock.today()
            self._acts.do(_("It is noted as done"), hold_planned, row.id, today=today)

    def _thank(self) -> None:
        from app.views.account.touchpoints.thank_you import ask_thank_you

        row = self.view.current()
        if row is not None and may_thank(row):
            ask_thank_you(self, self._workspace, self._host, row.id)

    def _remove(self) -> None:
        row = self.view.current()
        if row is not None:
            self._leave_forms()
            self._acts.do(_("The touchpoint is removed"), remove_touchpoint, row.id)
            self._to_list()

    def _fill_menu(self, menu: QMenu) -> None:
        row = self.view.current()
        menu.addAction(_("Edit"), self.edit)
        menu.addAction(_("It took place"), self._hold).setEnabled(row.planned)
        menu.addAction(_("Thank-you mail"), self._thank).setEnabled(may_thank(row))
        menu.addAction(_("Remove"), self._remove)
