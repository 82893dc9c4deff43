"""The product-limit estimate against its definition, day by day, for any waits."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.revenue.survival import Wait, kaplan_meier

_STATES = st.sampled_from([(True, False), (False, False), (False, True)])
_WAITS = st.lists(st.tuples(st.integers(0, 40), _STATES), max_size=30).map(
    lambda some: [Wait(str(at), days, *state) for at, (days, state) in enumerate(some)]
)


@given(_WAITS)
def test_that_the_curve_is_the_product_over_the_days_of_those_who_have_not_reached_it(waits: list[Wait]) -> None:
    surviving, expected = Fraction(1), []
    for day in range(41):
        happened = sum(one.reached and one.days == day for one in waits)
        if happened:
            surviving *= 1 - Fraction(happened, sum(one.never or one.days >= day for one in waits))
            expected.append((day, 1 - surviving))
    curve = kaplan_meier(waits)
    assert list(curve.points) == expected
    assert all(before < after <= 1 for (_day, before), (_next, after) in pairwise(curve.points))


@given(_WAITS)
def test_that_one_more_who_never_has_it_makes_no_share_larger(waits: list[Wait]) -> None:
    fewer, more = kaplan_meier(waits), kaplan_meier([*waits, Wait("never", 0, False, never=True)])
    assert all(share <= dict(fewer.points)[day] for day, share in more.points)


def test_that_nobody_waiting_makes_it_the_plain_share() -> None:
    curve = kaplan_meier([Wait("a", 5, True), Wait("b", 9, True), Wait("c", 9, True), Wait("d", 30, True)])
    assert curve.points == ((5, Fraction(1, 4)), (9, Fraction(3, 4)), (30, Fraction(1)))
    assert (curve.median, curve.p90) == (9, 30)
