"""What holds of every book: the bridge and a walk through its days agree, ratios have bounds, rates move only rates."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from app.revenue.bridge import TERMS, Bridge, bridge_of
from app.revenue.committed import committed
from app.revenue.customers import courses_of
from app.revenue.exchange import Exchange, Quote
from app.revenue.forecast import Call, forecast
from app.revenue.lifetime import realised
from app.revenue.movements import Course
from app.revenue.periods import Period
from app.revenue.pieces import BookLine
from app.revenue.renewals import renewals_due
from app.revenue.retention import Method, all_methods
from app.revenue.scope import Dated, Scope
from app.revenue.series import months_in, series
from app.revenue.shown import apportioned, minor
from tests.revenue.books import YEN, whole
from tests.revenue.made_books import FIRST, PERIOD, books, days_of, in_force_on, walked

RATE = Exchange("JPY", [Quote("USD", "JPY", FIRST, Fraction(150))])
BOTH = ("JPY", "USD")
SPLITS = st.integers(0, (PERIOD.end - PERIOD.start).days - 1).map(lambda days: PERIOD.start + timedelta(days))


def _bridge(book: list[BookLine], period: Period = PERIOD, exchange: Exchange = RATE) -> Bridge:
    return bridge_of(courses_of(book, exchange, period), period)


@settings(max_examples=60, deadline=None)
@given(books())
def test_that_every_term_is_what_a_walk_through_the_days_finds(book: list[BookLine]) -> None:
    bridge = _bridge(book, exchange=YEN)
    told: dict[tuple[str, str], int] = defaultdict(int)
    for part in bridge.parts:
        told[part.customer, part.term] += part.amount
    assert {key: amount for key, amount in told.items() if amount} == walked(book, PERIOD)
    assert bridge.reconciles
    for course in courses_of(book, YEN, PERIOD):
        for day in list(days_of(PERIOD))[::13]:
            assert course.amount_on(day) == in_force_on(book, course.customer, day)


@given(books(BOTH))
def test_that_gross_retention_is_neither_over_one_nor_over_net(book: list[BookLine]) -> None:
    courses = courses_of(book, RATE, PERIOD)
    bridge = bridge_of(courses, PERIOD)
    found = all_methods(courses, bridge, PERIOD)
    for retention in found.values():
        assert (retention.grr is None) == (retention.nrr is None)
        if retention.grr is not None and retention.nrr is not None:
            assert retention.grr <= 1
            assert retention.grr <= retention.nrr
    closed, point = found[Method.CLOSED].grr, found[Method.POINT].grr
    assert closed is None or (point is not None and closed <= point)


@given(books(BOTH), SPLITS)
def test_that_the_parts_of_a_split_period_add_up(book: list[BookLine], last: date) -> None:
    one, two = Period(PERIOD.start, last, ""), Period(last + timedelta(1), PERIOD.end, "")
    both, early, late = _bridge(book), _bridge(book, one), _bridge(book, two)
    assert (early.start, early.end, late.end) == (both.start, late.start, both.end)
    assert {term: early.terms[term] + late.terms[term] for term in TERMS} == both.terms


@given(books(BOTH), st.integers(1, 400))
def test_that_a_change_of_rate_alone_moves_only_its_own_line(book: list[BookLine], rate: int) -> None:
    moved = Exchange(
        "JPY", [Quote("USD", "JPY", FIRST, Fraction(150)), Quote("USD", "JPY", PERIOD.end, Fraction(rate))]
    )
    steady, other = _bridge(book), _bridge(book, exchange=moved)
    assert {**other.terms, "fx": 0} == steady.terms
    assert other.start == steady.start
    assert other.end - steady.end == other.terms["fx"]
    assert other.reconciles
    before, after = (
        all_methods(courses_of(book, exchange, PERIOD), bridge, PERIOD)
        for exchange, bridge in ((RATE, steady), (moved, other))
    )
    assert before == after


@given(books(("USD",), monthly=True))
def test_that_a_book_in_dollars_has_the_same_ratios_in_yen(book: list[BookLine]) -> None:
    dollars = Exchange("USD")
    told = []
    for exchange in (RATE, dollars):
        courses = courses_of(book, exchange, PERIOD)
        retention = all_methods(courses, bridge_of(courses, PERIOD), PERIOD)
        told.append([(one.nrr, one.grr, one.logos) for one in retention.values()])
    assert told[0] == told[1]
    yen, dollar = _bridge(book), _bridge(book, exchange=dollars)
    # A cent is 1.5 yen.
    assert [yen.terms[term] * 2 for term in TERMS] == [dollar.terms[term] * 3 for term in TERMS]


@given(books(BOTH), st.lists(st.tuples(st.sampled_from("ABC"), SPLITS, st.sampled_from(["high", "low"])), max_size=5))
def test_that_segments_add_up_to_the_whole(book: list[BookLine], turns: list[tuple[str, date, str]]) -> None:
    segments = {}
    for customer in "ABC":
        own = {
            FIRST: "high",
            **{day: value for who, day, value in sorted(turns, key=lambda t: t[1]) if who == customer},
        }
        segments[customer] = Dated(tuple(own), tuple(own.values()))
    courses = courses_of(book, RATE, PERIOD)
    both = bridge_of(courses, PERIOD)
    parts = [bridge_of(courses, PERIOD, Scope(segment, segments=segments)) for segment in ("high", "low")]
    assert all(part.reconciles for part in parts)
    assert {term: sum(part.terms[term] for part in parts) for term in TERMS} == both.terms
    assert sum(part.end for part in parts) == both.end


@given(books(BOTH))
def test_that_months_in_a_row_are_the_bridges_of_each_month(book: list[BookLine]) -> None:
    moved = Exchange(
        "JPY",
        [Quote("USD", "JPY", FIRST, Fraction(150)), Quote("USD", "JPY", date(2025, 9, 10), Fraction(140))],
    )
    for total in series(book, moved, months_in(PERIOD)):
        bridge = _bridge(book, total.period, moved)
        assert (total.start, total.terms, total.end) == (bridge.start, bridge.terms, bridge.end)
        assert total.reconciles


@given(st.integers(0, 10**12), st.lists(st.integers(-(10**10), 10**10), min_size=9, max_size=9))
def test_that_a_printed_bridge_adds_up(start: int, amounts: list[int]) -> None:
    terms = dict(zip(TERMS, amounts, strict=True))
    end = start + sum(amounts)
    first, shown, last = apportioned(start, terms, end)
    if end >= 0:
        assert first + sum(shown.values()) == last
    assert (first, last) == (minor(start), minor(end))
    assert all(abs(shown[term] * 10_000 - terms[term]) < 10_000 for term in TERMS)
    assert all(shown[term] == 0 for term in TERMS if terms[term] == 0)


def test_that_months_begin_anew_and_the_last_may_be_cut_short() -> None:
    months = months_in(Period(date(2026, 1, 1), date(2026, 3, 10), ""))
    assert [(month.start, month.end) for month in months] == [
        (date(2026, 1, 1), date(2026, 1, 31)), (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2026, 3, 10)),
    ]  # fmt: skip
    assert whole(0) == 0


@given(books(BOTH), st.integers(0, 400))
def test_that_renewals_forecasts_and_commitments_stay_within_what_there_is(book: list[BookLine], ahead: int) -> None:
    today = PERIOD.start + timedelta(ahead)
    courses = courses_of(book, RATE, PERIOD)
    found = renewals_due(courses, PERIOD, today)
    assert all(0 <= due.kept <= due.target and PERIOD.start <= due.end <= PERIOD.end for due in found.due)
    if found.decided is not None and found.open_as_lost is not None:
        assert found.open_as_lost <= found.decided <= 1
    calls = [Call(due.contract, today, 10**9, 10**10, 0, "why") for due in found.due]
    hoped = forecast(found.due, calls)
    assert hoped.worst <= hoped.committed <= hoped.best <= hoped.due
    now = committed(courses, today, months=0)
    assert now.cmrr == now.mrr == sum(course.later_on(today) for course in courses)
    assert committed(courses, today).cmrr >= 0


@settings(max_examples=40, deadline=None)
@given(books())
def test_that_what_was_realised_is_the_sum_of_its_days(book: list[BookLine]) -> None:
    until = PERIOD.start + timedelta(60)
    for course in courses_of(book, YEN, PERIOD):
        days = days_of(Period(FIRST, until, ""))

        def signed(day: date, course: Course = course) -> int:
            # What only the grace holds was never paid.
            return sum(one.worth for one in course.pieces if one.counts(day) and day < one.late)

        total = sum((Fraction(signed(day), monthrange(day.year, day.month)[1]) for day in days), Fraction(0))
        assert realised(course, until) == total
