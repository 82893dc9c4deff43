"""The editor of a plan: its head, the timeline, the tree, and beside it what the customer sees and has agreed to."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.language import _, current
from app.operations.changes import Changes
from app.operations.plans.content import plan_content
from app.operations.plans.page import changes_since, plan_page
from app.operations.plans.rows import PlanPage as Answer
from app.views.commands import Command
from app.views.page import Crumb, Host, Page
from app.views.plans.acts import Acts
from app.views.plans.agreement_card import AgreementCard
from app.views.plans.comments_card import CommentsCard
from app.views.plans.customer_card import CustomerCard
from app.views.plans.export_dialog import HTML, PDF, XLSX, ExportDialog, ask_to_export
from app.views.plans.head import PlanHead
from app.views.plans.plan_acts import PlanActs
from app.views.plans.review_card import ReviewCard
from app.views.plans.side_column import SideColumn, dress_scrolled
from app.views.plans.timeline_view import TimelineView
from app.views.plans.tree_card import TreeCard
from app.views.plans.tree_view import TreeView
from app.views.widgets.card import Card
from app.views.widgets.columns import TwoColumns
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.or_empty import OrEmpty
from app.views.workspace import Workspace

if TYPE_CHECKING:
    from app.views.plans.return_sheet import ReturnSheet

SHOWN = (
    "plan", "objective", "objective_reading", "milestone", "promise", "commitment", "plan_version", "plan_return",
    "plan_comment", "account", "person", "position", "touchpoint", "onboarding",
)  # fmt: skip
ANSWERS = (".html", ".htm", ".xlsx")
_SIDE = 340


class PlanPage(Page):
    """One plan; its id is the argument of the place."""

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Plan"))
        self.setAcceptDrops(True)
        self._workspace, self._host = workspace, host
        self.plan_id: str | None = None
        self.shown: Answer | None = None
        self._stale = True
        self.head = PlanHead()
        self.timeline = TimelineView()
        self._timeline_card = Card()
        self.tree_card = TreeCard(self.today())
        self.customer = CustomerCard()
        self.agreement = AgreementCard()
        self.review = ReviewCard(self.today())
        self.comments = CommentsCard()
        self.acts = Acts(self, workspace, host)
        self.whole = PlanActs(self, workspace, self.acts)
        self._stack = OrEmpty()
        self._build()
        self._connect()

    @property
    def tree(self) -> TreeView:
        """Return the tree."""
        return self.tree_card.tree

    def today(self) -> date:
        """Return the day it is."""
        return self._workspace.clock.today()

    def _build(self) -> None:
        self._timeline_card.flush()
        self._timeline_card.body.addWidget(self.timeline)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._timeline_card)
        column.addWidget(self.tree_card, 1)
        self._beside = SideColumn((self.customer, self.agreement, self.comments, self.review))
        self.columns = TwoColumns(main, self._beside, _SIDE)
        self.columns.turned.connect(self._beside.stand)
        self._beside.stand(self.columns.is_under)
        scroll = QScrollArea()
        dress_scrolled(scroll)
        scroll.setWidget(self.columns)
        self.columns.setAutoFillBackground(False)
        whole = QWidget()
        inner = QVBoxLayout(whole)
        inner.setContentsMargins(24, 20, 24, 20)
        inner.setSpacing(14)
        inner.addWidget(self.head)
        inner.addWidget(scroll, 1)
        self._stack.addWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    def _connect(self) -> None:
        self.head.account_wanted.connect(self._to_account)
        self.head.import_wanted.connect(self.ask_for_answer)
        self.head.export_wanted.connect(self.export)
        self.timeline.chosen.connect(self._choose)
        self.customer.amended.connect(lambda field, yes: self.whole.amend({field: yes}))
        self.customer.export_wanted.connect(self.export)
        self.customer.changes_wanted.connect(self.show_changes)
        self.agreement.wanted.connect(self.whole.ask_agreement)
        self.review.day_chosen.connect(lambda day: self.whole.amend({"next_review_on": day}))
        self.review.agenda_written.connect(self.whole.write_agenda)
        self.comments.answered.connect(self.whole.answer)
        self._workspace.changed.connect(self._changed)

    # What the window asks

    def go(self, argument: object) -> None:
        """Show the plan with this id."""
        if argument != self.plan_id:
            self.plan_id, self._stale = str(argument), True
            self.tree.setCurrentIndex(self.tree.rows.index(-1, 0))
        self._ask()
        gone = self._stack.empty
        (gone.button if gone is not None else self.tree).setFocus(Qt.FocusReason.MouseFocusReason)

    def crumbs(self) -> tuple[Crumb, ...]:
        """Return the list of plans, the account, the plan."""
        plans = Crumb(_("Success plans"), "plans")
        if self.shown is None:
            return (plans,)
        plan = self.shown.plan
        return (plans, Crumb(plan.account, "account", plan.account_id), Crumb(plan.name))

    def panes(self) -> tuple[QWidget, ...]:
        """Return the head, the tree and the cards beside it."""
        if self._stack.empty is not None:
            return (self._stack.empty,)
        return (self.head, self.tree, self.customer, self.agreement, self.review)

    def account_here(self) -> str | None:
        """Return whose plan it is."""
        return self.shown.plan.account_id if self.shown is not None else None

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done with the plan and the row with the focus."""
        if self.shown is None:
            return ()
        closed = self.shown.plan.closed_on is not None
        return (
            Command("new", _("New success plan"), "Ctrl+N", "plus", self.whole.make_another),
            Command("plan-export", _("Write the plan for the customer…"), "Ctrl+E", "share-2", self.export),
            Command("plan-return", _("Take in an answer…"), "", "import", self.ask_for_answer),
            Command("plan-changes", _("See changes"), "", "git-merge", self.show_changes),
            Command("plan-agree", _("Record an agreement…"), "", "handshake", self.whole.ask_agreement),
            Command("plan-fields", _("Name, success and span of the plan…"), "", "pencil", self.whole.ask_plan),
            Command("plan-template", _("Keep as a template"), "", "copy", self.whole.save_template),
            Command("plan-close", _("Open the plan again") if closed else _("Close the plan"), "", "archive",
                    self.whole.close_or_open),
            Command("plan-remove", _("Remove the plan"), "", "trash-2", self.whole.remove_plan),
            *self.acts.row_commands(),
        )  # fmt: skip

    # What is true

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
        if not self._stale or self.plan_id is None:
            return
        self._stale = False
        today = self.today()
        try:
            shown: Answer = self._workspace.read(plan_page, self.plan_id, today=today)
        except KeyError:
            self._tell_gone()
            return
        self._stack.show_empty(None)
        self.shown = shown
        self.setAccessibleName(shown.plan.name)
        self.head.show_plan(shown.plan, today)
        self.timeline.show_timeline(shown.timeline)
        self._timeline_card.setVisible(shown.timeline is not None)
        self.tree.show_rows(shown.tree, today)
        number = (shown.versions[0].number if shown.versions else 0) + 1
        content = self._workspace.read(plan_content, self.plan_id, today=today, lang=current(), version=number)
        self.customer.show_page(shown, content)
        self.agreement.show_page(shown, today)
        self.review.show_review(shown.review, today)
        self.comments.show_page(shown, today)
        self._beside.measure()
        self.moved.emit()

    def names(self) -> list[str]:
        """Return the names that stand in the plan."""
        if self.shown is None:
            return []
        said = [row.owner for row in self.shown.tree] + [one.name for one in self.shown.agreements]
        return list(dict.fromkeys(name for name in said if name))

    def _tell_gone(self) -> None:
        self.shown = None
        gone = EmptyState(
            "signpost",
            _("This plan is not in the book any more."),
            button=_("Go to the plans"),
            act=lambda: self.wants.emit("plans", None),
        )
        self._stack.show_empty(gone)
        self.moved.emit()

    # What a person does

    def _to_account(self) -> None:
        if self.shown is not None:
            self.wants.emit("account", self.shown.plan.account_id)

    def _choose(self, row_id: str) -> None:
        self.tree.go_to(row_id)
        self.tree.setFocus(Qt.FocusReason.MouseFocusReason)

    def export(self, kind: str = HTML) -> ExportDialog | None:
        """Ask where the plan is written to."""
        if self.shown is None or self.plan_id is None:
            return None
        plan = self.shown.plan
        chosen = kind if kind in (HTML, PDF, XLSX) else HTML
        return ask_to_export(self, self._workspace, self._host, plan.id, f"{plan.account} {plan.name}", chosen)

    def show_changes(self) -> None:
        """Show what changed since the last agreed version."""
        from app.views.plans.changes_sheet import ChangesSheet

        shown = self.shown
        if shown is None or not shown.versions:
            self._host.toast(_("There is nothing to compare with before the first file went out"))
            return
        plan_id, today = shown.plan.id, self.today()
        ChangesSheet(
            self.window(), shown, lambda n: self._workspace.read(changes_since, plan_id, today=today, number=n),
            today, self.export,
        ).open()  # fmt: skip

    def ask_for_answer(self, path: Path | None = None) -> ReturnSheet:
        """Ask for the file or the code that the customer sent back, or read the file that is given."""
        from app.views.plans.return_sheet import ReturnSheet

        sheet = ReturnSheet(self.window(), self._workspace, self._host, self.plan_id, lambda _plan_id: None)
        sheet.open()
        if isinstance(path, Path):
            sheet.read_file(path)
        return sheet

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that may be an answer."""
        if answer_in(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read it."""
        path = answer_in(event)
        if path is not None and self.shown is not None:
            event.acceptProposedAction()
            self.ask_for_answer(path)


def answer_in(event: QDropEvent) -> Path | None:
    """Return the file that is being dropped, where it may be an answer."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return next((path for path in paths if path.suffix.lower() in ANSWERS), None)
