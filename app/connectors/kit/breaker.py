"""Leaves a server alone that fails again and again: after five faults in a row nothing is sent for 15 minutes.

A write that ends in a 500 counts a quarter of a fault.
"""

from __future__ import annotations

from collections.abc import Callable

FAULTS = 5.0
PAUSE = 15 * 60.0
# One record may be what a server stumbles over: its batch is halved until it stands alone, which takes several faults.
OF_A_WRITE = 0.25


class Breaker:
    """Counts faults in a row. After the pause one request may try; if that fails too, the pause begins anew."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._faults = 0.0
        self._until: float | None = None

    @property
    def left(self) -> float:
        """Return the seconds until something may be sent again, 0 for now."""
        return 0.0 if self._until is None else max(0.0, self._until - self._monotonic())

    def well(self) -> None:
        """Note a reply that was no fault of the server."""
        self._faults, self._until = 0.0, None

    def fault(self, status: int, *, write: bool) -> None:
        """Note a reply of 5xx."""
        self._faults += OF_A_WRITE if write and status == 500 else 1.0
        if self._faults >= FAULTS:
            self._until = self._monotonic() + PAUSE
