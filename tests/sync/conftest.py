"""What the tests of syncing share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import new_book
from tests.sync.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give an open book without connections."""
    with new_book(tmp_path) as book:
        yield Desk(book, tmp_path)
