"""What both sides know of: success plans as far as they are shown, promises between them, who they name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from app.models import tables
from app.models.database import Session
from app.operations.plans.content import goes_out
from app.operations.plans.loading import ORIGIN, Goal, Loaded, Task, load
from app.operations.plans.names import People, Who, people_at
from app.operations.reviews.gather.asked import Asked
from app.reports.content import Source, SourceKind
from app.vocabulary import Side

Row = Mapping[str, Any]
_STEPS_OF_PLAYS = "cta"


def shown_plans(session: Session, known: Asked) -> list[Loaded]:
    """Return the plans that ran in the period, without anything in them that the customer is not shown."""
    return [
        shown_of(plan)
        for plan in load(session, account_id=known.account_id)
        if (plan.row["closed_on"] or "9999") >= known.period.start.isoformat()
        and (plan.row["start_on"] or "") <= known.today.isoformat()
    ]


def shown_of(plan: Loaded) -> Loaded:
    """Return a plan without what is internal, not shown or dropped, and without what hangs on that."""
    return replace(plan, goals=tuple(_goal(goal) for goal in plan.goals if goes_out(goal.row)))


def as_on(goal: Goal, day: date) -> Goal:
    """Return an objective as it had been read, and met, by the end of a day."""
    iso = day.isoformat()
    row = goal.row if (goal.row["met_on"] or "") <= iso else {**goal.row, "met_on": None}
    return replace(goal, row=row, readings=tuple(one for one in goal.readings if one["on_date"] <= iso))


def shown_promises(session: Session, known: Asked) -> list[Row]:
    """Return the promises between the two sides: none of ours alone, no step of a play, no task that stays hidden.

    Our own names stand only where a plan says that they go out.
    """
    promise = tables.promise
    rows = session.rows(
        select(promise)
        .where(
            promise.c.account_id == known.account_id,
            promise.c.deleted_at.is_(None),
            promise.c.dropped_on.is_(None),
            promise.c.side != str(Side.INTERNAL),
            promise.c.origin != _STEPS_OF_PLAYS,
            promise.c.made_on <= known.today.isoformat(),
            or_(promise.c.shown.is_(None), promise.c.shown.is_(True)),
        )
        .order_by(promise.c.due.is_(None), promise.c.due, promise.c.no)
    )
    names: dict[str, bool] = {}
    for plan in load(session, account_id=known.account_id):
        names |= {task.row["id"]: bool(plan.row["shows_our_names"]) for task in tasks_of(shown_of(plan))}
    found: list[Row] = []
    for row in rows:
        if row["origin"] != ORIGIN:
            found.append(row)
        elif row["id"] in names:
            found.append(row if names[row["id"]] or row["side"] != Side.ME else {**row, "who": None})
    return found


def tasks_of(plan: Loaded) -> list[Task]:
    """Return every task of a plan."""
    return [task for goal in plan.goals for task in (*goal.tasks, *(t for step in goal.steps for t in step.tasks))]


class Names:
    """Who is named in what both sides know of."""

    def __init__(self, session: Session, known: Asked) -> None:
        self._account_id = known.account_id
        self._people: People = people_at(session, [known.account_id], today=known.today)

    def of(self, row: Row, words: str = "who") -> dict[str, str]:
        """Return who has a row in hand as values of a fact; `words` is the column with the name as it was typed."""
        side = Side(row["side"]) if row.get("side") else Side.CUSTOMER
        if side is not Side.CUSTOMER:
            return {"side": side.value, "who": (row[words] or "").strip(), "post": ""}
        return {"side": side.value, **_named(self._people.owner(row, words))}

    def of_item(self, row: Row, plan: Loaded) -> dict[str, str]:
        """Return who has a milestone or a task in hand; our names only where the plan says that they go out."""
        found = self.of(row)
        ours = found["side"] == Side.ME and not plan.row["shows_our_names"]
        return {**found, "who": ""} if ours else found

    def called(self, person_id: str | None, name: str) -> dict[str, str]:
        """Return somebody at the customer by id, else by name."""
        who = self._people.by_id(person_id)
        return _named(who or (self._people.named(self._account_id, name) if name else None))

    def whoever(self, name: str) -> dict[str, str]:
        """Return somebody of either side by name; who is not known at the customer stays as they were written."""
        who = self._people.known(self._account_id, name)
        return {"by": "", **_named(who)} if who is not None else {"by": name, **_named(None)}


def source(kind: SourceKind, row: Row, on: str | None, label: str) -> Source:
    """Return a record as the source of what is said."""
    return Source(kind, row["id"], date.fromisoformat(on) if on else None, label)


def last_review(session: Session, known: Asked) -> Row | None:
    """Return the review before: the last one held, or at least due, whose period ended before this one does."""
    review = tables.review
    rows: Sequence[Row] = session.rows(
        select(review)
        .where(
            review.c.account_id == known.account_id,
            review.c.deleted_at.is_(None),
            review.c.end_on < known.period.end.isoformat(),
            or_(review.c.held_on.is_not(None), review.c.on_date < known.today.isoformat()),
        )
        .order_by(review.c.end_on.desc(), review.c.no.desc())
        .limit(1)
    )
    return rows[0] if rows else None


def _named(who: Who | None) -> dict[str, str]:
    return {"who": who.name, "post": who.title} if who is not None else {"who": "", "post": ""}


def _goal(goal: Goal) -> Goal:
    steps = tuple(
        replace(step, tasks=tuple(task for task in step.tasks if goes_out(task.row)))
        for step in goal.steps
        if goes_out(step.row)
    )
    return replace(goal, steps=steps, tasks=tuple(task for task in goal.tasks if goes_out(task.row)))
