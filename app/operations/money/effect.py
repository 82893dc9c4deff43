"""What the settings of money do to the book of today: retention and lifetime value of the last twelve months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from app.errors import BansoError
from app.models.database import Session
from app.operations.money.loading import money_book
from app.operations.money.metrics import of_book
from app.revenue.periods import Period
from app.revenue.terms import add_months
from app.statistics import Rate

_MONTHS = 12
_NOBODY = Rate(0, 0)


@dataclass(frozen=True)
class MoneyEffect:
    """The figures that the settings of money move; all unknown where a currency of the book is `without_rate`."""

    currency: str
    nrr: Fraction | None = None
    grr: Fraction | None = None
    logos: Rate = _NOBODY
    lifetime: Decimal | None = None
    by_sales: bool = True
    without_rate: tuple[str, ...] = ()


def money_effect(session: Session, *, today: date) -> MoneyEffect:
    """Return what the settings of now make of the last twelve months, by the closed cohort."""
    book = money_book(session)
    base = book.exchange.base
    without = []
    for currency in book.currencies():
        try:
            book.exchange.used(currency, today)
        except BansoError:
            without.append(currency)
    if without:
        return MoneyEffect(base, without_rate=tuple(without))
    found = of_book(book, (), Period(add_months(today + timedelta(1), -_MONTHS), today, ""), today)
    held, life = found.retention, found.lifetime
    return MoneyEffect(
        base, held.nrr, held.grr, held.logos, found.money(life.realised) if life.customers else None, life.by_sales
    )
