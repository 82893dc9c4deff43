"""Time to value by cohort and onboarding in time, out of a book; the curve is worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.money.cohorts import Cohorts, cohorts, quarter_of
from app.operations.settings import choose
from app.revenue.periods import parse_period
from app.revenue.survival import Wait, kaplan_meier
from app.vocabulary import Segment
from tests.builders import new_book
from tests.operations.money.books import contract, customer

TODAY = date(2026, 11, 20)
FISCAL = parse_period("2026-04..2027-03")
APRIL, JULY = date(2026, 4, 1), date(2026, 7, 1)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile", today=TODAY) as made:
        yield made


def _starts(session: Session, name: str, start: date, *, segment: str = "low", **how: object) -> str:
    account = customer(session, name, segment=segment)
    contract(session, account, 1000, start=start, end=start + timedelta(364))
    said = {key: value.isoformat() if isinstance(value, date) else value for key, value in how.items()}
    row = {"account_id": account, "start_on": start.isoformat(), **said}
    door.create(session, "onboarding", [row])
    return account


def _asked(book: Book, **how: object) -> Cohorts:
    return book.read(cohorts, period=FISCAL, today=TODAY, **how)  # type: ignore[arg-type]


def test_that_the_curve_is_the_product_limit_of_those_at_risk() -> None:
    """Six waits: 10, 20, 20 reached, 15 still waiting, 30 reached, one who never will.

    10: 1 − 1/6 → 5/6. 20: at risk are the two, 30 and the one who never will: 5/6 × (1 − 2/4) → 5/12. 30: at risk are
    itself and never: 5/12 × 1/2 → 5/24.
    """
    waits = [
        Wait("a", 10, True), Wait("b", 20, True), Wait("c", 20, True), Wait("d", 15, False), Wait("e", 30, True),
        Wait("f", 12, False, never=True),
    ]  # fmt: skip
    curve = kaplan_meier(waits)
    assert curve.points == ((10, Fraction(1, 6)), (20, Fraction(7, 12)), (30, Fraction(19, 24)))
    assert (curve.median, curve.p90) == (20, None)


def test_that_cohorts_are_told_by_quarter_of_the_contract_and_by_segment(book: Book) -> None:
    def fill(session: Session) -> None:
        _starts(session, "fast", APRIL, first_value_on=APRIL + timedelta(20), kick_off_on=APRIL + timedelta(5))
        _starts(session, "slow", APRIL, first_value_on=APRIL + timedelta(60))
        _starts(session, "waits", JULY, segment="high", kick_off_on=JULY)
        _starts(session, "given up", JULY, verdict="abandoned", verdict_on=JULY + timedelta(30))

    book.write(fill)
    found = _asked(book)
    quarters = {one.first: one for one in found.contract.quarters}
    assert list(quarters) == [JULY, APRIL]
    assert (quarters[APRIL].curve.median, quarters[APRIL].curve.p90) == (20, 60)
    assert (quarters[JULY].curve.median, len(quarters[JULY].waiting()), len(quarters[JULY].never())) == (None, 1, 1)
    assert [one.name for one in quarters[APRIL].reached()] == ["fast", "slow"]
    assert [one.segment for one in found.contract.segments] == [Segment.HIGH, Segment.LOW]
    assert found.contract.whole.curve.median == 60
    assert (len(found.kick_off.whole.rows), len(found.kick_off.unclocked)) == (2, 2)
    [fast] = found.kick_off.whole.reached()
    assert fast.wait is not None
    assert fast.wait.days == 15
    assert [row.name for row in _asked(book, segment=Segment.HIGH).contract.whole.rows] == ["waits"]


def test_that_who_left_before_the_first_value_never_has_it_and_no_rate_is_needed_for_that(book: Book) -> None:
    def fill(session: Session) -> None:
        account = customer(session, "left")
        contract(session, account, 10, start=APRIL, end=date(2026, 6, 30), currency="USD", outcome="churned")
        door.create(session, "onboarding", [{"account_id": account, "start_on": APRIL.isoformat()}])

    book.write(fill)
    [row] = _asked(book).contract.whole.never()
    assert row.wait is not None
    assert row.wait.days == (JULY - APRIL).days


def test_that_the_onboarding_rate_names_who_stands_behind_it(book: Book) -> None:
    def fill(session: Session) -> dict[str, str]:
        rows = [("FY2026", "0.80"), ("FY2025", "0.50")]
        targets = [{"metric": "onboarding_rate", "fiscal_year": year, "value": value} for year, value in rows]
        door.create(session, "target", targets)
        return {
            "in time": _starts(session, "in time", APRIL, first_value_on=JULY, agreed_due=JULY),
            "late": _starts(session, "late", APRIL, first_value_on=JULY + timedelta(1), agreed_due=JULY),
            "failed": _starts(session, "failed", APRIL, verdict="failed", agreed_due=JULY),
            "other": _starts(session, "other", APRIL, agreed_due=date(2026, 3, 31)),
        }

    ids = book.write(fill)[1]
    found = _asked(book)
    assert (found.onboarding.rate.n, found.onboarding.rate.of) == (1, 3)
    assert (found.onboarding.late, found.onboarding.failed) == ((ids["late"],), (ids["failed"],))
    assert set(found.due) == {ids["in time"], ids["late"], ids["failed"]}
    assert str(found.target) == "0.80"


def test_that_an_empty_book_has_no_cohort(book: Book) -> None:
    found = _asked(book)
    assert (found.contract.quarters, found.contract.whole.curve.points, found.onboarding.rate.value) == ((), (), None)


@pytest.mark.parametrize(
    ("day", "begins", "first"),
    [
        (date(2026, 5, 31), 4, APRIL), (date(2026, 1, 1), 4, date(2026, 1, 1)),
        (date(2026, 1, 31), 2, date(2025, 11, 1)), (date(2026, 12, 31), 12, date(2026, 12, 1)),
    ],
)  # fmt: skip
def test_that_a_quarter_is_one_of_our_fiscal_year(day: date, begins: int, first: date) -> None:
    found = quarter_of(day, begins)
    assert found.start == first
    assert found.start <= day <= found.end


def test_that_the_quarters_follow_the_fiscal_year(book: Book) -> None:
    book.write(lambda session: _starts(session, "A", APRIL))
    book.write(choose, "fiscal_year_start", 3)
    [one] = _asked(book).contract.quarters
    assert one.first == date(2026, 3, 1)
