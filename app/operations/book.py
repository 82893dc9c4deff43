"""An open book: runs questions and operations on its database, each operation as one change."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from app.clock import Clock, stamp
from app.journal.change import LongChange, changing, result
from app.journal.changes import Changes
from app.models import driver
from app.models.database import Database, OpenChange, Session

if TYPE_CHECKING:
    from app.sync.steps import Place

P = ParamSpec("P")
T = TypeVar("T")


class Book:
    """What screens and verbs hold: a database, the clock and who is writing. Knows no business noun."""

    def __init__(
        self,
        database: Database,
        folder: Path,
        clock: Clock,
        by_id: str | None = None,
        *,
        key: bytes | None = None,
        language: str | None = None,
        held: contextlib.ExitStack | None = None,
    ) -> None:
        self.folder = folder
        self.clock = clock
        self.by_id = by_id
        self.language = language
        self._database = database
        self.key = key  # for its own files only: back-ups and checks open them again
        self._held = held or contextlib.ExitStack()
        self._watching: driver.Connection | None = None

    def read(self, question: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask a question in a session of its own."""
        with self._database.reading() as session:
            return question(session, *args, **kwargs)

    def write(
        self,
        operation: Callable[Concatenate[Session, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[Changes, T]:
        """Run an operation as one change and one transaction; returns what it touched and what it answered."""
        cause = operation.__name__
        with changing(self._database, cause, at=self.clock.now(), by_id=self.by_id) as session:
            answer = operation(session, *args, **kwargs)
            change = session.change
        assert change is not None
        return result(change), answer

    @contextlib.contextmanager
    def long(self, cause: str, params: Mapping[str, object] | None = None) -> Iterator[LongChange]:
        """Open a change of many short transactions, for work off the UI thread."""
        with LongChange(
            self._database, self.folder, cause, at=self.clock.now(), by_id=self.by_id, params=params
        ) as change:
            yield change

    @contextlib.contextmanager
    def retelling(self) -> Iterator[Callable[[str, datetime, str], Session]]:
        """Open one transaction for many changes of the past, all or none.

        Yields a function (change id, instant, cause) → the session, in which the next writes belong to that change.
        """
        with self._database.writing() as session:

            def turn(change_id: str, at: datetime, cause: str) -> Session:
                session.change = OpenChange(change_id, stamp(at), self.by_id, cause)
                return session

            yield turn

    def place(self) -> Place:
        """Return where a run of sync happens: it opens transactions of its own, on a thread of its own."""
        from app.sync.steps import Place

        return Place(self._database, self.folder, self.clock)

    def data_version(self) -> int:
        """Return a number that moves when anything else, this book's own writes included, has written to the file."""
        if self._watching is None:
            # The number means something only from one asking to the next of the same connection.
            self._watching = driver.connect(self._database.path, self.key, cache_mb=1, create=False)
        return int(self._watching.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Close the book's connections and let go of its locks."""
        if self._watching is not None:
            self._watching.close()
            self._watching = None
        self._database.close()
        self._held.close()

    def __enter__(self) -> Book:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()
