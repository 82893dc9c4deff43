"""How an objective, a milestone or a plan stands, as dates and numbers suggest; only what is overdue is late."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from app.plans.progress import ALL, counted, expected, progress
from app.vocabulary import PlanStatus

TOLERANCE = Fraction(1, 10)
"""A number may be so far behind where it should be by now before anybody has to look."""
FRESH = timedelta(days=31)
"""A reading is held against the day it was taken as long as it is not older: numbers are not read every day."""
SOON = timedelta(days=14)
"""A milestone without numbers is worked on in its last so many days."""

RECENT = 100
"""A plan that was closed says something of the account's health for so many days more."""

ENDED = frozenset({PlanStatus.DONE, PlanStatus.DROPPED})
_WORST_FIRST = (
    PlanStatus.LATE,
    PlanStatus.ATTENTION,
    PlanStatus.ON_TRACK,
    PlanStatus.IN_PROGRESS,
    PlanStatus.PLANNED,
    PlanStatus.DONE,
    PlanStatus.DROPPED,
)


@dataclass(frozen=True)
class Milestone:
    """What the standing of a milestone depends on; `tasks` are those below it as (due, done on)."""

    due: date | None = None
    done_on: date | None = None
    dropped_on: date | None = None
    amount: Decimal | None = None
    of_amount: Decimal | None = None
    tasks: tuple[tuple[date | None, date | None], ...] = ()


@dataclass(frozen=True)
class Objective:
    """What the standing of an objective depends on; `below` is how its milestones stand."""

    start: date | None = None
    due: date | None = None
    baseline: Decimal | None = None
    actual: Decimal | None = None
    actual_on: date | None = None
    target: Decimal | None = None
    met_on: date | None = None
    dropped_on: date | None = None
    below: tuple[PlanStatus, ...] = ()


def overdue(due: date | None, done_on: date | None, dropped_on: date | None, today: date) -> bool:
    """Tell whether a day has passed on which something was due that is neither done nor dropped."""
    return due is not None and due < today and done_on is None and dropped_on is None


def milestone_status(step: Milestone, *, start: date | None, today: date) -> PlanStatus:
    """Return how a milestone stands; `start` is where the way of its objective begins."""
    if step.dropped_on is not None:
        return PlanStatus.DROPPED
    if step.done_on is not None:
        return PlanStatus.DONE
    if overdue(step.due, None, None, today):
        return PlanStatus.LATE
    if any(overdue(due, done, None, today) for due, done in step.tasks):
        return PlanStatus.ATTENTION
    share = counted(step.amount, step.of_amount)
    if share is not None and (share > 0 or _soon(step.due, today)):
        return _against_time(share, expected(start, step.due, today))
    if any(done is not None for _due, done in step.tasks) or _soon(step.due, today):
        return PlanStatus.IN_PROGRESS
    return PlanStatus.PLANNED


def objective_status(goal: Objective, *, today: date) -> PlanStatus:
    """Return how an objective stands: by its number where there is one, else by what is below it."""
    share = progress(goal.baseline, goal.actual, goal.target)
    if goal.dropped_on is not None:
        return PlanStatus.DROPPED
    if goal.met_on is not None or (share is not None and share >= ALL):
        return PlanStatus.DONE
    if overdue(goal.due, None, None, today):
        return PlanStatus.LATE
    if PlanStatus.LATE in goal.below:
        return PlanStatus.ATTENTION
    if share is not None and not _ahead(goal.start, today):
        return _against_time(share, expected(goal.start, goal.due, _seen(goal.actual_on, today)))
    if PlanStatus.DONE in goal.below:
        return PlanStatus.ON_TRACK
    return PlanStatus.PLANNED if _ahead(goal.start, today) else PlanStatus.IN_PROGRESS


def plan_status(objectives: Iterable[PlanStatus]) -> PlanStatus:
    """Return how a plan stands: as the worst of what it wants to reach that is not over."""
    there = set(objectives)
    return next((status for status in _WORST_FIRST if status in there), PlanStatus.PLANNED)


def reached(objectives: Iterable[PlanStatus]) -> tuple[int, int] | None:
    """Return how many objectives are met or on track, of how many that can be judged; None where none can.

    What is planned, or in progress with nothing read or done yet, is not known; what was dropped counts for nothing.
    """
    good, bad = {PlanStatus.DONE, PlanStatus.ON_TRACK}, {PlanStatus.ATTENTION, PlanStatus.LATE}
    judged = [status in good for status in objectives if status in good | bad]
    return (sum(judged), len(judged)) if judged else None


def _against_time(share: Fraction, by_now: Fraction | None) -> PlanStatus:
    if by_now is None:
        return PlanStatus.IN_PROGRESS
    return PlanStatus.ON_TRACK if share >= by_now - TOLERANCE else PlanStatus.ATTENTION


def _seen(actual_on: date | None, today: date) -> date:
    return actual_on if actual_on is not None and today - FRESH <= actual_on <= today else today


def _ahead(start: date | None, today: date) -> bool:
    return start is not None and start > today


def _soon(due: date | None, today: date) -> bool:
    return due is not None and due - today <= SOON
