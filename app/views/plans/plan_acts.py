"""What can be done with a plan as a whole: its fields, agreements, closing, removing, keeping it as a template."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from app.language import _, current
from app.views.plans.acts import Acts

if TYPE_CHECKING:
    from app.views.plans.page import PlanPage
    from app.views.workspace import Workspace


class PlanActs:
    """Acts on the plan of a page, through the same door as the acts on its rows."""

    def __init__(self, page: PlanPage, workspace: Workspace, rows: Acts) -> None:
        self._page, self._workspace, self._rows = page, workspace, rows

    def amend(self, values: Mapping[str, object]) -> None:
        """Change what the plan says as a whole."""
        from app.operations.plans.plans import amend_plan

        self._rows.write(amend_plan, self._page.plan_id, values)

    def write_agenda(self, items: object) -> None:
        """Write what to talk about at the next joint review."""
        from app.operations.plans.plans import set_agenda

        self._rows.write(set_agenda, self._page.plan_id, items)

    def answer(self, comment_id: str, is_answered: bool) -> None:
        """Say that a comment of the customer was answered today, or that it was not."""
        from app.operations.plans.comments import answer_comment

        self._rows.write(answer_comment, comment_id, on=self._page.today() if is_answered else None)

    def ask_plan(self) -> None:
        """Open what the plan says as a whole."""
        from app.operations.plans.plans import amend_plan
        from app.views.plans.plan_sheet import PlanSheet

        if self._page.shown is not None:
            write = partial(self._workspace.write, amend_plan, self._page.plan_id)
            self._rows.open(PlanSheet(self._page.window(), self._page.shown, self._page.today(), write))

    def ask_agreement(self, name: str = "") -> None:
        """Ask who said yes to what."""
        from app.operations.plans.agreeing import commit_today
        from app.operations.plans.commitments import commit
        from app.views.plans.agreeing import NOW, AgreeSheet

        shown, plan_id = self._page.shown, self._page.plan_id
        if shown is None:
            return

        def write(values: dict[str, Any]) -> None:
            version = values.pop("version")
            if version == NOW:
                self._workspace.write(commit_today, plan_id, lang=current(), today=self._page.today(), **values)
            else:
                self._workspace.write(commit, plan_id, number=int(version) if version else None, **values)
            self._rows.say(_("The agreement of {name} is written down", name=str(values["by_name"]).strip()))

        self._rows.open(AgreeSheet(self._page.window(), shown, name, self._page.names(), self._page.today(), write))

    def make_another(self) -> None:
        """Ask for another plan of the same account; once it is made it is opened."""
        from app.views.plans.new_sheet import NewPlanSheet

        sheet = NewPlanSheet(self._page.window(), self._workspace, self._page.account_here())
        sheet.made.connect(lambda plan_id: self._page.wants.emit("plan", plan_id))
        self._rows.open(sheet)

    def close_or_open(self) -> None:
        """Close the plan, or open it again."""
        from app.operations.plans.plans import close_plan, reopen_plan

        shown = self._page.shown
        if shown is None:
            return
        if shown.plan.closed_on is None:
            self._rows.write(close_plan, shown.plan.id, on=self._page.today())
            self._rows.say(_("The plan is closed"))
        else:
            self._rows.write(reopen_plan, shown.plan.id)
            self._rows.say(_("The plan is open again"))

    def remove_plan(self) -> None:
        """Remove the plan with everything below it and go to the list."""
        from app.operations.plans.plans import remove_plan

        shown = self._page.shown
        if shown is not None and self._rows.write(remove_plan, shown.plan.id) is not None:
            self._rows.say(_("“{title}” is removed", title=shown.plan.name))
            self._page.wants.emit("plans", None)

    def save_template(self) -> None:
        """Keep how the plan is built as a template of one's own, under its name."""
        from app.operations.plans.templates import save_as_template

        shown = self._page.shown
        if shown is not None and self._rows.write(save_as_template, shown.plan.id, name=shown.plan.name) is not None:
            self._rows.say(_("“{title}” is kept as a template", title=shown.plan.name))
