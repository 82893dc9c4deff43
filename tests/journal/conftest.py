"""A plain book file with the schema, without a profile around it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.models import migrate
from app.models.database import Database

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "book.sqlite"
    migrate.ensure(path, None, lambda connection: None)
    opened = Database(path, None)
    yield opened
    opened.close()
