"""What is signed instead comes late, and several things change on one day; a walk through the days must agree."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pytest

from app.revenue.bridge import Bridge, bridge_of
from app.revenue.mrr import ContractLine, mrr_on
from app.revenue.periods import Period
from app.revenue.pieces import BookLine
from app.revenue.renewals import State, renewals_due
from app.vocabulary import Outcome
from tests.revenue.books import LOST, courses, line, whole, wholes
from tests.revenue.made_books import walked

AUTUMN = Period(date(2026, 10, 1), date(2026, 12, 31), "")
SPRING = Period(date(2026, 4, 1), date(2027, 3, 31), "FY2026")
OCTOBER, LONG, TODAY = date(2026, 10, 31), date(2028, 3, 31), date(2026, 11, 22)
OLD, APRIL, MAY = date(2025, 5, 1), date(2026, 4, 30), date(2026, 5, 1)
LESS = Outcome.CONTRACTED


def bridged(lines: list[BookLine], period: Period) -> Bridge:
    """Return a bridge that reconciles and that the walk agrees with."""
    bridge = bridge_of(courses(lines, period), period)
    assert bridge.reconciles
    told: dict[tuple[str, str], int] = defaultdict(int)
    for part in bridge.parts:
        told[part.customer, part.term] += part.amount
    assert {key: amount for key, amount in told.items() if amount} == walked(lines, period)
    return bridge


@pytest.mark.parametrize("auto_renew", [False, True])
def test_that_a_contract_told_to_go_on_with_less_is_open_until_its_grace_is_over(auto_renew: bool) -> None:
    lines = [line("A", date(2025, 11, 1), OCTOBER, 10, outcome=LESS, auto_renew=auto_renew)]
    until = Period(date(2026, 10, 1), TODAY, "")
    bridge = bridged(lines, until)
    assert (wholes(bridge.terms), whole(bridge.end)) == ({}, 100)
    [course] = courses(lines, until)
    assert course.is_late(TODAY)
    [due] = renewals_due([course], until, TODAY).due
    assert due.state is State.OPEN
    [part] = bridged(lines, AUTUMN).parts
    assert (part.term, part.day) == ("churn", date(2026, 12, 1))
    [due] = renewals_due(courses(lines, AUTUMN), AUTUMN, date(2026, 12, 1)).due
    assert due.state is State.LOST


def test_that_less_signed_nine_days_late_is_contraction_and_nobody_left() -> None:
    lines = [line("A", date(2025, 11, 1), OCTOBER, 10, outcome=LESS), line("A", date(2026, 11, 10), LONG, 7)]
    bridge = bridged(lines, AUTUMN)
    assert (wholes(bridge.terms), [part.day for part in bridge.parts]) == ({"contraction": -30}, [date(2026, 11, 10)])
    [due] = renewals_due(courses(lines, AUTUMN), AUTUMN, TODAY).due
    assert (due.state, whole(due.kept)) == (State.LATE, 70)


@pytest.mark.parametrize("late", [1, 5, 9, 29])
@pytest.mark.parametrize("said", [None, date(2026, 3, 10), APRIL, date(2026, 5, 20), date(2026, 9, 1)])
def test_that_a_renewal_signed_late_takes_the_place_of_what_went_on_by_itself(late: int, said: date | None) -> None:
    begins = MAY + timedelta(late)
    kept = line("A", OLD, APRIL, 10, auto_renew=True, outcome=Outcome.RENEWED, outcome_on=said)
    bridge = bridged([kept, line("A", begins, LONG, 12)], SPRING)
    assert (wholes(bridge.terms), whole(bridge.end)) == ({"upsell": 20}, 120)
    assert [part.day for part in bridge.parts] == [begins]
    [due] = renewals_due(courses([kept, line("A", begins, LONG, 12)], SPRING), SPRING, LONG).due
    assert (due.state, whole(due.kept)) == (State.LATE, 100)


@pytest.mark.parametrize(
    ("begins", "product", "how"),
    [
        (date(2026, 5, 6), "Desk", {}),  # nobody said that a term was renewed by hand
        (date(2026, 5, 6), "Board", {"outcome": Outcome.RENEWED}),
        (date(2026, 5, 31), "Desk", {"outcome": Outcome.RENEWED}),  # later than the grace
        (date(2027, 5, 6), "Desk", {"outcome": Outcome.RENEWED, "outcome_on": date(2026, 4, 1)}),  # of another term
    ],
)
def test_that_all_else_that_begins_within_a_term_comes_on_top(
    begins: date, product: str, how: dict[str, object]
) -> None:
    period = Period(date(2026, 4, 1), LONG, "")
    more = [line("A", OLD, APRIL, 10, auto_renew=True, **how), line("A", begins, LONG, 12, product=product)]
    assert whole(bridged(more, period).end) == 220


def test_that_the_amount_of_a_day_goes_by_the_grace_of_the_book() -> None:
    kept = ContractLine(OLD, APRIL, 100, "desk", auto_renew=True, outcome=Outcome.RENEWED)
    late = ContractLine(date(2026, 5, 6), LONG, 120, "desk")
    assert [mrr_on([kept, late], date(2026, 5, day)).exact for day in (5, 6)] == [100, 120]
    assert mrr_on([kept, late], date(2026, 5, 6), grace=3).exact == 220


def test_that_a_tier_is_told_from_whatever_else_changes_on_its_day() -> None:
    ends, begins = APRIL, MAY
    basic = line("A", OLD, ends, 10, 10, "Desk Basic")
    more = [line("A", begins, LONG, 10, 20, "Desk Pro"), line("A", begins, LONG, 3, 10, "Board")]
    assert wholes(bridged([basic, *more], SPRING).terms) == {"upsell": 100, "cross_sell": 30}
    board = line("A", OLD, ends, 3, 10, "Board", outcome=LOST)
    assert wholes(bridged([basic, board, more[0]], SPRING).terms) == {"upsell": 100, "contraction": -30}
    posts = [line("A", OLD, ends, 5, 10, "Post 1"), line("A", begins, LONG, 5, 6, "Post 2")]
    assert wholes(bridged([basic, more[0], *posts], SPRING).terms) == {"upsell": 100, "contraction": -20}


def test_that_tiers_that_could_have_come_from_either_are_not_paired() -> None:
    gone = [line("A", OLD, APRIL, 10, 10, product) for product in ("Desk Basic", "Desk Pro")]
    come = line("A", MAY, LONG, 10, 25, "Desk Max")
    bridge = bridge_of(courses([*gone, come], SPRING), SPRING)
    assert (wholes(bridge.terms), bridge.reconciles) == ({"contraction": -200, "cross_sell": 250}, True)
