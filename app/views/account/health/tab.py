"""The health tab of an account: the table that adds up, why it moved, how it was decided, and one's own judgement."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from app.errors import BansoError
from app.health.why import Change
from app.language import _
from app.operations.account_page import AccountPage
from app.operations.drafts import find_draft
from app.operations.health.health_page import HealthPage, change_since, health_page
from app.views.account.health.course_card import CourseCard
from app.views.account.health.decided_card import DecidedCard
from app.views.account.health.feeling_card import FeelingCard, Unsaid
from app.views.account.health.lines import FEELING, OVERRIDE, PART, Line
from app.views.account.health.own_acts import OwnActs
from app.views.account.health.side_cards import DearCard, GroupLine, LoyaltyCard
from app.views.account.health.summary import Summary
from app.views.account.health.table import HealthTable
from app.views.account.health.why_card import WhyCard
from app.views.commands import Command, Reach
from app.views.dialogs.error import show_error
from app.views.page import Host
from app.views.paint.marks import RING
from app.views.widgets.card import Card, rule
from app.views.widgets.columns import TwoColumns, column_of
from app.views.workspace import Workspace

_MONTH = 30


class HealthTab(QScrollArea):
    """`show_account` whenever anything changed; what is true comes from a worker. `came` when it is shown."""

    came = Signal()

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._account, self._name = "", ""
        self._today = workspace.clock.today()
        self._wanted: str | None = None
        self._asked = 0
        self._span = _MONTH
        self.page: HealthPage | None = None
        self.setAccessibleName(_("Health"))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.summary = Summary()
        self.table = HealthTable()
        self.why = WhyCard()
        self.decided = DecidedCard()
        self.feeling = FeelingCard()
        self.dear = DearCard()
        self.group = GroupLine()
        self.course = CourseCard(workspace)
        self.loyalty = LoyaltyCard()
        self.acts = OwnActs(self, workspace, host, self.feeling)
        self.table.opened.connect(self._open)
        self.table.selected.connect(self._show_line)
        self.why.since_wanted.connect(self._ask_since)
        self.feeling.drafted.connect(self._draft)
        self._build()
        self._show_cards(on=False)

    def _build(self) -> None:
        card = Card()
        card.flush()
        card.setAccessibleName(_("How the score is made"))
        card.body.addWidget(self.summary)
        card.body.addWidget(rule())
        card.body.addWidget(self.table)
        main = column_of((card, self.why, self.decided))
        side = column_of((self.feeling, self.dear, self.group, self.course, self.loyalty))
        columns = TwoColumns(main, side, 372)
        columns.setContentsMargins(RING, 0, 8, 12)
        self.setWidget(columns)
        columns.setAutoFillBackground(False)

    # What the page asks

    def start(self) -> None:
        """Begin anew, for another account."""
        self.page = None
        self._span = _MONTH
        self.verticalScrollBar().setValue(0)
        # What is true of one account never stands under the name of another, not for a moment.
        self.summary.clear()
        self.table.clear()
        self.course.clear()
        self._show_cards(on=False)

    def _show_cards(self, *, on: bool) -> None:
        for card in (self.why, self.decided, self.feeling, self.dear, self.course, self.loyalty):
            card.setVisible(on)
        self.group.setVisible(on and self.page is not None and self.page.group is not None)

    def show_account(self, page: AccountPage, today: date) -> None:
        """Show the health of an account once it is worked out."""
        self._account, self._name, self._today = page.id, page.name, today
        self._ask()

    def _ask(self) -> None:
        self._asked += 1
        asked = self._asked

        def came(answer: tuple[HealthPage, Unsaid | None]) -> None:
            if asked == self._asked:
                self._show(*answer)

        self._workspace.run(
            _read, self._workspace.book, self._account, self._today, self._span, owner=self, done=came,
            failed=self._refused,
        )  # fmt: skip

    def _refused(self, error: BansoError) -> None:
        show_error(self.window(), error)

    def _show(self, page: HealthPage, unsaid: Unsaid | None) -> None:
        another = self.page is None or self.page.health.account_id != page.health.account_id
        self.page = page
        self.summary.show_page(page, self._today)
        self.table.show_score(page.score, self._today)
        self.why.show_change(page.health.change, page.score.model, page.since, self._today)
        self.decided.show_page(page, self._today)
        self.feeling.show_own(self._account, page.own, self._today, unsaid)
        self.dear.show_page(page)
        self.group.show_group(page.group)
        self.loyalty.show_score(page.score)
        self.acts.show(self._account, self._name, page)
        # After the table, which is what a person waits for.
        self.course.show_account(self._account, self._today)
        self._show_cards(on=True)
        if another:
            # Where Enter leads first: to what stands behind the largest loss.
            self.table.choose("worst")
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self.choose(wanted)
        self.came.emit()

    def choose(self, part: str) -> None:
        """Go to a part by the key of its measure, or by "worst" to what costs the score most."""
        if self.page is None or self.page.health.account_id != self._account:
            self._wanted = part
        elif self.table.choose(part):
            self.table.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def say_feeling(self) -> None:
        """Go to the steps of one's own feeling."""
        self.ensureWidgetVisible(self.feeling)
        self.feeling.begin()

    def panes(self) -> tuple[QWidget, ...]:
        """Return what F6 goes through, the table last."""
        return (self.feeling, self.why, self.table.view)

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("health_readings", _("Readings behind a part"), "Return", "history", None, Reach.LISTS),
            Command("health_feeling", _("Say my feeling"), "", "heart-handshake", self.say_feeling),
            Command("health_override", _("Set the score by hand"), "", "pencil", self.acts.set_by_hand),
        )

    def search_field(self) -> QWidget | None:
        """There is nothing to search."""
        return None

    # What a person does

    def _show_line(self, line: Line | None) -> None:
        if line is None or not self.table.view.hasFocus():
            return
        box = self.table.view.visualRect(self.table.view.currentIndex())
        inner = self.widget()
        if inner is None:
            return
        spot = self.table.view.mapTo(inner, box.center())
        self.ensureVisible(spot.x(), spot.y(), 0, box.height() * 2)

    def _open(self, line: Line) -> None:
        if line.kind == PART:
            self.acts.open_readings(line.id)
        elif line.kind == FEELING:
            self.say_feeling()
        elif line.kind == OVERRIDE:
            self.acts.set_by_hand()

    def _ask_since(self, since: date) -> None:
        if self.page is None:
            return
        self._span = (self._today - since).days
        page, today = self.page, self._today

        def came(answer: Change | None) -> None:
            if self.page is page:
                self.why.show_change(answer, page.score.model, since, today)

        self._workspace.run(
            _read_change, self._workspace.book, self._account, today, since, owner=self, done=came, failed=self._refused
        )

    def _draft(self, unsaid: Unsaid | None) -> None:
        body = None
        if unsaid is not None:
            body = json.dumps([unsaid.effect, unsaid.reason, unsaid.expires.isoformat()], ensure_ascii=False)
        self._workspace.drafts.keep(_key(self._account), body)


def _key(account_id: str) -> str:
    return f"feeling:{account_id}"


def _read(
    _report: Any, _cancelled: Callable[[], bool], book: Any, account_id: str, today: date, days: int
) -> tuple[HealthPage, Unsaid | None]:
    page: HealthPage = book.read(health_page, account_id, today=today, since=today - timedelta(days))
    kept = book.read(find_draft, _key(account_id))
    if kept is None:
        return page, None
    effect, reason, expires = json.loads(kept.body)
    return page, Unsaid(effect, reason, date.fromisoformat(expires))


def _read_change(
    _report: Any, _cancelled: Callable[[], bool], book: Any, account_id: str, today: date, since: date
) -> Change | None:
    answer: Change | None = book.read(change_since, account_id, today=today, since=since)
    return answer
