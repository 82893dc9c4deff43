"""How customers started, out of the book: their onboardings, and when those who left did so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.operations.money.loading import MoneyBook
from app.revenue.movements import Course
from app.revenue.scope import Scope
from app.revenue.starting import Start


def starts_of(
    book: MoneyBook, courses: Sequence[Course], units: Mapping[str, str], scope: Scope, day: date
) -> list[Start]:
    """Return the onboardings of the customers of a scope on a day, with when those who left did."""
    gone = {
        course.customer: course.steps[-1].day for course in courses if course.steps and not course.steps[-1].in_force
    }
    return [
        replace(one, gone_on=gone.get(units.get(one.account, one.account)))
        for one in book.starts
        if scope.has(one.account, day)
    ]
