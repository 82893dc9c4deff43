from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.operations.book import Book
from tests.builders import new_book
from tests.operations.plans.plan_books import Made
from tests.operations.reviews.review_books import prepared_account


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def made(book: Book) -> Made:
    return book.write(prepared_account)[1]
