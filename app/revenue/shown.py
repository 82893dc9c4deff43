"""Exact sums in whole minor units, so that what is printed adds up by eye."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from app.revenue.exchange import FINE


def minor(fine: int | Fraction) -> int:
    """Return fine units as whole minor units, half away from zero."""
    # In whole numbers: lists of thousands of customers are worded while somebody waits.
    part = fine.denominator * FINE
    whole = (2 * abs(fine.numerator) + part) // (2 * part)
    return whole if fine >= 0 else -whole


def apportioned(start: int, terms: Mapping[str, int], end: int) -> tuple[int, dict[str, int], int]:
    """Return a bridge in whole minor units: start and end rounded, the terms by largest remainder, so that it adds up.

    Where start and terms do not come to the end, each is rounded for itself and the gap stays to be seen.
    """
    first, last = minor(start), minor(end)
    if start + sum(terms.values()) != end:
        return first, {term: minor(amount) for term, amount in terms.items()}, last
    whole = {term: amount // FINE for term, amount in terms.items()}
    missing = last - first - sum(whole.values())
    order = sorted(terms, key=lambda term: (-(terms[term] % FINE), list(terms).index(term)))
    for term in order[:missing]:
        whole[term] += 1
    return first, whole, last
