"""How retention came about: NRR and GRR from the start of a period to the end of each of its months."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from app.errors import BansoError
from app.models.database import Session
from app.operations.money.loading import money_book
from app.revenue.bridge import bridge_of
from app.revenue.customers import courses_of
from app.revenue.periods import Period
from app.revenue.retention import Method, retention_of
from app.revenue.scope import Scope
from app.revenue.series import months_in
from app.vocabulary import Segment


@dataclass(frozen=True)
class ToDate:
    """The figures from the first day of the period up to the last of one month (or of the period)."""

    month: Period
    nrr: Fraction | None
    grr: Fraction | None


def retention_to_date(
    session: Session,
    *,
    period: Period,
    today: date,
    method: Method = Method.CLOSED,
    segment: Segment | None = None,
    holder_id: str | None = None,
) -> tuple[ToDate, ...]:
    """Return retention up to each month of a period; the last is that of the period. Raises as `metrics`."""
    if period.start > today:
        raise BansoError("metrics.ahead", field="period", day=period.start)
    book = money_book(session)
    scope = Scope(segment, holder_id, book.segments, book.holders)
    courses = courses_of(book.lines, book.exchange, period, book.unit(period.end), book.grace)
    bridge = bridge_of(courses, period, scope)
    found = []
    for month in months_in(period):
        until = Period(period.start, month.end, period.label)
        so_far = replace(bridge, parts=tuple(part for part in bridge.parts if part.day <= month.end))
        held = retention_of(courses, so_far, until, method, scope, book.grace)
        found.append(ToDate(month, held.nrr, held.grr))
    return tuple(found)
