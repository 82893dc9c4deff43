"""What success plans say to an account's health: how many objectives are met or on track, and the money agreed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from app.models.database import Session
from app.operations.plans.loading import Goal, load
from app.operations.plans.values import read_day, read_number
from app.plans.status import RECENT, reached
from app.plans.worth import Priced, worth
from app.vocabulary import PlanStatus


@dataclass(frozen=True)
class PlansSay:
    """`objectives` are (met or on track, judged), None where none can be judged.

    `worth` is the money a month that the customer agreed to so far, by currency in minor units.
    """

    objectives: tuple[int, int] | None
    worth: Mapping[str, Decimal]


def plans_say(session: Session, *, today: date) -> dict[str, PlansSay]:
    """Return by account what the plans say that are open or were closed not long ago."""
    statuses: dict[str, list[PlanStatus]] = defaultdict(list)
    priced: dict[str, list[Priced]] = defaultdict(list)
    for plan in load(session):
        closed = read_day(plan.row["closed_on"])
        if closed is None or closed >= today - timedelta(RECENT):
            account_id = plan.row["account_id"]
            statuses[account_id] += [goal.status(closed or today) for goal in plan.goals]
            priced[account_id] += [_priced(goal) for goal in plan.goals if goal.row["dropped_on"] is None]
    return {account_id: PlansSay(reached(said), worth(priced[account_id])) for account_id, said in statuses.items()}


def _priced(goal: Goal) -> Priced:
    row = goal.row
    return Priced(
        read_number(row["baseline"]),
        goal.actual,
        read_number(row["target"]),
        row["value_minor"],
        row["currency"] or "",
        row["value_agreed_by"] or "",
    )
