"""How a renewal was decided: written down with days and tags, refused by field where it cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.errors import BansoError
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.money.metrics import metrics
from app.operations.money.outcomes import Decision, effective_on, record_outcome, tags_of
from app.operations.money.renewal_card import renewals_of
from app.revenue.churn_tags import Seen
from app.revenue.periods import Period
from app.vocabulary import Outcome
from tests.builders import new_book
from tests.operations.money.books import OLD, TODAY, contract, customer

END = date(2026, 12, 31)
LOST = tags_of(
    ("full", "voluntary", "avoidable"), ("price",), "Rival", (Seen(date(2026, 8, 3), "fewer sign-ins"),)
)  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile", today=TODAY) as made:
        yield made


def _contract(book: Book, name: str = "A", **how: object) -> tuple[str, str]:
    def make(session: object) -> tuple[str, str]:
        account = customer(session, name)  # type: ignore[arg-type]
        return account, contract(session, account, 1000, **{"start": OLD, "end": END, **how})  # type: ignore[arg-type]

    return book.write(make)[1]


def test_that_a_loss_is_told_with_its_days_and_tags_and_can_be_taken_back(book: Book) -> None:
    account, one = _contract(book)
    said = Decision(Outcome.CHURNED, date(2026, 11, 10), date(2026, 11, 5), LOST)
    changes, _n = book.write(record_outcome, one, said, today=TODAY)
    assert changes.id is not None
    [renewal] = book.read(renewals_of, account, today=TODAY)
    assert renewal.decision == said
    assert (said.reasons, said.competitors, said.seen[0].words) == (
        ("price", "competitor"),
        ("Rival",),
        "fewer sign-ins",
    )
    assert effective_on(renewal.line, said) == date(2027, 1, 1)
    told = book.read(metrics, period=Period(date(2026, 12, 1), date(2027, 1, 31), ""), today=date(2027, 1, 31))
    [loss] = told.losses
    assert (loss.day, loss.notice_on, loss.avoidable, loss.voluntary) == (
        date(2027, 1, 1),
        date(2026, 11, 5),
        True,
        True,
    )
    book.write(take_back, changes.id)
    assert book.read(renewals_of, account, today=TODAY)[0].decision == Decision()


def test_that_it_can_be_opened_again(book: Book) -> None:
    account, one = _contract(book)
    book.write(record_outcome, one, Decision(Outcome.RENEWED, TODAY), today=TODAY)
    book.write(record_outcome, one, Decision(), today=TODAY)
    assert book.read(renewals_of, account, today=TODAY)[0].decision == Decision()


@pytest.mark.parametrize(
    ("said", "key", "field"),
    [
        (Decision(Outcome.CHURNED), "outcome.day_missing", "decided_on"),
        (Decision(None, TODAY), "outcome.missing", "outcome"),
        (Decision(Outcome.CHURNED, TODAY + timedelta(1)), "outcome.day_to_come", "decided_on"),
        (Decision(None, None, TODAY + timedelta(1)), "outcome.day_to_come", "notified_on"),
        (Decision(Outcome.CHURNED, OLD - timedelta(1)), "outcome.before_start", "decided_on"),
        (Decision(Outcome.RENEWED, TODAY, TODAY), "outcome.renewed_with_notice", "notified_on"),
        (Decision(Outcome.RENEWED, TODAY, None, ("price",)), "outcome.nothing_lost", "tags"),
        (Decision(Outcome.CHURNED, TODAY, None, ("voluntary", "involuntary")), "outcome.both", "voluntary"),
        (Decision(Outcome.CONTRACTED, TODAY, None, ("full",)), "outcome.contracted_in_full", "full"),
        (Decision(Outcome.CHURNED, TODAY, None, ("seen:2027-01-01 x",)), "outcome.day_to_come", "seen_on"),
        (Decision(Outcome.CHURNED, TODAY, None, ("seen:2026-01-01",)), "outcome.seen_what", "seen"),
        (Decision(Outcome.CHURNED, TODAY, None, ("competitor:" + "x" * 400,)), "field.too_long", "competitor"),
    ],
)
def test_that_what_cannot_be_is_refused_at_its_field(book: Book, said: Decision, key: str, field: str) -> None:
    account, one = _contract(book)
    with pytest.raises(BansoError) as refused:
        book.write(record_outcome, one, said, today=TODAY)
    assert (refused.value.key, refused.value.field) == (key, field)
    assert book.read(renewals_of, account, today=TODAY)[0].decision == Decision()


def test_that_only_a_paid_contract_has_an_outcome(book: Book) -> None:
    _account, one = _contract(book, kind="trial")
    for contract_id in (one, "nobody's"):
        with pytest.raises(BansoError, match=r"outcome\.contract"):
            book.write(record_outcome, contract_id, Decision(Outcome.RENEWED, TODAY), today=TODAY)


def test_that_notice_of_what_renews_by_itself_ends_the_term_it_falls_in(book: Book) -> None:
    account, _one = _contract(book, start=date(2024, 1, 1), end=date(2024, 12, 31), auto_renew=True)
    [renewal] = book.read(renewals_of, account, today=TODAY)
    assert (renewal.begun, renewal.end) == (date(2026, 1, 1), END)
    assert effective_on(renewal.line, Decision()) is None
    assert effective_on(renewal.line, Decision(None, None, TODAY)) == date(2027, 1, 1)
    assert effective_on(renewal.line, Decision(Outcome.CHURNED, TODAY)) == date(2027, 1, 1)
