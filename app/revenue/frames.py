"""Courses as data frames, for sums over many customers and months; days are ordinals, money is whole fine units.

Sums of whole numbers are exact as long as they fit into 64 bits; where they might not, the column holds Python's own
integers, which are slower and have no end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.revenue.bridge import inside_until
from app.revenue.movements import Course
from app.revenue.periods import Period

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_FITS = 2**62
"""Half of what 64 bits hold: a difference of two sums below it still fits."""


def standing(courses: Iterable[Course]) -> pd.DataFrame:
    """Return what counts towards start and end, a row for each line: customer, product, since, until, worth.

    `until` is the first day on which it counts no more; what is worth nothing, or counts on no day, is left out.
    """
    rows = [
        (course.customer, piece.product, since, until, piece.worth)
        for course in courses
        for piece in course.pieces
        for since, until in (inside_until(piece),)
        if piece.worth and since < until
    ]
    return _frame(("customer", "product", "since", "until", "worth"), rows, ("since", "until"), "worth")


def changes(courses: Iterable[Course]) -> pd.DataFrame:
    """Return every change of MRR: customer, product, kind, day, amount (signed)."""
    rows = [
        (move.customer, move.product, str(move.kind), move.day, move.amount)
        for course in courses
        for move in course.movements
    ]
    return _frame(("customer", "product", "kind", "day", "amount"), rows, ("day",), "amount")


def balances(standing: pd.DataFrame, days: Sequence[date]) -> list[int]:
    """Return what stood on each of some days, of which every one is later than the one before."""
    import numpy as np
    import pandas as pd

    ends = _ordinals(days)
    # A line comes with the first of these days that it reaches, and goes with the first that is past it.
    comes = pd.DataFrame({"at": np.searchsorted(ends, standing["since"]), "by": standing["worth"]})
    goes = pd.DataFrame({"at": np.searchsorted(ends, standing["until"]), "by": -standing["worth"]})
    steps = pd.concat([comes, goes]).groupby("at")["by"].sum().reindex(range(len(days)), fill_value=0)
    return [int(one) for one in steps.cumsum()]


def by_period(changes: pd.DataFrame, periods: Sequence[Period]) -> pd.DataFrame:
    """Return the sums of changes by kind, a row for each of some periods that follow each other without a gap."""
    import numpy as np

    ends = _ordinals([periods[0].eve, *(period.end for period in periods)])
    at = np.searchsorted(ends, changes["day"]) - 1
    within = changes.assign(at=at)[(at >= 0) & (at < len(periods))]
    sums = within.groupby(["at", "kind"])["amount"].sum().unstack("kind", fill_value=0)
    return sums.reindex(range(len(periods)), fill_value=0)


def _frame(
    names: Sequence[str], rows: Sequence[tuple[object, ...]], days: Sequence[str], money: str
) -> pd.DataFrame:  # fmt: skip
    import pandas as pd

    columns = dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(names, ())
    found = {name: pd.Series(columns[name], dtype="str") for name in names if name not in (*days, money)}
    found |= {name: pd.Series(_ordinals(columns[name])) for name in days}
    amounts: Sequence[int] = columns[money]
    exact = "int64" if sum(map(abs, amounts)) < _FITS else "object"
    found[money] = pd.Series(amounts, dtype=exact)
    return pd.DataFrame(found)[list(names)]


def _ordinals(days: Iterable[date]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    import numpy as np

    return np.fromiter((day.toordinal() for day in days), dtype=np.int64)
