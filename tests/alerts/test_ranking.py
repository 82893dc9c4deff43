"""The order of the day is a product whose parts can be shown, and always the same."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.alerts.ranking import Cause, days_factor, money_factor, rank
from app.vocabulary import TodayKind

TODAY = date(2026, 11, 17)
CAUSES = st.lists(
    st.builds(
        Cause,
        account=st.sampled_from("abcde"),
        kind=st.sampled_from(list(TodayKind)),
        subject=st.sampled_from("xyz"),
        due=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
        arr=st.integers(0, 10**8),
    ),
    max_size=12,
)


def test_that_the_parts_explain_the_order() -> None:
    signal = Cause("b", TodayKind.SIGNAL, arr=300)
    late = Cause("a", TodayKind.PROMISE, "p", TODAY - timedelta(30), arr=100)
    first, second = rank([late, signal], TODAY)
    assert (first.cause, first.place, first.urgency, first.money, first.days) == (signal, 1, 6, Fraction(3, 2), 1)
    assert (second.cause, second.urgency, second.money, second.days) == (late, 4, Fraction(1, 2), 2)
    assert first.score == 9
    assert second.score == 4


def test_that_days_weigh_more_the_later_it_is() -> None:
    factors = [days_factor(TODAY + timedelta(left), TODAY) for left in (300, 30, 1, 0, -1, -60, -600)]
    assert factors == sorted(factors)
    assert days_factor(TODAY + timedelta(30), TODAY) == Fraction(1, 2)
    assert factors[-1] == factors[-2] == 3
    assert days_factor(None, TODAY) == 1


def test_that_no_customer_is_multiplied_away() -> None:
    assert money_factor(0, Fraction(100)) == Fraction(1, 4)
    assert money_factor(10**9, Fraction(100)) == 4
    assert money_factor(0, Fraction(0)) == 1


def test_that_equals_stand_by_account() -> None:
    same = [Cause(account, TodayKind.QUIET, arr=10) for account in "cab"]
    assert [one.cause.account for one in rank(same, TODAY)] == ["a", "b", "c"]


def test_that_an_empty_day_has_no_order() -> None:
    assert rank([], TODAY) == ()


@given(CAUSES, st.randoms(use_true_random=False))
def test_that_the_order_does_not_depend_on_the_order_given(causes: list[Cause], shuffle: object) -> None:
    by_account = {cause.account: cause.arr for cause in causes}
    listed = [Cause(one.account, one.kind, one.subject, one.due, by_account[one.account]) for one in causes]
    shuffled = list(listed)
    shuffle.shuffle(shuffled)  # type: ignore[attr-defined]
    ranked = rank(listed, TODAY)
    assert [one.cause for one in ranked] == [one.cause for one in rank(shuffled, TODAY)]
    assert [one.place for one in ranked] == list(range(1, len(listed) + 1))
    assert all(before.score >= after.score for before, after in pairwise(ranked))


def test_that_the_urgency_of_a_rule_stands_for_that_of_its_kind() -> None:
    causes = [Cause("a", TodayKind.SIGNAL, urgency=3), Cause("b", TodayKind.PROMISE), Cause("c", TodayKind.SIGNAL)]
    assert [(one.cause.account, one.urgency) for one in rank(causes, TODAY)] == [("c", 6), ("b", 4), ("a", 3)]
