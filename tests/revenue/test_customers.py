"""How customers start, grow, stay and leave: waits, rates, losses by reason, lifetime, leads."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BansoError
from app.revenue.bridge import bridge_of
from app.revenue.customers import accounts_of, tops
from app.revenue.exchange import FINE, Exchange, Quote
from app.revenue.expansion import expansion
from app.revenue.leads import Lead, funnel
from app.revenue.lifetime import average, expected, monthly_churn, realised, yearly_churn
from app.revenue.losses import Before, Decided, by_reason, losses
from app.revenue.periods import Period
from app.revenue.retention import retention_of
from app.revenue.starting import Start, onboarding_rate, time_to_value
from app.revenue.survival import Wait, kaplan_meier
from tests.revenue.books import LOST, YEAR, courses, eight, line, whole

TODAY = date(2026, 12, 31)


def test_that_who_waits_is_at_risk_only_as_long_as_they_have_waited() -> None:
    """Four of six got there; after 6, 7 and 10 at risk are 6, 4 and 2 (Kaplan and Meier's rule by hand)."""
    waits = [Wait("a", 6, True), Wait("b", 6, False), Wait("c", 7, True), Wait("d", 8, False), Wait("e", 10, True)]
    curve = kaplan_meier([*waits, Wait("f", 11, False)])
    assert curve.points == ((6, Fraction(1, 6)), (7, Fraction(3, 8)), (10, Fraction(11, 16)))
    assert (curve.median, curve.p90) == (10, None)
    assert kaplan_meier([]).median is None


def test_that_who_left_before_a_value_stays_never() -> None:
    reached = [Wait("a", 10, True), Wait("b", 20, True)]
    assert kaplan_meier([*reached, Wait("c", 5, False)]).p90 == 20
    never = kaplan_meier([*reached, Wait("c", 5, False, never=True), Wait("d", 5, False, never=True)])
    assert (never.median, never.p90) == (20, None)


@given(st.lists(st.integers(0, 400), min_size=1, max_size=30))
def test_that_without_anybody_waiting_the_median_is_the_lower_middle(days: list[int]) -> None:
    curve = kaplan_meier([Wait(str(at), day, True) for at, day in enumerate(days)])
    assert curve.median == sorted(days)[(len(days) - 1) // 2]
    assert curve.points[-1][1] == 1


def _start(account: str, due: date | None, value: date | None = None, verdict: str | None = None, **how: date) -> Start:
    verdict_on = date(2026, 6, 1) if verdict else None
    kick_off = how.get("kick_off", date(2026, 1, 11))
    return Start(account, date(2026, 1, 1), kick_off, due, value, verdict, verdict_on, how.get("gone_on"))


def test_that_the_onboarding_rate_counts_by_the_day_that_was_agreed_first() -> None:
    march = date(2026, 3, 31)
    starts = [
        _start("in time", march, date(2026, 3, 31)), _start("late", march, date(2026, 4, 1)),
        _start("still going", march), _start("abandoned", march, verdict="abandoned"),
        _start("failed", march, verdict="failed"), _start("not due", date(2027, 3, 31)),
        _start("no day", None, date(2026, 2, 1)), _start("said so", march, verdict="succeeded"),
    ]  # fmt: skip
    found = onboarding_rate(starts, YEAR, TODAY)
    assert (found.rate.n, found.rate.of) == (1, 6)
    assert found.in_time == ("in time",)
    assert found.late == ("late", "still going", "said so")
    assert (found.abandoned, found.failed, found.waiting) == (("abandoned",), ("failed",), ())
    assert onboarding_rate(starts, YEAR, date(2026, 3, 1)).waiting == ("still going",)


def test_that_time_to_value_has_two_clocks_and_never_runs_backwards() -> None:
    starts = [
        _start("a", None, date(2026, 1, 31)), _start("early", None, date(2025, 12, 1)),
        _start("gone", None, gone_on=date(2026, 3, 1)), _start("waits", None),
        _start("to come", None, date(2027, 2, 1)),
    ]  # fmt: skip
    curve = time_to_value(starts, TODAY)
    assert {wait.subject: (wait.days, wait.reached, wait.never) for wait in curve.waits} == {
        "a": (30, True, False), "early": (0, True, False), "gone": (59, False, True), "waits": (364, False, False),
        "to come": (364, False, False),
    }  # fmt: skip
    kick_off = time_to_value(starts, TODAY, from_kick_off=True)
    assert {wait.subject: wait.days for wait in kick_off.waits}["a"] == 20
    assert time_to_value(starts, date(2025, 12, 31)).waits == ()


def test_that_losses_are_told_with_reasons_and_known_days() -> None:
    book = courses(eight())
    bridge = bridge_of(book, YEAR)
    contracts = {part.customer: part.contracts[0] for part in bridge.parts if part.term == "churn"}
    decided = {
        contracts["C"]: Decided(contracts["C"], ("full", "voluntary", "avoidable", "price"), date(2026, 1, 5), None),
        contracts["F"]: Decided(contracts["F"], ("involuntary", "unavoidable", "early"), None, None),
    }
    before = {
        "C": Before(date(2026, 2, 28), None, onboarded=False),
        "E": Before(date(2025, 6, 1), None, onboarded=True),
    }
    found = losses(bridge, decided, before)
    assert [(one.customer, one.full, whole(one.amount), one.early) for one in found] == [
        ("C", True, -200, True), ("E", False, -30, True), ("B", False, -50, False), ("F", True, -100, True),
    ]  # fmt: skip
    first, last = found[0], found[-1]
    assert (first.voluntary, first.avoidable, first.reasons, first.notice_on) == (
        True, True, ("price",), date(2026, 1, 5),
    )  # fmt: skip
    assert (last.voluntary, last.avoidable, last.reasons) == (False, False, ())
    assert {reason: len(some) for reason, some in by_reason(found).items()} == {"price": 1, "": 3}


def test_that_growth_is_counted_among_the_customers_of_the_start() -> None:
    book = courses([*eight(), line("G", date(2026, 8, 1), date(2027, 12, 31), 2, 10, "Board")])
    bridge = bridge_of(book, YEAR)
    cohort = retention_of(book, bridge, YEAR)
    upsell, cross = expansion(bridge, cohort, "upsell"), expansion(bridge, cohort, "cross_sell")
    assert (upsell.customers.n, upsell.customers.of, upsell.amount, upsell.who) == (2, 7, Fraction(80, 750), ("B", "D"))
    assert (cross.customers.n, cross.amount) == (0, 0)
    none = courses([])
    assert expansion(bridge_of(none, YEAR), retention_of(none, bridge_of(none, YEAR), YEAR), "upsell").amount is None


def test_that_churn_of_a_month_and_of_a_year_are_each_other() -> None:
    assert round(yearly_churn(0.02), 3) == 0.215
    assert round(monthly_churn(yearly_churn(0.02)), 9) == 0.02
    assert (yearly_churn(0), yearly_churn(1), monthly_churn(1)) == (0, 1, 1)


def test_that_the_expected_lifetime_is_capped_and_says_so() -> None:
    some = expected(Fraction(1000), 0.02, Fraction(1, 2))
    assert (round(some.months), round(some.amount), some.capped) == (50, 25_000, False)
    none = expected(Fraction(1000), 0.0)
    assert (none.months, none.amount, none.capped) == (60, 60_000, True)


def test_that_what_was_realised_goes_by_days_in_force() -> None:
    [course] = courses([line("A", date(2026, 1, 16), date(2026, 4, 15), 10, outcome=LOST)])
    months = Fraction(16, 31) + 2 + Fraction(15, 30)
    assert realised(course, TODAY) == 100 * FINE * months
    assert realised(course, date(2026, 3, 31), Fraction(1, 2)) == 50 * FINE * (months - Fraction(1, 2))
    assert realised(course, date(2026, 1, 1)) == 0
    # Gone without a word: the grace after the last day is no money that came.
    [silent] = courses([line("A", date(2026, 1, 16), date(2026, 4, 15), 10)])
    assert silent.amount_on(date(2026, 5, 15)) == 100 * FINE
    assert realised(silent, TODAY) == 100 * FINE * months
    assert average([course], date(2026, 2, 1)) == 100 * FINE
    assert average([course], TODAY) is None


def test_that_leads_are_followed_from_the_period_they_were_submitted_in() -> None:
    def lead(name: str, *days: date | None) -> Lead:
        return Lead(name, "A", *days)

    january, march, later = date(2026, 1, 5), date(2026, 3, 5), date(2027, 2, 1)
    found = funnel(
        [
            lead("won", january, march, march, None), lead("lost", january, march, None, march),
            lead("open", january, None, None, None), lead("to come", january, later, later, None),
            lead("before", date(2025, 1, 1), march, march, None), lead("never", None, None, None, None),
        ],
        YEAR, TODAY,
    )  # fmt: skip
    assert (found.accepted.n, found.accepted.of, found.won.n, found.won.of) == (2, 4, 1, 2)
    assert found.pending == ("open", "to come")


def test_that_rates_are_those_of_the_day_the_oldest_where_none_was_yet() -> None:
    euro = Exchange(
        "JPY",
        [
            Quote("EUR", "JPY", date(2026, 3, 1), Fraction(160)),
            Quote("JPY", "EUR", date(2026, 5, 1), Fraction(1, 200)),
            Quote("EUR", "USD", date(2026, 1, 1), Fraction(1)),
        ],
    )  # fmt: skip
    told = [euro.used("EUR", day) for day in (date(2026, 1, 1), date(2026, 4, 30), date(2026, 5, 1))]
    assert [(one.rate, one.on) for one in told] == [
        (160, date(2026, 3, 1)), (160, date(2026, 3, 1)), (200, date(2026, 5, 1)),
    ]  # fmt: skip
    assert euro.factor("EUR", date(2026, 4, 1)) == Fraction(160 * FINE, 100)
    with pytest.raises(BansoError) as refused:
        euro.used("USD", TODAY)
    assert (refused.value.key, refused.value.field, refused.value.params["currency"]) == (
        "metrics.rate_missing", "currency", "USD",
    )  # fmt: skip


def test_that_parents_stand_for_all_below_them_and_rings_end() -> None:
    units = tops({"a": "b", "b": "c", "c": None, "x": "y", "y": "x"})
    assert (units["a"], units["b"], units["c"]) == ("c", "c", "c")
    assert accounts_of(units, ["c"]) == ("c", "a", "b")
    assert Period(TODAY, TODAY, "").eve == date(2026, 12, 30)
