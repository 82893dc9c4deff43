"""Readings as columns, and which of them was the last one known on each day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

NOBODY = -1


@dataclass(frozen=True)
class Rows:
    """One series of many accounts, in the order of account, instant observed, instant recorded and row.

    `account` is a place, not a number; `value` NaN where the reading says nothing; `on` the ordinal of the day
    observed; `born` the place of the first day on which it was known; `by` the code of who judged.
    """

    account: Ints
    value: Floats
    on: Ints
    born: Ints
    by: Ints

    def __len__(self) -> int:
        return len(self.account)

    def cut(self, which: Flags) -> Rows:
        """Return some of the rows."""
        if which.all():
            return self
        return Rows(self.account[which], self.value[which], self.on[which], self.born[which], self.by[which])


def no_rows() -> Rows:
    """Return a series without readings."""
    whole = np.zeros(0, np.int64)
    return Rows(whole, np.zeros(0), whole, whole, whole)


def latest(rows: Rows, days: int, accounts: int) -> Ints:
    """Return the place of the last row known, by day and account; −1 where there was none."""
    found = np.full((days, accounts), -1, np.int64)
    ever = np.flatnonzero(rows.born < days)
    # Of several for the same place the last one stays, which is the latest.
    found[rows.born[ever], rows.account[ever]] = ever
    return np.maximum.accumulate(found, axis=0, out=found)
