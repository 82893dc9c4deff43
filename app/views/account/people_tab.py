"""The tab of people: the map, the list or the departments, the roles that are held, and the chosen person beside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.language import _, ngettext
from app.operations.account_page import AccountPage
from app.operations.moves.silence import Silent, silent_people
from app.operations.people_alike import Alike, alike_people, merged_into
from app.operations.people_page import People, PositionRow, met_with, people_of
from app.operations.programmes import leave_programme, note_asked
from app.views.account.acts import Acts
from app.views.account.list_card import ListCard
from app.views.account.people.coverage import coverage_card
from app.views.account.people.delegate import PeopleDelegate
from app.views.account.people.desk import Form, PeopleDesk
from app.views.account.people.doubts_card import DoubtsCard
from app.views.account.people.forms import PersonEditor
from app.views.account.people.knows_card import KnowsCard, MergedCard
from app.views.account.people.map_card import MapCard
from app.views.account.people.person_card import PersonCard, RecentCard
from app.views.account.people.programmes_card import ProgrammesCard
from app.views.account.people.words import spoken
from app.views.account.rows import RowModel, RowView
from app.views.account.side import Side, Split
from app.views.commands import Command, Reach
from app.views.page import Host
from app.views.paint.marks import RING
from app.views.signals.play_card import PlayCards
from app.views.sync.blocked_beside import beside_person
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.segmented import SegmentedControl
from app.views.workspace import Workspace

MAP, LIST, ORG = "map", "list", "org"


class PeopleTab(QWidget):
    """`show_account` whenever anything changed. `touchpoint_wanted(id)` when one of the recent ones is chosen."""

    touchpoint_wanted = Signal(str)

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("People"))
        self._workspace = workspace
        self._acts = Acts(self, workspace, host)
        self.desk = PeopleDesk(self, self, workspace, self._acts)
        self.account = ""
        self.today = workspace.clock.today()
        self.people = People((), ())
        self.model = RowModel(spoken, self._group, self)
        self.view = RowView(self.model, _("People"))
        self.delegate = PeopleDelegate(self.view, lambda row: self.people.has_two(row, self.today))
        self.view.draw_by(self.delegate)
        self.card = ListCard(self.view, (("Enter", _("Edit")), ("Del", _("Remove"))))
        self.map_card = MapCard()
        self.map = self.map_card.map
        ways = ((MAP, _("Stakeholder map")), (LIST, _("List")), (ORG, _("Departments")))
        self.way = SegmentedControl(ways, _("How people are shown"), MAP)
        self.add_button = Button(_("Add person"), icon="user-plus")
        self.form: Form | None = None
        self.person: PersonCard | None = None
        self.doubts: DoubtsCard | None = None
        self._cards: list[Card] = []
        self._silent: tuple[Silent, ...] = ()
        self._pairs: tuple[Alike, ...] = ()
        self._side = Side(_("Roles and the chosen person"))
        self._side.column.addStretch(1)
        self.play = PlayCards(workspace, host)
        self._side.lead(self.play)
        self._main = QStackedWidget()
        self._main.addWidget(self.map_card)
        self._main.addWidget(self.card)
        head = QHBoxLayout()
        head.addWidget(self.way)
        head.addStretch(1)
        head.addWidget(self.add_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(RING, 0, 0, 0)
        whole.setSpacing(10)
        whole.addLayout(head)
        whole.addWidget(Split(self._main, self._side), 1)
        self._connect()

    def _connect(self) -> None:
        desk = self.desk
        self.view.keys = {
            Qt.Key.Key_Return: desk.edit,
            Qt.Key.Key_Space: desk.edit,
            Qt.Key.Key_Delete: desk.remove,
        }
        self.view.fill_menu = desk.fill_menu
        self.view.selected.connect(self._choose)
        self.view.doubleClicked.connect(lambda _index: desk.edit())
        self.map.chosen.connect(self.go_to)
        self.map.moved.connect(desk.place_on_map)
        self.map.edit_wanted.connect(desk.edit)
        self.map.remove_wanted.connect(desk.remove)
        self.way.chosen.connect(self.show_way)
        self.add_button.clicked.connect(desk.add)

    def _group(self, row: PositionRow) -> str:
        if self.way.key() == ORG:
            return row.department or _("No department")
        return _("Now") if row.is_current(self.today) else _("Left")

    # What the page asks

    def start(self) -> None:
        """Begin anew, for another account."""
        self._leave_form()

    def show_account(self, page: AccountPage, today: date) -> None:
        """Show the people of an account; what is being written stays."""
        another = self.account not in ("", page.id)
        if another:
            self.start()
        self.account, self.today = page.id, today
        self.play.show_account(page.id)
        self.people = self._workspace.read(people_of, page.id, today=today)
        # Asked once for all who are chosen one after the other.
        self._silent = self._workspace.read(silent_people, page.id, today=today)
        self._pairs = self._workspace.read(alike_people, page.id)
        self.delegate.span_over(self.people.positions, today)
        if another:
            self.view.setCurrentIndex(self.model.index(-1, -1))
        self.map.show_people(self.people, today)
        self.view.show_rows(self._rows())
        now = len(self.people.current(today))
        left = sum(not row.is_current(today) for row in self.people.positions)
        said = ngettext("{n} person now", "{n} people now", now)
        if left:
            said += " · " + ngettext("{n} left", "{n} left", left)
        self.card.show_count(said)
        self.map_card.show_count(said)
        self.card.show_empty(self._empty() if not self.people.positions else None)
        self.map_card.show_empty(self._empty() if not now else None)
        if isinstance(self.form, PersonEditor):
            row = self._row(self.form.row_id)
            if row is None:
                self._leave_form()
            else:
                self.form.show_row(row)
                self._fill(row, keep=True)

    def _empty(self) -> EmptyState:
        words = _("Who decides, drives, uses and pays at this customer will stand here.")
        return EmptyState("users", words, button=_("Add person"), act=self.desk.add)

    def _rows(self) -> Sequence[PositionRow]:
        """Return the rows in the order of the way they are shown."""
        if self.way.key() != ORG:
            return self.people.positions
        now = [row for row in self.people.positions if row.is_current(self.today)]
        first: dict[str, int] = {}
        for at, row in enumerate(now):
            first.setdefault(row.department, at if row.department else len(now))
        return sorted(now, key=lambda row: first[row.department])

    def _row(self, row_id: str) -> PositionRow | None:
        return next((row for row in self.people.positions if row.id == row_id), None)

    def show_way(self, way: str) -> None:
        """Show the map, the list or the departments; who is chosen stays chosen."""
        self.map.settle()
        self.way.choose(way)
        self._main.setCurrentWidget(self.map_card if way == MAP else self.card)
        self.view.show_rows(self._rows())

    def main(self) -> QWidget:
        """Return what has the people in it now."""
        if self.way.key() == MAP:
            return self.map_card.empty or self.map
        return self.card.empty or self.view

    def panes(self) -> tuple[QWidget, ...]:
        """Return the button above, what is to be decided, the chosen person, and the people."""
        beside: list[QWidget] = []
        if self.doubts is not None and self.doubts.first is not None:
            beside.append(self.doubts.first)
        if self.person is not None and self.form is None:
            beside.append(self.person.edit)
        return (self.add_button, *beside, self.main())

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done with people here."""
        return (
            Command("add_person", _("Add person"), "", "user-plus", self.desk.add),
            Command("note_rumour", _("Note what is said of a move"), "", "user-minus", self.desk.ask_rumour),
            Command("hand_role_over", _("Hand the role over"), "", "arrow-left-right", self.desk.ask_handing_over),
            Command("people_map", _("Show the stakeholder map"), "", "users", lambda: self.show_way(MAP)),
            Command("people_list", _("Show people as a list"), "", "users", lambda: self.show_way(LIST)),
            Command("people_departments", _("Show people by department"), "", "users", lambda: self.show_way(ORG)),
            Command("edit_person", _("Edit person"), "Return", "pencil", None, Reach.LISTS),
            Command("remove_person", _("Remove position"), "Del", "trash-2", None, Reach.LISTS),
        )

    def search_field(self) -> QWidget | None:
        """There is nothing to search: everybody is in sight."""
        return None

    # What the desk asks

    def current(self) -> PositionRow | None:
        """Return who is chosen."""
        row: PositionRow | None = self.view.current()
        return row

    def go_to(self, position_id: str) -> None:
        """Choose a position."""
        self.view.go_to_row(position_id)

    def show_form(self, form: Form) -> None:
        """Show a form beside, in place of the one before."""
        self._leave_form()
        self.form = form
        self._fill(self.current(), keep=True)
        form.show()
        self._side.ensureWidgetVisible(form)

    def end_form(self) -> None:
        """Take the form away and go back to the people."""
        self._leave_form()
        self._fill(self.current(), keep=False)
        self.main().setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _leave_form(self) -> None:
        form, self.form = self.form, None
        if isinstance(form, PersonEditor):
            form.autosave.flush()
        if form is not None:
            form.hide()
            form.deleteLater()

    # The column beside

    def _choose(self, row: PositionRow | None) -> None:
        if isinstance(self.form, PersonEditor) and row is not None and row.id != self.form.row_id:
            self._leave_form()
        self.map.choose(row.id if row is not None else "")
        self.map_card.follow()
        self._fill(row, keep=self.form is not None)

    def _fill(self, row: PositionRow | None, *, keep: bool) -> None:
        """Show the cards for a row; `keep` leaves a form that stands there alone."""
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self.person = None
        cards: list[Card] = [*self._doubts(), coverage_card(self.people, self.today)]
        above = len(cards)
        if row is not None:
            cards += [] if keep else [self._person(row)]
            cards += self._about(row)
        for at, card in enumerate(cards):
            self._side.column.insertWidget(at + (self.form is not None and at >= above), card)
            card.show()
        if self.form is not None:
            self._side.column.insertWidget(above, self.form)
        self._cards = cards

    def _doubts(self) -> list[Card]:
        moving = {move.person_id for move in self.people.moves}
        silent = tuple(one for one in self._silent if one.person_id not in moving)
        self.doubts = None
        if not (self.people.moves or silent or self._pairs):
            return []
        card = self.doubts = DoubtsCard(self.people.moves, silent, self._pairs, self.today)
        card.confirmed.connect(self.desk.confirm)
        card.dismissed.connect(self.desk.dismiss)
        card.left.connect(self.desk.leave_after_silence)
        card.waved.connect(self.desk.wave_aside)
        card.same.connect(self.desk.merge)
        card.apart.connect(self.desk.keep_apart)
        return [card]

    def _person(self, row: PositionRow) -> PersonCard:
        card = self.person = PersonCard(row, self.people.of(row.person_id), self.today)
        beside_person(self._workspace, card, row.id)
        card.edit_wanted.connect(self.desk.edit)
        card.leaving.connect(self.desk.ask_leaving)
        card.post_wanted.connect(self.desk.ask_post)
        card.handing_over.connect(self.desk.ask_handing_over)
        card.removed.connect(self.desk.remove)
        return card

    def _about(self, row: PositionRow) -> list[Card]:
        knows = KnowsCard(self.people, row, self.today)
        knows.tied.connect(lambda other: self.desk.tie(row, other))
        knows.untied.connect(self.desk.untie)
        knows.chosen.connect(self.go_to)
        met = self._workspace.read(met_with, self.account, row.person_id, row.name)
        recent = RecentCard(row.name, met, self.today)
        recent.touchpoint_wanted.connect(self.touchpoint_wanted)
        programmes = ProgrammesCard(self.people, row, self.today)
        programmes.asked.connect(lambda part: self._acts.do(_("The asking is noted"), note_asked, part, on=self.today))
        programmes.removed.connect(lambda part: self._acts.do(_("Taken out of the programme"), leave_programme, part))
        programmes.joined.connect(lambda programme: self.desk.join(row, programme))
        cards: list[Card] = [knows, recent, programmes]
        merged = self._workspace.read(merged_into, [row.person_id])
        if merged:
            card = MergedCard(merged)
            card.split.connect(self.desk.split)
            cards.append(card)
        return cards
