"""What a customer is worth over their time: realised to date, and expected from churn; churn by month and by year.

LTV expected = ARPA × margin × min(1 ÷ c, 60) months, c being the monthly churn of customers; without any the cap holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache
from math import lcm

from app.revenue.movements import Course

MOST_MONTHS = 60
_MONTH = lcm(28, 29, 30, 31)
"""Parts of a month in which a day of every month is whole."""


def yearly_churn(monthly: float) -> float:
    """Return what a monthly churn comes to in a year: 1 − (1 − c)^12; 2 % is 21.5 %."""
    return float(1 - (1 - monthly) ** 12)


def monthly_churn(yearly: float) -> float:
    """Return the monthly churn that comes to a yearly one: 1 − (1 − a)^(1/12)."""
    return float(1 - (1 - yearly) ** (1 / 12))


@dataclass(frozen=True)
class Expected:
    """Fine units; `capped` where churn is so low, or none, that the longest time counts. `months` is that time."""

    arpa: Fraction
    months: float
    amount: float
    capped: bool


def expected(arpa: Fraction, monthly: float, margin: Fraction = Fraction(1)) -> Expected:
    """Return the expected lifetime value of an average customer; a margin of 1 makes it one of sales."""
    capped = monthly * MOST_MONTHS <= 1
    months = float(MOST_MONTHS) if capped else 1 / monthly
    return Expected(arpa, months, float(arpa * margin) * months, capped)


def realised(course: Course, today: date, margin: Fraction = Fraction(1)) -> Fraction:
    """Return what a customer has brought from the start of their contracts to today, in fine units.

    The MRR of every day ÷ the days of its month, as of what was in force; not what only a grace holds, for nobody has
    paid it.
    """
    total = 0
    last = today + timedelta(1)
    for at, step in enumerate(course.steps):
        until = course.steps[at + 1].day if at + 1 < len(course.steps) else last
        until = min(until, last)
        if step.amount and step.day < until:
            total += step.amount * (_place(until) - _place(step.day))
    for piece in course.pieces:
        since, until = min(piece.late, last), min(piece.until, last)
        if piece.worth and since < until:
            total -= piece.worth * (_place(until) - _place(since))
    return Fraction(total, _MONTH) * margin


@lru_cache(8192)
def _place(day: date) -> int:
    """Return where a day stands in time, parts of a month by the days of that calendar month."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    length = (following - day.replace(day=1)).days
    return (day.year * 12 + day.month) * _MONTH + (day.day - 1) * (_MONTH // length)


def average(courses: Sequence[Course], day: date) -> Fraction | None:
    """Return the average MRR of the customers who pay on a day."""
    amounts = [amount for course in courses if (amount := course.amount_on(day)) > 0]
    return Fraction(sum(amounts), len(amounts)) if amounts else None
