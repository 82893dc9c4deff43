from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import BansoError
from app.operations.accounts import account_rows
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.content import content_hash
from app.operations.promises import open_promises
from app.operations.quick_log import log_line
from tests.builders import TODAY, new_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as made:
        yield made


def logged(book: Book, line: str, *, create: bool = True) -> str:
    now = book.clock.now()
    changes, _done = book.write(log_line, line, today=TODAY, now=now, by_id=book.by_id, create=create)
    assert changes.id is not None
    return changes.id


def names(book: Book) -> list[str]:
    return [row.name for row in book.read(account_rows, today=TODAY)]


def test_that_an_unknown_account_is_added_with_its_touchpoint_and_taken_back_with_it(book: Book) -> None:
    before = book.read(content_hash)
    change = logged(book, "@ひばり工業 電話 次: 資料を送る 金曜まで")
    assert names(book) == ["ひばり工業"]
    assert [promise.text for promise in book.read(open_promises)] == ["資料を送る"]
    [row] = book.read(account_rows, today=TODAY)
    assert row.owner == "佐藤"
    book.write(take_back, change)
    assert names(book) == []
    assert book.read(content_hash) == before


def test_that_a_name_of_several_words_is_added_in_quotes(book: Book) -> None:
    logged(book, '@"Larkspur & Sons" call ok')
    assert names(book) == ["Larkspur & Sons"]


def test_that_a_known_account_is_never_added_again(book: Book) -> None:
    logged(book, "@ひばり工業 電話")
    logged(book, "@ひばり工業 電話 2")
    logged(book, "@ひばり メール")
    assert names(book) == ["ひばり工業"]


@pytest.mark.parametrize(("line", "key"), [("@ひばり工業", "log.empty"), ("電話", "log.no_account")])
def test_that_nothing_is_added_where_nothing_is_logged(book: Book, line: str, key: str) -> None:
    with pytest.raises(BansoError) as refused:
        logged(book, line)
    assert refused.value.key == key
    assert names(book) == []


def test_that_without_being_asked_nothing_is_added(book: Book) -> None:
    with pytest.raises(BansoError) as refused:
        logged(book, "@ひばり工業 電話", create=False)
    assert refused.value.key == "log.unknown_account"
    assert names(book) == []
