"""Measures two things side by side: interleaved A B A B, medians, a ratio."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line of the table: medians in milliseconds (or MB), the ratio, and the ratio aimed at."""

    what: str
    floor: float
    product: float
    target: float
    unit: str = "ms"
    note: str = ""

    @property
    def ratio(self) -> float:
        """Return the product's cost in floors."""
        return self.product / self.floor if self.floor else float("inf")

    @property
    def met(self) -> bool:
        """Tell whether the target is met."""
        return self.ratio <= self.target


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long one run takes."""
    gc.collect()
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def side_by_side(
    what: str, floor: Callable[[], object], product: Callable[[], object], target: float, *, times: int = 5,
    note: str = ""
) -> Row:  # fmt: skip
    """Measure both in turns, after one run of each that does not count."""
    floor()
    product()
    pairs = [(milliseconds(floor), milliseconds(product)) for _ in range(times)]
    low = statistics.median(pair[0] for pair in pairs)
    high = statistics.median(pair[1] for pair in pairs)
    return Row(what, low, high, target, note=note)


def spread(what: str, floors: list[float], products: list[float], target: float, at: int, note: str = "") -> Row:
    """Compare one percentile of two lists of single timings."""
    low, high = sorted(floors), sorted(products)
    return Row(what, low[len(low) * at // 100], high[len(high) * at // 100], target, note=note)
