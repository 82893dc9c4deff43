"""How long a contract still counts after its last day is one's own to choose, and holds for every figure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.errors import BansoError
from app.operations.account_page import account_page
from app.operations.book import Book
from app.operations.contracts import standings
from app.operations.first_rows import FirstRows, first_rows
from app.operations.money.metrics import metrics
from app.operations.money.series import by_month
from app.operations.money.words import method_words
from app.operations.settings import choose
from app.revenue.periods import parse_period
from app.revenue.renewals import State
from tests.builders import new_book
from tests.operations.money.books import END, contract, customer
from tests.revenue.books import whole

MARCH, TODAY = date(2026, 3, 31), date(2026, 4, 20)
SPRING = parse_period("2026-03..2026-04-20")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile", today=TODAY) as made:
        yield made


def _with_one_late(book: Book) -> str:
    account = book.write(lambda session: customer(session, "A"))[1]
    book.write(lambda session: contract(session, account, 1000, end=MARCH))
    return account


def test_that_a_longer_or_a_shorter_grace_reaches_every_figure(book: Book, tmp_path: Path) -> None:
    account = _with_one_late(book)
    for grace, worth, state in (
        (30, 1000, State.OPEN),
        (20, 1000, State.OPEN),
        (19, 0, State.LOST),
        (0, 0, State.LOST),
    ):
        book.write(choose, "grace", grace)
        found = book.read(metrics, period=SPRING, today=TODAY)
        assert (found.grace, found.renewals.due[0].state) == (grace, state)
        assert found.end == worth
        assert found.retention.logos.n == (1 if worth else 0)
        assert [one.end for one in book.read(by_month, period=SPRING, today=TODAY)] == [1000, worth]
        assert book.read(standings, TODAY)[account].mrr == worth
        assert book.read(account_page, account, today=TODAY).arr == 12 * worth
        assert [row.mrr for row in _first(tmp_path).rows] == [worth]
        assert str(grace) in method_words(found.method, found.grace, "en")


def test_that_what_is_signed_late_renews_within_the_grace_that_was_chosen(book: Book) -> None:
    account = book.write(lambda session: customer(session, "A"))[1]
    book.write(
        lambda session: contract(
            session, account, 1000, end=MARCH, auto_renew=True, renewal_term_months=12, outcome="renewed",
            outcome_on="2026-04-02",
        )
    )  # fmt: skip
    book.write(lambda session: contract(session, account, 1200, start=date(2026, 5, 11), end=END))
    for grace, cmrr in ((0, 2200), (30, 2200), (60, 1200)):
        book.write(choose, "grace", grace)
        assert whole(book.read(metrics, period=SPRING, today=TODAY).committed.cmrr) == cmrr


def _first(tmp_path: Path) -> FirstRows:
    found = first_rows(tmp_path / "profile", None, today=TODAY)
    assert found is not None
    return found


def test_that_a_loss_in_the_grace_of_the_first_term_is_early(book: Book) -> None:
    _with_one_late(book)
    for grace in (0, 10, 19):
        book.write(choose, "grace", grace)
        [loss] = book.read(metrics, period=SPRING, today=TODAY).losses
        assert (loss.day, loss.early) == (date.fromordinal(MARCH.toordinal() + grace + 1), True)


@pytest.mark.parametrize("wrong", [-1, 366, 1.5, "30", None, True])
def test_that_a_grace_that_is_no_number_of_days_is_refused_by_its_field(book: Book, wrong: object) -> None:
    with pytest.raises(BansoError, match=r"setting\.days") as refused:
        book.write(choose, "grace", wrong)
    assert refused.value.field == "grace"
    book.write(choose, "grace", 365)
