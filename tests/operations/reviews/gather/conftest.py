from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import new_book
from tests.operations.reviews.gather.small_book import Small


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    with new_book(tmp_path) as book:
        yield Small(book)
