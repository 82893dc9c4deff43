"""A success plan as the customer sees it: frozen, customer-safe data. No type here has a field for what is internal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.vocabulary import PlanStatus, Side


@dataclass(frozen=True)
class PlanTask:
    """A task below a milestone."""

    id: str
    text: str
    side: Side
    who: str
    due: date | None
    done_on: date | None


@dataclass(frozen=True)
class PlanMilestone:
    """A step on the way; `amount` of `of_amount` where it is counted."""

    id: str
    title: str
    side: Side
    who: str
    due: date | None
    done_on: date | None
    status: PlanStatus
    amount: Decimal | None
    of_amount: Decimal | None
    unit: str
    tasks: tuple[PlanTask, ...]


@dataclass(frozen=True)
class PlanObjective:
    """What is to be reached, with the last reading; `progress` and `expected` are shares of the way, 0 to 1."""

    id: str
    title: str
    metric: str
    unit: str
    baseline: Decimal | None
    target: Decimal | None
    actual: Decimal | None
    actual_on: date | None
    start: date | None
    due: date | None
    owner: str
    our_owner: str
    status: PlanStatus
    progress: float | None
    expected: float | None
    milestones: tuple[PlanMilestone, ...]
    tasks: tuple[PlanTask, ...] = ()
    """Those that hang on the objective itself, below no milestone."""


@dataclass(frozen=True)
class PlanCommitment:
    """Who has said yes, as stated; `objective_id` is "" for the plan as a whole."""

    objective_id: str
    state: str
    by: str
    on: date | None
    version: int | None


@dataclass(frozen=True)
class PlanContent:
    """One version of a plan, as it goes out."""

    plan_id: str
    version: int
    lang: str
    account: str
    name: str
    success: str
    as_of: date
    start: date | None
    end: date | None
    next_review: date | None
    agenda: tuple[str, ...]
    ours: str
    score: int | None
    objectives: tuple[PlanObjective, ...]
    commitments: tuple[PlanCommitment, ...]
