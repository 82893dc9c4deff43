"""The lines and movements of one account: they add up, and each movement knows the lines it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.money.account_movements import AccountMoney, account_movements
from tests.builders import new_book
from tests.operations.money.books import TODAY, contract, customer


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile", today=TODAY) as made:
        yield made


def line(session: Session, contract_id: str, amount: int, start: date, end: date, **how: Any) -> str:
    """Add a monthly line to a contract."""
    row = {
        "contract_id": contract_id, "product": "Desk", "quantity": "1", "unit_price": str(amount),
        "amount_minor": amount, "billing": "monthly", "start_on": start.isoformat(), "end_on": end.isoformat(), **how,
    }  # fmt: skip
    return door.create(session, "contract_line", [row])[0]


def read(book: Book, account: str) -> AccountMoney:
    found: AccountMoney = book.read(account_movements, account, today=TODAY)
    return found


def test_that_movements_come_to_what_is_paid_and_lead_to_their_lines(book: Book) -> None:
    def make(session: Session) -> str:
        account = customer(session, "A")
        contract(session, account, 100, start=date(2025, 1, 1), end=date(2025, 12, 31), external_id="C-1")
        second = contract(session, account, 80, start=date(2026, 1, 1), end=date(2026, 12, 31), external_id="C-2")
        line(session, second, 50, date(2026, 4, 1), date(2026, 12, 31), product="Analytics")
        return account

    account = book.write(make)[1]
    money = read(book, account)
    assert [(str(move.kind), int(move.amount), move.numbers) for move in money.moves] == [
        ("cross_sell", 50, ("C-2",)), ("contraction", -20, ("C-1", "C-2")), ("new", 100, ("C-1",)),
    ]  # fmt: skip
    assert sum(move.amount for move in money.moves) == money.mrr == 130
    lines = {one.id: one for one in money.lines}
    assert [lines[one].product for one in money.moves[0].lines] == ["Analytics"]
    assert [one.ended for one in money.lines] == [False, False, True]
    assert not any(move.day > TODAY for move in money.moves)


def test_that_the_steps_of_a_ramp_are_told_and_each_is_a_movement(book: Book) -> None:
    def make(session: Session) -> str:
        account = customer(session, "A")
        one = contract(session, account, 100, start=date(2026, 1, 1), end=date(2026, 6, 30))
        door.amend(session, "contract", {one: {"end_on": "2027-06-30"}})
        line(session, one, 200, date(2026, 7, 1), date(2026, 12, 31), free_months=1, quantity="2")
        line(session, one, 300, date(2027, 1, 1), date(2027, 6, 30))
        return account

    money = read(book, book.write(make)[1])
    assert sorted((one.step, one.steps, one.to_come) for one in money.lines) == [
        (1, 3, False), (2, 3, False), (3, 3, True),
    ]  # fmt: skip
    second = next(one for one in money.lines if one.step == 2)
    assert (second.free_months, second.mrr) == (1, Decimal(167))
    assert [(str(move.kind), int(move.amount)) for move in money.moves] == [("upsell", 67), ("new", 100)]


def test_that_one_currency_is_shown_as_it_is_and_several_in_the_reported_one(book: Book) -> None:
    def make(session: Session) -> tuple[str, str]:
        one, two = customer(session, "A"), customer(session, "B")
        contract(session, one, 12345, currency="USD")
        contract(session, two, 100)
        contract(session, two, 1000, currency="USD", product="Other")
        door.create(session, "rate", [{"currency": "USD", "base": "JPY", "on_date": "2026-01-01", "rate": "150"}])
        return one, two

    one, two = book.write(make)[1]
    assert (read(book, one).mrr, read(book, one).currency) == (Decimal("123.45"), "USD")
    assert (read(book, two).mrr, read(book, two).currency) == (Decimal(1600), "JPY")


def test_that_an_account_without_contracts_has_nothing(book: Book) -> None:
    money = read(book, book.write(lambda session: customer(session, "A"))[1])
    assert not money.lines and not money.moves and money.mrr == 0
