"""The place of all success plans: how far each has come, what is due next, whether it is agreed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.language import _, ngettext
from app.operations.plans.listing import plans_list
from app.operations.plans.rows import PlanRow
from app.views.commands import Command
from app.views.list_page import Kind, ListPage
from app.views.page import Host
from app.views.plans.columns import columns
from app.views.plans.new_sheet import NewPlanSheet
from app.views.plans.page import SHOWN
from app.views.widgets.buttons import Button
from app.views.workspace import Workspace

if TYPE_CHECKING:
    from app.views.plans.return_sheet import ReturnSheet


class PlansPage(ListPage[PlanRow]):
    """All plans; Enter opens the editor."""

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        sentence = _("Here stands what you want to reach together with each customer, and who does what by when.")
        kind = Kind(
            place="plan",
            tables=SHOWN,
            title=_("Success plans"),
            hint=_("Filter by account or plan"),
            columns=columns,
            stretched="next",
            haystack=lambda row: f"{row.account}\n{row.name}\n{row.success}",
            question=plans_list,
            tell=_told,
            first=("signpost", sentence, _("Make the first plan")),
            no_hit=lambda text: _("No plan holds “{text}”.", text=text),
            new_words=_("New success plan"),
            new_sheet=NewPlanSheet,
            made_words=_("The plan is made"),
        )
        super().__init__(workspace, host, kind, parent)

    def buttons(self) -> Sequence[Button]:
        """Return the ways to an answer that came back and to a new plan."""
        self.take_in = Button(_("Take in an answer…"), kind="quiet", icon="import")
        self.take_in.clicked.connect(lambda: self.ask_for_answer())
        return (self.take_in, self.new)

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        new, *others = super().commands()
        return (new, Command("plan-return", _("Take in an answer…"), "", "import", self.ask_for_answer), *others)

    def ask_for_answer(self) -> ReturnSheet:
        """Ask for what a customer sent back; the plan it belongs to is opened afterwards."""
        from app.views.plans.return_sheet import ReturnSheet

        sheet = ReturnSheet(
            self.window(), self._workspace, self._host, None, lambda plan_id: self.wants.emit("plan", plan_id)
        )
        sheet.open()
        return sheet


def _told(rows: Sequence[PlanRow], filtered: int) -> tuple[int, list[str]]:
    open_ones = [row for row in rows if row.closed_on is None]
    said = [ngettext("{n} plan", "{n} plans", filtered)]
    late = sum(row.overdue > 0 for row in open_ones)
    if late:
        said.append(ngettext("{n} with something overdue", "{n} with something overdue", late))
    not_agreed = sum(row.agreed is None for row in open_ones)
    if not_agreed:
        said.append(ngettext("{n} not agreed yet", "{n} not agreed yet", not_agreed))
    return len(open_ones), said
