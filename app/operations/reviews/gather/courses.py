"""Readings as a course over a period: a value for each week or month, beside those of the other period."""

from __future__ import annotations

import itertools
from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from app.health.inputs import Reading
from app.health.values import micro
from app.reports.review.facts import Span

WEEK = 7
LONGEST_IN_WEEKS = 190
"""A longer period is drawn month by month."""

_OFTEN = 10
"""Readings that lie further apart in days are drawn month by month too."""


@dataclass(frozen=True)
class Place:
    """A week or a month of a period, as far as it lies in it, both days inclusive."""

    start: date
    end: date

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in it."""
        return self.start <= day <= self.end


def by_weeks(span: Span, readings: Sequence[Reading]) -> bool:
    """Tell whether readings of a period are drawn week by week."""
    days = sorted({one.on for one in readings})
    if (span.end - span.start).days > LONGEST_IN_WEEKS or len(days) < 2:
        return False
    apart = sorted((later - sooner).days for sooner, later in itertools.pairwise(days))
    return apart[len(apart) // 2] <= _OFTEN


def usual_weekday(readings: Sequence[Reading]) -> int | None:
    """Return the weekday on which most readings are taken; None without any."""
    counted = Counter(one.on.weekday() for one in readings)
    return max(counted, key=lambda weekday: (counted[weekday], weekday), default=None)


def places(span: Span, weekly: bool, days: Iterable[date], weekday: int | None = None) -> list[Place]:
    """Return the weeks (Monday to Sunday) or months of a span.

    A week that the span cuts off counts where something was read in it, or where it holds the usual weekday: then
    nothing was read when something should have been.
    """
    made = list(_weeks(span) if weekly else _months(span))
    read = set(days)

    def is_idle(place: Place) -> bool:
        length = (place.end - place.start).days
        if not weekly or length == WEEK - 1 or any(place.holds(day) for day in read):
            return False
        return all((place.start + timedelta(at)).weekday() != weekday for at in range(length + 1))

    ends = made[:1] + made[-1:]
    return [place for place in made if place not in ends or not is_idle(place)]


def values(made: Sequence[Place], readings: Sequence[Reading], counted: bool) -> tuple[Decimal | None, ...]:
    """Return the value of each place: the total of what is counted, else the mean; None where nothing was read."""
    found: dict[int, list[Fraction]] = defaultdict(list)
    for one in readings:
        at = next((at for at, place in enumerate(made) if place.holds(one.on)), None)
        if at is not None and one.value is not None:
            found[at].append(one.value)
    return tuple(
        None if at not in found else micro(sum(found[at], Fraction(0)) / (1 if counted else len(found[at])))
        for at in range(len(made))
    )


def beside(values_before: tuple[Decimal | None, ...], wanted: int) -> tuple[Decimal | None, ...]:
    """Return the values of the other period with as many places; nothing where none of them is known."""
    cut = (values_before + (None,) * wanted)[:wanted]
    return cut if any(value is not None for value in cut) else ()


def shown_days(made: Sequence[Place], weekly: bool) -> tuple[date, ...]:
    """Return the day that names each place: the last one of a week, the first one of a month."""
    return tuple(place.end if weekly else place.start.replace(day=1) for place in made)


def like_for_like(period: Span, compared: Span, until: date) -> Span:
    """Return the other period as far as this one has come."""
    if until >= period.end:
        return compared
    return Span(compared.start, min(compared.end, compared.start + (until - period.start)), compared.text)


def _weeks(span: Span) -> Iterable[Place]:
    monday = span.start - timedelta(span.start.weekday())
    while monday <= span.end:
        yield Place(max(monday, span.start), min(monday + timedelta(WEEK - 1), span.end))
        monday += timedelta(WEEK)


def _months(span: Span) -> Iterable[Place]:
    first = span.start.replace(day=1)
    while first <= span.end:
        last = first.replace(day=monthrange(first.year, first.month)[1])
        yield Place(max(first, span.start), min(last, span.end))
        first = last + timedelta(1)
