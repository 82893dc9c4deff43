from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.errors import BansoError
from app.operations.account_page import AccountPage, account_page
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.content import content_hash
from app.operations.contract_terms import ContractRow, amend_contract, columns_of, past_day, restore_terms
from tests.builders import TODAY, new_book
from tests.views.accounts.books import NAMES, fill


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as made:
        fill(made)
        yield made


def page(book: Book, name: str = NAMES[0]) -> AccountPage:
    return book.read(account_page, book.read(find_account, name), today=TODAY)


def terms(book: Book, name: str = NAMES[0]) -> ContractRow:
    found = page(book, name).contract
    assert found is not None
    return found


def say(book: Book, field: str, said: str, name: str = NAMES[0]) -> None:
    book.write(amend_contract, terms(book, name).id, field, said, today=TODAY)


def test_that_the_notice_term_moves_the_deadline_that_every_screen_names(book: Book) -> None:
    assert (page(book).notice_date, page(book).notice_estimated) == (date(2027, 1, 28), False)
    say(book, "notice", "60日前")
    assert (terms(book).notice_value, terms(book).notice_unit) == (60, "d")
    assert page(book).notice_date == date(2026, 12, 30)
    say(book, "notice", "")
    assert (page(book).notice_date, page(book).notice_estimated) == (date(2027, 1, 28), True)


def test_that_intent_is_kept_with_who_said_it_and_how(book: Book) -> None:
    say(book, "intent_on", "11/30")
    assert terms(book).intent_on == date(2025, 11, 30)
    say(book, "intent_on", "昨日")
    say(book, "intent_by", "渡辺常務")
    say(book, "intent_how", "meeting")
    said = terms(book)
    assert (said.intent_on, said.intent_by, said.intent_how) == (date(2026, 11, 19), "渡辺常務", "meeting")
    assert page(book).intent_on == date(2026, 11, 19)
    say(book, "intent_on", "")
    assert terms(book).intent_on is None


def test_that_their_own_dates_are_the_next_to_come(book: Book) -> None:
    say(book, "approval_due", "1/15")
    say(book, "budget_due", "月末")
    assert (terms(book).approval_due, terms(book).budget_due) == (date(2027, 1, 15), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("field", "said", "key"),
    [
        ("notice", "そのうち", "notice.unreadable"), ("approval_due", "未定", "field.no_day"),
        ("intent_on", "2027-01-01", "field.day_to_come"), ("intent_on", "2/30", "field.no_day"),
        ("intent_by", "あ" * 401, "field.too_long"),
    ],
)  # fmt: skip
def test_that_what_cannot_be_meant_changes_nothing(book: Book, field: str, said: str, key: str) -> None:
    before = book.read(content_hash)
    with pytest.raises(BansoError) as refused:
        say(book, field, said)
    assert refused.value.key == key
    assert book.read(content_hash) == before


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("今日", "2026-11-20"),
        ("金曜", "2026-11-20"),
        ("月曜", "2026-11-16"),
        ("2/29", "2026-02-28"),
        ("11/21", "2025-11-21"),
    ],
)
def test_that_a_day_on_which_something_was_said_is_never_to_come(said: str, day: str) -> None:
    assert past_day(said, TODAY) == day


def test_that_terms_come_back_and_nothing_else_of_a_contract_does(book: Book) -> None:
    contract_id = terms(book).id
    say(book, "notice", "60日前")
    book.write(restore_terms, contract_id, dict(zip(columns_of("notice"), (1, "m"), strict=True)))
    assert page(book).notice_date == date(2027, 1, 28)
    with pytest.raises(KeyError):
        book.write(restore_terms, contract_id, {"end_on": "2030-01-01"})
