"""Compares the search index with the book and makes it anew where they differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from app.journal import searchable
from app.models.database import Session
from app.search import index
from app.search.check import Fault, check


class _Apart:
    """Sends FTS5's own integrity check, an INSERT, elsewhere, so that looking does not hold the write lock."""

    def __init__(self, looking: index.Door, writing: index.Door) -> None:
        self._looking = looking
        self._writing = writing

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> Any:
        """Run one statement where it belongs."""
        return (self._writing if sql.startswith("INSERT") else self._looking).execute(sql, parameters)

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> Any:
        """Refuse: a check changes nothing."""
        raise RuntimeError(f"a check does not write: {sql}")


def search_faults(session: Session, elsewhere: index.Door) -> list[Fault]:
    """Return how the search index differs from what the book says should be found; `elsewhere` is in no transaction.

    A damaged index raises the driver's DatabaseError.
    """
    return check(_Apart(searchable.raw(session), elsewhere), searchable.everything(session))


def rebuild_search(session: Session) -> None:
    """Throw the search index away and make it anew, in the transaction of a writing session."""
    index.rebuild(searchable.raw(session), searchable.everything(session))
