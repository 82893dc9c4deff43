"""How far a number has come on its way from baseline to target, and how far it should be by a day; exact fractions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

NONE, ALL = Fraction(0), Fraction(1)


def progress(baseline: Decimal | None, actual: Decimal | None, target: Decimal | None) -> Fraction | None:
    """Return (actual − baseline) ÷ (target − baseline): below 0 where it went the wrong way, above 1 beyond the target.

    None where one of the three is unknown. Works for falling targets as well. Where the target is where it began,
    the way is all behind as long as the number stays there.
    """
    if baseline is None or actual is None or target is None:
        return None
    start, now, end = Fraction(baseline), Fraction(actual), Fraction(target)
    if start == end:
        return ALL if now == end else NONE
    return (now - start) / (end - start)


def counted(amount: Decimal | None, of_amount: Decimal | None) -> Fraction | None:
    """Return how much of an amount is there: 1 of 2 sites. None where nothing is counted."""
    if of_amount is None or of_amount <= 0:
        return None
    return Fraction(amount or 0) / Fraction(of_amount)


def expected(start: date | None, due: date | None, today: date) -> Fraction | None:
    """Return the share of the time from start to due that is over at the end of today, 0 to 1.

    A span that ends where it begins, or before, is over once its due day is over.
    """
    if due is None:
        return None
    if start is None or due <= start:
        return ALL if today >= due else NONE
    return clamped(Fraction((today - start).days, (due - start).days))


def clamped(share: Fraction) -> Fraction:
    """Return a share as a bar can show it, 0 to 1."""
    return min(ALL, max(NONE, share))


def shown(share: Fraction | None) -> float | None:
    """Return a share as a screen paints it, 0 to 1; None stays None."""
    return None if share is None else float(clamped(share))
