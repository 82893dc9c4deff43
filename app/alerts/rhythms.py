"""Rhythms (定例): regular interactions every n months, which months had one, and which month the next is due in.

Months are counted as whole numbers, year × 12 + month − 1, so that spans of them are plain differences.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from app.vocabulary import Rhythm, Segment

Every = Mapping[Rhythm, int]

SHIPPED: Mapping[Segment, Every] = MappingProxyType(
    {
        Segment.HIGH: {
            Rhythm.REGULAR: 1, Rhythm.HEALTH_CHECK: 3, Rhythm.EXECUTIVE: 6, Rhythm.VISIT: 12, Rhythm.BEFORE_RENEWAL: 12,
        },
        Segment.LOW: {Rhythm.REGULAR: 3, Rhythm.HEALTH_CHECK: 6, Rhythm.BEFORE_RENEWAL: 12},
        Segment.TECH: {},
    }
)  # fmt: skip
"""How many months may pass between two, where nobody chose otherwise."""

BACK, AHEAD = 9, 3
"""The strip shows this month and the eight before it, then three to come."""
MOST = 36


class Cell(StrEnum):
    """What a month of the strip says."""

    DONE = "done"
    PLANNED = "planned"
    DUE = "due"
    LATE = "late"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Strip:
    """One rhythm of one account: twelve months, the last one that had it, the month in which the next is due.

    `late` where that month is over and nothing is booked, `lacks` where this quarter lacks it.
    """

    rhythm: Rhythm
    every: int
    cells: tuple[tuple[date, Cell], ...]
    last: date | None
    due: date
    late: bool = False
    lacks: bool = False


def month_of(day: date) -> int:
    """Return the number of the month that a day is in."""
    return day.year * 12 + day.month - 1


def first_of(month: int) -> date:
    """Return the first day of a month."""
    return date(month // 12, month % 12 + 1, 1)


def strip(
    rhythm: Rhythm,
    every: int,
    done: Collection[date],
    planned: Collection[date],
    *,
    today: date,
    since: date | None,
    notice: date | None = None,
) -> Strip:
    """Return the strip of a rhythm from the days that count for it; `since` is when the customer began.

    It is due `every` months after the last one, or after the beginning where there was none. What comes before a
    renewal is due by the month of the notice deadline, if none of the last half of its span served for that already.
    """
    now = month_of(today)
    months = {month_of(day) for day in done}
    begun = month_of(since) if since is not None else now - every
    last = max((month for month in months if month <= now), default=None)
    for_renewal = rhythm is Rhythm.BEFORE_RENEWAL
    due = _due(last, begun, every, notice if for_renewal else None)
    booked = {month_of(day) for day in planned if month_of(day) >= now}
    met = min(booked, default=None)
    cells = []
    for month in range(now - BACK + 1, now + AHEAD + 1):
        before = max((one for one in months if one < month), default=None)
        then = due if for_renewal else _due_after(before, begun, every)
        if month in months:
            cell = Cell.DONE
        elif month in booked:
            cell = Cell.PLANNED
        elif then < now and then <= month <= now:
            # What was due by the end of that month had not happened.
            cell = Cell.LATE
        elif month == due and month >= now and (met is None or month < met):
            cell = Cell.DUE
        else:
            cell = Cell.NOTHING
        cells.append((first_of(month), cell))
    late = due < now and met is None
    held = first_of(last) if last is not None else None
    return Strip(rhythm, every, tuple(cells), held, first_of(due), late, _lacks(due, met, now))


def lacking(
    rhythm: Rhythm,
    every: int,
    last: date | None,
    booked: date | None,
    *,
    today: date,
    since: date | None,
    notice: date | None = None,
) -> date | None:
    """Return the month since or in which this quarter lacks a rhythm, None where it lacks nothing.

    It lacks what its strip shows as late, or as due in this quarter: `last` is the last one that took place, `booked`
    the first that is planned from this month on.
    """
    now = month_of(today)
    begun = month_of(since) if since is not None else now - every
    held = month_of(last) if last is not None else None
    due = _due(held, begun, every, notice if rhythm is Rhythm.BEFORE_RENEWAL else None)
    return first_of(due) if _lacks(due, month_of(booked) if booked is not None else None, now) else None


def _lacks(due: int, booked: int | None, now: int) -> bool:
    met = booked is not None and (due < now or booked <= due)
    return not met and due <= now - now % 3 + 2


def _due(last: int | None, begun: int, every: int, notice: date | None) -> int:
    due = _due_after(last, begun, every)
    if notice is None:
        return due
    deadline = month_of(notice)
    served = last is not None and deadline - last <= every // 2
    return due if served else deadline


def _due_after(last: int | None, begun: int, every: int) -> int:
    return (last if last is not None else begun) + every
