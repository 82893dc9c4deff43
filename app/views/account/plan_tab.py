"""The tab of success plans: how far each has come and what is next; over them how the onboarding stands."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from app.language import _, name_of, ngettext
from app.operations.account_page import AccountPage
from app.operations.plans.listing import plans_of
from app.operations.plans.onboarding import Onboarding, onboarding_of
from app.operations.plans.rows import PlanRow
from app.views.account.list_card import ListCard
from app.views.account.onboarding_card import OnboardingCard
from app.views.account.row_delegate import LEAD, RowDelegate
from app.views.account.rows import RowModel, RowView
from app.views.account.words import near_day
from app.views.commands import Command, Reach
from app.views.page import Host
from app.views.paint.marks import RING
from app.views.paint.text import paint_text
from app.views.plans import words
from app.views.plans.columns import paint_progress, paint_standing
from app.views.theme import Theme
from app.views.widgets.empty_state import EmptyState
from app.views.workspace import Workspace


class PlanDelegate(RowDelegate):
    """`today` decides what is late."""

    def __init__(self, view: RowView, today: date) -> None:
        super().__init__(view)
        self.today = today

    def height(self, row: Any, width: int, theme: Theme) -> int:
        """Two lines."""
        return theme.px(60)

    def draw(self, painter: QPainter, box: QRectF, row: Any, theme: Theme, *, hovered: bool) -> None:
        """Draw the name over what is next, the progress and the standing at the right."""
        c, px = theme.color, theme.px
        line, below = theme.line("body"), theme.line("label")
        top = round(box.center().y() - (line + below) / 2)
        status = QRectF(box.right() - LEAD - px(124), box.top(), px(124), box.height())
        bar = QRectF(status.left() - px(16) - px(180), box.top(), px(180), box.height())
        left = box.left() + LEAD
        title = QRectF(left, top, bar.left() - px(16) - left, line)
        paint_text(painter, title, row.name, theme, c.text if row.closed_on is None else c.text3, "bodyStrong")
        under = QRectF(left, top + line, title.width(), below)
        late = row.next_due is not None and row.next_due < self.today
        said = next_words(row, self.today)
        paint_text(painter, under, said, theme, theme.meaning["risk"].text if late else c.text2, "label")
        paint_progress(painter, bar, row, theme)
        paint_standing(painter, status, row, theme)


def next_words(row: PlanRow, today: date) -> str:
    """Return what is next in a plan, how much is overdue, and whether it is agreed."""
    if row.closed_on is not None:
        return _("closed on {day}", day=near_day(row.closed_on, today))
    said = [_("Next: {next}", next=words.next_cell(row, today))] if row.next_due is not None else []
    if row.overdue:
        said.append(ngettext("{n} overdue", "{n} overdue", row.overdue))
    agreed = words.agreed_cell(row, today)
    said.append(_("agreed {version}", version=agreed) if row.agreed is not None else agreed)
    return _(" · ").join(said)


class PlanTab(QWidget):
    """`show_account` whenever anything changed; `wants(place, argument)` to go to a plan."""

    wants = Signal(str, object)

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Plan"))
        self._workspace, self._host = workspace, host
        self._account, self._today = "", workspace.clock.today()
        self.onboarding = OnboardingCard()
        self.onboarding.edit.clicked.connect(self.ask_onboarding)
        self.model = RowModel(lambda row: spoken(row, self._today), parent=self)
        self.view = RowView(self.model, _("Success plans"))
        self.delegate = PlanDelegate(self.view, self._today)
        self.view.draw_by(self.delegate)
        self.card = ListCard(self.view, (("Enter", _("open it")), ("Ctrl+N", _("make a new one"))))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(RING, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self.onboarding)
        whole.addWidget(self.card, 1)
        self.view.keys = {Qt.Key.Key_Return: self.open}
        self.view.fill_menu = self._fill_menu
        self.view.doubleClicked.connect(lambda _index: self.open())

    def show_account(self, page: AccountPage, today: date) -> None:
        """Show the plans of an account."""
        if page.id != self._account:
            self.view.setCurrentIndex(self.model.index(-1, -1))
        self._account, self._today = page.id, today
        self.delegate.today = today
        rows: list[PlanRow] = self._workspace.read(plans_of, page.id, today=today)
        self.onboarding.show_one(self._workspace.read(onboarding_of, page.id, today=today))
        self.view.show_rows(rows)
        self.card.show_count(ngettext("{n} plan", "{n} plans", len(rows)))
        self.card.show_empty(None if rows else self._nothing())

    def _nothing(self) -> EmptyState:
        return EmptyState(
            "signpost",
            _("Here stands what you want to reach together with this customer, and who does what by when."),
            button=_("Make a plan"), act=self.make, shortcut="Ctrl+N",
        )  # fmt: skip

    def panes(self) -> tuple[QWidget, ...]:
        """Return the list, or what stands in its place."""
        return (self.card.empty.button,) if self.card.empty is not None else (self.view,)

    def search_field(self) -> None:
        """There is nothing to search."""

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return (
            Command("new-plan", _("New success plan"), "Ctrl+N", "plus", self.make),
            Command("open-plan", _("Open"), "Return", "corner-down-left", self.open, Reach.LISTS),
            Command("onboarding", _("Onboarding"), "", "sprout", self.ask_onboarding),
            Command("new-onboarding", _("Begin an onboarding"), "", "sprout", self.begin_onboarding),
        )

    def _fill_menu(self, menu: QMenu) -> None:
        menu.addAction(_("Open")).triggered.connect(lambda: self.open())

    def open(self) -> None:
        """Go to the plan with the focus."""
        row = self.view.current()
        if row is not None:
            self.wants.emit("plan", row.id)

    def ask_onboarding(self) -> QWidget:
        """Show the onboarding as a form; where there was none, begin one."""
        return self._show_onboarding(self._workspace.read(onboarding_of, self._account, today=self._today))

    def begin_onboarding(self) -> QWidget:
        """Begin an onboarding, also where an earlier one has ended: customers come back."""
        last: Onboarding | None = self._workspace.read(onboarding_of, self._account, today=self._today)
        return self._show_onboarding(last if last is not None and last.verdict is None else None)

    def _show_onboarding(self, one: Onboarding | None) -> QWidget:
        from app.views.account.onboarding_sheet import OnboardingSheet

        sheet = OnboardingSheet(self.window(), self._workspace, self._account, one)
        sheet.show_sheet()
        return sheet

    def make(self) -> QWidget:
        """Ask for a new plan of this account."""
        from app.views.plans.new_sheet import NewPlanSheet

        sheet = NewPlanSheet(self.window(), self._workspace, self._account)
        sheet.made.connect(lambda plan_id: self.wants.emit("plan", plan_id))
        sheet.show_sheet()
        return sheet


def spoken(row: PlanRow, today: date) -> str:
    """Return a plan as a screen reader says it."""
    parts = [row.name, name_of(row.status), words.met_words(row), next_words(row, today)]
    return _(", ").join(part for part in parts if part)
