"""A database in memory with the search tables, and the bodies beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import sqlcipher3

from app.search.index import SCHEMA


def opened() -> Any:
    """A new database with the search tables."""
    connection = sqlcipher3.connect(":memory:", isolation_level=None)
    for statement in SCHEMA:
        connection.execute(statement)
    return connection


@pytest.fixture
def door() -> Iterator[Any]:
    connection = opened()
    yield connection
    connection.close()


def day(offset: int) -> date:
    """A day of the made-up time."""
    return date(2026, 1, 1) + timedelta(days=offset)
