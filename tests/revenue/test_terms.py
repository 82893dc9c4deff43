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


@pytest.mark.parametrize(
    ("start", "end", "lasts"),
    [
        # What ends with February always does; what ended on the 28th or 27th does so in a leap year too.
        (date(2024, 2, 29), date(2025, 2, 28), ["2026-02-28", "2027-02-28", "2028-02-29", "2029-02-28", "2032-02-29"]),
        (date(2023, 3, 1), date(2024, 2, 29), ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29", "2029-02-28"]),
        (date(2023, 3, 1), date(2024, 2, 28), ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-28", "2029-02-28"]),
        (date(2024, 2, 29), date(2025, 2, 27), ["2026-02-27", "2027-02-27", "2028-02-27", "2029-02-27", "2032-02-27"]),
        (date(2022, 3, 1), date(2023, 2, 28), ["2024-02-29", "2025-02-28", "2028-02-29", "2029-02-28", "2032-02-29"]),
    ],
)
def test_that_yearly_terms_at_the_end_of_february_do_not_drift(start: date, end: date, lasts: list[str]) -> None:
    for last in lasts:
        found = current_term(start, end, True, 12, date(int(last[:4]), 2, 1))
        assert found[1].isoformat() == last
        assert current_term(start, end, True, 12, found[1]) == found
        assert current_term(start, end, True, 12, found[1] + timedelta(1))[0] == found[1] + timedelta(1)


@given(DAYS, st.integers(1, 24), st.integers(0, 60))
def test_that_every_term_ends_on_the_day_of_the_first_or_with_its_month(end: date, step: int, terms: int) -> None:
    later = add_months(end.replace(day=1), step * terms)
    last = (add_months(later, 1) - timedelta(1)).day
    ends_with_month = (end + timedelta(1)).day == 1
    expected = later.replace(day=last if ends_with_month else min(end.day, last))
    assert current_term(add_months(end, -step), end, True, step, expected)[1] == expected
