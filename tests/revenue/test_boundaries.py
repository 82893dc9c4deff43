"""Where figures of money usually go wrong: the eve, the grace, silent renewals, tiers, ramps, segments, mergers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from app.revenue.bridge import Bridge, bridge_of
from app.revenue.customers import courses_of
from app.revenue.movements import same_family
from app.revenue.periods import Period
from app.revenue.pieces import BookLine
from app.revenue.retention import Method, retention_of
from app.revenue.scope import Dated, Scope
from app.vocabulary import Billing, ContractKind, Outcome
from tests.revenue.books import LOST, YEAR, YEN, courses, line, whole, wholes

DAY = timedelta(1)
FISCAL = Period(date(2026, 4, 1), date(2027, 3, 31), "FY2026")
OLD, MARCH, APRIL, LONG = date(2025, 4, 1), date(2026, 3, 31), date(2026, 4, 1), date(2028, 3, 31)


def bridged(lines: list[BookLine], period: Period = FISCAL) -> Bridge:
    bridge = bridge_of(courses(lines, period), period)
    assert bridge.reconciles
    return bridge


def test_that_a_contract_ending_31_march_is_in_force_that_day_and_another_begins_on_1_april() -> None:
    two = bridged([line("A", OLD, MARCH, 10, outcome=LOST), line("B", APRIL, LONG, 7)])
    assert (whole(two.start), wholes(two.terms), whole(two.end)) == (100, {"new": 70, "churn": -100}, 70)


def test_that_a_successor_on_1_april_is_one_movement_of_the_period_it_begins_in() -> None:
    lines = [line("A", OLD, MARCH, 10), line("A", APRIL, LONG, 7)]
    bridge = bridged(lines)
    assert (whole(bridge.start), wholes(bridge.terms), whole(bridge.end)) == (100, {"contraction": -30}, 70)
    [part] = bridge.parts
    assert part.day == APRIL
    before = Period(date(2025, 10, 1), MARCH, "")
    assert wholes(bridged(lines, before).terms) == {}


@pytest.mark.parametrize("months", [12, 1, None])
def test_that_a_silent_renewal_goes_on_at_the_same_lines(months: int | None) -> None:
    kept = [line("A", OLD, MARCH, 10, auto_renew=True, renewal_term_months=months)]
    assert wholes(bridged(kept).terms) == {}
    assert whole(bridged(kept).end) == 100


def test_that_a_contract_that_renews_by_itself_gives_way_to_the_one_that_is_signed_instead() -> None:
    kept = [
        line("A", OLD, MARCH, 10, auto_renew=True, renewal_term_months=12, outcome=Outcome.RENEWED),
        line("A", date(2027, 4, 1), LONG, 12, auto_renew=True),
    ]
    assert wholes(bridged(kept).terms) == {}
    following = Period(date(2027, 4, 1), LONG, "FY2027")
    assert wholes(bridged(kept, following).terms) == {"upsell": 20}


def test_that_seats_bought_within_a_term_come_on_top_of_a_contract_that_renews_by_itself() -> None:
    more = [line("A", OLD, MARCH, 10, auto_renew=True), line("A", date(2026, 7, 1), date(2027, 3, 31), 5, contract="m")]
    assert (wholes(bridged(more).terms), whole(bridged(more).end)) == ({"upsell": 50}, 150)


def test_that_a_loss_told_after_two_silent_renewals_ends_the_term_it_was_told_in() -> None:
    told = line(
        "A", date(2023, 4, 1), date(2024, 3, 31), 10, auto_renew=True, outcome=LOST, outcome_on=date(2026, 2, 10)
    )
    bridge = bridged([told])
    assert (whole(bridge.start), wholes(bridge.terms)) == (100, {"churn": -100})
    late = replace(told, line=replace(told.line, outcome_on=date(2026, 4, 14)))
    assert bridged([late]).parts[0].day == APRIL


def test_that_notice_ends_a_contract_with_its_term_and_without_grace() -> None:
    notified = line("A", OLD, MARCH, 10, auto_renew=True, notice_on=date(2026, 9, 1))
    [part] = bridged([notified], Period(APRIL, date(2027, 4, 30), "")).parts
    assert (part.term, part.day) == ("churn", date(2027, 4, 1))


def test_that_an_undecided_end_is_churn_only_after_the_grace_and_flagged_until_then() -> None:
    lines = [line("A", OLD, MARCH, 10)]
    [course] = courses(lines, FISCAL)
    last = MARCH + timedelta(30)
    assert [course.amount_on(day) > 0 for day in (MARCH, APRIL, last, last + DAY)] == [True, True, True, False]
    assert [course.is_late(day) for day in (MARCH, APRIL, last, last + DAY)] == [False, True, True, False]
    [part] = bridged(lines).parts
    assert (part.term, part.day) == ("churn", MARCH + timedelta(31))


def test_that_free_months_are_spread_and_no_movement() -> None:
    bridge = bridged([line("A", APRIL, date(2027, 3, 31), 10, free_months=3)])
    assert (wholes(bridge.terms), whole(bridge.end)) == ({"new": 75}, 75)


@pytest.mark.parametrize("kind", [ContractKind.TRIAL, ContractKind.POC, ContractKind.FREE])
def test_that_what_is_not_paid_is_neither_revenue_nor_churn(kind: ContractKind) -> None:
    trial = line("A", date(2026, 1, 1), date(2026, 6, 30), 10, kind=kind)
    assert wholes(bridged([trial]).terms) == {}
    bought = bridged([trial, line("A", date(2026, 7, 1), LONG, 10)])
    assert wholes(bought.terms) == {"new": 100}


def test_that_what_is_paid_once_is_no_revenue_and_no_first_purchase() -> None:
    once = line("A", APRIL, APRIL, 1, 5000, "Setup", billing=Billing.ONE_OFF)
    assert wholes(bridged([once]).terms) == {}
    later = bridged([once, line("A", date(2026, 5, 1), LONG, 10)])
    assert wholes(later.terms) == {"new": 100}


def test_that_a_leap_day_is_a_day_of_its_term() -> None:
    leap = date(2028, 2, 29)
    lines = [line("A", date(2027, 3, 1), leap, 10, outcome=LOST)]
    assert wholes(bridged(lines, Period(date(2028, 2, 1), leap, "")).terms) == {}
    [part] = bridged(lines, Period(date(2028, 2, 1), date(2028, 3, 1), "")).parts
    assert (part.term, part.day) == ("churn", date(2028, 3, 1))
    yearly = [line("A", date(2027, 3, 1), leap, 10, 120, billing=Billing.YEARLY)]
    assert whole(bridged(yearly, Period(leap, leap, "")).start) == 100


def test_that_each_step_of_a_ramp_is_an_upsell_on_its_day() -> None:
    steps = [
        line("A", OLD, date(2026, 6, 30), 10), line("A", date(2026, 7, 1), date(2026, 12, 31), 20),
        line("A", date(2027, 1, 1), LONG, 30),
    ]  # fmt: skip
    bridge = bridged(steps)
    assert wholes(bridge.terms) == {"upsell": 200}
    assert [part.day for part in bridge.parts] == [date(2026, 7, 1), date(2027, 1, 1)]


def test_that_the_same_seats_at_a_higher_price_are_a_change_of_price() -> None:
    assert wholes(bridged([line("A", OLD, MARCH, 10), line("A", APRIL, LONG, 10, 12)]).terms) == {"price": 20}
    fewer = bridged([line("A", OLD, MARCH, 10), line("A", APRIL, LONG, 9, 12)])
    assert wholes(fewer.terms) == {"price": 8}
    more = bridged([line("A", OLD, MARCH, 10), line("A", APRIL, LONG, 12, 5)])
    assert wholes(more.terms) == {"contraction": -40}


def test_that_a_product_not_held_is_a_cross_sell_and_a_higher_tier_an_upsell() -> None:
    held = line("A", OLD, LONG, 10)
    assert wholes(bridged([held, line("A", date(2026, 7, 1), LONG, 1, 30, "Board")]).terms) == {"cross_sell": 30}
    tiers = [line("A", OLD, MARCH, 10, 10, "Desk Basic"), line("A", APRIL, LONG, 10, 15, "Desk Pro")]
    assert wholes(bridged(tiers).terms) == {"upsell": 50}
    down = [line("A", OLD, MARCH, 10, 15, "Desk Pro"), line("A", APRIL, LONG, 10, 10, "Desk Basic")]
    assert wholes(bridged(down).terms) == {"contraction": -50}
    assert not same_family("Desk", "Board")


def test_that_two_products_lost_one_after_the_other_are_contraction_and_then_churn() -> None:
    lines = [
        line("A", OLD, date(2026, 6, 30), 10, outcome=LOST),
        line("A", OLD, date(2026, 9, 30), 3, 10, "Board", outcome=LOST),
    ]
    bridge = bridged(lines)
    assert wholes(bridge.terms) == {"contraction": -100, "churn": -30}
    assert [part.day for part in bridge.parts] == [date(2026, 7, 1), date(2026, 10, 1)]


@pytest.mark.parametrize(
    ("days", "terms", "closed"),
    [
        (10, {}, 1),  # a renewal inside the grace
        (30, {}, 1),
        (31, {"churn": -100, "reactivation": 100}, 0),
        (120, {"churn": -100, "reactivation": 100}, 0),
    ],
)
def test_that_a_return_inside_the_grace_is_a_renewal_and_a_later_one_a_reactivation(
    days: int, terms: dict[str, int], closed: int
) -> None:
    lines = [line("A", OLD, MARCH, 10), line("A", APRIL + timedelta(days), LONG, 10)]
    bridge = bridged(lines)
    assert wholes(bridge.terms) == terms
    book = courses(lines, FISCAL)
    assert retention_of(book, bridge, FISCAL).grr == closed
    assert retention_of(book, bridge, FISCAL, Method.POINT).grr == 1


def test_that_a_return_soon_after_a_notice_is_a_loss_and_a_return_but_no_lost_customer() -> None:
    lines = [line("A", OLD, MARCH, 10, notice_on=date(2026, 1, 5)), line("A", APRIL + timedelta(10), LONG, 8)]
    bridge = bridged(lines)
    assert wholes(bridge.terms) == {"churn": -100, "reactivation": 80}
    closed = retention_of(courses(lines, FISCAL), bridge, FISCAL)
    assert (closed.grr, closed.logos.n) == (Fraction(8, 10), 1)


def test_that_a_later_return_changes_no_earlier_period() -> None:
    gone = [line("A", OLD, MARCH, 10)]
    back = [*gone, line("A", date(2026, 9, 1), LONG, 9)]
    half = Period(APRIL, date(2026, 8, 31), "")
    assert wholes(bridged(gone, half).terms) == wholes(bridged(back, half).terms) == {"churn": -100}


def test_that_a_line_that_ends_within_its_contract_has_no_grace() -> None:
    within = line("A", OLD, date(2026, 6, 30), 5, product="Board", planned=True, contract="K")
    kept = line("A", OLD, LONG, 10, contract="K")
    [part] = bridged([replace(within, contract_end=LONG), kept]).parts
    assert (part.term, part.day, part.contracts) == ("contraction", date(2026, 7, 1), ("K",))


def test_that_a_change_of_segment_takes_the_money_over_with_what_came_before_that_day() -> None:
    lines = [line("A", OLD, date(2026, 9, 30), 10), line("A", date(2026, 10, 1), LONG, 15), line("B", OLD, LONG, 1)]
    segments = {
        "A": Dated((OLD, date(2026, 10, 1)), ("low", "high")), "B": Dated((OLD,), ("high",)),
    }  # fmt: skip
    book = courses(lines, FISCAL)
    high = bridge_of(book, FISCAL, Scope("high", segments=segments))
    low = bridge_of(book, FISCAL, Scope("low", segments=segments))
    assert (whole(high.start), wholes(high.terms), whole(high.end)) == (10, {"upsell": 50, "transferred": 100}, 160)
    assert (whole(low.start), wholes(low.terms), whole(low.end)) == (100, {"transferred": -100}, 0)
    assert high.reconciles
    assert low.reconciles
    assert bridge_of(book, FISCAL).terms["transferred"] == 0


def test_that_an_account_taken_over_within_the_period_is_no_growth() -> None:
    holders = {"A": Dated((OLD, date(2026, 10, 1)), ("sato", "ito"))}
    book = courses([line("A", OLD, LONG, 10)], FISCAL)
    mine = Scope(holder="ito", holders=holders)
    bridge = bridge_of(book, FISCAL, mine)
    assert wholes(bridge.terms) == {"transferred": 100}
    assert bridge.reconciles
    assert retention_of(book, bridge, FISCAL, scope=mine).nrr is None


def test_that_customers_that_merge_are_one_where_the_parent_is_the_unit() -> None:
    lines = [line("A", OLD, LONG, 10), line("B", OLD, date(2026, 9, 30), 4, outcome=LOST)]
    moved = [*lines, line("A", date(2026, 10, 1), LONG, 4, contract="taken over")]
    apart = bridge_of(courses_of(moved, YEN, FISCAL), FISCAL)
    assert wholes(apart.terms) == {"upsell": 40, "churn": -40}
    one = bridge_of(courses_of(moved, YEN, FISCAL, {"A": "A", "B": "A"}), FISCAL)
    assert (whole(one.start), wholes(one.terms), whole(one.end)) == (140, {}, 140)
    assert one.reconciles


def test_that_a_line_beyond_its_contract_breaks_the_bridge_and_its_contract_is_named() -> None:
    astray = replace(line("A", OLD, LONG, 10, contract="K"), contract_end=date(2026, 9, 30))
    bridge = bridge_of(courses([astray, line("B", OLD, LONG, 5)], FISCAL), FISCAL)
    assert not bridge.reconciles
    [broken] = bridge.broken
    assert (broken.customer, broken.contracts, whole(broken.amount)) == ("A", ("K",), -100)
    early = replace(line("A", OLD, LONG, 10, contract="K"), contract_start=date(2026, 9, 30))
    assert not bridge_of(courses([early], FISCAL), FISCAL).reconciles


def test_that_nothing_at_the_start_gives_no_ratio() -> None:
    lines = [line("A", APRIL, LONG, 10)]
    book = courses(lines, FISCAL)
    bridge = bridge_of(book, FISCAL)
    for method in Method:
        found = retention_of(book, bridge, FISCAL, method)
        assert (found.nrr, found.grr, found.logos.of, found.largest) == (None, None, 0, None)
    assert bridge_of([], YEAR).reconciles
