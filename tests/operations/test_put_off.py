from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.journal import door
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.put_off import hidden_rows, put_off_row
from tests.builders import TODAY, new_book

SOON, LATER = TODAY + timedelta(3), TODAY + timedelta(9)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as opened:
        yield opened


@pytest.fixture
def account(book: Book) -> str:
    return str(book.write(lambda s: door.create(s, "account", [{"name": "A", "name_key": "a"}])[0])[1])


def test_that_a_row_is_hidden_until_its_day(book: Book, account: str) -> None:
    book.write(put_off_row, account, "renewal", "c-1", until=SOON)
    assert book.read(hidden_rows, today=TODAY) == {(account, "renewal", "c-1")}
    assert book.read(hidden_rows, today=SOON - timedelta(1)) == {(account, "renewal", "c-1")}
    assert book.read(hidden_rows, today=SOON) == set()


def test_that_there_is_one_day_for_a_row(book: Book, account: str) -> None:
    book.write(put_off_row, account, "quiet", "", until=LATER)
    book.write(put_off_row, account, "quiet", "", until=SOON)
    book.write(put_off_row, account, "data_gap", "", until=LATER)
    assert book.read(hidden_rows, today=SOON) == {(account, "data_gap", "")}
    changes, count = book.write(put_off_row, account, "quiet", "", until=SOON)
    assert (changes.id, count) == (None, 0)


def test_that_undo_brings_a_row_back_and_the_day_of_before(book: Book, account: str) -> None:
    first, _made = book.write(put_off_row, account, "quiet", "", until=LATER)
    second, _moved = book.write(put_off_row, account, "quiet", "", until=SOON)
    assert second.id is not None
    book.write(take_back, second.id)
    assert book.read(hidden_rows, today=SOON) == {(account, "quiet", "")}
    assert first.id is not None
    book.write(take_back, first.id)
    assert book.read(hidden_rows, today=TODAY) == set()
    book.write(put_off_row, account, "quiet", "", until=SOON)
    assert book.read(hidden_rows, today=TODAY) == {(account, "quiet", "")}
