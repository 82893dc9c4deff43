"""Small books for the arithmetic of money: lines, customers, periods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from app.revenue.customers import courses_of
from app.revenue.exchange import FINE, Exchange
from app.revenue.movements import Course
from app.revenue.mrr import ContractLine
from app.revenue.periods import Period
from app.revenue.pieces import BookLine
from app.revenue.terms import add_months
from app.vocabulary import Outcome

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31), "2026")
YEN = Exchange("JPY")
LOST = Outcome.CHURNED
_DAY = timedelta(1)


def first(month: int, year: int = 2026) -> date:
    """Return the first day of a month; months run on over the years."""
    return add_months(date(year, 1, 1), month - 1)


def line(
    account: str,
    start: date,
    end: date,
    quantity: int,
    price: int = 10,
    product: str = "Desk",
    contract: str = "",
    **how: object,
) -> BookLine:
    """Return a monthly line whose contract has its days; `end` is the last of them."""
    signed = ContractLine(start, end, quantity * price, product)
    signed = replace(signed, **how)  # type: ignore[arg-type]
    return BookLine(account, contract or f"{account}-{start}-{product}", signed, Decimal(quantity), start, end)


def eight() -> list[BookLine]:
    """Return the test book: eight customers over the months of 2026, all changes by quantity at a price of 10."""
    before, after = date(2025, 1, 1), date(2027, 12, 31)

    def until(month: int) -> date:
        return first(month) - _DAY

    return [
        line("A", before, after, 10),
        line("B", before, until(4), 10), line("B", first(4), until(8), 15), line("B", first(8), after, 10),
        line("C", before, until(3), 20, outcome=LOST), line("C", first(8), after, 18),
        line("D", before, until(6), 10), line("D", first(6), after, 13),
        line("E", before, until(7), 10), line("E", first(7), after, 7),
        line("F", before, until(12), 10, outcome=LOST),
        line("G", first(5), after, 30),
        line("H", before, after, 5),
    ]  # fmt: skip


def courses(lines: Sequence[BookLine], period: Period = YEAR, exchange: Exchange = YEN) -> list[Course]:
    """Return the courses of customers as an unfiltered book has them."""
    return courses_of(lines, exchange, period)


def whole(amount: int) -> int:
    """Return fine units as minor units; they must be whole."""
    units, rest = divmod(amount, FINE)
    assert rest == 0
    return units


def wholes(terms: Mapping[str, int]) -> dict[str, int]:
    """Return the terms that are not 0, in minor units."""
    return {term: whole(amount) for term, amount in terms.items() if amount}
