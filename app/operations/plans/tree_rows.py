"""The tree of a plan as rows, in the order they are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from app.operations.plans.loading import Goal, Loaded, Row, Step, Task
from app.operations.plans.names import People, Who
from app.operations.plans.rows import Commitment, TreeRow
from app.operations.plans.values import read_day, read_number
from app.plans.progress import counted, expected, shown
from app.plans.status import overdue
from app.vocabulary import PlanStatus, Side


def tree_rows(
    plan: Loaded, people: People, commitments: Iterable[Commitment], *, today: date, open_comments: Iterable[str] = ()
) -> tuple[TreeRow, ...]:
    """Return every row of the tree of a plan; `open_comments` names the item of each comment without an answer."""
    said = {one.objective_id: one for one in commitments}
    return tuple(_rows(plan, people, said, Counter(open_comments), today))


def _rows(
    plan: Loaded, people: People, said: Mapping[str, Commitment], comments: Counter[str], today: date
) -> Iterator[TreeRow]:
    for goal in plan.goals:
        yield _objective(goal, people, said.get(goal.row["id"]), comments[goal.row["id"]], today)
        for step in goal.steps:
            yield _milestone(step, goal, people, comments[step.row["id"]], today)
            for task in step.tasks:
                yield _task(task, step.row["id"], 2, people, comments[task.row["id"]], today)
        for task in goal.tasks:
            yield _task(task, goal.row["id"], 1, people, comments[task.row["id"]], today)


def _objective(goal: Goal, people: People, said: Commitment | None, comments: int, today: date) -> TreeRow:
    row = goal.row
    baseline, target = read_number(row["baseline"]), read_number(row["target"])
    who = people.owner(row, "customer_owner")
    done = read_day(row["met_on"])
    return TreeRow(
        kind="objective",
        id=row["id"],
        parent_id=None,
        depth=0,
        title=row["title"],
        side=Side.CUSTOMER if who is not None or not row["vendor_owner"] else Side.ME,
        owner=_name(who) or row["vendor_owner"] or "",
        person_id=row["person_id"],
        our_owner=row["vendor_owner"] or "",
        start=goal.start,
        due=goal.due,
        done_on=done,
        dropped_on=read_day(row["dropped_on"]),
        overdue=_overdue(row, done, today),
        status=goal.status(today),
        suggested=goal.suggested(today),
        said=_said(row),
        status_reason=row["status_reason"] or "",
        shown=row["shown"] is not False,
        note=row["note"] or "",
        metric=row["metric"] or "",
        unit=row["unit"] or "",
        baseline=baseline,
        actual=goal.actual,
        actual_on=goal.actual_on,
        target=target,
        progress=shown(goal.progress),
        expected=shown(expected(goal.start, goal.due, today)) if target is not None else None,
        value_minor=row["value_minor"],
        currency=row["currency"] or "",
        value_agreed_by=row["value_agreed_by"] or "",
        follows_id=row["follows_id"],
        commitment=said,
        comments=comments,
    )


def _milestone(step: Step, goal: Goal, people: People, comments: int, today: date) -> TreeRow:
    row = step.row
    amount, whole = read_number(row["amount"]), read_number(row["of_amount"])
    share = counted(amount, whole)
    due, done = read_day(row["due"]), read_day(row["done_on"])
    return TreeRow(
        kind="milestone",
        id=row["id"],
        parent_id=goal.row["id"],
        depth=1,
        title=row["title"],
        side=Side(row["side"]),
        owner=_owner(row, people),
        person_id=row["person_id"],
        our_owner="",
        start=None,
        due=due,
        done_on=done,
        dropped_on=read_day(row["dropped_on"]),
        overdue=_overdue(row, done, today),
        status=step.status(goal.start, today),
        suggested=step.suggested(goal.start, today),
        said=_said(row),
        status_reason=row["status_reason"] or "",
        shown=row["shown"] is not False,
        note=row["note"] or "",
        unit=row["unit"] or "",
        baseline=None if share is None else Decimal(0),
        actual=None if share is None else amount or Decimal(0),
        target=None if share is None else whole,
        progress=1.0 if done is not None else shown(share),
        expected=shown(expected(goal.start, due, today)) if share is not None and done is None else None,
        first_value=bool(row["first_value"]),
        comments=comments,
    )


def _task(task: Task, parent: str, depth: int, people: People, comments: int, today: date) -> TreeRow:
    row = task.row
    done, status = read_day(row["done_on"]), task.status(today)
    return TreeRow(
        kind="task",
        id=row["id"],
        parent_id=parent,
        depth=depth,
        title=row["text"],
        side=Side(row["side"]),
        owner=_owner(row, people),
        person_id=None,
        our_owner="",
        start=None,
        due=read_day(row["due"]),
        done_on=done,
        dropped_on=read_day(row["dropped_on"]),
        overdue=_overdue(row, done, today),
        status=status,
        suggested=status,
        said=None,
        status_reason="",
        shown=row["shown"] is not False,
        comments=comments,
    )


def _owner(row: Row, people: People) -> str:
    if row["side"] != Side.CUSTOMER:
        return row["who"] or ""
    return _name(people.owner(row, "who"))


def _name(who: Who | None) -> str:
    return who.name if who is not None else ""


def _overdue(row: Row, done: date | None, today: date) -> bool:
    return overdue(read_day(row["due"]), done, read_day(row["dropped_on"]), today)


def _said(row: Row) -> PlanStatus | None:
    return PlanStatus(row["status"]) if row["status"] else None
