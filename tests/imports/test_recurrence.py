"""Meetings that recur: the same days as dateutil says, and never a long search."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta
from itertools import takewhile

import pytest
from dateutil import rrule  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from app.imports.recurrence import Rule, days_of

FREQUENCIES = {"DAILY": rrule.DAILY, "WEEKLY": rrule.WEEKLY, "MONTHLY": rrule.MONTHLY, "YEARLY": rrule.YEARLY}
START = date(2026, 1, 31)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    frequency = draw(st.sampled_from(sorted(FREQUENCIES)))
    nth = st.integers(-5, 5) if frequency == "MONTHLY" else st.just(0)
    days = () if frequency == "YEARLY" else tuple(draw(st.lists(st.tuples(st.integers(0, 6), nth), max_size=3)))
    by_date = frequency in ("DAILY", "MONTHLY")
    month_days = tuple(draw(st.lists(st.integers(-31, 31).filter(bool), max_size=2))) if by_date else ()
    may_pick = frequency == "MONTHLY" and (days or month_days)
    return Rule(
        frequency, draw(st.integers(1, 5)), draw(st.none() | st.integers(1, 9)),
        draw(st.none() | st.dates(date(2026, 1, 1), date(2027, 6, 1))), days, month_days,
        tuple(draw(st.lists(st.sampled_from([1, 2, -1, -2]), max_size=2))) if may_pick else (),
        draw(st.integers(0, 6)),
    )  # fmt: skip


def days_by_dateutil(rule: Rule, start: date, last: date) -> list[date]:
    said = rrule.rrule(
        FREQUENCIES[rule.frequency], dtstart=datetime.combine(start, datetime.min.time()), interval=rule.interval,
        # It knows either a count or an end; the end is taken off below.
        count=rule.count,
        byweekday=[rrule.weekday(day, nth or None) for day, nth in rule.days] or None,
        bymonthday=rule.month_days or None, bysetpos=rule.positions or None, wkst=rule.week_starts,
    )  # fmt: skip
    end = min(last, rule.until or last)
    return [each.date() for each in takewhile(lambda each: each.date() <= end, said)]


@given(rules(), st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.integers(0, 500))
def test_that_days_are_those_of_dateutil(rule: Rule, start: date, length: int) -> None:
    last = start + timedelta(days=length)
    assert list(days_of(rule, start, last)) == days_by_dateutil(rule, start, last)


def test_that_the_last_working_day_of_each_month_is_found() -> None:
    working = tuple((day, 0) for day in range(5))
    rule = Rule("MONTHLY", days=working, positions=(-1,))
    assert list(days_of(rule, START, date(2026, 4, 30)))[:3] == [
        date(2026, 2, 27),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"frequency": "SECONDLY"},
        {"frequency": "DAILY", "interval": 0},
        {"frequency": "DAILY", "interval": 10**9},
        {"frequency": "MONTHLY", "days": ((0, 99),)},
        {"frequency": "MONTHLY", "month_days": (0,)},
        {"frequency": "WEEKLY", "days": ((0, 2),)},
        {"frequency": "MONTHLY", "positions": (1,)},
        {"frequency": "DAILY", "count": 0},
    ],
)
def test_that_what_no_meeting_asks_for_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        Rule(**wrong)  # type: ignore[arg-type]


def test_that_a_rule_that_never_falls_on_a_day_ends_at_once() -> None:
    begun = time.perf_counter()
    never = Rule("DAILY", interval=7, days=(((START.weekday() + 1) % 7, 0),))
    assert list(days_of(never, START, START + timedelta(days=20_000))) == []
    assert time.perf_counter() - begun < 1
