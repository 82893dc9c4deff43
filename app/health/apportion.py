"""Shares that add up: a total split by largest remainder, so that a column sums exactly and by eye."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor


def apportion(shares: Sequence[Fraction | Decimal], total: Decimal, digits: int) -> list[Decimal]:
    """Return the shares with so many digits, summing exactly to `total`; ties go to the first.

    `total` has no more digits than asked for and differs from the sum of the shares by less than a unit for each.
    """
    unit = Fraction(1, 10**digits)
    scaled = [Fraction(share) / unit for share in shares]
    units = [floor(value) for value in scaled]
    left = int(Fraction(total) / unit) - sum(units)
    order = sorted(range(len(units)), key=lambda at: (-(scaled[at] - units[at]), at))
    step = 1 if left >= 0 else -1
    if step < 0:
        order.reverse()
    for turn in range(abs(left)):
        units[order[turn % len(order)]] += step
    return [Decimal(value).scaleb(-digits) for value in units]
