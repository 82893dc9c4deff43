"""A plan as the customer sees it: only what is shown to them, in the type that has no place for anything else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.health.exact_rows import exact_rows
from app.operations.plans.agreed import commitments_of
from app.operations.plans.body import content_of
from app.operations.plans.loading import Goal, Loaded, Row, Step, Task, load_one
from app.operations.plans.names import People, addressed, people_of
from app.operations.plans.rows import Commitment
from app.operations.plans.values import read_day, read_number
from app.operations.settings import settings
from app.plans.progress import counted, expected, shown
from app.reports.plan_content import PlanCommitment, PlanContent, PlanMilestone, PlanObjective, PlanTask
from app.vocabulary import Side


def plan_content(session: Session, plan_id: str, *, today: date, lang: str, version: int | None = None) -> PlanContent:
    """Return what the customer sees of a plan today, under the number of its last version (0: none yet) or another.

    What is not shown to them, what was dropped and every internal note stays at home; so do our names and the score,
    unless the plan says that they go out.
    """
    plan = load_one(session, plan_id, bodies=True)
    score = None
    if plan.row["shows_score"]:
        account_id = plan.row["account_id"]
        score = exact_rows(session, today=today, account_ids=[account_id])[account_id].score
    return content_of_loaded(session, plan, today=today, lang=lang, version=version, score=score)


def version_content(session: Session, plan_id: str, number: int) -> PlanContent:
    """Return a version of a plan as it was made; raises KeyError where there is none of that number."""
    version = tables.plan_version
    body: Any = session.scalar(
        select(version.c.body).where(
            version.c.plan_id == plan_id, version.c.number == number, version.c.deleted_at.is_(None)
        )
    )
    if body is None:
        raise KeyError(number)
    return content_of(body)


def content_of_loaded(
    session: Session, plan: Loaded, *, today: date, lang: str, version: int | None = None, score: int | None = None
) -> PlanContent:
    """Return what the customer sees of a plan that is read already."""
    row = plan.row
    people = people_of(session, [plan], today=today)
    last = int(plan.versions[-1]["number"]) if plan.versions else 0
    told = _Told(people, lang, today, bool(row["shows_our_names"]))
    return PlanContent(
        plan_id=row["id"],
        version=last if version is None else version,
        lang=lang,
        account=plan.account,
        name=row["name"],
        success=row["success"] or "",
        as_of=today,
        start=read_day(row["start_on"]),
        end=read_day(row["end_on"]),
        next_review=read_day(row["next_review_on"]),
        agenda=tuple(str(one["text"]) for one in row["agenda"] or ()),
        ours=_presenter(session) if told.our_names else "",
        score=score,
        objectives=tuple(told.objective(goal) for goal in plan.goals if goes_out(goal.row)),
        commitments=tuple(
            PlanCommitment(
                one.objective_id, one.state, _stated(people, row["account_id"], one, lang),
                one.on, one.number,
            )
            for one in commitments_of(session, plan)
            if not one.objective_id or any(one.objective_id == g.row["id"] and goes_out(g.row) for g in plan.goals)
        ),
    )  # fmt: skip


class _Told:
    """Turns rows into what a document says of them."""

    def __init__(self, people: People, lang: str, today: date, our_names: bool) -> None:
        self._people, self._lang, self._today, self.our_names = people, lang, today, our_names

    def objective(self, goal: Goal) -> PlanObjective:
        row = goal.row
        baseline, target = read_number(row["baseline"]), read_number(row["target"])
        return PlanObjective(
            id=row["id"],
            title=row["title"],
            metric=row["metric"] or "",
            unit=row["unit"] or "",
            baseline=baseline,
            target=target,
            actual=goal.actual,
            actual_on=goal.actual_on,
            start=goal.start,
            due=goal.due,
            owner=addressed(self._people.owner(row, "customer_owner"), self._lang),
            our_owner=(row["vendor_owner"] or "") if self.our_names else "",
            status=goal.status(self._today),
            progress=shown(goal.progress),
            expected=shown(expected(goal.start, goal.due, self._today)) if target is not None else None,
            milestones=tuple(self._milestone(step, goal) for step in goal.steps if goes_out(step.row)),
            tasks=tuple(self._task(task) for task in goal.tasks if goes_out(task.row)),
        )

    def _milestone(self, step: Step, goal: Goal) -> PlanMilestone:
        row = step.row
        return PlanMilestone(
            id=row["id"],
            title=row["title"],
            side=Side(row["side"]),
            who=self._who(row),
            due=read_day(row["due"]),
            done_on=read_day(row["done_on"]),
            status=step.status(goal.start, self._today),
            amount=_amount(row),
            of_amount=read_number(row["of_amount"]),
            unit=row["unit"] or "",
            tasks=tuple(self._task(task) for task in step.tasks if goes_out(task.row)),
        )

    def _task(self, task: Task) -> PlanTask:
        row = task.row
        return PlanTask(
            row["id"], row["text"], Side(row["side"]), self._who(row), read_day(row["due"]), read_day(row["done_on"])
        )

    def _who(self, row: Row) -> str:
        if row["side"] == Side.CUSTOMER:
            return addressed(self._people.owner(row, "who"), self._lang)
        return (row["who"] or "") if self.our_names else ""


def _stated(people: People, account_id: str, one: Commitment, lang: str) -> str:
    who = people.by_id(one.person_id) or (people.named(account_id, one.by) if one.by else None)
    return addressed(who, lang)


def goes_out(row: Row) -> bool:
    """Tell whether a row goes out: shown, not dropped, and not of our own house alone."""
    return row["shown"] is not False and row["dropped_on"] is None and row.get("side") != Side.INTERNAL


def _amount(row: Row) -> Decimal | None:
    if counted(read_number(row["amount"]), read_number(row["of_amount"])) is None:
        return None
    return read_number(row["amount"]) or Decimal(0)


def _presenter(session: Session) -> str:
    me, member = settings(session).me, tables.member
    return session.scalar(select(member.c.name).where(member.c.id == me)) or "" if me else ""
