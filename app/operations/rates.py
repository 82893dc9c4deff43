"""Rates of exchange: what one unit of a currency was worth on a day, and what the book adds up to in one currency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from sqlalchemy import select

from app.errors import BansoError
from app.journal import door
from app.language import minor_digits
from app.models import tables
from app.models.database import Session
from app.operations.contracts import standings
from app.operations.settings import choose, settings
from app.search.fold import compose

CURRENCIES = ("JPY", "USD", "EUR", "GBP", "AUD", "CAD", "CHF", "CNY", "HKD", "IDR", "INR", "KRW", "SGD", "THB", "TWD",
              "VND")  # fmt: skip
"""Those to choose from; contracts and files may be in any other of ISO 4217."""

HIGHEST = Decimal(10) ** 9
_PLACES = 10


@dataclass(frozen=True)
class RateRow:
    """One unit of `currency` was worth `rate` units of `base` on a day."""

    id: str
    currency: str
    base: str
    on: date
    rate: Decimal


@dataclass(frozen=True)
class Part:
    """The ARR of the book in one currency, in major units; `worth` is that in the reporting currency, by `rate`."""

    currency: str
    arr: Decimal
    worth: Decimal | None
    rate: RateRow | None = None


@dataclass(frozen=True)
class Worth:
    """The ARR of the book in the reporting currency: `total` holds what can be converted, `parts` all of it."""

    currency: str
    total: Decimal
    parts: tuple[Part, ...]


def rates(session: Session) -> list[RateRow]:
    """Return every rate, by currency, the newest first."""
    rate = tables.rate
    rows = session.rows(select(rate).where(rate.c.deleted_at.is_(None)))
    found = [
        RateRow(row["id"], row["currency"], row["base"], date.fromisoformat(row["on_date"]), Decimal(row["rate"]))
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.currency, one.base, -one.on.toordinal()))


def put_rate(
    session: Session, *, currency: str, base: str, on: date, rate: str, today: date, rate_id: str | None = None
) -> None:
    """Add a rate, or change the one of that id; `rate` is as a person typed it.

    "rate.same", "rate.figure", "rate.future" and "rate.twice" change nothing.
    """
    if currency == base:
        raise BansoError("rate.same", field="currency", currency=currency)
    if on > today:
        raise BansoError("rate.future", field="on")
    value = read_rate(rate)
    if any((one.currency, one.base, one.on) == (currency, base, on) and one.id != rate_id for one in rates(session)):
        raise BansoError("rate.twice", field="on", currency=currency, base=base)
    row = {"currency": currency, "base": base, "on_date": on.isoformat(), "rate": format(value, "f")}
    if rate_id is None:
        door.create(session, "rate", [row])
    else:
        door.amend(session, "rate", {rate_id: row})


def remove_rate(session: Session, rate_id: str) -> None:
    """Take a rate out."""
    door.remove(session, "rate", [rate_id])


def choose_currency(session: Session, currency: str) -> None:
    """Report in another currency."""
    if len(currency) != 3 or not currency.isascii() or not currency.isupper():
        raise BansoError("setting.choice", field="currency", value=currency)
    choose(session, "currency", currency)


def read_rate(text: str) -> Decimal:
    """Return a typed rate; raises "rate.figure" for what is none."""
    plain = compose(text).replace(",", "").strip()
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise BansoError("rate.figure", field="rate") from None
    exponent = value.as_tuple().exponent
    if not value.is_finite() or not 0 < value < HIGHEST or not isinstance(exponent, int) or exponent < -_PLACES:
        raise BansoError("rate.figure", field="rate")
    return value.normalize()


def book_worth(session: Session, *, today: date) -> Worth:
    """Return the ARR of all accounts in the reporting currency, each currency by its newest rate up to today."""
    base = settings(session).currency
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for standing in standings(session, today).values():
        if standing.mrr:
            sums[standing.currency] += standing.arr
    known = [one for one in rates(session) if one.on <= today]
    parts = [_part(currency, sums[currency], base, known) for currency in sorted(sums, key=lambda c: (c != base, c))]
    return Worth(base, sum((part.worth for part in parts if part.worth is not None), Decimal(0)), tuple(parts))


def _part(currency: str, arr: Decimal, base: str, known: Sequence[RateRow]) -> Part:
    if currency == base:
        return Part(currency, arr, arr)
    pairs = [one for one in known if {one.currency, one.base} == {currency, base}]
    if not pairs:
        return Part(currency, arr, None)
    # Of one day that which was written the way we need it: the other has to be turned over.
    rate = max(pairs, key=lambda one: (one.on, one.currency == currency))
    exact = arr * rate.rate if rate.currency == currency else arr / rate.rate
    return Part(currency, arr, exact.quantize(Decimal(1).scaleb(-minor_digits(base)), ROUND_HALF_UP), rate)
