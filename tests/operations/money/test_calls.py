"""What is expected of renewals: every call is kept, the last one counts, what moved is told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import BansoError
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.money.calls import call_renewal, calls_moved, calls_of
from app.operations.money.metrics import metrics
from app.revenue.periods import parse_period
from tests.builders import new_book
from tests.operations.money.books import OLD, contract, customer

SPRING = parse_period("2026-03")
MARCH = date(2026, 3, 10)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile", today=MARCH) as made:
        yield made


def _contract(book: Book, name: str = "A", amount: int = 1000, **how: object) -> str:
    return book.write(
        lambda session: contract(session, customer(session, name), amount, start=OLD, end=date(2026, 3, 31), **how)
    )[1]


def _call(book: Book, contract_id: str, on: date, *amounts: object, reason: str = "部長が前向き") -> str:
    worst, committed, best = (Decimal(str(one)) for one in amounts)
    return book.write(
        call_renewal,
        contract_id,
        worst=worst,
        committed=committed,
        best=best,
        reason=reason,
        today=on,
        by_id=book.by_id,
    )[1]


def test_that_every_call_is_kept_and_the_last_one_counts(book: Book) -> None:
    contract_id = _contract(book)
    _call(book, contract_id, date(2026, 1, 10), 0, 500, 900)
    _call(book, contract_id, date(2026, 3, 5), 600, 900, 1500, reason=" 稟議が通った ")
    history = book.read(calls_of, [contract_id])
    assert [(one.called_on, one.committed, one.reason, one.by) for one in history] == [
        (date(2026, 3, 5), 900, "稟議が通った", "佐藤"), (date(2026, 1, 10), 500, "部長が前向き", "佐藤"),
    ]  # fmt: skip
    told = book.read(metrics, period=SPRING, today=MARCH)
    hoped = told.forecast
    sums = [told.money(one) for one in (hoped.due, hoped.committed, hoped.best, hoped.worst)]
    assert sums == [1000, 900, 1000, 600]
    before = book.read(metrics, period=SPRING, today=date(2026, 3, 1)).forecast
    assert before.calls[contract_id].reason == "部長が前向き"


def test_that_what_moved_in_a_span_is_told_against_what_was_said_before(book: Book) -> None:
    one, two, three = (_contract(book, name) for name in "ABC")
    _call(book, one, date(2026, 1, 10), 0, 500, 900)
    _call(book, two, date(2026, 1, 10), 0, 500, 900)
    _call(book, one, date(2026, 3, 2), 0, 100, 900)
    _call(book, one, date(2026, 3, 4), 0, 200, 900)
    _call(book, two, date(2026, 3, 4), 0, 500, 900, reason="as before")
    _call(book, three, date(2026, 3, 5), 0, 700, 900)
    moved = book.read(calls_moved, date(2026, 3, 1), date(2026, 3, 7))
    assert [(each.now.account, each.change, each.before is None) for each in moved] == [
        ("C", 700, True), ("A", -300, False),
    ]  # fmt: skip
    assert book.read(calls_moved, date(2026, 2, 1), date(2026, 2, 28)) == []


@pytest.mark.parametrize(
    ("amounts", "reason", "field"),
    [
        ((0, 500, 400), "why", "committed"),
        ((600, 500, 700), "why", "committed"),
        ((-1, 500, 700), "why", "worst"),
        ((0, 500, "NaN"), "why", "best"),
        ((0, 500, 700), "  ", "reason"),
        ((0, 500, 700), "x" * 401, "reason"),
    ],
)
def test_that_a_call_that_says_nothing_is_refused(
    book: Book, amounts: tuple[object, ...], reason: str, field: str
) -> None:
    contract_id = _contract(book)
    with pytest.raises(BansoError) as refused:
        _call(book, contract_id, MARCH, *amounts, reason=reason)
    assert refused.value.field == field
    assert book.read(calls_of, [contract_id]) == []


def test_that_only_a_paid_contract_has_a_renewal_to_call(book: Book) -> None:
    for contract_id in (_contract(book, kind="trial"), "nobody's"):
        with pytest.raises(BansoError, match=r"call\.contract"):
            _call(book, contract_id, MARCH, 0, 1, 2)


def test_that_a_call_in_cents_is_kept_in_cents_and_can_be_taken_back(book: Book) -> None:
    contract_id = _contract(book, currency="USD")
    changes, _id = book.write(
        call_renewal, contract_id, worst=Decimal("1.5"), committed=Decimal("9.99"), best=Decimal(10), reason="why",
        today=MARCH, by_id=None,
    )  # fmt: skip
    [call] = book.read(calls_of, [contract_id])
    assert (call.committed, call.worst, call.currency, call.by) == (Decimal("9.99"), Decimal("1.50"), "USD", "")
    book.write(take_back, changes.id)
    assert book.read(calls_of, [contract_id]) == []
