"""The renewals of the book: the board by notice week, the forecast and the rate as in the metrics, the accuracy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.errors import BansoError
from app.models.database import Session
from app.operations.book import Book
from app.operations.money.calls import call_renewal
from app.operations.money.metrics import metrics
from app.operations.money.renewals import LATER, OVERDUE, Renewals, State, renewals, week_of
from app.revenue.periods import Period
from app.vocabulary import Segment
from tests.builders import new_book
from tests.operations.money.books import TODAY, contract, customer

YEAR = Period(date(2026, 4, 1), date(2027, 3, 31), "FY2026")
PAST = Period(date(2025, 11, 21), TODAY, "")
BEGUN = date(2026, 1, 1)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile", today=TODAY) as made:
        yield made


def add(book: Book, name: str, end: date, amount: int = 1000, segment: str | None = None, **how: Any) -> str:
    def make(session: Session) -> str:
        account = customer(session, name, segment=segment)
        return contract(session, account, amount, **{"start": BEGUN, "end": end, **how})

    contract_id: str = book.write(make)[1]
    return contract_id


def call(book: Book, contract_id: str, on: date, committed: int) -> None:
    amounts = {"worst": Decimal(0), "committed": Decimal(committed), "best": Decimal(5000)}
    book.write(call_renewal, contract_id, reason="why", today=on, by_id=None, **amounts)


def read(book: Book, period: Period = YEAR, **how: Any) -> Renewals:
    found: Renewals = book.read(renewals, period=period, today=TODAY, **how)
    return found


def test_that_days_stand_in_the_weeks_from_monday_on() -> None:
    # TODAY is a Friday.
    assert week_of(TODAY - timedelta(1), TODAY) == OVERDUE
    assert [week_of(TODAY + timedelta(n), TODAY) for n in (0, 2, 3, 9, 10)] == [0, 0, 1, 1, 2]
    assert week_of(TODAY + timedelta(400), TODAY) == LATER


def test_that_the_board_holds_what_is_open_by_notice_date_and_nothing_that_is_settled(book: Book) -> None:
    add(book, "late", TODAY - timedelta(10))
    add(book, "gone", TODAY - timedelta(60))
    add(book, "soon", date(2026, 12, 31), notice_value=1, notice_unit="m")
    add(book, "far", date(2027, 9, 30))
    add(book, "beyond", date(2028, 9, 30))
    add(book, "lost", date(2026, 12, 31), outcome="churned", outcome_on="2026-11-01")
    add(book, "itself", date(2026, 6, 30), auto_renew=True, renewal_term_months=3, intent_on="2026-02-01")
    board = read(book).board
    assert [row.account for row in board] == ["late", "itself", "soon", "far"]
    late, itself, soon, far = board
    assert late.late and late.state is State.OPEN and not soon.late
    assert (soon.notice_on, soon.estimated, far.estimated) == (date(2026, 11, 30), False, True)
    assert (itself.end, itself.begun, itself.confirmed) == (date(2026, 12, 31), date(2026, 10, 1), False)


def test_that_forecast_and_rate_are_those_of_the_metrics(book: Book) -> None:
    one = add(book, "A", date(2027, 3, 31))
    add(book, "B", date(2027, 2, 28), 500)
    add(book, "C", date(2026, 6, 30), 400, outcome="churned", outcome_on="2026-06-01")
    call(book, one, TODAY, 700)
    found = read(book)
    told = book.read(metrics, period=YEAR, today=TODAY)
    assert found.forecast == told.forecast and found.rate == told.renewals
    assert (found.money(found.forecast.due), found.money(found.forecast.committed)) == (Decimal(1900), Decimal(700))
    assert [row.amount("committed") for row in found.ahead] == [0, None, 700]
    assert found.ahead[2].amount("best") == 1000
    assert [str(row.state) for row in found.of_period] == ["lost", "open", "open"]


def test_that_a_period_that_has_ended_is_followed_by_a_forecast_of_a_year(book: Book) -> None:
    add(book, "A", date(2027, 3, 31))
    add(book, "B", date(2026, 6, 30), outcome="churned", outcome_on="2026-06-01")
    found = read(book, PAST)
    assert found.ahead_period == Period(TODAY, date(2027, 11, 19), "")
    assert [row.account for row in found.ahead] == ["A"]
    assert [row.account for row in found.of_period] == ["B"] and found.rate.decided == 0


def test_that_calls_before_a_decision_are_held_against_what_came(book: Book) -> None:
    end = date(2026, 9, 30)
    one = add(book, "A", end, outcome="churned", outcome_on="2026-09-01")
    for back, committed in ((100, 2000), (65, 600)):
        call(book, one, end - timedelta(back), committed)
    found = read(book, PAST)
    [row] = found.of_period
    assert [row.expected[days] for days in (90, 60, 30)] == [1000, 600, 600]
    assert row.error(90) == 1000 and row.kept == 0
    assert found.accuracy[90].error == 1 and found.accuracy[30].called == 1


def test_that_a_segment_has_its_own_renewals(book: Book) -> None:
    add(book, "A", date(2027, 3, 31), segment="high")
    add(book, "B", date(2027, 3, 31), segment="low")
    found = read(book, segment=Segment.HIGH)
    assert [row.account for row in found.board] == [row.account for row in found.ahead] == ["A"]


def test_that_a_period_to_come_is_refused(book: Book) -> None:
    with pytest.raises(BansoError, match=r"metrics\.ahead"):
        read(book, Period(date(2027, 4, 1), date(2028, 3, 31), ""))
