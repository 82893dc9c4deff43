"""Which way a score went: against thirty days before, with a dead band so that noise stays flat."""

from __future__ import annotations

from enum import StrEnum

DAYS = 30


class Trend(StrEnum):
    """Better, worse, or within the dead band."""

    UP = "up"
    FLAT = "flat"
    DOWN = "down"


def delta(now: int | None, before: int | None) -> int | None:
    """Return the difference of two scores as shown; None where either day has none."""
    return None if now is None or before is None else now - before


def trend(by: int | None, dead_band: int) -> Trend | None:
    """Return the trend of a difference; a difference as wide as the dead band is still flat."""
    if by is None:
        return None
    return Trend.UP if by > dead_band else Trend.DOWN if by < -dead_band else Trend.FLAT
