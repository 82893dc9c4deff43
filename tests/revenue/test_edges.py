"""More places where figures of money go wrong: products that follow each other, ramps, leap years, trials."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.revenue.bridge import Bridge, bridge_of
from app.revenue.periods import Period
from app.revenue.pieces import BookLine
from app.revenue.retention import retention_of
from app.revenue.scope import Dated, Scope
from app.vocabulary import ContractKind
from tests.revenue.books import LOST, courses, line, whole, wholes

FISCAL = Period(date(2026, 4, 1), date(2027, 3, 31), "FY2026")
OLD, MARCH, APRIL, LONG = date(2025, 4, 1), date(2026, 3, 31), date(2026, 4, 1), date(2028, 3, 31)


def bridged(lines: list[BookLine], period: Period = FISCAL) -> Bridge:
    bridge = bridge_of(courses(lines, period), period)
    assert bridge.reconciles
    return bridge


def test_that_another_product_from_1_april_takes_the_place_of_the_one_that_ended_the_day_before() -> None:
    bridge = bridged([line("A", OLD, MARCH, 10), line("A", APRIL, LONG, 7, product="Board")])
    # No day counts both, and none of it is churn.
    assert (wholes(bridge.terms), whole(bridge.end)) == ({"contraction": -100, "cross_sell": 70}, 70)
    assert {part.day for part in bridge.parts} == {APRIL}


def test_that_two_products_whose_end_nobody_decided_go_with_the_grace_of_each() -> None:
    lines = [line("A", OLD, date(2026, 6, 30), 10), line("A", OLD, date(2026, 7, 10), 3, product="Board")]
    bridge = bridged(lines)
    assert wholes(bridge.terms) == {"contraction": -100, "churn": -30}
    assert [part.day for part in bridge.parts] == [date(2026, 7, 31), date(2026, 8, 10)]


def test_that_a_ramp_in_one_contract_renews_with_its_last_step_alone() -> None:
    first = line("A", OLD, date(2025, 9, 30), 10, contract="K", planned=True)
    last = line("A", date(2025, 10, 1), MARCH, 20, contract="K", auto_renew=True, renewal_term_months=12)
    ramp = [replace(first, contract_end=MARCH), replace(last, contract_start=OLD)]
    before = bridged(ramp, Period(date(2025, 7, 1), MARCH, ""))
    assert (whole(before.start), wholes(before.terms), whole(before.end)) == (100, {"upsell": 100}, 200)
    after = bridged(ramp)
    assert (whole(after.start), wholes(after.terms), whole(after.end)) == (200, {}, 200)


def test_that_free_months_within_a_ramp_are_spread_over_their_own_step() -> None:
    steps = [
        line("A", APRIL, date(2026, 9, 30), 10, free_months=3, contract="K"),
        line("A", date(2026, 10, 1), LONG, 10, contract="K"),
    ]
    bridge = bridged(steps)
    assert (wholes(bridge.terms), whole(bridge.end)) == ({"new": 50, "price": 50}, 100)


@pytest.mark.parametrize("kind", [ContractKind.TRIAL, ContractKind.POC, ContractKind.FREE])
def test_that_a_trial_after_the_last_paid_day_keeps_nobody(kind: ContractKind) -> None:
    bridge = bridged([line("A", OLD, MARCH, 10), line("A", APRIL, LONG, 10, kind=kind)])
    [part] = bridge.parts
    assert (part.term, part.day) == ("churn", APRIL + timedelta(30))
    told = bridged([line("A", OLD, MARCH, 10, outcome=LOST), line("A", APRIL, LONG, 10, kind=kind)])
    assert told.parts[0].day == APRIL


def test_that_a_poc_beside_a_contract_adds_nothing_and_its_end_loses_nothing() -> None:
    poc = line("A", date(2026, 5, 1), date(2026, 7, 31), 50, product="Board", kind=ContractKind.POC)
    assert wholes(bridged([line("A", OLD, LONG, 10), poc]).terms) == {}


def test_that_a_contract_up_to_a_leap_day_renews_to_the_last_of_february() -> None:
    leap = date(2028, 2, 29)
    kept = line("A", date(2027, 3, 1), leap, 10, auto_renew=True, renewal_term_months=12)
    assert wholes(bridged([kept], Period(leap, date(2033, 3, 1), "")).terms) == {}
    # Notice on the leap day ends that term, a day later the one that began with it.
    for notice, gone in ((leap, date(2028, 3, 1)), (date(2028, 3, 1), date(2029, 3, 1))):
        told = replace(kept, line=replace(kept.line, notice_on=notice))
        [part] = bridged([told], Period(leap, date(2029, 3, 31), "")).parts
        assert (part.term, part.day) == ("churn", gone)


def test_that_a_leap_day_can_be_the_eve_the_start_and_the_end_of_a_period() -> None:
    leap, day = date(2028, 2, 29), timedelta(1)
    lines = [line("A", date(2027, 3, 1), leap - day, 10, outcome=LOST), line("B", leap, date(2029, 2, 28), 4)]
    eve = bridged(lines, Period(leap + day, date(2028, 3, 31), ""))
    assert (whole(eve.start), wholes(eve.terms)) == (40, {})
    alone = bridged(lines, Period(leap, leap, ""))
    assert (whole(alone.start), wholes(alone.terms), whole(alone.end)) == (100, {"new": 40, "churn": -100}, 40)


def test_that_who_changes_the_holder_on_the_day_of_leaving_is_lost_by_the_new_one() -> None:
    gone = date(2026, 10, 1)
    holders = {"A": Dated((OLD, gone), ("sato", "ito"))}
    book = courses([line("A", OLD, date(2026, 9, 30), 10, outcome=LOST)], FISCAL)
    new = bridge_of(book, FISCAL, Scope(holder="ito", holders=holders))
    old = bridge_of(book, FISCAL, Scope(holder="sato", holders=holders))
    assert (wholes(new.terms), whole(new.end)) == ({"churn": -100, "transferred": 100}, 0)
    assert (wholes(old.terms), whole(old.end)) == ({"transferred": -100}, 0)
    assert new.reconciles
    assert old.reconciles


def test_that_a_segment_left_and_come_back_to_is_no_change_in_all() -> None:
    turns = Dated((OLD, date(2026, 6, 1), date(2026, 11, 1)), ("high", "low", "high"))
    segments = {"A": turns}
    lines = [line("A", OLD, date(2026, 8, 31), 10), line("A", date(2026, 9, 1), LONG, 15)]
    book = courses(lines, FISCAL)
    high = bridge_of(book, FISCAL, Scope("high", segments=segments))
    low = bridge_of(book, FISCAL, Scope("low", segments=segments))
    assert (wholes(high.terms), whole(high.end)) == ({"transferred": 50}, 150)
    assert [whole(part.amount) for part in high.parts] == [-100, 150]
    assert (wholes(low.terms), whole(low.end)) == ({"upsell": 50, "transferred": -50}, 0)
    assert high.reconciles
    assert low.reconciles
    assert retention_of(book, high, FISCAL, scope=Scope("high", segments=segments)).nrr is not None
