"""Sums by data frame are those of going through courses day by day, exact at any size."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.revenue.bridge import bridge_of
from app.revenue.customers import courses_of
from app.revenue.exchange import FINE
from app.revenue.frames import balances, by_period, changes, standing
from app.revenue.movements import Kind
from app.revenue.mrr import ContractLine
from app.revenue.periods import Period
from app.revenue.pieces import BookLine
from app.revenue.series import months_in, series
from tests.revenue.books import YEN
from tests.revenue.made_books import PERIOD, books

MONTHS = months_in(PERIOD)


@given(books())
def test_that_what_stood_on_a_day_is_what_bridges_begin_and_end_with(book: list[BookLine]) -> None:
    courses = courses_of(book, YEN, PERIOD)
    stood = balances(standing(courses), [PERIOD.eve, *(month.end for month in MONTHS)])
    assert stood == [bridge_of(courses, MONTHS[0]).start, *(bridge_of(courses, month).end for month in MONTHS)]


@given(books(), st.lists(st.integers(1, 200), min_size=1, max_size=6))
def test_that_changes_are_summed_in_the_period_they_bear(book: list[BookLine], lengths: list[int]) -> None:
    periods, start = [], PERIOD.start
    for length in lengths:
        periods.append(Period(start, start + timedelta(length - 1), ""))
        start += timedelta(length)
    courses = courses_of(book, YEN, PERIOD)
    sums = by_period(changes(courses), periods)
    for at, period in enumerate(periods):
        terms = bridge_of(courses, period).terms
        told = {kind: int(amount) for kind, amount in sums.to_dict("index")[at].items() if amount}
        assert told == {str(kind): terms[str(kind)] for kind in Kind if terms[str(kind)]}


def test_that_an_empty_book_stands_at_nothing() -> None:
    assert balances(standing([]), [PERIOD.eve, PERIOD.end]) == [0, 0]
    assert by_period(changes([]), MONTHS).to_numpy().sum() == 0
    assert [month.end for month in series([], YEN, MONTHS)] == [0] * 12


def test_that_sums_beyond_sixty_four_bits_are_exact() -> None:
    amount = 10**17 + 7
    lines = [
        BookLine(
            f"a{number}", f"c{number}", ContractLine(PERIOD.start, date(2025, 6, 30), amount, "Desk"), Decimal(1),
            PERIOD.start, date(2025, 6, 30),
        )
        for number in range(120)
    ]  # fmt: skip
    months = series(lines, YEN, MONTHS)
    whole = 120 * amount * FINE
    assert whole > 2**63
    assert (months[0].start, months[0].terms["new"], months[0].end) == (0, whole, whole)
    assert sum(month.terms["churn"] for month in months) == -whole
    assert all(month.reconciles for month in months)
    assert months[-1].end == 0
