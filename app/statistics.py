"""Small numbers said honestly: intervals of counts, and how well a score orders what was lost and what was kept."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import sqrt
from statistics import NormalDist

CONFIDENCE = 0.95
_Z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)


@dataclass(frozen=True)
class Rate:
    """`n` of `of`, with the interval (0 to 1) in which the true rate lies in 95 of 100 cases; none of nothing."""

    n: int
    of: int

    @property
    def value(self) -> float | None:
        """Return the rate itself."""
        return self.n / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Return the Wilson interval: 5 of 7 is 36 to 92 %."""
        return wilson(self.n, self.of) if self.of else None


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Return the 95 % interval of a rate after Wilson; it never leaves 0 to 1 and is never empty."""
    rate, square = hits / of, _Z * _Z
    middle = rate + square / (2 * of)
    spread = _Z * sqrt(rate * (1 - rate) / of + square / (4 * of * of))
    whole = 1 + square / of
    low = 0.0 if hits == 0 else (middle - spread) / whole
    high = 1.0 if hits == of else (middle + spread) / whole
    return max(0.0, low), min(1.0, high)


def auc(lost: Iterable[Decimal | float], kept: Sequence[Decimal | float]) -> Fraction | None:
    """Return how often a lost one had the lower score of a pair with a kept one; equal scores are half of it.

    None without pairs. 1 orders them perfectly, one half is no better than chance.
    """
    ordered = sorted(kept)
    pairs = wins = 0
    for score in lost:
        below, upto = bisect_left(ordered, score), bisect_right(ordered, score)
        wins += 2 * (len(ordered) - upto) + (upto - below)
        pairs += 2 * len(ordered)
    return Fraction(wins, pairs) if pairs else None


def median(values: Iterable[int]) -> Fraction | None:
    """Return the middle of some whole numbers; None of nothing."""
    ordered = sorted(values)
    half = len(ordered) // 2
    if not ordered:
        return None
    return Fraction(ordered[half]) if len(ordered) % 2 else Fraction(ordered[half - 1] + ordered[half], 2)
