"""What is known of a system's line from one run to the next: its breaker, its budget, its clock."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from app.connectors.errors import Cancelled, RateLimited, Unavailable
from app.connectors.kit.breaker import Breaker
from app.connectors.kit.budget import Budget, Rate, date_of
from app.connectors.kit.reply import Reply
from app.connectors.kit.ticking import Ticking


class Line:
    """Kept by connection for as long as the program runs, and handed to each of its runs."""

    def __init__(self, rate: Rate | None = None, ticking: Ticking | None = None) -> None:
        self.ticking = ticking or Ticking()
        self.breaker = Breaker(self.ticking.monotonic)
        self.budget = Budget(self.ticking.monotonic, rate)
        self._heard: tuple[datetime, float] | None = None
        # A page is asked for while another is still being taken in.
        self._lock = threading.Lock()

    @classmethod
    def of(cls, connector: object, ticking: Ticking | None = None) -> Line:
        """Return a line at the pace that a connector declares as `rate`, if it does."""
        rate = getattr(connector, "rate", None)
        return cls(rate if isinstance(rate, Rate) else None, ticking)

    def admit(self, longest: float, cancelled: Callable[[], bool]) -> None:
        """Wait for a place in the budget; Unavailable or RateLimited where that would take too long."""
        while True:
            if cancelled():
                raise Cancelled("stopped before the request")
            with self._lock:
                shut = self.breaker.left
                if shut:
                    raise Unavailable(f"left alone for {shut:.0f} s more after failing again and again")
                pause = self.budget.wait()
                if not pause:
                    self.budget.spend()
                    return
            if pause > longest:
                raise RateLimited(pause)
            self.ticking.wait(pause, cancelled)

    def hear(self, reply: Reply, *, write: bool, understood: bool) -> None:
        """Learn from a reply; one that the caller understands is no fault, whatever its status."""
        with self._lock:
            self._tell_time(reply.headers)
            self.budget.hear(reply.headers, self.ticking.now())
            if reply.status >= 500 and not understood:
                self.breaker.fault(reply.status, write=write)
            else:
                self.breaker.well()

    def shut(self, seconds: float) -> None:
        """Send nothing for so long."""
        with self._lock:
            self.budget.shut(seconds)

    def server_now(self) -> datetime:
        """Return the system's present instant as its last reply told it, else this machine's."""
        with self._lock:
            if self._heard is None:
                return self.ticking.now()
            told, at = self._heard
            return told + timedelta(seconds=self.ticking.monotonic() - at)

    def _tell_time(self, headers: Mapping[str, str]) -> None:
        told = date_of(headers)
        if told is not None:
            self._heard = (told, self.ticking.monotonic())
