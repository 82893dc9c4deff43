"""Opens a change: one transaction for what a person does, many short ones for what takes long."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType

from sqlalchemy import update

from app.clock import stamp
from app.ids import uuid7
from app.journal import undo
from app.journal.changes import Changes
from app.models import locks, tables
from app.models.database import Database, OpenChange, Session, door

STEP_SECONDS = 0.2
"""A long change gives the write lock back after this long, so that a person's own write never waits."""

TURN_SECONDS = 2.0
"""A long change lets single writes through first, for at most this long before each step."""


def result(change: OpenChange) -> Changes:
    """Return what a change has written so far."""
    if not change.written:
        return Changes()
    return Changes(change.id, {entity: frozenset(ids) for entity, ids in change.touched.items()})


@contextmanager
def changing(
    database: Database, cause: str, *, at: datetime, by_id: str | None, params: Mapping[str, object] | None = None
) -> Iterator[Session]:
    """Open a session whose writes are one change and one transaction: all of it, or on an error nothing."""
    change = OpenChange(uuid7(), stamp(at), by_id, cause, params or {})
    with locks.hold(_turn(database), shared=True, wait=TURN_SECONDS), database.writing(change) as session:
        yield session


@contextmanager
def stepping(database: Database, change: OpenChange) -> Iterator[Session]:
    """Open the next short transaction of a change that has many, after whoever waits to write a single one."""
    written = change.written
    with locks.hold(_turn(database), wait=TURN_SECONDS):
        # Only asked for: who waits to write a single change holds it, and is let through first.
        pass
    try:
        with database.writing(change) as session:
            yield session
    except BaseException:
        change.written = written
        raise


def is_awaited(database: Database) -> bool:
    """Tell whether somebody waits to write a single change."""
    with locks.hold(_turn(database)) as free:
        return not free


class LongChange:
    """One change of many short transactions, held by a lock as long as its process lives.

    `with LongChange(…) as change: with change.step() as session: …`. An error or a cancellation undoes what the
    steps had written; a killed process leaves the change open, and the next start undoes it (app.journal.recover).
    """

    def __init__(
        self,
        database: Database,
        folder: Path,
        cause: str,
        *,
        at: datetime,
        by_id: str | None,
        params: Mapping[str, object] | None = None,
    ) -> None:
        self.change = OpenChange(uuid7(), stamp(at), by_id, cause, params or {}, state="open")
        self._database = database
        # Whoever sweeps lock files away may hold the new one for a moment.
        self._lock: AbstractContextManager[bool] = locks.hold(lock_path(folder, self.change.id), wait=TURN_SECONDS)
        self._path = lock_path(folder, self.change.id)
        self._began = 0.0

    def __enter__(self) -> LongChange:
        if not self._lock.__enter__():
            raise RuntimeError(f"the lock of a new change is taken: {self._path}")
        return self

    @contextmanager
    def step(self) -> Iterator[Session]:
        """Open the next short transaction; ask `due()` inside to know when to end it."""
        with stepping(self._database, self.change) as session:
            self._began = time.monotonic()
            yield session

    def due(self) -> bool:
        """Tell whether the present step has held the write lock long enough."""
        return time.monotonic() - self._began > STEP_SECONDS

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self.change.written:
                self._finish(undone=error is not None)
        finally:
            self._lock.__exit__(kind, error, trace)
            self._path.unlink(missing_ok=True)

    def _finish(self, *, undone: bool) -> None:
        if undone:
            undo.roll_back(self._database, self.change.id, at=self.change.at, by_id=self.change.by_id)
            return
        with self._database.writing() as session, door(session):
            session.execute(update(tables.change).where(tables.change.c.id == self.change.id).values(state="complete"))


def lock_path(folder: Path, change_id: str) -> Path:
    """Return the lock file of a long change in a profile's folder."""
    return folder / "changes" / f"{change_id}.lock"


def _turn(database: Database) -> Path:
    # SQLite's own waiting polls: beside an import, whose steps follow each other closely, it would never get a turn.
    return database.path.with_name("turn.lock")
