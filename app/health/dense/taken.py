"""From readings to the raw value of a measure on each day: the last one, or those of a window of days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from app.health.dense.rows import NOBODY, Flags, Floats, Ints, Rows, latest
from app.health.model import Kind, Measure, NullRule, Take

EPSILON = float(np.finfo(np.float64).eps)
_SHIFT = 22
"""Room for the ordinal of a day beside the place of an account in one number."""
FEWEST = 8 * EPSILON


class Want(NamedTuple):
    """What a raw value depends on; curves, weights and validities may change without reading anything again."""

    reading: str
    per: str | None
    take: Take
    window_days: int | None
    null_rule: NullRule


def want_of(measure: Measure) -> Want:
    """Return what the raw value of a measure depends on. A pulse is one judgement: there is nothing to average."""
    how = Take.LATEST if measure.kind is Kind.PULSE else measure.take
    window = None if how is Take.LATEST else measure.window_days or 28
    return Want(measure.reading, measure.per, how, window, measure.null_rule)


@dataclass(frozen=True)
class Taken:
    """`raw` is NaN where there is no value; `on` its newest day. `error` is how far it may be from the exact one.

    Without `error` it is a reading as it stands.
    """

    raw: Floats
    error: Floats | None
    on: Ints
    by: Ints
    doubt: Flags

    def on_days(self, which: Ints) -> Taken:
        """Return some of the days."""
        error = None if self.error is None else self.error[which]
        return Taken(self.raw[which], error, self.on[which], self.by[which], self.doubt[which])

    def accounts(self, which: slice) -> Taken:
        """Return some of the accounts, in the same memory."""
        error = None if self.error is None else self.error[:, which]
        return Taken(self.raw[:, which], error, self.on[:, which], self.by[:, which], self.doubt[:, which])

    def put(self, other: Taken, at: Ints) -> None:
        """Take over the accounts of another one at some places."""
        for name, mine in vars(self).items():
            if mine is not None:
                mine[:, at] = getattr(other, name)


def take(want: Want, rows: Rows, whole: Rows | None, days: int, accounts: int) -> Taken:
    """Return what the readings of a series come to; `whole` are those it is a percentage of."""
    says = ~np.isnan(rows.value)
    if want.null_rule is NullRule.ZERO_IS_MISSING:
        says &= rows.value != 0
    known = rows.cut(says)
    at = latest(known, days, accounts)
    if not len(known):
        return nothing(days, accounts, exact=want.take is Take.LATEST and want.per is None)
    there = at >= 0
    # A place beyond the last one stands for nothing there.
    at[~there] = len(known)
    if want.take is Take.LATEST:
        raw, error, late = known.value, None, None
    else:
        raw, error, late = _windows(want, known, at, there)
    value, off = np.append(raw, np.nan)[at], None if error is None else np.append(error, 0.0)[at]
    doubt = np.zeros(at.shape, np.bool_)
    if late is not None:
        # Something of the window was not known yet on that day, although something newer was.
        doubt = np.append(late, -1)[at] > np.arange(days)[:, None]
    on, by = np.append(known.on, 0)[at], np.append(known.by, NOBODY)[at]
    if want.per is not None:
        value, off = _share(value, off, whole, days, accounts)
    return Taken(value, off, on, by, doubt)


def newest(rows: Rows, days: int, accounts: int) -> Taken:
    """Return the newest reading whatever it says; NaN where it says nothing."""
    if not len(rows):
        return nothing(days, accounts)
    at = latest(rows, days, accounts)
    at[at < 0] = len(rows)
    return Taken(np.append(rows.value, np.nan)[at], None, np.append(rows.on, 0)[at], np.append(rows.by, NOBODY)[at],
                 np.zeros(at.shape, np.bool_))  # fmt: skip


def nothing(days: int, accounts: int, *, exact: bool = True) -> Taken:
    """Return a measure that nobody has ever read; `exact` where its values would stand as they were read."""
    shape = (days, accounts)
    none = np.zeros(shape, np.int64)
    error = None if exact else np.zeros(shape)
    return Taken(np.full(shape, np.nan), error, none, none + NOBODY, np.zeros(shape, np.bool_))


def _windows(want: Want, known: Rows, at: Ints, there: Flags) -> tuple[Floats, Floats, Ints]:
    """Return (value, error, last birth in the window) of the window that ends with each row that is looked at."""
    count, width = len(known), want.window_days or 28
    looked = np.zeros(count, np.bool_)
    looked[at[there]] = True
    ends = np.flatnonzero(looked)
    key = (known.account << _SHIFT) + known.on
    low = np.searchsorted(key, key[ends] - width, "right")
    total = _reduced(np.add, known.value, low, ends + 1)
    size = _reduced(np.add, np.abs(known.value), low, ends + 1)
    late = _reduced(np.maximum, known.born, low, ends + 1)
    n = (ends + 1 - low).astype(np.float64)
    off = size * n * EPSILON
    if want.take is Take.SUM:
        value, error = total, off + np.abs(total) * FEWEST
    elif want.take is Take.MEAN:
        value, error = total / n, (off + size * FEWEST) / n
    else:
        earlier = np.searchsorted(key, key[ends] - 2 * width, "right")
        some = earlier < low
        before = np.where(some, _reduced(np.add, known.value, earlier, low), 0.0)
        weight = np.where(some, _reduced(np.add, np.abs(known.value), earlier, low), 0.0)
        late = np.where(some, np.maximum(late, _reduced(np.maximum, known.born, earlier, low)), late)
        was, now = before / np.maximum(low - earlier, 1), total / n
        with np.errstate(divide="ignore", invalid="ignore"):
            value = np.where(was != 0, (now - was) * 100 / was, np.nan)
            share = (size * (n + 4) / n + weight * (low - earlier + 4)) * EPSILON / np.abs(was)
        error = np.where(np.isnan(value), 0.0, share * (100 + np.abs(value)) + np.abs(value) * FEWEST)
        # Sums that cancel out are no measure of how exact they are.
        late = np.where(np.abs(before) != weight, np.iinfo(np.int64).max, late)
    return _spread(value, ends, count, np.nan), _spread(error, ends, count, 0.0), _spread(late, ends, count, -1)


def _reduced(how: np.ufunc, values: Any, low: Ints, high: Ints) -> Any:
    """Return what each range [low, high) comes to; of an empty one something of no meaning."""
    pairs = np.empty(2 * len(low), np.int64)
    pairs[0::2], pairs[1::2] = low, high
    return how.reduceat(np.append(values, 0), pairs)[::2]


def _spread(values: Any, places: Ints, count: int, other: float) -> Any:
    made = np.full(count, other, values.dtype)
    made[places] = values
    return made


def _share(value: Floats, off: Floats | None, whole: Rows | None, days: int, accounts: int) -> tuple[Floats, Floats]:
    off = np.abs(value) * FEWEST if off is None else off
    if whole is None or not len(whole):
        return np.full(value.shape, np.nan), off
    counted = whole.cut(~np.isnan(whole.value) & (whole.value != 0))
    at = latest(counted, days, accounts)
    by = np.append(counted.value, np.nan)[at]
    share = value * 100 / by
    with np.errstate(invalid="ignore"):
        return share, np.where(np.isnan(share), 0.0, off * 100 / np.abs(by) + np.abs(share) * FEWEST)
