"""The tab of people: everybody's positions over time, the roles that are held, and the chosen person beside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, ngettext
from app.operations.account_page import AccountPage
from app.operations.people import (
    add_person,
    amend_person,
    amend_position,
    change_position,
    end_position,
    move_person,
    remove_position,
    start_position,
)
from app.operations.people_page import People, PositionRow, account_choices, met_with, people_of
from app.operations.programmes import join_programme, leave_programme, note_asked
from app.views.account.acts import Acts
from app.views.account.list_card import ListCard
from app.views.account.people.coverage import coverage_card
from app.views.account.people.delegate import PeopleDelegate
from app.views.account.people.forms import PERSON, AddForm, AskCard, LeaveForm, PersonEditor, PostForm
from app.views.account.people.person_card import PersonCard, RecentCard
from app.views.account.people.programmes_card import ProgrammesCard
from app.views.account.people.words import spoken
from app.views.account.rows import RowModel, RowView
from app.views.account.side import Side, Split
from app.views.commands import Command, Reach
from app.views.page import Host
from app.views.paint.marks import RING
from app.views.sync.blocked_beside import beside_person
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.empty_state import EmptyState
from app.views.workspace import Workspace
from app.vocabulary import Programme


class PeopleTab(QWidget):
    """`show_account` whenever anything changed. `touchpoint_wanted(id)` when one of the recent ones is chosen."""

    touchpoint_wanted = Signal(str)

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("People"))
        self._workspace = workspace
        self._acts = Acts(self, workspace, host)
        self._account = ""
        self._today = workspace.clock.today()
        self.people = People((), ())
        self.model = RowModel(spoken, self._group, self)
        self.view = RowView(self.model, _("People"))
        self.delegate = PeopleDelegate(self.view, lambda row: self.people.has_two(row, self._today))
        self.view.draw_by(self.delegate)
        self.card = ListCard(self.view, (("Enter", _("Edit")), ("Del", _("Remove"))))
        self.add_button = Button(_("Add person"), icon="user-plus")
        self.form: AskCard | PersonEditor | None = None
        self.person: PersonCard | None = None
        self._cards: list[Card] = []
        self._side = Side(_("Roles and the chosen person"))
        self._side.column.addStretch(1)
        head = QHBoxLayout()
        head.addStretch(1)
        head.addWidget(self.add_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(RING, 0, 0, 0)
        whole.setSpacing(10)
        whole.addLayout(head)
        whole.addWidget(Split(self.card, self._side), 1)
        self.view.keys = {
            Qt.Key.Key_Return: self.edit,
            Qt.Key.Key_Space: self.edit,
            Qt.Key.Key_Delete: self._remove,
        }
        self.view.fill_menu = self._fill_menu
        self.view.selected.connect(self._choose)
        self.view.doubleClicked.connect(lambda _index: self.edit())
        self.add_button.clicked.connect(self.add)

    def _group(self, row: PositionRow) -> str:
        return _("Now") if row.is_current(self._today) else _("Left")

    # What the page asks

    def start(self) -> None:
        """Begin anew, for another account."""
        self._leave_form()

    def show_account(self, page: AccountPage, today: date) -> None:
        """Show the people of an account; what is being written stays."""
        another = self._account not in ("", page.id)
        if another:
            self.start()
        self._account, self._today = page.id, today
        self.people = self._workspace.read(people_of, page.id, today=today)
        self.delegate.span_over(self.people.positions, today)
        if another:
            self.view.setCurrentIndex(self.model.index(-1, -1))
        self.view.show_rows(self.people.positions)
        now = sum(row.is_current(today) for row in self.people.positions)
        left = len(self.people.positions) - now
        said = ngettext("{n} person now", "{n} people now", now)
        if left:
            said += " · " + ngettext("{n} left", "{n} left", left)
        self.card.show_count(said)
        empty = None
        if not self.people.positions:
            words = _("Who decides, drives, uses and pays at this customer will stand here.")
            empty = EmptyState("users", words, button=_("Add person"), act=self.add)
        self.card.show_empty(empty)
        if isinstance(self.form, PersonEditor):
            row = self._row(self.form.row_id)
            if row is None:
                self._leave_form()
            else:
                self.form.show_row(row)
                self._fill(row, keep=True)

    def _row(self, row_id: str) -> PositionRow | None:
        return next((row for row in self.people.positions if row.id == row_id), None)

    def panes(self) -> tuple[QWidget, ...]:
        """Return the button above, the chosen person, and the list."""
        beside: tuple[QWidget, ...] = (self.person.edit,) if self.person is not None and self.form is None else ()
        return (self.add_button, *beside, self.card.empty or self.view)

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done with people here."""
        return (
            Command("add_person", _("Add person"), "", "user-plus", self.add),
            Command("edit_person", _("Edit person"), "Return", "pencil", None, Reach.LISTS),
            Command("remove_person", _("Remove position"), "Del", "trash-2", None, Reach.LISTS),
        )

    def search_field(self) -> QWidget | None:
        """There is nothing to search: everybody is in sight."""
        return None

    # The column beside

    def _choose(self, row: PositionRow | None) -> None:
        if isinstance(self.form, PersonEditor) and row is not None and row.id != self.form.row_id:
            self._leave_form()
        self._fill(row, keep=self.form is not None)

    def _fill(self, row: PositionRow | None, *, keep: bool) -> None:
        """Show the cards for a row; `keep` leaves a form that stands there alone."""
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self.person = None
        cards: list[Card] = [coverage_card(self.people, self._today)]
        if row is not None and not keep:
            cards.append(self._person(row))
        if row is not None:
            met = self._workspace.read(met_with, self._account, row.person_id, row.name)
            recent = RecentCard(row.name, met, self._today)
            recent.touchpoint_wanted.connect(self.touchpoint_wanted)
            cards.append(recent)
            programmes = ProgrammesCard(self.people, row, self._today)
            programmes.asked.connect(self._asked)
            programmes.removed.connect(
                lambda part: self._acts.do(_("Taken out of the programme"), leave_programme, part)
            )
            programmes.joined.connect(lambda programme: self._join(row, programme))
            cards.append(programmes)
        at = 0
        for card in cards:
            self._side.column.insertWidget(at, card)
            card.show()
            at += 1
            if self.form is not None and at == 1:
                self._side.column.insertWidget(at, self.form)
                at += 1
        self._cards = cards

    def _person(self, row: PositionRow) -> PersonCard:
        card = self.person = PersonCard(row, self.people.of(row.person_id), self._today)
        beside_person(self._workspace, card, row.id)
        card.edit_wanted.connect(self.edit)
        card.leaving.connect(self._ask_leaving)
        card.post_wanted.connect(self._ask_post)
        card.removed.connect(self._remove)
        return card

    def _show_form(self, form: AskCard | PersonEditor) -> None:
        self._leave_form()
        self.form = form
        self._fill(self.view.current(), keep=True)
        form.show()
        self._side.ensureWidgetVisible(form)

    def _leave_form(self) -> None:
        form, self.form = self.form, None
        if isinstance(form, PersonEditor):
            form.autosave.flush()
        if form is not None:
            form.hide()
            form.deleteLater()

    def _end_form(self) -> None:
        self._leave_form()
        self._fill(self.view.current(), keep=False)
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Writing

    def edit(self) -> None:
        """Write in the chosen person."""
        row = self.view.current()
        if row is None:
            return
        editor = PersonEditor(row, self._today, lambda values: self._save(row, values))
        editor.finished.connect(self._end_form)
        beside_person(self._workspace, editor, row.id)
        self._show_form(editor)
        editor.begin()

    def _save(self, row: PositionRow, values: dict[str, Any]) -> None:
        person = {name: value for name, value in values.items() if name in PERSON}
        position = {name: value for name, value in values.items() if name not in PERSON}
        if person:
            self._workspace.write(amend_person, row.person_id, person)
        if position:
            self._workspace.write(amend_position, row.id, position)

    def _ask(self, form: AskCard, done: str, write: Callable[[], object]) -> None:
        def wanted() -> None:
            try:
                write()
            except BansoError as error:
                form.refuse(error)
                return
            self._acts.say(done)
            self._end_form()

        form.wanted.connect(wanted)
        form.left.connect(self._end_form)
        self._show_form(form)

    def add(self) -> None:
        """Ask for somebody new."""
        form = AddForm(self._today)

        def write() -> None:
            made = self._workspace.write(add_person, self._account, **form.values())
            self.view.go_to_row(made.position_id)

        self._ask(form, _("The person is added"), write)
        form.begin()

    def _ask_leaving(self) -> None:
        row = self.view.current()
        others = self._workspace.read(account_choices, but=self._account)
        form = LeaveForm(row, others, self._today)

        def write() -> None:
            last = form.day.named()
            if last is None:
                raise BansoError("person.no_day", field="until")
            there = form.to.currentData()
            if there:
                begins = last + timedelta(days=1)
                self._workspace.write(move_person, row.id, to_account=there, on=begins, title=form.title_there.text())
            else:
                self._workspace.write(end_position, row.id, on=last)

        self._ask(form, _("The leaving is noted"), write)
        form.begin()

    def _ask_post(self) -> None:
        row = self.view.current()
        form = PostForm(row, self._today)

        def write() -> None:
            if form.instead.isChecked():
                made = self._workspace.write(change_position, row.id, form.values())
            else:
                made = self._workspace.write(start_position, row.person_id, self._account, form.values())
            self.view.go_to_row(made)

        self._ask(form, _("The position is added"), write)
        form.begin()

    def _remove(self) -> None:
        row = self.view.current()
        if row is not None:
            self._leave_form()
            self._acts.do(_("The position is removed"), remove_position, row.id)

    def _asked(self, participation_id: str) -> None:
        self._acts.do(_("The asking is noted"), note_asked, participation_id, on=self._today)

    def _join(self, row: PositionRow, programme: str) -> None:
        self._acts.do(
            _("Added to the programme"), join_programme, row.person_id, self._account,
            programme=Programme(programme), since=self._today,
        )  # fmt: skip

    def _fill_menu(self, menu: QMenu) -> None:
        menu.addAction(_("Edit"), self.edit)
        menu.addAction(_("Note leaving"), self._ask_leaving)
        menu.addAction(_("Add position"), self._ask_post)
        menu.addAction(_("Remove"), self._remove)
