from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.accounts import amend_accounts
from app.operations.book import Book
from app.operations.health.derived import keep_derived
from app.operations.settings import choose
from tests.builders import TODAY, new_book, opened

_KEPT = text(
    """SELECT m.key, r.value, r.source, r.observed_at FROM reading r JOIN measure m ON m.no = r.measure_no
 WHERE r.deleted_at IS NULL ORDER BY r.no"""
)


def at(days: int) -> str:
    return (TODAY + timedelta(days)).isoformat()


def fill(session: Session) -> str:
    [account] = door.create(
        session, "account", [{"name": "みどり食品", "name_key": "みどり食品", "segment": "high", "phase": "adoption"}]
    )
    [person] = door.create(session, "person", [{"name": "高橋", "name_key": "高橋"}])
    position = {"person_id": person, "account_id": account, "role": "sponsor", "from_on": at(-400), "to_on": at(3)}
    door.create(session, "position", [position])
    promise = {"account_id": account, "text": "見積", "side": "me", "made_on": at(-30), "due": at(-1), "origin": "page"}
    door.create(session, "promise", [promise, {**promise, "due": at(0)}, {**promise, "side": "customer"}])
    met = {"account_id": account, "state": "done", "kind": "call", "body": "", "two_way": True, "on_date": at(-7)}
    door.create(session, "touchpoint", [met, {**met, "on_date": at(-2), "two_way": False}])
    [contract] = door.create(
        session,
        "contract",
        [{"account_id": account, "kind": "paid", "start_on": at(-200), "end_on": at(165), "currency": "JPY"}],
    )
    line = {"contract_id": contract, "product": "Standard", "quantity": "1", "unit_price": "1000"}
    days = {"amount_minor": 1000, "billing": "monthly", "start_on": at(-200), "end_on": at(165)}
    door.create(session, "contract_line", [{**line, **days}])
    [measure] = door.create(session, "measure", [{"key": "value_jpy", "validity_days": 62}])
    no = session.scalar(select(tables.measure.c.no).where(tables.measure.c.id == measure))
    account_no = session.scalar(select(tables.account.c.no).where(tables.account.c.id == account))
    reading = {"account_no": account_no, "measure_no": no, "value": 1500.0, "source": "plan"}
    stamps = {"observed_at": f"{at(-20)}T08:00:00.000000Z", "recorded_at": f"{at(-19)}T08:00:00.000000Z"}
    door.create(session, "reading", [{**reading, **stamps}])
    return account


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as made:
        made.write(fill)
        yield made


def kept(book: Book) -> list[dict[str, Any]]:
    return [dict(row) for row in book.read(lambda s: s.rows(_KEPT)) if row["source"] == "book"]


def facts(book: Book) -> list[tuple[str, str | None]]:
    fact = tables.account_fact
    asked = select(fact.c.field, fact.c.value).where(fact.c.deleted_at.is_(None)).order_by(fact.c.no)
    return [(row["field"], row["value"]) for row in book.read(lambda s: s.rows(asked))]


def test_that_the_book_says_what_it_knows_once(book: Book) -> None:
    changes, _rows = book.write(keep_derived, today=TODAY)
    values = {row["key"]: row["value"] for row in kept(book)}
    assert values == {"book_cadence": 50, "book_roles": 1, "book_sponsor": 1, "book_overdue": 1, "book_value": 150}
    assert ("started_on", at(-200)) in facts(book)
    assert changes.touches("reading", "account_fact", "health_model")
    again, rows = book.write(keep_derived, today=TODAY)
    assert (bool(again), rows) == (False, 0)


def test_that_only_what_moved_is_written_and_the_rest_before_it_grows_old(book: Book, tmp_path: Path) -> None:
    book.write(keep_derived, today=TODAY)
    before = len(kept(book))
    with opened(tmp_path, today=TODAY + timedelta(5)) as later:
        later.write(keep_derived, today=TODAY + timedelta(5))
        moved = {row["key"]: row["value"] for row in kept(later)[before:]}
    assert moved == {"book_cadence": 86, "book_roles": 0, "book_sponsor": 0, "book_overdue": 2}
    with opened(tmp_path, today=TODAY + timedelta(15)) as later:
        later.write(keep_derived, today=TODAY + timedelta(15))
        assert kept(later)[-1]["key"] == "book_value"


def test_that_who_has_left_is_said_nothing_of(book: Book) -> None:
    book.write(keep_derived, today=TODAY)
    account = book.read(lambda s: s.scalar(select(tables.account.c.id)))
    book.write(amend_accounts, [account], {"phase": "churned"}, today=TODAY)
    book.write(keep_derived, today=TODAY)
    assert {row["key"]: row["value"] for row in kept(book)} == dict.fromkeys(
        ("book_cadence", "book_roles", "book_sponsor", "book_overdue", "book_value")
    )
    assert book.write(keep_derived, today=TODAY)[1] == 0


def test_that_a_phase_by_months_is_a_dated_fact_until_the_rule_is_given_up(book: Book) -> None:
    book.write(choose, "phase.rule.high", "months")
    book.write(keep_derived, today=TODAY)
    assert ("derived_phase", "adoption") in facts(book)
    later = date.fromisoformat(at(165)) - timedelta(20)
    book.write(keep_derived, today=later)
    assert facts(book)[-1] == ("derived_phase", "renewal")
    book.write(choose, "phase.rule.high", "status")
    book.write(keep_derived, today=later)
    assert facts(book)[-1] == ("derived_phase", None)
