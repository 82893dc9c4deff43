"""What is written about people: each form with the operation behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Protocol

from PySide6.QtWidgets import QMenu, QWidget

from app.errors import BansoError
from app.language import _
from app.operations.moves.deciding import confirm_move, dismiss_move
from app.operations.moves.evidence import note_rumour
from app.operations.moves.rows import OpenMove, open_moves
from app.operations.moves.silence import Silent, wave_silence_aside
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
from app.operations.people_alike import Alike
from app.operations.people_page import People, PositionRow, account_choices
from app.operations.people_sameness import keep_apart, merge_people, split_people
from app.operations.people_succession import hand_over_role
from app.operations.people_ties import tie_people, untie_people
from app.operations.programmes import join_programme
from app.views.account.acts import Acts
from app.views.account.people.forms import PERSON, AddForm, AskCard, LeaveForm, PersonEditor, PostForm
from app.views.account.people.move_forms import ConfirmForm, DismissForm, HandOverForm, RumourForm
from app.views.account.people.person_fields import NUMBERS, whole_number
from app.views.sync.blocked_beside import beside_person
from app.views.workspace import Workspace
from app.vocabulary import Programme

Form = AskCard | PersonEditor


class Place(Protocol):
    """The tab as the desk knows it: who is chosen, and where forms stand."""

    people: People
    account: str
    today: date

    def current(self) -> PositionRow | None:
        """Return who is chosen."""

    def show_form(self, form: Form) -> None:
        """Show a form beside."""

    def end_form(self) -> None:
        """Take the form away."""

    def go_to(self, position_id: str) -> None:
        """Choose a position."""


class PeopleDesk:
    """Writes for the tab `place`; every form is shown there and refused in its own words."""

    def __init__(self, widget: QWidget, place: Place, workspace: Workspace, acts: Acts) -> None:
        self._widget, self._place, self._workspace, self.acts = widget, place, workspace, acts

    def _ask(self, form: Any, done: str, write: Callable[[], object]) -> None:
        def wanted() -> None:
            try:
                write()
            except BansoError as error:
                form.refuse(error)
                return
            self.acts.say(done)
            self._place.end_form()

        form.wanted.connect(wanted)
        form.left.connect(self._place.end_form)
        self._place.show_form(form)
        form.begin()

    # A person and their positions

    def edit(self) -> None:
        """Write in the chosen person."""
        row = self._place.current()
        if row is None:
            return
        editor = PersonEditor(row, self._place.today, lambda values: self._save(row, values))
        editor.finished.connect(self._place.end_form)
        beside_person(self._workspace, editor, row.id)
        self._place.show_form(editor)
        editor.begin()

    def _save(self, row: PositionRow, values: dict[str, Any]) -> None:
        person = {name: value for name, value in values.items() if name in PERSON}
        position = {
            name: whole_number(value, name) if name in NUMBERS else value
            for name, value in values.items()
            if name not in PERSON
        }
        if person:
            self._workspace.write(amend_person, row.person_id, person)
        if position:
            self._workspace.write(amend_position, row.id, position)

    def place_on_map(self, position_id: str, influence: int, support: int) -> None:
        """Keep where somebody was put on the map."""
        self.acts.do(
            _("The place on the map is kept"), amend_position, position_id, {"influence": influence, "support": support}
        )

    def add(self) -> None:
        """Ask for somebody new."""
        form = AddForm(self._place.today)

        def write() -> None:
            made = self._workspace.write(add_person, self._place.account, **form.values())
            self._place.go_to(made.position_id)

        self._ask(form, _("The person is added"), write)

    def ask_leaving(self) -> None:
        """Ask for the last day of the chosen position, and where the person goes."""
        row = self._place.current()
        if row is None:
            return
        form = LeaveForm(row, self._others(), self._place.today)

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

    def ask_post(self) -> None:
        """Ask for another position of the chosen person."""
        row = self._place.current()
        if row is None:
            return
        form = PostForm(row, self._place.today)

        def write() -> None:
            if form.instead.isChecked():
                made = self._workspace.write(change_position, row.id, form.values())
            else:
                made = self._workspace.write(start_position, row.person_id, self._place.account, form.values())
            self._place.go_to(made)

        self._ask(form, _("The position is added"), write)

    def ask_handing_over(self) -> None:
        """Ask who takes the role of the chosen person over."""
        row = self._place.current()
        if row is None or row.role is None:
            return
        others = [one for one in self._place.people.current(self._place.today) if one.person_id != row.person_id]
        form = HandOverForm(row, others, self._place.today)

        def write() -> None:
            made = self._workspace.write(hand_over_role, row.id, **form.values())
            self._place.go_to(made.position_id)

        self._ask(form, _("The role is handed over"), write)

    def remove(self) -> None:
        """Remove the chosen position."""
        row = self._place.current()
        if row is not None:
            self._place.end_form()
            self.acts.do(_("The position is removed"), remove_position, row.id)

    def join(self, row: PositionRow, programme: str) -> None:
        """Let somebody take part in a programme from today on."""
        self.acts.do(
            _("Added to the programme"), join_programme, row.person_id, self._place.account,
            programme=Programme(programme), since=self._place.today,
        )  # fmt: skip

    def tie(self, row: PositionRow, other_id: str) -> None:
        """Keep that two know each other."""
        self.acts.do(_("The tie is kept"), tie_people, self._place.account, row.person_id, other_id)

    def untie(self, tie_id: str) -> None:
        """Take away that two know each other."""
        self.acts.do(_("The tie is taken away"), untie_people, tie_id)

    # What waits for a decision

    def ask_rumour(self) -> None:
        """Ask what was said about a move of the chosen person."""
        row = self._place.current()
        if row is None or not row.is_current(self._place.today):
            return
        form = RumourForm(row.name)

        def write() -> None:
            self._workspace.write(note_rumour, row.id, on=self._place.today, evidence=form.said.text())

        self._ask(form, _("Noted; it waits to be confirmed"), write)

    def confirm(self, move: OpenMove) -> None:
        """Ask since when a move is so, and where to."""
        if move.direction == "arrival" and move.account_id is None:
            self.acts.do(
                _("The move is confirmed"), confirm_move, move.id, on=self._place.today, today=self._place.today
            )
            return
        waiting = self._workspace.read(open_moves, person_id=move.person_id)
        arrivals = [one for one in waiting if one.direction == "arrival" and one.account_id != move.account_id]
        form = ConfirmForm(move, self._others(), self._place.today, arrivals)
        self._ask(
            form,
            _("The move is confirmed"),
            lambda: self._workspace.write(confirm_move, move.id, today=self._place.today, **form.values()),
        )

    def dismiss(self, move: OpenMove) -> None:
        """Ask why a move is not so."""
        form = DismissForm(move.name)
        self._ask(
            form,
            _("The move is dismissed"),
            lambda: self._workspace.write(
                dismiss_move, move.id, reason=form.reason.text(), today=self._place.today
            ),
        )  # fmt: skip

    def leave_after_silence(self, silent: Silent) -> None:
        """Ask for the last day of who has gone quiet."""
        self._place.go_to(silent.position_id)
        self.ask_leaving()

    def wave_aside(self, silent: Silent) -> None:
        """Ask why a silence means nothing."""
        form = DismissForm(silent.name)
        self._ask(
            form,
            _("The silence means nothing"),
            lambda: self._workspace.write(
                wave_silence_aside,
                silent.position_id,
                last_met=silent.last_met,
                reason=form.reason.text(),
                today=self._place.today,
            ),
        )

    def merge(self, pair: Alike) -> None:
        """Make one person of two, the older one stays."""
        keep, gone = sorted((pair.one.person_id, pair.other.person_id))
        self.acts.do(_("The two are one person now"), merge_people, keep, gone)

    def keep_apart(self, pair: Alike) -> None:
        """Keep that two are two."""
        self.acts.do(_("Kept as two people"), keep_apart, pair.one.person_id, pair.other.person_id)

    def split(self, person_id: str) -> None:
        """Take a merge apart."""
        self.acts.do(_("The two are apart again"), split_people, person_id)

    def fill_menu(self, menu: QMenu) -> None:
        """Offer what can be done with the chosen person."""
        menu.addAction(_("Edit"), self.edit)
        menu.addAction(_("Note leaving"), self.ask_leaving)
        menu.addAction(_("Note what is said of a move"), self.ask_rumour)
        menu.addAction(_("Hand the role over"), self.ask_handing_over)
        menu.addAction(_("Add position"), self.ask_post)
        menu.addAction(_("Remove"), self.remove)

    def _others(self) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = self._workspace.read(account_choices, but=self._place.account)
        return found
