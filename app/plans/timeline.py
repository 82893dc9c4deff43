"""A plan as lanes on an axis of months: plain days and shares, for whoever paints them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.vocabulary import PlanStatus

LEAST = 3
"""Fewer months than this are not worth an axis."""


@dataclass(frozen=True)
class Mark:
    """A milestone on its lane: on the day it was reached, else on the day it is due."""

    id: str
    title: str
    on: date
    status: PlanStatus


@dataclass(frozen=True)
class Lane:
    """One objective from its start to its due day, with what lies on the way."""

    id: str
    title: str
    start: date
    end: date
    status: PlanStatus
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Timeline:
    """The lanes and the axis they share: from the first day of a month to the last day of another."""

    first: date
    last: date
    today: date
    lanes: tuple[Lane, ...]

    @property
    def months(self) -> tuple[date, ...]:
        """Return the first day of each month of the axis."""
        found, day = [], self.first
        while day <= self.last:
            found.append(day)
            day = _next_month(day)
        return tuple(found)

    def at(self, day: date) -> float:
        """Return where a day begins on the axis, 0 to 1; what lies outside lies at its edge."""
        whole = (self.last - self.first).days + 1
        return min(1.0, max(0.0, (day - self.first).days / whole))

    def holds(self, day: date) -> bool:
        """Tell whether a day lies on the axis."""
        return self.first <= day <= self.last


def timeline(lanes: Iterable[Lane], *, today: date) -> Timeline | None:
    """Return the axis that takes in every lane with its marks; None where there is no lane."""
    some = tuple(lanes)
    if not some:
        return None
    days = [day for lane in some for day in (lane.start, lane.end, *(mark.on for mark in lane.marks))]
    first, last = min(days).replace(day=1), _month_end(max(days))
    while len(_span(first, last)) < LEAST:
        last = _month_end(last + timedelta(1))
    return Timeline(first, last, today, some)


def _span(first: date, last: date) -> Sequence[int]:
    return range(first.year * 12 + first.month, last.year * 12 + last.month + 1)


def _next_month(day: date) -> date:
    return _month_end(day) + timedelta(1)


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
