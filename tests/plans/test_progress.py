from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.plans.progress import ALL, NONE, clamped, counted, expected, progress, shown

NUMBERS = st.decimals(min_value=-10_000, max_value=10_000, places=3)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


def test_that_a_falling_target_fills_as_the_number_falls() -> None:
    assert progress(Decimal(40), Decimal(27), Decimal(20)) == Fraction(13, 20)
    assert progress(Decimal("5.2"), Decimal("4.1"), Decimal("2.5")) == Fraction(11, 27)
    assert progress(Decimal(0), Decimal(1), Decimal(3)) == Fraction(1, 3)


@pytest.mark.parametrize("missing", range(3))
def test_that_without_one_of_the_numbers_there_is_no_progress(missing: int) -> None:
    numbers: list[Decimal | None] = [Decimal(1), Decimal(2), Decimal(3)]
    numbers[missing] = None
    assert progress(*numbers) is None
    assert shown(None) is None


def test_that_a_target_to_hold_is_kept_or_not() -> None:
    assert progress(Decimal(5), Decimal(5), Decimal(5)) == ALL
    assert progress(Decimal(5), Decimal(6), Decimal(5)) == NONE


@given(NUMBERS, NUMBERS, NUMBERS)
def test_that_the_ends_of_the_way_are_0_and_1_and_both_directions_mirror(a: Decimal, x: Decimal, b: Decimal) -> None:
    if a != b:
        assert progress(a, a, b) == NONE
        assert progress(a, b, b) == ALL
        there, back = progress(a, x, b), progress(b, x, a)
        assert there is not None and back is not None
        assert there + back == 1
        assert progress(-a, -x, -b) == there


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_that_nearer_to_the_target_is_never_less(a: Decimal, b: Decimal, x: Decimal, y: Decimal) -> None:
    low, high = sorted((x, y))
    lower, higher = progress(a, low, b), progress(a, high, b)
    assert lower is not None and higher is not None
    if a < b:
        assert lower <= higher
    elif a > b:
        assert lower >= higher


@given(st.fractions(min_value=-5, max_value=5))
def test_that_a_bar_shows_0_to_1(share: Fraction) -> None:
    assert 0 <= clamped(share) <= 1
    assert clamped(clamped(share)) == clamped(share)
    bar = shown(share)
    assert bar is not None and 0.0 <= bar <= 1.0


@given(DAYS, st.integers(1, 900), st.integers(-100, 1000))
def test_that_what_is_expected_grows_from_start_to_due(start: date, length: int, after: int) -> None:
    due, today = start + timedelta(length), start + timedelta(after)
    share, next_day = expected(start, due, today), expected(start, due, today + timedelta(1))
    assert share is not None and next_day is not None
    assert 0 <= share <= next_day <= 1
    assert (share == 0) == (after <= 0)
    assert (share == 1) == (after >= length)


def test_that_without_a_due_day_nothing_is_expected_and_without_a_start_only_at_the_end() -> None:
    day = date(2026, 11, 17)
    assert expected(day, None, day) is None
    assert expected(None, day, day - timedelta(1)) == NONE
    assert expected(None, day, day) == ALL
    assert expected(day, day, day) == ALL


def test_that_an_amount_is_counted_only_where_there_is_one() -> None:
    assert counted(Decimal(1), Decimal(2)) == Fraction(1, 2)
    assert counted(None, Decimal(12)) == 0
    assert counted(Decimal(1), None) is None
    assert counted(Decimal(1), Decimal(0)) is None
