"""When a connection is to run by itself: arithmetic on one steady clock, without Qt and without the book."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

FIRST_PAUSE_S, LONGEST_PAUSE_S = 30.0, 900.0
BUSY_S = 20.0
"""Another process is at it: it will be done soon."""


@dataclass
class _Turn:
    began: float | None = None
    failures: int = 0
    not_before: float = 0.0
    retry: bool = False


class Pace:
    """Remembers by connection when it ran and how that went. `now` counts seconds and never goes back."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._turns: dict[int, _Turn] = {}

    def _turn(self, connection_id: int) -> _Turn:
        return self._turns.setdefault(connection_id, _Turn())

    def began(self, connection_id: int) -> None:
        """Remember that a run begins now."""
        turn = self._turn(connection_id)
        turn.began, turn.retry = self._now(), False

    def has_begun(self, connection_id: int) -> bool:
        """Tell whether a connection ran since the window came."""
        return self._turn(connection_id).began is not None

    def ended(self, connection_id: int, result: str) -> None:
        """Remember how it ended: what may work later is tried again, after pauses that grow."""
        turn = self._turn(connection_id)
        if result == "offline":
            pause = min(FIRST_PAUSE_S * 2**turn.failures, LONGEST_PAUSE_S)
            turn.failures += 1
        elif result == "busy":
            pause = BUSY_S
        else:
            turn.failures, turn.not_before, turn.retry = 0, 0.0, False
            return
        turn.not_before, turn.retry = self._now() + pause, True

    def reached(self) -> None:
        """The network is back: who failed for want of it need not wait."""
        for turn in self._turns.values():
            if turn.failures:
                turn.failures, turn.not_before = 0, 0.0

    def is_due(self, connection_id: int, every_minutes: int, *, focused: bool) -> bool:
        """Tell whether a connection is to run now: by its schedule in front, or because the last try failed."""
        turn, now = self._turn(connection_id), self._now()
        if now < turn.not_before:
            return False
        if not every_minutes or not (focused or turn.retry):
            return False
        if turn.retry:
            return True
        return turn.began is None or now - turn.began >= every_minutes * 60

    def may_try(self, connection_id: int) -> bool:
        """Tell whether an edit may start a run: not while a failure is being waited out."""
        return self._now() >= self._turn(connection_id).not_before

    def is_offline(self, connection_id: int) -> bool:
        """Tell whether the last try did not get through."""
        return self._turn(connection_id).failures > 0
