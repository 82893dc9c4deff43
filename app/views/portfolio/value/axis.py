"""The days under the curve: a few round ones, the last of them at or beyond the longest wait."""

from __future__ import annotations

from collections.abc import Sequence

_STEPS = (5, 10, 15, 30, 60, 90, 120, 180, 365)
_MOST_TICKS = 7


def ticks(longest: int) -> tuple[Sequence[int], int]:
    """Return the days that are named and the last day of the axis."""
    step = next((one for one in _STEPS if longest / one <= _MOST_TICKS - 1), _STEPS[-1])
    while longest / step > _MOST_TICKS - 1:
        step *= 2
    last = max(1, -(-longest // step)) * step
    return range(0, last + 1, step), last
