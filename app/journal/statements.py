"""Plain statements over many ids, for what is erased for good."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.models.database import Session

CHUNK = 500


def run(session: Session, sql: str, values: Sequence[object]) -> None:
    """Run one statement within the open door."""
    session.connection.exec_driver_sql(sql, tuple(values))


def chunks(values: Sequence[object]) -> Iterator[list[object]]:
    """Yield the values in pieces that fit into one statement."""
    for start in range(0, len(values), CHUNK):
        yield list(values[start : start + CHUNK])


def marks(values: Sequence[object]) -> str:
    """Return a question mark for each value."""
    return ", ".join("?" * len(values))
