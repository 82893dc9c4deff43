"""The renewals of an account: late within the grace, calls of this term, what ended and what follows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.models.database import Session
from app.operations.book import Book
from app.operations.money.calls import call_renewal
from app.operations.money.renewal_card import Renewal, Stands, renewals_of
from app.operations.settings import choose
from tests.builders import new_book
from tests.operations.money.books import OLD, TODAY, contract, customer


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile", today=TODAY) as made:
        yield made


def made(book: Book, *contracts: Callable[[Session, str], object]) -> str:
    def make(session: Session) -> str:
        account = customer(session, "A")
        for one in contracts:
            one(session, account)
        return account

    account: str = book.write(make)[1]
    return account


def of(end: date, **how: Any) -> Callable[[Session, str], str]:
    return lambda session, account: contract(session, account, 1000, **{"start": OLD, "end": end, **how})


def read(book: Book, account: str, today: date = TODAY) -> tuple[Renewal, ...]:
    found: tuple[Renewal, ...] = book.read(renewals_of, account, today=today)
    return found


def test_that_a_contract_past_its_last_day_is_late_as_long_as_the_grace(book: Book) -> None:
    account = made(book, of(date(2026, 11, 10)), of(date(2027, 3, 31), product="Other"))
    first, second = read(book, account)
    assert (first.stands, first.until, second.stands) == (Stands.LATE, date(2026, 12, 10), Stands.RUNNING)
    assert read(book, account, date(2026, 12, 11))[-1].stands is Stands.ENDED
    book.write(choose, "grace", 5)
    assert read(book, account)[-1].stands is Stands.ENDED


def test_that_what_was_followed_is_out_of_sight_and_what_was_lost_is_not(book: Book) -> None:
    account = made(
        book, of(date(2026, 3, 31)), of(date(2027, 3, 31), start=date(2026, 4, 1)),
        of(date(2026, 8, 31), product="Other", outcome="churned", outcome_on="2026-08-01"),
    )  # fmt: skip
    assert [(one.end, one.stands) for one in read(book, account)] == [
        (date(2027, 3, 31), Stands.RUNNING), (date(2026, 8, 31), Stands.ENDED),
    ]  # fmt: skip


def test_that_what_goes_on_by_itself_ends_where_another_contract_takes_its_place(book: Book) -> None:
    account = made(
        book, of(date(2026, 3, 31), auto_renew=True), of(date(2027, 3, 31), start=date(2026, 4, 1), auto_renew=True)
    )
    [one] = read(book, account)
    assert one.begun == date(2026, 4, 1)


def test_that_a_call_and_an_intent_of_an_earlier_term_are_not_those_of_this_one(book: Book) -> None:
    account = made(
        book, of(date(2026, 3, 31), auto_renew=True, intent_on="2026-02-01", notice_value=1, notice_unit="m")
    )
    [before] = read(book, account, date(2026, 3, 1))
    assert before.confirmed and not before.estimated
    for day in (date(2026, 3, 1), date(2026, 11, 1)):
        book.write(
            call_renewal, before.contract.id, committed=Decimal(900), best=Decimal(1000), worst=Decimal(0),
            reason="why", today=day, by_id=None,
        )  # fmt: skip
    [now] = read(book, account)
    assert now.begun == date(2026, 4, 1) and now.end == date(2027, 3, 31)
    assert not now.confirmed
    assert now.call is not None and now.call.called_on == date(2026, 11, 1)
    assert len(now.calls) == 2 and now.mrr == 1000
    assert read(book, account, date(2026, 10, 1))[0].notice_on == date(2027, 2, 28)


def test_that_trials_and_what_has_not_begun_have_no_renewal(book: Book) -> None:
    account = made(book, of(date(2027, 3, 31), kind="trial"), of(date(2028, 3, 31), start=date(2027, 4, 1)))
    assert read(book, account) == ()
