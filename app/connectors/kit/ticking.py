"""Time as the kit uses it, handed in so that tests need not wait, and a wait that ends as soon as somebody stops it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from app.connectors.errors import Cancelled

SLICE = 0.1
"""Seconds between two looks at whether somebody stopped the run."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Ticking:
    """A clock that only goes forward, a wall clock, and how to wait."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = _now

    def wait(self, seconds: float, cancelled: Callable[[], bool]) -> None:
        """Wait in slices; Cancelled within one of them once the run is stopped."""
        end = self.monotonic() + seconds
        while True:
            if cancelled():
                raise Cancelled("stopped while waiting")
            left = end - self.monotonic()
            if left <= 0:
                return
            self.sleep(min(left, SLICE))
