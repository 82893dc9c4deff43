"""Business days leave out weekends, national holidays and the days on which Japanese firms are shut."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.alerts.calendar import (
    JAPAN,
    WEEKDAYS,
    Calendar,
    add_business_days,
    is_business_day,
    next_business_day,
    waits_until,
)
from app.errors import BansoError

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 11, 23), False),  # 勤労感謝の日
        (date(2026, 5, 6), False),  # 振替休日
        (date(2026, 5, 7), True),
        (date(2026, 8, 13), False),
        (date(2026, 8, 17), True),
        (date(2026, 12, 28), True),
        (date(2026, 12, 29), False),
        (date(2027, 1, 1), False),
        (date(2025, 1, 3), False),
        (date(2027, 1, 4), True),
    ],
)
def test_that_japan_works_on_its_business_days(day: date, open_: bool) -> None:
    assert is_business_day(day) is open_


def test_that_another_country_has_its_own_days() -> None:
    germany = Calendar("DE")
    assert not is_business_day(date(2026, 5, 14), germany)
    assert is_business_day(date(2026, 8, 13), germany)
    assert is_business_day(date(2026, 11, 23), WEEKDAYS)
    with pytest.raises(BansoError) as refused:
        is_business_day(date(2026, 11, 20), Calendar("XX"))
    assert refused.value.key == "calendar.unknown_country"


def test_that_days_are_counted_over_a_long_weekend() -> None:
    friday = date(2026, 11, 20)
    assert add_business_days(friday, 1) == date(2026, 11, 24)
    assert add_business_days(date(2026, 11, 24), -1) == friday
    assert add_business_days(date(2026, 11, 21), 0) == date(2026, 11, 21)
    assert next_business_day(date(2026, 11, 21)) == date(2026, 11, 24)
    assert next_business_day(friday) == friday


@given(DAYS, st.integers(1, 40))
def test_that_counting_back_returns_to_a_business_day(day: date, count: int) -> None:
    start = next_business_day(day)
    assert add_business_days(add_business_days(start, count), -count) == start


@pytest.mark.parametrize(
    ("day", "until"),
    [
        (date(2026, 4, 28), None),
        (date(2026, 4, 30), date(2026, 5, 8)),
        (date(2026, 5, 7), date(2026, 5, 8)),
        (date(2026, 5, 8), None),
        (date(2026, 8, 12), None),
        (date(2026, 8, 17), date(2026, 8, 18)),
        (date(2026, 8, 18), None),
        (date(2026, 12, 30), date(2027, 1, 5)),
        (date(2027, 1, 4), date(2027, 1, 5)),
        (date(2027, 1, 5), None),
        (date(2026, 9, 22), None),
    ],
)
def test_that_rows_wait_for_the_second_business_day_after_a_long_break(day: date, until: date | None) -> None:
    assert waits_until(day, JAPAN) == until


@given(DAYS)
def test_that_no_wait_ends_before_the_day_or_without_work(day: date) -> None:
    until = waits_until(day, JAPAN)
    assert until is None or (until > day and is_business_day(until) and until - day < timedelta(20))
    assert waits_until(day, WEEKDAYS) is None
