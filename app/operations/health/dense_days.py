"""The days that scores are kept for, and from which of them on something was known."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np

from app.health.dense.rows import Flags, Ints
from app.health.trend import DAYS
from app.operations.health.away import Away
from app.operations.health.day_end import after_day
from app.operations.health.row_health import DEAR_DAYS, WEEKS


@dataclass(frozen=True)
class Days:
    """Days in order, the last one is today; `ends` are the first instants after each."""

    dates: tuple[date, ...]
    ends: tuple[str, ...]
    zone: str

    def __len__(self) -> int:
        return len(self.dates)

    @cached_property
    def ordinals(self) -> Ints:
        """Return the days as numbers."""
        return np.array([day.toordinal() for day in self.dates], np.int64)

    def since(self, instant: str) -> int:
        """Return the place of the first day at whose end something stamped so was known."""
        return bisect_right(self.ends, instant)

    def until(self, gone: str | None) -> int:
        """Return the place of the first day at whose end something removed then was no longer known."""
        return len(self.ends) if gone is None else bisect_right(self.ends, gone)

    def gaps(self, spans: Away) -> list[tuple[int, int]]:
        """Return (first day, day after) of the spans in which a row was not there at the end of a day."""
        found = [(bisect_right(self.ends, since), bisect_right(self.ends, until)) for since, until in spans]
        return [(first, after) for first, after in found if first < after]

    def there(self, born: int, until: int, spans: Away) -> Flags:
        """Tell at the end of which days a row was there."""
        made = np.zeros(len(self.ends), np.bool_)
        made[born:until] = True
        for first, after in self.gaps(spans):
            made[first:after] = False
        return made

    def day_of(self, instant: str) -> int:
        """Return the day in the book's zone on which an instant falls, as a number."""
        return datetime.fromisoformat(instant).astimezone(ZoneInfo(self.zone)).toordinal()

    def place(self, day: date) -> int:
        """Return the place of one of the days."""
        return self.dates.index(day)


def days_for(today: date, zone: str) -> Days:
    """Return the days that a row of the list tells of: the weeks of the small line, thirty and ninety days ago."""
    weeks = [today - timedelta(7 * week) for week in range(WEEKS)]
    return days_at({*weeks, today - timedelta(DAYS), today - timedelta(DEAR_DAYS)}, zone)


def days_at(days: set[date], zone: str) -> Days:
    """Return some days as what is known is cut by them."""
    dates = tuple(sorted(days))
    return Days(dates, tuple(after_day(day, zone) for day in dates), zone)
