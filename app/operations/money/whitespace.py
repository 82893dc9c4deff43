"""The question of the whitespace: which account has which product on a day, had it once, or never."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.language import minor_digits
from app.models.database import Session
from app.operations.money.loading import MoneyBook, money_book
from app.revenue.scope import Scope
from app.revenue.shown import minor
from app.revenue.whitespace import Holding, Stand, holdings
from app.vocabulary import Segment

__all__ = ["Holding", "Product", "Stand", "Whitespace", "whitespace"]


@dataclass(frozen=True)
class Product:
    """A product, how many customers hold it, for how many there is room, and what is paid for it a month; fine units.

    `sold` where anybody in the whole book holds it, in this segment or in another.
    """

    name: str
    holders: int
    lacking: int
    amount: int
    sold: bool


@dataclass(frozen=True)
class Whitespace:
    """The customers that hold a product on a day, against every product that was ever paid for in the whole book.

    Products with room come first, of these the one that most hold; then those that everybody has, then those that
    nobody has any more. Customers that pay most come first. `money` turns fine units into an amount.
    """

    day: date
    currency: str
    products: tuple[Product, ...]
    rows: tuple[Holding, ...]
    names: Mapping[str, str]
    fits: Mapping[str, str | None]

    def money(self, fine: int) -> Decimal:
        """Return fine units as an amount in major units, rounded once."""
        return Decimal(minor(fine)).scaleb(-minor_digits(self.currency))

    def name(self, customer: str) -> str:
        """Return the name of a customer."""
        return self.names.get(customer, customer)

    def without(self, product: str) -> tuple[Holding, ...]:
        """Return the customers that have room for a product, those that pay most first."""
        return tuple(row for row in self.rows if row.lacks(product))

    @property
    def room(self) -> int:
        """Return how many pairs of a customer and a product there is room for, of those that are sold."""
        return sum(product.lacking for product in self.products if product.sold)


def whitespace(session: Session, *, day: date, segment: Segment | None = None) -> Whitespace:
    """Return the whitespace of a day; "metrics.rate_missing" where a currency has no rate."""
    return of_book(money_book(session), day, segment)


def of_book(book: MoneyBook, day: date, segment: Segment | None = None) -> Whitespace:
    """Return the whitespace of a book that is loaded already."""
    scope = Scope(segment, None, book.segments, book.holders)
    names, whole = holdings(book.lines, book.exchange, day, book.unit(day), book.grace)
    sold = {product for row in whole for product in row.held}
    rows = [row for row in whole if scope.has(row.customer, day)]
    holders, covered, amounts = (dict.fromkeys(names, 0) for _n in range(3))
    for row in rows:
        for product, amount in row.held.items():
            holders[product] += 1
            amounts[product] += amount
        for product in (*row.held, *row.tiers):
            covered[product] += 1
    made = (Product(name, holders[name], len(rows) - covered[name], amounts[name], name in sold) for name in names)
    products = sorted(made, key=lambda one: (not one.sold, not one.lacking, -one.holders, one.name))
    ordered = sorted(rows, key=lambda row: (-row.amount, book.names.get(row.customer, row.customer)))
    return Whitespace(day, book.exchange.base, tuple(products), tuple(ordered), book.names, book.fits)
