"""Months of a term are exact, and a contract that renews by itself has one term for every day."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.revenue.terms import add_months, current_term, months_of_term

DAYS = st.dates(date(2000, 1, 1), date(2050, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2026, 4, 1), date(2027, 3, 31), Fraction(12)),
        (date(2026, 4, 15), date(2027, 4, 14), Fraction(12)),
        (date(2026, 4, 1), date(2026, 4, 15), Fraction(15, 30)),
        (date(2026, 4, 1), date(2026, 5, 10), 1 + Fraction(10, 31)),
        (date(2026, 1, 31), date(2026, 2, 27), Fraction(1)),
        (date(2024, 2, 29), date(2025, 2, 27), Fraction(12)),
        (date(2026, 2, 1), date(2026, 2, 1), Fraction(1, 28)),
    ],
)
def test_that_a_term_has_whole_months_and_days_over_days(start: date, end: date, months: Fraction) -> None:
    assert months_of_term(start, end) == months


def test_that_a_term_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="2026-04-01"):
        months_of_term(date(2026, 4, 1), date(2026, 3, 31))


@given(DAYS, st.integers(1, 60))
def test_that_whole_months_count_as_such_from_any_day(start: date, months: int) -> None:
    assert months_of_term(start, add_months(start, months) - timedelta(1)) == months


@given(DAYS, st.integers(0, 2000))
def test_that_a_longer_term_has_more_months(start: date, days: int) -> None:
    end = start + timedelta(days)
    assert 0 < months_of_term(start, end) < months_of_term(start, end + timedelta(1))


@given(DAYS, st.integers(1, 36), st.integers(1, 24), st.integers(0, 5000))
def test_that_terms_follow_each_other_without_gap_or_overlap(start: date, months: int, step: int, ahead: int) -> None:
    end = add_months(start, months) - timedelta(1)
    day = start + timedelta(ahead)
    first, last = current_term(start, end, True, step, day)
    assert first <= day <= last
    after = current_term(start, end, True, step, last + timedelta(1))
    assert after[0] == last + timedelta(1)


def test_that_a_yearly_contract_renews_by_its_renewal_term() -> None:
    start, end = date(2024, 4, 1), date(2026, 3, 31)
    assert current_term(start, end, True, 12, date(2027, 6, 1)) == (date(2027, 4, 1), date(2028, 3, 31))
    assert current_term(start, end, True, None, date(2026, 4, 1)) == (date(2026, 4, 1), date(2028, 3, 31))
    assert current_term(start, end, False, 12, date(2027, 6, 1)) == (start, end)
    assert current_term(start, end, True, 12, date(2020, 1, 1)) == (start, end)
