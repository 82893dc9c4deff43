"""A renewal that is late within its grace: every place says that the contract ended, and until when it still counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.operations.account_page import account_page
from app.operations.accounts import account_rows
from app.operations.book import Book
from app.operations.contracts import standings
from app.operations.first_rows import first_rows
from app.operations.handover_parts import known_parts
from app.operations.settings import choose
from app.operations.sheet_words import arr_line, renewal_words
from app.operations.standing import Late
from tests.builders import new_book
from tests.operations.money.books import contract, customer

MARCH, TODAY = date(2026, 3, 31), date(2026, 4, 20)
FOUND = Late(MARCH, date(2026, 4, 30))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile", today=TODAY) as made:
        yield made


def _late(book: Book, **how: object) -> str:
    account = book.write(lambda session: customer(session, "A"))[1]
    book.write(lambda session: contract(session, account, 1000, end=MARCH, **how))
    return account


def test_that_the_list_the_page_and_the_first_rows_know_it(book: Book, tmp_path: Path) -> None:
    account = _late(book)
    page = book.read(account_page, account, today=TODAY)
    [row] = book.read(account_rows, today=TODAY)
    first = first_rows(tmp_path / "profile", None, today=TODAY)
    assert first is not None
    assert [one.late for one in (page, row, *first.rows, book.read(standings, TODAY)[account])] == [FOUND] * 4
    assert (page.mrr, page.renewal_date, row.ends) == (1000, None, MARCH)
    assert renewal_words(page, TODAY, "en") == "Ended Tue 31 Mar · renewal late, counts until Thu 30 Apr"
    assert renewal_words(page, TODAY, "ja") == "満了 3/31 火・更新の遅れ（4/30 木 まで計上）"
    parts = {part.key: part for part in book.read(known_parts, account, today=TODAY, lang="en")}
    assert [line.text for line in parts["notice"].lines] == [renewal_words(page, TODAY, "en")]
    assert [line.tone for line in parts["money"].lines] == ["late"]
    assert "No contract in force" not in [line.text for line in parts["gaps"].lines]
    assert arr_line(page, "en").endswith("Only by the grace")


@pytest.mark.parametrize(
    "how", [{"notified_on": "2026-02-01"}, {"outcome": "churned", "outcome_on": "2026-03-31"}, {"auto_renew": True}]
)
def test_that_who_left_or_goes_on_is_not_late(book: Book, how: dict[str, object]) -> None:
    account = _late(book, **how)
    assert book.read(account_page, account, today=TODAY).late is None


def test_that_it_is_late_until_something_continues_it_or_the_grace_is_over(book: Book) -> None:
    account = _late(book)
    for grace, late in ((0, None), (19, None), (20, Late(MARCH, TODAY)), (60, Late(MARCH, date(2026, 5, 30)))):
        book.write(choose, "grace", grace)
        assert book.read(account_page, account, today=TODAY).late == late
    for day in (MARCH, date(2026, 5, 31)):
        assert book.read(account_page, account, today=day).late is None
    book.write(lambda session: contract(session, account, 1200, start=date(2026, 4, 11)))
    page = book.read(account_page, account, today=TODAY)
    assert (page.late, page.mrr) == (None, 1200)


def test_that_money_by_the_grace_is_flagged_also_beside_a_contract_in_force(book: Book) -> None:
    account = _late(book)
    book.write(lambda session: contract(session, account, 500, product="Board", start=date(2026, 1, 1)))
    page = book.read(account_page, account, today=TODAY)
    assert (page.late, page.mrr, page.renewal_date) == (FOUND, 1500, date(2027, 3, 31))
