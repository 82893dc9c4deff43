"""Business days: weekends, national holidays of a country, and the days on which firms are closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from app.errors import BansoError

MonthDay = tuple[int, int]


@dataclass(frozen=True)
class Calendar:
    """Whose days count: `country` as ISO 3166 code, or None for plain weekdays.

    `closed` are spans (from, to) in which firms are shut though no law says so. `rests` are the long breaks after
    which quiet customers are given time; a break goes on through the free days that follow it.
    """

    country: str | None = None
    closed: tuple[tuple[MonthDay, MonthDay], ...] = ()
    rests: tuple[tuple[MonthDay, MonthDay], ...] = ()


_NEW_YEAR = ((12, 29), (1, 3))
_OBON = ((8, 13), (8, 16))
_GOLDEN_WEEK = ((4, 29), (5, 5))

WEEKDAYS = Calendar()
JAPAN = Calendar("JP", closed=(_NEW_YEAR, _OBON), rests=(_GOLDEN_WEEK, _OBON, _NEW_YEAR))


@cache
def national_holidays(country: str, year: int) -> frozenset[date]:
    """Return a country's national holidays of a year, substitutes included; none where the year is not known.

    Source: the `holidays` package. Raises BansoError "calendar.unknown_country".
    """
    import holidays

    try:
        return frozenset(holidays.country_holidays(country, years=year))
    except NotImplementedError as fault:
        raise BansoError("calendar.unknown_country", field="country", country=country) from fault


def is_business_day(day: date, calendar: Calendar = JAPAN) -> bool:
    """Tell whether people work on `day`."""
    if day.weekday() >= 5 or any(_within(day, span) for span in calendar.closed):
        return False
    return calendar.country is None or day not in national_holidays(calendar.country, day.year)


def next_business_day(day: date, calendar: Calendar = JAPAN) -> date:
    """Return `day` itself where people work on it, else the first day after on which they do."""
    while not is_business_day(day, calendar):
        day += timedelta(1)
    return day


def add_business_days(day: date, count: int, calendar: Calendar = JAPAN) -> date:
    """Return the `count`-th business day after `day`, before it where `count` is negative, `day` itself for 0."""
    step = timedelta(1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= is_business_day(day, calendar)
    return day


def waits_until(day: date, calendar: Calendar = JAPAN) -> date | None:
    """Return the 2nd business day after the long break that `day` is in or just behind; None where it is in none."""
    for span in calendar.rests:
        for year in (day.year - 1, day.year):
            (month, number), (last_month, last_number) = span
            start = date(year, month, number)
            end = date(year + (last_month < month), last_month, last_number)
            second = add_business_days(end, 2, calendar)
            if start <= day < second:
                return second
    return None


def _within(day: date, span: tuple[MonthDay, MonthDay]) -> bool:
    first, last = span
    today = (day.month, day.day)
    return first <= today <= last if first <= last else today >= first or today <= last
