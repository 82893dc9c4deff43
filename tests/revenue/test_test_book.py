"""The book of eight customers whose figures are known: retention by three methods and the bridge."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from app.revenue.bridge import bridge_of
from app.revenue.retention import Method, all_methods
from tests.revenue.books import YEAR, courses, eight, whole, wholes
from tests.revenue.made_books import walked


def test_that_the_eight_customers_come_to_the_known_figures() -> None:
    book = courses(eight())
    bridge = bridge_of(book, YEAR)
    assert whole(bridge.start) == 750
    assert wholes(bridge.terms) == {
        "new": 300, "reactivation": 180, "upsell": 80, "contraction": -80, "churn": -300
    }  # fmt: skip
    assert whole(bridge.end) == 930
    assert bridge.reconciles
    found = all_methods(book, bridge, YEAR)
    closed, point, flow = (found[method] for method in Method)
    assert (closed.nrr, closed.grr) == (Fraction(60, 100), Fraction(56, 100))
    assert (closed.logos.n, closed.logos.of) == (5, 7)
    assert (point.nrr, point.grr) == (Fraction(84, 100), Fraction(80, 100))
    assert (point.logos.n, point.logos.of) == (6, 7)
    assert flow.grr == Fraction(370, 750)
    assert round(float(flow.grr * 100), 1) == 49.3
    assert closed.lost == ("C", "F")
    assert bridge.behind("churn") == ("C", "F")
    largest = closed.largest
    assert largest is not None
    assert (largest.customer, largest.share, largest.grr) == ("C", Fraction(200, 750), Fraction(420, 550))


def test_that_a_walk_through_the_days_of_the_eight_finds_the_same_movements() -> None:
    bridge = bridge_of(courses(eight()), YEAR)
    told: Counter[tuple[str, str]] = Counter()
    found = walked(eight(), YEAR)
    for part in bridge.parts:
        told[part.customer, part.term] += part.amount
    assert found == dict(told)
    assert {key: whole(amount) for key, amount in found.items()} == {
        ("B", "upsell"): 50, ("B", "contraction"): -50, ("C", "churn"): -200, ("C", "reactivation"): 180,
        ("D", "upsell"): 30, ("E", "contraction"): -30, ("F", "churn"): -100, ("G", "new"): 300,
    }  # fmt: skip
