from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import BansoError
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.book import Book
from app.operations.intents import confirm_intent, who_may_confirm
from tests.builders import TODAY, new_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as opened:
        yield opened


def write(session: Session) -> tuple[str, str]:
    account = door.create(session, "account", [{"name": "A", "name_key": "a"}])[0]
    row = {"account_id": account, "kind": "paid", "start_on": "2026-01-01", "end_on": "2026-12-31", "currency": "JPY"}
    people = (
        ("利用者", "user"),
        ("課長", "champion"),
        ("常務", "sponsor"),
        ("社長", "decision_maker"),
        ("前任", "sponsor"),
    )
    for name, role in people:
        [person] = door.create(session, "person", [{"name": name, "name_key": name}])
        left = "2026-03-31" if name == "前任" else None
        where = {"person_id": person, "account_id": account, "role": role, "to_on": left}
        door.create(session, "position", [where])
    return account, door.create(session, "contract", [row])[0]


def test_that_a_confirmation_says_when_who_and_how(book: Book) -> None:
    _changes, (_account, contract) = book.write(write)
    book.write(confirm_intent, [contract], on=TODAY, by="  常務 ", how="call", today=TODAY)
    [row] = book.read(lambda s: s.rows(tables.contract.select()))
    assert (row["intent_on"], row["intent_by"], row["intent_how"]) == ("2026-11-20", "常務", "call")


def test_that_it_needs_a_name_and_a_day_that_has_come(book: Book) -> None:
    _changes, (_account, contract) = book.write(write)
    with pytest.raises(BansoError, match=r"intent\.by_missing"):
        book.write(confirm_intent, [contract], on=TODAY, by=" ", how="call", today=TODAY)
    with pytest.raises(BansoError, match=r"intent\.not_yet"):
        book.write(confirm_intent, [contract], on=TODAY + timedelta(1), by="常務", how="call", today=TODAY)
    [row] = book.read(lambda s: s.rows(tables.contract.select()))
    assert row["intent_on"] is None


def test_that_who_decides_is_named_first_and_who_left_not_at_all(book: Book) -> None:
    _changes, (account, _contract) = book.write(write)
    assert book.read(who_may_confirm, account) == ("社長", "常務", "課長", "利用者")
    assert book.read(who_may_confirm, "nobody") == ()
