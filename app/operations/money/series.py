"""The bridge of every month of a period: how the book grew and shrank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.errors import BansoError
from app.language import minor_digits
from app.models.database import Session
from app.operations.money.loading import money_book
from app.revenue.periods import Period
from app.revenue.scope import Scope
from app.revenue.series import months_in, series
from app.revenue.shown import apportioned
from app.vocabulary import Segment


@dataclass(frozen=True)
class MonthTotals:
    """The bridge of one month in major units of `currency`, at the rates of its eve; printed, it adds up."""

    period: Period
    start: Decimal
    terms: Mapping[str, Decimal]
    end: Decimal
    reconciles: bool
    currency: str


def by_month(
    session: Session, *, period: Period, today: date, segment: Segment | None = None, holder_id: str | None = None
) -> tuple[MonthTotals, ...]:
    """Return the bridges of the months of a period, the last one up to today.

    With parents as the unit, accounts count as of the end of the period. Raises as `metrics`.
    """
    if period.start > today:
        raise BansoError("metrics.ahead", field="period", day=period.start)
    book = money_book(session)
    asked = Period(period.start, min(period.end, today), period.label)
    scope = Scope(segment, holder_id, book.segments, book.holders)
    digits, currency = minor_digits(book.exchange.base), book.exchange.base
    found = []
    for total in series(book.lines, book.exchange, months_in(asked), scope, book.unit(asked.end), book.grace):
        start, terms, end = apportioned(total.start, total.terms, total.end)
        found.append(
            MonthTotals(
                total.period,
                Decimal(start).scaleb(-digits),
                {term: Decimal(amount).scaleb(-digits) for term, amount in terms.items()},
                Decimal(end).scaleb(-digits),
                total.reconciles,
                currency,
            )
        )
    return tuple(found)
