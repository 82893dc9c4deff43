"""My own time against what the accounts pay: shares, what nobody measured, gatherings, other people's touchpoints."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.money.own_time import NONE, OwnTime, own_time
from app.operations.settings import settings
from app.revenue.periods import parse_period
from app.vocabulary import Segment
from tests.builders import new_book
from tests.operations.money.books import contract, customer

TODAY = date(2026, 11, 20)
HALF = parse_period("2026-07..2026-12")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile", today=TODAY) as made:
        yield made


def _touch(session: Session, account: str, minutes: int | None, on: date = TODAY, **how: object) -> None:
    row = {
        "account_id": account, "state": "done", "kind": "call", "on_date": on.isoformat(), "body": "…",
        "minutes": minutes, "purpose": "adoption", **how,
    }  # fmt: skip
    door.create(session, "touchpoint", [row])


def _asked(book: Book, **how: object) -> OwnTime:
    return book.read(own_time, period=HALF, today=TODAY, **how)  # type: ignore[arg-type]


def test_that_minutes_are_added_up_by_segment_and_purpose_against_the_arr(book: Book) -> None:
    def fill(session: Session) -> dict[str, str]:
        ids = {
            name: customer(session, name, segment=part) for name, part in (("H", "high"), ("L", "low"), ("S", "low"))
        }
        contract(session, ids["H"], 150_000)
        contract(session, ids["L"], 50_000)
        contract(session, ids["S"], 50_000)
        _touch(session, ids["H"], 60)
        _touch(session, ids["H"], 30, purpose="renewal")
        _touch(session, ids["L"], 30, purpose=None)
        return ids

    ids = book.write(fill)[1]
    found = _asked(book)
    assert (found.segments(), found.purposes()) == (("high", "low"), ("adoption", "renewal", NONE))
    assert [found.spent(*cell).minutes for cell in (("high",), ("high", "renewal"), ())] == [90, 30, 120]
    assert (found.share("high"), found.share("low", NONE)) == (Fraction(3, 4), Fraction(1, 4))
    assert (found.arr("high"), found.arr_share("high")) == (Decimal(1_800_000), Fraction(3, 5))
    assert found.hours_per("high") == Fraction(3, 2) / Fraction(9, 5)
    assert [one.account_id for one in found.behind()] == [ids["H"], ids["L"], ids["S"]]
    assert [one.account_id for one in found.behind("low", NONE)] == [ids["L"]]
    assert [one.account_id for one in found.behind("low")] == [ids["L"], ids["S"]]
    assert _asked(book, segment=Segment.LOW).segments() == ("low",)


def test_that_what_has_no_minutes_is_counted_and_not_guessed(book: Book) -> None:
    def fill(session: Session) -> None:
        account = customer(session, "A")
        _touch(session, account, None)
        _touch(session, account, 0)
        _touch(session, account, 40)
        _touch(session, account, 500, state="planned")
        _touch(session, account, 500, on=date(2026, 6, 30))

    book.write(fill)
    found = _asked(book)
    spent = found.spent(NONE)
    assert (spent.minutes, spent.measured, spent.unmeasured, spent.touchpoints) == (Fraction(40), 1, 2, 3)
    assert found.hours_per(NONE) is None


def test_that_the_minutes_of_a_gathering_are_shared_by_those_who_came(book: Book) -> None:
    def fill(session: Session) -> None:
        [event] = door.create(session, "gathering", [{"name": "勉強会", "kind": "training", "on_date": "2026-10-01"}])
        for name in "ABC":
            _touch(session, customer(session, name), 90, date(2026, 10, 1), gathering_id=event, kind="training")

    book.write(fill)
    found = _asked(book)
    assert (found.spent().minutes, found.accounts[0].spent().minutes) == (Fraction(90), Fraction(30))


def test_that_touchpoints_of_somebody_else_are_not_my_time(book: Book) -> None:
    def fill(session: Session) -> None:
        [other] = door.create(session, "member", [{"name": "前任"}])
        account = customer(session, "A")
        _touch(session, account, 60, by_id=other)
        _touch(session, account, 20, by_id=settings(session).me)
        _touch(session, account, 10)

    book.write(fill)
    found = _asked(book)
    assert (found.spent().minutes, found.others) == (Fraction(30), 1)


def test_that_a_currency_without_a_rate_leaves_the_time_and_is_named(book: Book) -> None:
    def fill(session: Session) -> None:
        account = customer(session, "A", segment="high")
        contract(session, account, 100, currency="USD")
        contract(session, customer(session, "gone", segment="high"), 1, end=date(2026, 1, 31), currency="USD")
        contract(session, customer(session, "B", segment="high"), 1000)
        _touch(session, account, 60)

    book.write(fill)
    found = _asked(book)
    assert found.without_rate == ("USD",)
    assert [(one.name, one.arr) for one in found.accounts] == [("A", None), ("B", Decimal(12_000))]
    assert found.spent("high").minutes == 60


def test_that_an_empty_book_has_no_time_and_a_period_to_come_is_refused(book: Book) -> None:
    found = _asked(book)
    assert (found.accounts, found.share(), found.arr_share(), found.hours_per()) == ((), None, None, None)
    with pytest.raises(BansoError, match=r"metrics\.ahead"):
        book.read(own_time, period=parse_period("2027-01"), today=TODAY)
