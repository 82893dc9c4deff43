"""How long until something happens, when some are still waiting: the product-limit estimate.

Kaplan and Meier, Nonparametric estimation from incomplete observations, JASA 53 (1958). S(t) is the product over the
days up to t on which it happened of 1 − happened ÷ still at risk. A quantile is the first day with 1 − S ≥ q; it may
never be reached while too many wait.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

MEDIAN, P90 = Fraction(1, 2), Fraction(9, 10)


@dataclass(frozen=True, slots=True)
class Wait:
    """Days until the first value, or days waited so far; `never` where it cannot come any more."""

    subject: str
    days: int
    reached: bool
    never: bool = False


@dataclass(frozen=True)
class Curve:
    """The share that had reached it by each day on which somebody did."""

    points: tuple[tuple[int, Fraction], ...]
    waits: tuple[Wait, ...]

    def quantile(self, share: Fraction) -> int | None:
        """Return the first day by which `share` had reached it; None where that is not so yet."""
        return next((day for day, reached in self.points if reached >= share), None)

    @property
    def median(self) -> int | None:
        """Return the day by which half had reached it, where they have."""
        return self.quantile(MEDIAN)

    @property
    def p90(self) -> int | None:
        """Return the day by which nine in ten had reached it, where they have."""
        return self.quantile(P90)


def kaplan_meier(waits: Sequence[Wait]) -> Curve:
    """Return the curve of some waits; who waits is at risk through their day, who never can be is so for ever."""
    surviving, points = Fraction(1), []
    happened = Counter(one.days for one in waits if one.reached)
    out = sorted(one.days for one in waits if not one.never)
    for day in sorted(happened):
        at_risk = len(waits) - bisect_left(out, day)
        surviving *= 1 - Fraction(happened[day], at_risk)
        points.append((day, 1 - surviving))
    return Curve(tuple(points), tuple(waits))
