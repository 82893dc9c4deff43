"""Plain statements on the tables that syncing keeps up; many keys go in as one JSON parameter."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from app.models.database import Session, door

ANY = "(SELECT value FROM json_each(?))"
"""What an id is looked for in: `WHERE id IN {ANY}`, with `listed(ids)` as its parameter."""


def listed(ids: Iterable[object]) -> str:
    """Return ids as the one parameter of ANY."""
    return json.dumps(list(ids))


def ask(session: Session, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Return the rows of a question."""
    return [tuple(row) for row in session.connection.exec_driver_sql(sql, values).fetchall()]


def one(session: Session, sql: str, *values: object) -> Any:
    """Return the first column of the first row, or None."""
    row = session.connection.exec_driver_sql(sql, values).fetchone()
    return None if row is None else row[0]


def write(session: Session, sql: str, *values: object) -> int:
    """Write to a table of syncing and return how many rows that touched."""
    with door(session):
        return session.connection.exec_driver_sql(sql, values).rowcount


def write_many(session: Session, sql: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Write many rows to a table of syncing."""
    if rows:
        with door(session):
            session.connection.exec_driver_sql(sql, list(rows))
