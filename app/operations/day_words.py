"""Days as people write them, for the fields of a screen: the words of the quick log."""

from __future__ import annotations

import re
from datetime import date, timedelta

from app.quicklog.dates import leading_day, parse_due, promise_due

_HALF_A_YEAR = timedelta(days=183)
_YEAR = re.compile(r"\d{4}")


def day_named(text: str, *, today: date, backward: bool = False) -> date | None:
    """Return the day that the whole text names (金曜, fri, 11/20, 3日後), or None where it names none.

    Without a year it is the next one to come; `backward` allows yesterday and the like, and takes the nearest year.
    """
    said = text.strip()
    if not said:
        return None
    if backward:
        past = leading_day(said, today)
        if past is not None and past.end >= len(said):
            return past.day
    due = parse_due(said, today)
    if due is None:
        return None
    if backward and due.day - today > _HALF_A_YEAR and not _YEAR.search(said):
        return _year_before(due.day)
    return due.day


def promise_named(text: str, *, today: date) -> tuple[str, date | None]:
    """Return a promise's words without its day, and the day they name: 手順書を送る 金曜まで."""
    found = promise_due(text, today) if text.strip() else None
    return (text.strip(), None) if found is None else (found[1], found[0].day)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1) if (day.month, day.day) != (2, 29) else date(day.year - 1, 2, 28)
