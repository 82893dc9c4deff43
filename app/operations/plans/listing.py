"""All plans, each in one row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from app.models.database import Session
from app.operations.plans.agreed import agreed_of
from app.operations.plans.loading import Loaded, Row, load
from app.operations.plans.rows import PlanRow
from app.operations.plans.values import read_day
from app.plans.progress import clamped, expected
from app.plans.status import ENDED, overdue, plan_status
from app.vocabulary import PlanStatus


def plans_list(session: Session, *, today: date) -> list[PlanRow]:
    """Return every plan: the open ones by what is due next, then those that are closed, the newest first."""
    return _ordered([plan_row(plan, today=today) for plan in load(session)])


def plans_of(session: Session, account_id: str, *, today: date) -> list[PlanRow]:
    """Return the plans of one account, in the same order."""
    return _ordered([plan_row(plan, today=today) for plan in load(session, account_id=account_id)])


def _ordered(rows: list[PlanRow]) -> list[PlanRow]:
    open_ones = [row for row in rows if row.closed_on is None]
    closed = [row for row in rows if row.closed_on is not None]
    return [
        *sorted(open_ones, key=lambda row: (row.next_due or date.max, row.account, row.id)),
        *sorted(closed, key=lambda row: (row.closed_on or date.min, row.id), reverse=True),
    ]


def plan_row(plan: Loaded, *, today: date) -> PlanRow:
    """Return a plan as its row in the list."""
    row = plan.row
    live = [goal for goal in plan.goals if goal.row["dropped_on"] is None]
    standing = [goal.status(today) for goal in plan.goals]
    counted = [
        (clamped(share), expected(goal.start, goal.due, today) or Fraction(0))
        for goal in live
        if (share := goal.progress) is not None
    ]
    open_items = list(open_items_of(plan)) if row["closed_on"] is None else []
    due = min(((day, title) for day, title in open_items if day is not None), default=None)
    return PlanRow(
        id=row["id"],
        account_id=row["account_id"],
        account=plan.account,
        name=row["name"],
        kind=row["kind"] or "",
        success=row["success"] or "",
        start=read_day(row["start_on"]),
        end=read_day(row["end_on"]),
        closed_on=read_day(row["closed_on"]),
        next_review=read_day(row["next_review_on"]),
        status=PlanStatus.DONE if row["closed_on"] is not None else plan_status(standing),
        progress=_mean([share for share, _by_now in counted]),
        expected=_mean([by_now for _share, by_now in counted]),
        objectives=len(live),
        met=sum(
            status is PlanStatus.DONE and goal.row["dropped_on"] is None
            for goal, status in zip(plan.goals, standing, strict=True)
        ),
        next_due=due[0] if due else None,
        next_title=due[1] if due else "",
        overdue=sum(overdue(day, None, None, today) for day, _title in open_items),
        version=int(plan.versions[-1]["number"]) if plan.versions else 0,
        agreed=agreed_of(plan),
        sample=bool(row["sample"]),
    )


def open_items_of(plan: Loaded) -> Iterator[tuple[date | None, str]]:
    """Yield the due day and the title of everything in a plan that is neither done nor dropped."""
    for goal in plan.goals:
        if goal.row["dropped_on"] is not None:
            continue
        if goal.suggested(goal.due or date.min) not in ENDED:
            yield goal.due, goal.row["title"]
        for step in goal.steps:
            if _open(step.row):
                yield read_day(step.row["due"]), step.row["title"]
            yield from _open_tasks(task.row for task in step.tasks if step.row["dropped_on"] is None)
        yield from _open_tasks(task.row for task in goal.tasks)


def _open_tasks(rows: Iterator[Row]) -> Iterator[tuple[date | None, str]]:
    return ((read_day(row["due"]), row["text"]) for row in rows if _open(row))


def _open(row: Row) -> bool:
    return row["done_on"] is None and row["dropped_on"] is None


def _mean(shares: list[Fraction]) -> float | None:
    return float(sum(shares, Fraction(0)) / len(shares)) if shares else None
