from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.plans.status import Milestone, Objective, milestone_status, objective_status, overdue, plan_status, reached
from app.vocabulary import PlanStatus

TODAY = date(2026, 11, 17)
DAYS = st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31))
AMOUNTS = st.none() | st.decimals(min_value=0, max_value=100, places=1)


def day(offset: int) -> date:
    return TODAY + timedelta(offset)


def goal(**given: object) -> PlanStatus:
    return objective_status(Objective(**given), today=TODAY)  # type: ignore[arg-type]


def step(**given: object) -> PlanStatus:
    return milestone_status(Milestone(**given), start=day(-60), today=TODAY)  # type: ignore[arg-type]


def test_that_a_number_is_held_against_the_time() -> None:
    half = {"start": day(-50), "due": day(50), "baseline": Decimal(40), "target": Decimal(20)}
    assert goal(**half, actual=Decimal(27)) is PlanStatus.ON_TRACK
    assert goal(**half, actual=Decimal(32)) is PlanStatus.ON_TRACK  # four tenths where five are expected
    assert goal(**half, actual=Decimal(33)) is PlanStatus.ATTENTION
    assert goal(**half, actual=Decimal(44)) is PlanStatus.ATTENTION  # the wrong way
    assert goal(**half, actual=Decimal(20)) is PlanStatus.DONE
    assert goal(**half, actual=Decimal(18)) is PlanStatus.DONE
    assert goal(**half) is PlanStatus.IN_PROGRESS  # nothing read is not behind


def test_that_a_reading_is_held_against_its_own_day_while_it_is_fresh() -> None:
    half = {"start": day(-60), "due": day(40), "baseline": Decimal(0), "target": Decimal(100), "actual": Decimal(30)}
    assert goal(**half, actual_on=day(-30)) is PlanStatus.ON_TRACK  # three tenths of the time were over then
    assert goal(**half, actual_on=day(-2)) is PlanStatus.ATTENTION
    assert goal(**half, actual_on=day(-40)) is PlanStatus.ATTENTION  # too old to say anything of today
    assert goal(**half, actual_on=day(3)) is PlanStatus.ATTENTION


def test_that_only_what_can_be_judged_is_counted() -> None:
    assert reached(()) is None
    assert reached((PlanStatus.PLANNED, PlanStatus.IN_PROGRESS, PlanStatus.DROPPED)) is None
    assert reached(PlanStatus) == (2, 4)


def test_that_without_a_number_what_is_below_counts() -> None:
    assert goal(start=day(3), due=day(50)) is PlanStatus.PLANNED
    assert goal(start=day(-3), due=day(50)) is PlanStatus.IN_PROGRESS
    assert goal(start=day(-3), below=(PlanStatus.DONE, PlanStatus.PLANNED)) is PlanStatus.ON_TRACK
    assert goal(start=day(-3), due=day(50), below=(PlanStatus.DONE, PlanStatus.LATE)) is PlanStatus.ATTENTION


def test_that_what_a_person_closed_is_closed() -> None:
    assert goal(due=day(-3), met_on=day(-5)) is PlanStatus.DONE
    assert goal(due=day(-3), dropped_on=day(-5)) is PlanStatus.DROPPED
    assert step(due=day(-3), done_on=day(-1)) is PlanStatus.DONE
    assert step(due=day(-3), dropped_on=day(-1)) is PlanStatus.DROPPED


def test_that_a_milestone_is_worked_on_when_it_is_near() -> None:
    assert step() is PlanStatus.PLANNED
    assert step(due=day(15)) is PlanStatus.PLANNED
    assert step(due=day(14)) is PlanStatus.IN_PROGRESS
    assert step(due=day(0)) is PlanStatus.IN_PROGRESS
    assert step(due=day(-1)) is PlanStatus.LATE
    assert step(due=day(40), tasks=((None, day(-1)),)) is PlanStatus.IN_PROGRESS
    assert step(due=day(40), tasks=((day(-1), None),)) is PlanStatus.ATTENTION


def test_that_a_counted_milestone_is_held_against_the_time() -> None:
    assert step(due=day(20), amount=Decimal(1), of_amount=Decimal(2)) is PlanStatus.ATTENTION
    assert step(due=day(30), amount=Decimal(71), of_amount=Decimal(100)) is PlanStatus.ON_TRACK
    assert step(due=day(40), amount=Decimal(0), of_amount=Decimal(2)) is PlanStatus.PLANNED
    assert step(due=day(10), amount=None, of_amount=Decimal(2)) is PlanStatus.ATTENTION


@given(DAYS, DAYS, AMOUNTS, AMOUNTS, AMOUNTS, DAYS, DAYS)
def test_that_only_what_is_overdue_is_late(
    start: date | None,
    due: date | None,
    one: Decimal | None,
    two: Decimal | None,
    three: Decimal | None,
    done: date | None,
    dropped: date | None,
) -> None:
    below = tuple(PlanStatus)
    status = objective_status(Objective(start, due, one, two, start, three, done, dropped, below), today=TODAY)
    if status is PlanStatus.LATE:
        assert overdue(due, done, dropped, TODAY)
    step = Milestone(due, done, dropped, one, two, ((start, None), (due, done)))
    assert (milestone_status(step, start=start, today=TODAY) is PlanStatus.LATE) == overdue(due, done, dropped, TODAY)


def test_that_a_plan_stands_as_the_worst_of_what_is_open() -> None:
    assert plan_status(()) is PlanStatus.PLANNED
    assert plan_status((PlanStatus.DONE, PlanStatus.ON_TRACK)) is PlanStatus.ON_TRACK
    assert plan_status((PlanStatus.ON_TRACK, PlanStatus.LATE, PlanStatus.ATTENTION)) is PlanStatus.LATE
    assert plan_status((PlanStatus.DONE, PlanStatus.DROPPED)) is PlanStatus.DONE
