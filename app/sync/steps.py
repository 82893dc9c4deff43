"""The transactions of a run: short, each standing by itself, all of them one change that a person can take back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.clock import Clock, stamp
from app.ids import uuid7
from app.journal.change import STEP_SECONDS, is_awaited, result, stepping
from app.journal.changes import Changes
from app.models.database import Database, OpenChange, Session

MOST_ROWS, LEAST_ROWS = 500, 20
"""Records that are taken at once; a transaction has several such portions, and ends before STEP_SECONDS are over.

Where somebody waits to write it ends with the portion it is at.
"""

PORTION_SECONDS = 0.05


@dataclass(frozen=True)
class Place:
    """Where a run happens: the book, its folder and what time it is."""

    database: Database
    folder: Path
    clock: Clock


def nothing(_where: str) -> None:
    """Stand for what a test does at the edges of transactions and requests."""


class Steps:
    """Opens the transactions of one run. What a killed run has written stands: it was agreed on with the other side."""

    def __init__(self, place: Place, *, edge: Callable[[str], None] = nothing) -> None:
        self._place = place
        self._edge = edge
        self._began = 0.0
        self._portion = 100
        self.change = OpenChange(uuid7(), stamp(place.clock.now()), None, "sync")

    def now(self) -> datetime:
        """Return the present instant of the book's clock."""
        return self._place.clock.now()

    @contextmanager
    def writing(self, where: str) -> Iterator[Session]:
        """Open the next transaction; `where` names it for who watches its edges."""
        self._edge(f"before {where}")
        with stepping(self._place.database, self.change) as session:
            self._began = time.monotonic()
            yield session
            self._edge(f"in {where}")
        self._edge(f"after {where}")

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that only reads."""
        with self._place.database.reading() as session:
            yield session

    def asking(self, where: str) -> None:
        """Tell who watches that a request begins or has ended."""
        self._edge(where)

    def due(self) -> bool:
        """Tell whether one portion more would hold the write lock for too long, or for somebody who waits for it."""
        if time.monotonic() - self._began > STEP_SECONDS - PORTION_SECONDS:
            return True
        return is_awaited(self._place.database)

    @property
    def portion(self) -> int:
        """Return how many records to take at once: as many as were done in PORTION_SECONDS of late."""
        return self._portion

    @contextmanager
    def timing(self, records: int) -> Iterator[None]:
        """Learn from one portion how large the next may be."""
        began = time.monotonic()
        yield
        spent = max(time.monotonic() - began, 1e-6)
        # What is left of a page is small, and tells nothing unless it was slow all the same.
        if records and (records * 2 >= self._portion or spent > PORTION_SECONDS):
            each = spent / records
            # One that was quick, as a first one without much to look up, says little of the next.
            most = min(MOST_ROWS, self._portion * 3 // 2)
            self._portion = max(LEAST_ROWS, min(most, int(PORTION_SECONDS / each)))

    def changes(self) -> Changes:
        """Return what the run has written so far."""
        return result(self.change)
