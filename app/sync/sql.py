"""Plain statements on the tables that syncing keeps up; many keys go in as one JSON parameter.

They are asked of the driver itself, for a run asks a dozen of them for each of its portions.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from app.models.database import Session

ANY = "(SELECT value FROM json_each(?))"
"""What an id is looked for in: `WHERE id IN {ANY}`, with `listed(ids)` as its parameter."""


def listed(ids: Iterable[object]) -> str:
    """Return ids as the one parameter of ANY."""
    return json.dumps(list(ids))


def ask(session: Session, sql: str, *values: object) -> list[tuple[Any, ...]]:
    """Return the rows of a question."""
    found: list[tuple[Any, ...]] = session.driver.execute(sql, values).fetchall()
    return found


def one(session: Session, sql: str, *values: object) -> Any:
    """Return the first column of the first row, or None."""
    row = session.driver.execute(sql, values).fetchone()
    return None if row is None else row[0]


def write(session: Session, sql: str, *values: object) -> int:
    """Write to a table of syncing and return how many rows that touched."""
    return int(session.driver.execute(sql, values).rowcount)


def write_many(session: Session, sql: str, rows: Sequence[tuple[object, ...]]) -> int:
    """Write many rows to a table of syncing and return how many rows that touched."""
    return int(session.driver.executemany(sql, rows).rowcount) if rows else 0
