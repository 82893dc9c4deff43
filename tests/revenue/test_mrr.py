"""A line is worth its recurring amount over its months, and it counts from its first to its last day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.revenue.mrr import (
    ContractLine,
    Force,
    in_force,
    last_day,
    line_mrr,
    mrr_on,
    rounded,
)
from app.revenue.terms import add_months, months_of_term
from app.vocabulary import Billing, ContractKind, Outcome

YEAR = ContractLine(date(2025, 4, 1), date(2026, 3, 31), 100, "desk")
TERMS = st.builds(
    lambda start, days: (start, start + timedelta(days)),
    st.dates(date(2010, 1, 1), date(2040, 1, 1)),
    st.integers(0, 1500),
)


@pytest.mark.parametrize(
    ("line", "mrr"),
    [
        (YEAR, Fraction(100)),
        (replace(YEAR, amount=1_000_000, billing=Billing.YEARLY), Fraction(1_000_000, 12)),
        (replace(YEAR, amount=1_000_000, billing=Billing.TERM), Fraction(1_000_000, 12)),
        (replace(YEAR, amount=1200, billing=Billing.TERM, end=date(2027, 3, 31)), Fraction(50)),
        (replace(YEAR, free_months=3), Fraction(75)),
        (replace(YEAR, free_months=3, amount=1200, billing=Billing.YEARLY), Fraction(75)),
        (replace(YEAR, free_months=3, amount=900, billing=Billing.TERM), Fraction(75)),
        (replace(YEAR, billing=Billing.ONE_OFF), Fraction(0)),
        (replace(YEAR, kind=ContractKind.TRIAL), Fraction(0)),
        (replace(YEAR, kind=ContractKind.POC), Fraction(0)),
        (replace(YEAR, kind=ContractKind.FREE), Fraction(0)),
        (replace(YEAR, end=date(2025, 4, 15), amount=50, billing=Billing.TERM), Fraction(100)),
    ],
)
def test_that_a_line_is_worth_its_amount_over_its_months(line: ContractLine, mrr: Fraction) -> None:
    assert line_mrr(line) == mrr


@given(TERMS, st.integers(-(10**9), 10**12))
def test_that_mrr_times_months_is_the_amount_of_the_term(term: tuple[date, date], amount: int) -> None:
    line = ContractLine(*term, amount, billing=Billing.TERM)
    assert line_mrr(line) * months_of_term(*term) == amount


@given(TERMS, st.lists(st.integers(0, 10**10), min_size=1, max_size=6), st.sampled_from(list(Billing)))
def test_that_the_parts_of_an_amount_add_up_exactly(term: tuple[date, date], parts: list[int], by: Billing) -> None:
    whole = ContractLine(*term, sum(parts), billing=by)
    assert sum(line_mrr(replace(whole, amount=part)) for part in parts) == line_mrr(whole)


@pytest.mark.parametrize(("exact", "units"), [("1/2", 1), ("3/2", 2), ("-1/2", -1), ("4/3", 1), ("5/3", 2), ("0", 0)])
def test_that_halves_are_rounded_away_from_zero(exact: str, units: int) -> None:
    assert rounded(Fraction(exact)) == units


def test_that_a_contract_ending_on_31_march_is_in_force_that_day() -> None:
    old = replace(YEAR, amount=100)
    new = ContractLine(date(2026, 4, 1), date(2027, 3, 31), 70, "other desk")
    assert mrr_on([old, new], date(2026, 3, 31)).exact == 100
    after = mrr_on([old, new], date(2026, 4, 1))
    assert after.exact == 70
    assert not after.grace


def test_that_grace_is_flagged_and_ends() -> None:
    assert in_force(YEAR, date(2026, 3, 31)) == Force(True)
    assert in_force(YEAR, date(2026, 4, 1)) == Force(True, grace=True)
    assert in_force(YEAR, date(2026, 4, 30)) == Force(True, grace=True)
    assert in_force(YEAR, date(2026, 5, 1)) == Force(False)
    assert in_force(YEAR, date(2025, 3, 31)) == Force(False)
    assert mrr_on([YEAR], date(2026, 4, 10)).grace


@pytest.mark.parametrize("ended", [replace(YEAR, outcome=Outcome.CHURNED), replace(YEAR, notice_on=date(2026, 1, 20))])
def test_that_a_recorded_end_has_no_grace(ended: ContractLine) -> None:
    assert in_force(ended, date(2026, 3, 31)).counts
    assert not in_force(ended, date(2026, 4, 1)).counts


def test_that_a_late_renewal_takes_over_from_the_grace() -> None:
    late = ContractLine(date(2026, 4, 11), date(2027, 3, 31), 90, "desk")
    assert [mrr_on([YEAR, late], date(2026, 4, day)).exact for day in (10, 11)] == [100, 90]


def test_that_a_second_product_does_not_end_the_grace_of_the_first() -> None:
    other = ContractLine(date(2026, 4, 6), date(2027, 3, 31), 30, "extra")
    assert mrr_on([YEAR, other], date(2026, 4, 10)) == mrr_on([other, YEAR], date(2026, 4, 10))
    assert mrr_on([YEAR, other], date(2026, 4, 10)).exact == 130


def test_that_auto_renewal_goes_on_until_notice_ends_the_term_it_falls_in() -> None:
    line = replace(YEAR, auto_renew=True, renewal_term_months=12)
    assert last_day(line) is None
    assert in_force(line, date(2031, 1, 1)) == Force(True)
    noticed = replace(line, notice_on=date(2027, 1, 15))
    assert last_day(noticed) == date(2027, 3, 31)
    assert last_day(replace(line, outcome=Outcome.CHURNED)) == date(2026, 3, 31)
    assert last_day(replace(line, outcome=Outcome.RENEWED)) is None


def test_that_a_line_that_renews_by_itself_gives_way_to_its_successor_and_to_nothing_else() -> None:
    silent = replace(YEAR, auto_renew=True)
    renewed = ContractLine(date(2026, 4, 1), date(2027, 3, 31), 120, "desk", auto_renew=True)
    assert mrr_on([silent, renewed], date(2026, 3, 31)).exact == 100
    assert mrr_on([silent, renewed], date(2026, 4, 1)).exact == 120
    within, other = replace(renewed, start=date(2026, 9, 1)), replace(renewed, product="board")
    assert mrr_on([silent, within], date(2026, 9, 1)).exact == 220
    assert mrr_on([silent, other], date(2026, 4, 1)).exact == 220
    free = replace(renewed, kind=ContractKind.FREE)
    assert mrr_on([silent, free], date(2026, 4, 1)).exact == 100


def test_that_a_recorded_loss_ends_the_term_it_speaks_of() -> None:
    told = replace(YEAR, auto_renew=True, outcome=Outcome.CHURNED)
    assert last_day(told) == date(2026, 3, 31)
    assert last_day(replace(told, outcome_on=date(2027, 1, 20))) == date(2027, 3, 31)
    # Written down in the first days of the next term, it speaks of the one that is over.
    assert last_day(replace(told, outcome_on=date(2027, 4, 20))) == date(2027, 3, 31)
    assert last_day(replace(told, outcome_on=date(2027, 5, 2))) == date(2028, 3, 31)


def test_that_what_was_signed_to_end_within_its_contract_has_neither_grace_nor_renewal() -> None:
    planned = replace(YEAR, auto_renew=True, planned=True)
    assert last_day(planned) == date(2026, 3, 31)
    assert in_force(planned, date(2026, 4, 1)) == Force(False)
    once = replace(YEAR, billing=Billing.ONE_OFF)
    assert in_force(once, date(2026, 4, 1)) == Force(False)


@given(TERMS, st.integers(0, 60), st.integers(0, 2000))
def test_that_a_line_counts_exactly_until_it_is_gone(term: tuple[date, date], grace: int, ahead: int) -> None:
    line = ContractLine(*term, 100)
    day = line.start + timedelta(ahead)
    assert in_force(line, day, grace).counts == (day <= line.end + timedelta(grace))


def test_that_months_clip_to_the_end_of_short_ones() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
