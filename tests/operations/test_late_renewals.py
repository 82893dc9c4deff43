"""A contract that ended and is not renewed is a row of Today for as long as its money still counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.operations.book import Book
from app.operations.contracts import standings
from app.operations.put_off import put_off_row
from app.operations.settings import choose
from app.operations.today import TodayRow, today_page, today_rows, today_words, week_rows
from app.vocabulary import TodayKind
from tests.builders import new_book
from tests.operations.money.books import contract, customer

ENDED, TODAY, UNTIL = date(2026, 3, 31), date(2026, 4, 20), date(2026, 4, 30)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile", today=TODAY) as made:
        yield made


def ended(book: Book, name: str = "A", end: date = ENDED, amount: int = 1000, **how: object) -> tuple[str, str]:
    """Write a customer whose contract has ended; returns the ids of both."""
    account = book.write(lambda session: customer(session, name, segment="tech"))[1]
    return account, book.write(lambda session: contract(session, account, amount, end=end, **how))[1]


def late(book: Book, today: date = TODAY) -> list[TodayRow]:
    return [row for row in book.read(today_rows, today=today) if row.reason == "renewal.late"]


def test_that_it_says_since_when_and_until_when_it_counts(book: Book) -> None:
    account, made = ended(book)
    [row] = late(book)
    assert (row.account_id, row.kind, row.subject_id, row.due) == (account, TodayKind.RENEWAL, made, ENDED)
    assert (row.params["days"], row.params["until"], row.params["products"]) == (20, UNTIL, ("Desk",))
    assert today_words(row, "en") == (
        "Settle the late renewal", "Contract ended Tue 31 Mar, 20 d ago, not renewed; its MRR counts until Thu 30 Apr",
    )  # fmt: skip
    assert today_words(row, "ja") == (
        "遅れている更新を確かめる",
        "3/31 火 に満了し、20日たっても更新されていません（MRR は 4/30 木 まで計上）",
    )


def test_that_it_stands_from_the_day_after_the_last_to_the_end_of_the_grace(book: Book) -> None:
    ended(book)
    there = [bool(late(book, ENDED + timedelta(away))) for away in (0, 1, 30, 31)]
    assert there == [False, True, True, False]
    book.write(choose, "grace", 0)
    assert not late(book, ENDED + timedelta(1))


@pytest.mark.parametrize(
    "how", [{"notified_on": "2026-02-01"}, {"outcome": "churned", "outcome_on": "2026-03-31"}, {"auto_renew": True}]
)
def test_that_who_left_or_goes_on_has_none(book: Book, how: dict[str, object]) -> None:
    ended(book, **how)
    assert late(book) == []


def test_that_what_is_signed_at_last_settles_it(book: Book) -> None:
    account, _made = ended(book)
    book.write(lambda session: contract(session, account, 1200, start=date(2026, 4, 11)))
    assert late(book) == []


def test_that_contracts_of_one_last_day_are_one_and_others_ask_for_themselves(book: Book) -> None:
    account, first = ended(book)
    second = book.write(lambda session: contract(session, account, 500, end=ENDED, product="Board"))[1]
    third = book.write(lambda session: contract(session, account, 300, end=date(2026, 4, 10), product="Chart"))[1]
    rows = {row.due: row for row in late(book)}
    assert set(rows) == {ENDED, date(2026, 4, 10)}
    assert set(rows[ENDED].params["contracts"]) == {first, second}  # type: ignore[call-overload]
    assert rows[date(2026, 4, 10)].params["contracts"] == (third,)
    terms = book.read(standings, TODAY)[account].late_terms
    assert [term.end for term in terms] == [ENDED, ENDED, date(2026, 4, 10)]


def test_that_it_presses_more_each_day_and_stands_in_the_week_too(book: Book) -> None:
    ended(book)
    [early], [row] = late(book, ENDED + timedelta(1)), late(book)
    assert early.ranked is not None and row.ranked is not None
    assert early.ranked.days < row.ranked.days
    assert early.ranked.urgency == row.ranked.urgency == 5
    page = book.read(today_page, today=TODAY, now=book.clock.now())
    assert [one.reason for one in page.week] == [one.reason for one in book.read(week_rows, today=TODAY)]
    assert "renewal.late" in [one.reason for one in page.week]


def test_that_later_hides_it_until_its_day(book: Book) -> None:
    ended(book)
    [row] = late(book)
    book.write(put_off_row, row.account_id, str(row.kind), row.subject_id, until=TODAY + timedelta(3))
    assert [bool(late(book, TODAY + timedelta(away))) for away in (0, 2, 3)] == [False, False, True]
