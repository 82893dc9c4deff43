"""Business days: weekends, national holidays of a country, and the days on which firms are closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache

from app.errors import BansoError

MonthDay = tuple[int, int]


@dataclass(frozen=True)
class Calendar:
    """Whose days count: `country` as ISO 3166 code, or None for plain weekdays.

    `closed` are spans (from, to) in which firms are shut though no law says so. `rests` are the long breaks after
    which quiet customers are given time; a break goes on through the free days that follow it. `own` are the
    days off of one's own firm, from–to.
    """

    country: str | None = None
    closed: tuple[tuple[MonthDay, MonthDay], ...] = ()
    rests: tuple[tuple[MonthDay, MonthDay], ...] = ()
    own: tuple[tuple[date, date], ...] = ()


_NEW_YEAR = ((12, 29), (1, 3))
_OBON = ((8, 13), (8, 16))
_GOLDEN_WEEK = ((4, 29), (5, 5))

WEEKDAYS = Calendar()
JAPAN = Calendar("JP", closed=(_NEW_YEAR, _OBON), rests=(_GOLDEN_WEEK, _OBON, _NEW_YEAR))

COUNTRIES = ("JP", "US", "GB", "DE", "FR", "AU", "CN", "HK", "ID", "IN", "KR", "SG", "TH", "TW", "VN")
"""The countries to choose from; `Calendar` takes every one that the `holidays` package knows."""


def calendar_for(country: str | None, own: tuple[tuple[date, date], ...] = ()) -> Calendar:
    """Return the calendar of a country, or plain weekdays, with one's own days off."""
    base = JAPAN if country == "JP" else Calendar(country or None)
    return replace(base, own=own)


@dataclass(frozen=True)
class DayOff:
    """A weekday off; `name` where it is a national holiday, `own` where one's own firm is shut."""

    day: date
    name: str = ""
    own: bool = False


def days_off(start: date, count: int, calendar: Calendar, lang: str) -> list[DayOff]:
    """Return the next `count` days off from `start` on that fall on a weekday; those of the next two years at most."""
    found: list[DayOff] = []
    day = start
    while len(found) < count and day <= start + timedelta(2 * 366):
        if day.weekday() < 5 and not is_business_day(day, calendar):
            own = any(first <= day <= last for first, last in calendar.own)
            found.append(DayOff(day, _names(calendar.country, day.year, lang).get(day, ""), own))
        day += timedelta(1)
    return found


@cache
def _names(country: str | None, year: int, lang: str) -> Mapping[date, str]:
    if country is None:
        return {}
    import holidays

    known = holidays.country_holidays(country)
    wanted = next((one for one in known.supported_languages if one.split("_")[0] == lang), "en_US")
    # Where the package knows no words in a language it gives those it has.
    return dict(holidays.country_holidays(country, years=year, language=wanted))


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
    if any(first <= day <= last for first, last in calendar.own):
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


@lru_cache(maxsize=4096)
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
