"""Plans with everything that hangs on them, read from the book at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import Table, select

from app.models import tables
from app.models.database import Session
from app.operations.plans.values import read_day, read_number
from app.plans.progress import progress
from app.plans.status import Milestone, Objective, milestone_status, objective_status
from app.vocabulary import PlanStatus

Row = Mapping[str, Any]
ORIGIN = "plan"


@dataclass(frozen=True)
class Task:
    """A task: a promise that hangs on a milestone or on an objective."""

    row: Row

    def status(self, today: date) -> PlanStatus:
        """Return how it stands."""
        row = self.row
        step = Milestone(read_day(row["due"]), read_day(row["done_on"]), read_day(row["dropped_on"]))
        return milestone_status(step, start=None, today=today)


@dataclass(frozen=True)
class Step:
    """A milestone with its tasks."""

    row: Row
    tasks: tuple[Task, ...]

    def suggested(self, start: date | None, today: date) -> PlanStatus:
        """Return how it stands as dates and numbers suggest."""
        row = self.row
        step = Milestone(
            read_day(row["due"]),
            read_day(row["done_on"]),
            read_day(row["dropped_on"]),
            read_number(row["amount"]),
            read_number(row["of_amount"]),
            tuple(
                (read_day(task.row["due"]), read_day(task.row["done_on"]))
                for task in self.tasks
                if task.row["dropped_on"] is None
            ),
        )
        return milestone_status(step, start=start, today=today)

    def status(self, start: date | None, today: date) -> PlanStatus:
        """Return how it stands: what a person said goes first, what is done or dropped goes before that."""
        return stands(self.suggested(start, today), self.row)


@dataclass(frozen=True)
class Goal:
    """An objective with its milestones, the tasks that hang on it itself, and its readings, the oldest first."""

    row: Row
    steps: tuple[Step, ...]
    tasks: tuple[Task, ...]
    readings: tuple[Row, ...]
    plan: Row

    @property
    def start(self) -> date | None:
        """Return where its way begins: where the plan does, if nobody said otherwise."""
        return read_day(self.row["start_on"] or self.plan["start_on"])

    @property
    def due(self) -> date | None:
        """Return by when it is to be reached."""
        return read_day(self.row["due"])

    @property
    def actual(self) -> Decimal | None:
        """Return the last reading."""
        return read_number(self.readings[-1]["value"]) if self.readings else None

    @property
    def actual_on(self) -> date | None:
        """Return the day of the last reading."""
        return read_day(self.readings[-1]["on_date"]) if self.readings else None

    @property
    def progress(self) -> Fraction | None:
        """Return how far its number has come; None where one of the numbers is not known."""
        return progress(read_number(self.row["baseline"]), self.actual, read_number(self.row["target"]))

    def suggested(self, today: date) -> PlanStatus:
        """Return how it stands as dates and numbers suggest."""
        row = self.row
        goal = Objective(
            self.start,
            self.due,
            read_number(row["baseline"]),
            self.actual,
            self.actual_on,
            read_number(row["target"]),
            read_day(row["met_on"]),
            read_day(row["dropped_on"]),
            tuple(step.status(self.start, today) for step in self.steps),
        )
        return objective_status(goal, today=today)

    def status(self, today: date) -> PlanStatus:
        """Return how it stands: what a person said goes first, what is met or dropped goes before that."""
        return stands(self.suggested(today), self.row)


@dataclass(frozen=True)
class Loaded:
    """One plan with everything that hangs on it."""

    row: Row
    account: str
    goals: tuple[Goal, ...]
    versions: tuple[Row, ...]
    commitments: tuple[Row, ...]
    comments: tuple[Row, ...]


def stands(suggested: PlanStatus, row: Row) -> PlanStatus:
    """Return what a person said instead of what is suggested, unless the item is over."""
    over = row["dropped_on"] is not None or row.get("done_on") is not None or row.get("met_on") is not None
    return suggested if over or not row["status"] else PlanStatus(row["status"])


def load(
    session: Session, *, plan_id: str | None = None, account_id: str | None = None, bodies: bool = False
) -> list[Loaded]:
    """Return plans in the order they were made: one, those of an account, or all. Archived customers have none.

    What versions hold is long and comes only with `bodies`.
    """
    plan, account = tables.plan, tables.account
    asked = (
        select(plan, account.c.name.label("account_name"))
        .join(account, account.c.id == plan.c.account_id)
        .where(plan.c.deleted_at.is_(None), account.c.deleted_at.is_(None))
        .order_by(plan.c.no)
    )
    if plan_id is not None:
        asked = asked.where(plan.c.id == plan_id)
    if account_id is not None:
        asked = asked.where(plan.c.account_id == account_id)
    plans = session.rows(asked)
    of = sorted({row["account_id"] for row in plans}) if len(plans) < _FEW else None
    goals = _by("plan_id", _rows(session, tables.objective, of, placed=True))
    steps = _by("objective_id", _rows(session, tables.milestone, of, placed=True))
    tasks = _by("origin_id", sorted(_tasks(session, of), key=_place_of_task))
    readings = _by("objective_id", sorted(_rows(session, tables.objective_reading, of), key=_age))
    versions = _by("plan_id", _rows(session, tables.plan_version, of, without=() if bodies else ("body",)))
    commitments = _by("plan_id", sorted(_rows(session, tables.commitment, of), key=_age))
    comments = _by("plan_id", sorted(_rows(session, tables.plan_comment, of), key=_age))
    return [
        Loaded(
            row,
            row["account_name"],
            tuple(
                Goal(
                    goal,
                    tuple(
                        Step(step, tuple(map(Task, tasks.get(step["id"], ())))) for step in steps.get(goal["id"], ())
                    ),
                    tuple(map(Task, tasks.get(goal["id"], ()))),
                    tuple(readings.get(goal["id"], ())),
                    row,
                )
                for goal in goals.get(row["id"], ())
            ),
            tuple(sorted(versions.get(row["id"], ()), key=lambda one: int(one["number"]))),
            tuple(commitments.get(row["id"], ())),
            tuple(comments.get(row["id"], ())),
        )
        for row in plans
    ]


def load_one(session: Session, plan_id: str, *, bodies: bool = False) -> Loaded:
    """Return one plan; raises KeyError where there is none."""
    found = load(session, plan_id=plan_id, bodies=bodies)
    if not found:
        raise KeyError(plan_id)
    return found[0]


_FEW = 20


def _rows(
    session: Session, table: Table, accounts: list[str] | None, *, placed: bool = False, without: tuple[str, ...] = ()
) -> Sequence[Row]:
    asked = select(*(column for column in table.c if column.name not in without)).where(table.c.deleted_at.is_(None))
    if accounts is not None:
        asked = asked.where(table.c.account_id.in_(accounts))
    order = (table.c.place.is_(None), table.c.place, table.c.no) if placed else (table.c.no,)
    return session.rows(asked.order_by(*order))


def _tasks(session: Session, accounts: list[str] | None) -> Sequence[Row]:
    promise = tables.promise
    asked = select(promise).where(
        promise.c.origin == ORIGIN, promise.c.origin_id.is_not(None), promise.c.deleted_at.is_(None)
    )
    if accounts is not None:
        asked = asked.where(promise.c.account_id.in_(accounts))
    return session.rows(asked)


def place_of(row: Row) -> int | None:
    """Return the place of a task among its siblings; promises at large have none, so it is kept beside them."""
    kept = (row["custom"] or {}).get(ORIGIN) if "text" in row else row["place"]
    place = kept.get("place") if isinstance(kept, Mapping) else kept
    return place if isinstance(place, int) else None


def _place_of_task(row: Row) -> tuple[bool, int, int]:
    place = place_of(row)
    return place is None, place or 0, row["no"]


def _age(row: Row) -> tuple[str, int]:
    return row["on_date"], row["no"]


def _by(column: str, rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found
