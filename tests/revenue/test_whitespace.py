"""Who has which product: the walk over lines against a scan that asks of every line and day for itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from app.revenue.exchange import FINE, Exchange, Quote
from app.revenue.pieces import BookLine
from app.revenue.whitespace import Stand, holdings
from app.vocabulary import Billing, ContractKind
from tests.revenue.books import LOST, YEN, line
from tests.revenue.made_books import PRODUCTS, _counts, _worth, books

DAY = date(2026, 6, 30)


def _scanned(book: Sequence[BookLine], day: date) -> dict[tuple[str, str], tuple[str, int]]:
    """Tell of each customer in force and each product how they stand, day by day and line by line."""
    first = min(one.line.start for one in book)
    now: dict[str, list[BookLine]] = {}
    ever: dict[str, set[str]] = {}
    for customer in {one.account_id for one in book}:
        own = [one for one in book if one.account_id == customer and one.line.kind is ContractKind.PAID]
        said = [one for one in own if one.line.billing is not Billing.ONE_OFF]

        def running(on: date, own: Sequence[BookLine] = own, said: Sequence[BookLine] = said) -> list[BookLine]:
            return [one for one in said if _counts(one.line, [other.line for other in own if other is not one], on)]

        if running(day):
            now[customer] = running(day)
            days = (first + timedelta(n) for n in range((day - first).days + 1))
            ever[customer] = {one.line.product for on in days for one in running(on)}
    held = {customer: {one.line.product for one in lines} for customer, lines in now.items()}
    found: dict[tuple[str, str], tuple[str, int]] = {}
    for customer, lines in now.items():
        for product in PRODUCTS:
            # Nobody who holds both thinks of them as tiers.
            tiers = {
                one for one in PRODUCTS
                if one.split()[0] == product.split()[0] and not any({one, product} <= some for some in held.values())
            }  # fmt: skip
            if product in held[customer]:
                found[customer, product] = "held", sum(_worth(one) for one in lines if one.line.product == product)
            elif tiers & held[customer]:
                found[customer, product] = "tier", 0
            else:
                found[customer, product] = "lost" if product in ever[customer] else "never", 0
    return found


@settings(max_examples=60, deadline=None)
@given(books(), st.integers(0, 900))
def test_that_a_scan_of_every_line_and_day_finds_the_same_matrix(book: list[BookLine], after: int) -> None:
    day = date(2024, 2, 1) + timedelta(after)
    products, rows = holdings(book, YEN, day)
    scanned = _scanned(book, day)
    told = {
        (row.customer, product): (str(row.stand(product)), row.held.get(product, 0))
        for row in rows
        for product in PRODUCTS
    }
    # A product that nobody has ever had is no column: there is nothing to stand to.
    known = {(who, product): said for (who, product), said in scanned.items() if product in products}
    assert {key: said for key, said in told.items() if key[1] in products} == known
    assert {who for who, _product in scanned} == {row.customer for row in rows}
    for row in rows:
        assert row.amount == sum(row.held.values())
        assert all(row.lacks(one) == (row.stand(one) in (Stand.LOST, Stand.NEVER)) for one in products)


def test_that_lost_once_another_tier_and_the_grace_are_told_apart() -> None:
    before, after = date(2025, 1, 1), date(2027, 12, 31)
    book = [
        line("A", before, after, 10, product="Desk Pro"),
        line("A", before, date(2025, 12, 31), 5, product="Board", outcome=LOST),
        line("A", before, after, 7, product="Setup", billing=Billing.ONE_OFF),
        line("B", before, DAY - timedelta(10), 10, product="Chart"),
        line("C", before, date(2026, 1, 31), 10, product="Desk Basic", outcome=LOST),
        line("D", before, after, 10, product="Board", kind=ContractKind.TRIAL),
    ]
    products, rows = holdings(book, YEN, DAY)
    assert products == ("Board", "Chart", "Desk Basic", "Desk Pro")
    by = {row.customer: row for row in rows}
    assert set(by) == {"A", "B"}
    assert [str(by["A"].stand(one)) for one in products] == ["lost", "never", "tier", "held"]
    assert (by["A"].amount, by["B"].late) == (100 * FINE, {"Chart"})
    _products, late = holdings(book, YEN, DAY, grace=5)
    assert {row.customer for row in late} == {"A"}


def test_that_products_that_somebody_holds_together_are_no_tiers() -> None:
    before, after = date(2025, 1, 1), date(2027, 12, 31)
    book = [line("A", before, after, 1, product="Banso Cloud"), line("B", before, after, 1, product="Banso Chart")]
    _products, apart = holdings(book, YEN, DAY)
    assert [str(row.stand("Banso Chart")) for row in apart] == ["tier", "held"]
    _products, together = holdings([*book, line("C", before, after, 1, product="Banso Cloud"),
                                    line("C", before, after, 1, product="Banso Chart")], YEN, DAY)  # fmt: skip
    assert [str(row.stand("Banso Chart")) for row in together] == ["never", "held", "held"]


def test_that_a_parent_holds_what_its_accounts_hold_and_a_rate_is_that_of_the_day() -> None:
    before, after = date(2025, 1, 1), date(2027, 12, 31)
    book = [line("A", before, after, 1, product="Chart", currency="USD"), line("B", before, after, 2, product="Board")]
    dollars = Exchange("JPY", [Quote("USD", "JPY", before, Fraction(100)), Quote("USD", "JPY", DAY, Fraction(150))])
    _products, rows = holdings(book, dollars, DAY, {"A": "P", "B": "P"})
    assert [(row.customer, dict(row.held)) for row in rows] == [("P", {"Chart": 15 * FINE, "Board": 20 * FINE})]
