from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.clock import Clock
from app.operations.account_fields import write_field
from app.operations.account_page import account_page
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.contract_terms import amend_contract
from app.operations.field_history import TOGETHER, field_history
from tests.builders import TODAY, new_book
from tests.views.accounts.books import NAMES, fill


class Later(Clock):
    """A clock that a test turns on."""

    late = timedelta(0)

    def now(self):  # type: ignore[no-untyped-def]
        return super().now() + Later.late


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    Later.late = timedelta(0)
    with new_book(tmp_path) as made:
        fill(made)
        yield made


def wait(book: Book, how_long: timedelta) -> None:
    """Let time pass between two changes."""
    book.clock = Later(book.clock.zone, book.clock.fixed)
    Later.late += how_long


def say(book: Book, field: str, said: str) -> None:
    book.write(write_field, book.read(find_account, NAMES[0]), field, said, today=TODAY)


def seen(book: Book, field: str) -> list[tuple[object, object, bool]]:
    found = book.read(field_history, "account", book.read(find_account, NAMES[0]), field)
    return [(one.old, one.new, one.created) for one in found]


def test_that_the_first_value_and_every_later_one_are_told_newest_first(book: Book) -> None:
    assert seen(book, "segment") == [(None, "high", True)]
    say(book, "segment", "low")
    wait(book, TOGETHER * 2)
    say(book, "segment", "")
    assert seen(book, "segment") == [("low", None, False), ("high", "low", False), (None, "high", True)]
    assert seen(book, "industry") == []
    newest = book.read(field_history, "account", book.read(find_account, NAMES[0]), "segment")[0]
    assert (newest.by, newest.cause) == ("佐藤", "write_field")


def test_that_pauses_while_writing_read_as_one_change(book: Book) -> None:
    for said in ("銀", "銀行", "銀行業"):
        say(book, "industry", said)
        wait(book, timedelta(seconds=30))
    assert seen(book, "industry") == [(None, "銀行業", False)]
    say(book, "industry", "")
    assert seen(book, "industry") == []
    wait(book, TOGETHER * 2)
    say(book, "industry", "金融")
    assert seen(book, "industry") == [(None, "金融", False)]


def test_that_ids_are_told_by_name(book: Book) -> None:
    say(book, "owner_id", "高橋")
    say(book, "parent_id", NAMES[1])
    account_id = book.read(find_account, NAMES[0])
    [owner] = book.read(field_history, "account", account_id, "owner_id")
    [parent] = book.read(field_history, "account", account_id, "parent_id")
    assert (owner.old_name, owner.new_name, parent.new_name) == ("", "高橋", NAMES[1])


def test_that_a_value_of_two_columns_is_one_value(book: Book) -> None:
    account = book.read(account_page, book.read(find_account, NAMES[0]), today=TODAY)
    assert account.contract is not None
    book.write(amend_contract, account.contract.id, "notice", "60日前", today=TODAY)
    found = book.read(field_history, "contract", account.contract.id, "notice_value", "notice_unit")
    assert [(one.old, one.new) for one in found] == [((1, "m"), (60, "d")), ((None, None), (1, "m"))]


def test_that_a_row_that_is_not_there_has_no_history(book: Book) -> None:
    assert book.read(field_history, "account", "nobody", "name") == []
