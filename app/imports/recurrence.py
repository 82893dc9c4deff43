"""The days of a meeting that comes again and again: the rules that calendars write for them, up to a last day.

Days are stepped through from the first one on and never beyond the last that is asked for, so that no rule, however
strange, runs for long: what a rule may ask is checked before.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_MOST_INTERVAL = 1000


@dataclass(frozen=True)
class Rule:
    """What an RRULE says. `days` are (weekday from 0 = Monday, ordinal or 0), `until` is the last day it may fall on.

    `positions` picks among the days of a month: BYDAY=MO,TU,WE,TH,FR with −1 is its last working day.
    """

    frequency: str
    interval: int = 1
    count: int | None = None
    until: date | None = None
    days: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_starts: int = 0

    def __post_init__(self) -> None:
        """Refuse (ValueError) what stands in no calendar that people use for meetings."""
        plain = not (self.days or self.month_days or self.positions)
        if self.frequency not in FREQUENCIES or not 1 <= self.interval <= _MOST_INTERVAL:
            raise ValueError(self.frequency)
        if self.count is not None and self.count < 1:
            raise ValueError("count")
        if any(not 0 <= day <= 6 or abs(nth) > 5 for day, nth in self.days):
            raise ValueError("days")
        if any(not 1 <= abs(each) <= 31 for each in (*self.month_days, *self.positions)):
            raise ValueError("month days")
        if self.frequency == "YEARLY" and not plain:
            raise ValueError("yearly by day")
        if self.frequency != "MONTHLY" and (self.positions or any(nth for _day, nth in self.days)):
            raise ValueError("ordinals")
        if self.positions and not (self.days or self.month_days):
            raise ValueError("positions of nothing")
        if self.frequency == "WEEKLY" and self.month_days:
            raise ValueError("weekly by month day")


def days_of(rule: Rule, start: date, last: date) -> Iterator[date]:
    """Yield the days of a rule that begins on `start`, in order, none after `last`."""
    end = min(last, rule.until) if rule.until is not None else last
    found = 0
    for day in _stepped(rule, start, end):
        if day > end:
            return
        if day < start:
            continue
        yield day
        found += 1
        if found == rule.count:
            return


def _stepped(rule: Rule, start: date, end: date) -> Iterator[date]:
    if rule.frequency == "DAILY":
        yield from _daily(rule, start, end)
    elif rule.frequency == "WEEKLY":
        wanted = sorted({(day - rule.week_starts) % 7 for day, _nth in rule.days or ((start.weekday(), 0),)})
        week = start - timedelta(days=(start.weekday() - rule.week_starts) % 7)
        while week <= end:
            yield from (week + timedelta(days=each) for each in wanted)
            week += timedelta(weeks=rule.interval)
    else:
        months = rule.interval * (12 if rule.frequency == "YEARLY" else 1)
        at = start.year * 12 + start.month - 1
        while date(at // 12, at % 12 + 1, 1) <= end:
            yield from _of_month(rule, start, at // 12, at % 12 + 1)
            at += months
            if at >= 9999 * 12:
                return


def _daily(rule: Rule, start: date, end: date) -> Iterator[date]:
    weekdays = {day for day, _nth in rule.days}
    for step in range(0, (end - start).days + 1, rule.interval):
        day = start + timedelta(days=step)
        fits_month = not rule.month_days or bool({day.day, day.day - 1 - _length(day.year, day.month)} & {
            *rule.month_days
        })  # fmt: skip
        if (not weekdays or day.weekday() in weekdays) and fits_month:
            yield day


def _of_month(rule: Rule, start: date, year: int, month: int) -> list[date]:
    length = _length(year, month)
    by_date = {each if each > 0 else length + 1 + each for each in rule.month_days}
    by_day: set[int] = set()
    for weekday, nth in rule.days:
        first = 1 + (weekday - date(year, month, 1).weekday()) % 7
        all_of_them = list(range(first, length + 1, 7))
        if nth == 0:
            by_day.update(all_of_them)
        elif abs(nth) <= len(all_of_them):
            by_day.add(all_of_them[nth - 1 if nth > 0 else nth])
    if rule.days and rule.month_days:
        chosen = by_date & by_day
    else:
        chosen = by_day if rule.days else by_date if rule.month_days else {start.day}
    days = sorted(each for each in chosen if 1 <= each <= length)
    if rule.positions:
        picked = {each - 1 if each > 0 else len(days) + each for each in rule.positions}
        days = [day for at, day in enumerate(days) if at in picked]
    return [date(year, month, day) for day in days]


def _length(year: int, month: int) -> int:
    return monthrange(year, month)[1]
