"""What is committed, due and expected: CMRR, renewals by amount, forecasts out of kept calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from app.revenue.committed import committed
from app.revenue.customers import courses_of
from app.revenue.exchange import FINE
from app.revenue.forecast import Call, forecast
from app.revenue.periods import Period
from app.revenue.pieces import BookLine
from app.revenue.renewals import RenewalRate, State, renewals_due
from app.vocabulary import Outcome
from tests.revenue.books import LOST, YEN, courses, line, whole

OLD, MARCH, APRIL, LONG = date(2025, 4, 1), date(2026, 3, 31), date(2026, 4, 1), date(2027, 3, 31)
DUE = Period(date(2026, 3, 1), date(2026, 5, 31), "")
TODAY = date(2026, 5, 31)


def test_that_committed_mrr_is_what_is_in_force_and_signed_less_what_is_told_to_end() -> None:
    """MRR 100, a renewal of it at 110, 40 new, 30 notified: 120."""
    day = date(2026, 1, 31)
    book = courses([
        line("A", OLD, MARCH, 7), line("A", APRIL, LONG, 8),
        line("B", date(2026, 3, 1), LONG, 4),
        line("C", OLD, date(2026, 6, 30), 3, notice_on=date(2026, 1, 10)),
    ])  # fmt: skip
    found = committed(book, day)
    assert [whole(sum(one.amount for one in some)) for some in (found.renewals, found.new, found.losses)] == [
        10,
        40,
        -30,
    ]
    assert (whole(found.mrr), whole(found.cmrr), found.until) == (100, 120, date(2027, 1, 31))


def test_that_a_ramp_that_is_signed_counts_by_its_last_step_and_a_silent_renewal_as_it_is() -> None:
    book = courses([
        line("A", OLD, MARCH, 10), line("A", APRIL, date(2026, 6, 30), 11), line("A", date(2026, 7, 1), LONG, 12),
        line("B", OLD, MARCH, 5, auto_renew=True),
    ])  # fmt: skip
    found = committed(book, MARCH)
    assert (whole(found.mrr), whole(found.cmrr)) == (150, 170)
    assert committed(book, MARCH, months=2).cmrr == 160 * FINE


def test_that_what_ends_undecided_or_beyond_the_horizon_still_counts() -> None:
    undecided = line("A", OLD, MARCH, 10)
    later = line("B", OLD, date(2027, 9, 30), 5, notice_on=date(2026, 1, 1))
    assert whole(committed(courses([undecided, later]), date(2026, 1, 31)).cmrr) == 150


@pytest.mark.parametrize(("grace", "late", "cmrr"), [(0, 9, 220), (30, 9, 120), (30, 40, 220), (60, 40, 120)])
def test_that_a_late_signature_renews_within_the_grace_of_the_book(grace: int, late: int, cmrr: int) -> None:
    ends, today = date(2026, 4, 30), date(2026, 5, 5)
    kept = line("A", OLD, ends, 10, auto_renew=True, outcome=Outcome.RENEWED)
    signed = line("A", ends + timedelta(late + 1), date(2028, 3, 31), 12)
    found = committed(courses_of([kept, signed], YEN, DUE, grace=grace), today, grace=grace)
    assert (whole(found.mrr), whole(found.cmrr)) == (100, cmrr)
    assert (len(found.renewals), len(found.new)) == ((2, 0) if cmrr == 120 else (0, 1))


def _due(lines: list[BookLine], today: date = TODAY, period: Period = DUE) -> RenewalRate:
    return renewals_due(courses(lines, period), period, today)


@pytest.mark.parametrize(
    ("lines", "state", "kept"),
    [
        ([line("A", OLD, MARCH, 10), line("A", APRIL, LONG, 12)], State.RENEWED, 100),
        ([line("A", OLD, MARCH, 10), line("A", APRIL, LONG, 6)], State.RENEWED, 60),
        ([line("A", OLD, MARCH, 10), line("A", date(2026, 4, 20), LONG, 10)], State.LATE, 100),
        ([line("A", OLD, MARCH, 10), line("A", date(2026, 5, 20), LONG, 10)], State.LOST, 0),
        ([line("A", OLD, MARCH, 10, outcome=LOST)], State.LOST, 0),
        ([line("A", OLD, MARCH, 10, notice_on=date(2026, 1, 1))], State.LOST, 0),
        ([line("A", OLD, MARCH, 10, auto_renew=True)], State.RENEWED, 100),
        ([line("A", OLD, MARCH, 10, outcome=Outcome.RENEWED)], State.UNSIGNED, 0),
        ([line("A", OLD, MARCH, 10)], State.LOST, 0),
    ],
)
def test_that_a_renewal_is_told_from_what_follows(lines: list[BookLine], state: State, kept: int) -> None:
    [due] = _due(lines).due
    assert (due.state, whole(due.kept), whole(due.target), due.end) == (state, kept, 100, MARCH)


@pytest.mark.parametrize(
    ("how", "today"),
    [
        ({}, date(2026, 3, 10)),
        ({}, date(2026, 4, 30)),  # in its grace
        ({"auto_renew": True}, date(2026, 3, 10)),
        ({"outcome": Outcome.CONTRACTED}, date(2026, 4, 10)),
    ],
)
def test_that_a_renewal_is_open_until_it_is_decided_or_its_grace_is_over(how: dict[str, object], today: date) -> None:
    [due] = _due([line("A", OLD, MARCH, 10, **how)], today).due
    assert (due.state, due.final, due.kept) == (State.OPEN, None, 0)


def test_that_what_is_said_to_be_renewed_is_kept_no_longer_than_the_bridge_counts_it() -> None:
    book = [line("A", OLD, MARCH, 10, outcome=Outcome.RENEWED)]
    in_grace, after = _due(book, date(2026, 4, 30)), _due(book, date(2026, 5, 1))
    assert [one.due[0].state for one in (in_grace, after)] == [State.RENEWED, State.UNSIGNED]
    assert (in_grace.decided, in_grace.open_as_lost) == (1, 1)
    assert (after.decided, after.open_as_lost) == (None, 0)
    [course] = courses(book, DUE)
    assert [course.amount_on(day) // FINE for day in (date(2026, 4, 30), date(2026, 5, 1))] == [100, 0]
    hoped = forecast(after.due, [])
    assert (whole(hoped.due), hoped.committed, len(hoped.uncalled)) == (100, 0, 1)
    said = [Call(after.due[0].contract, date(2026, 3, 1), 100 * FINE, 100 * FINE, 80 * FINE, "signed in April")]
    hoped = forecast(after.due, said)
    assert [whole(one) for one in (hoped.committed, hoped.best, hoped.worst)] == [0, 100, 0]


def test_that_the_rate_is_by_amount_and_shown_with_open_ones_as_lost_too() -> None:
    found = _due([
        line("A", OLD, MARCH, 10), line("A", APRIL, LONG, 15),
        line("B", OLD, MARCH, 5, outcome=LOST),
        line("C", OLD, date(2026, 5, 31), 5),
    ])  # fmt: skip
    assert [due.customer for due in found.due] == ["A", "B", "C"]
    assert (found.decided, found.open_as_lost) == (Fraction(100, 150), Fraction(100, 200))
    assert _due([]).decided is None


def test_that_every_term_of_a_contract_that_renews_by_itself_is_due_until_it_is_ended() -> None:
    monthly = line("A", OLD, date(2025, 4, 30), 10, auto_renew=True, notice_on=date(2026, 4, 10))
    states = [(due.end, due.state) for due in _due([monthly]).due]
    assert states == [(MARCH, State.RENEWED), (date(2026, 4, 30), State.LOST)]


def test_that_a_renewal_written_down_is_of_the_term_it_was_written_in() -> None:
    silent = {"auto_renew": True, "outcome": Outcome.RENEWED}
    today = date(2026, 3, 10)
    this = line("A", OLD, MARCH, 10, outcome_on=date(2026, 3, 1), **silent)
    before = line("B", date(2024, 4, 1), date(2025, 3, 31), 10, outcome_on=date(2025, 3, 1), **silent)
    assert [due.state for due in _due([this, before], today).due] == [State.RENEWED, State.OPEN]


def test_that_two_lines_of_one_contract_are_one_renewal_and_what_is_planned_to_end_is_none() -> None:
    both = [
        line("A", OLD, MARCH, 10, contract="K"),
        line("A", OLD, MARCH, 2, 10, "Board", contract="K"),
        line("A", APRIL, LONG, 10, contract="L"),
        replace(line("A", OLD, date(2026, 3, 15), 1, 10, "Chart", contract="K", planned=True), contract_end=MARCH),
    ]
    [due] = _due(both).due
    assert (whole(due.target), whole(due.final or 0), due.contract) == (120, 100, "K")


def test_that_a_forecast_takes_the_last_call_and_never_more_than_the_target() -> None:
    today = date(2026, 3, 10)
    found = _due([
        line("A", OLD, MARCH, 10, contract="a"), line("B", OLD, MARCH, 5, contract="b", outcome=LOST),
        line("C", OLD, MARCH, 4, contract="c"), line("D", OLD, MARCH, 3, contract="d"), line("D", APRIL, LONG, 4),
    ], today)  # fmt: skip
    calls = [
        Call("a", date(2026, 2, 1), 90 * FINE, 100 * FINE, 0, "first"),
        Call("a", date(2026, 3, 1), 80 * FINE, 130 * FINE, 50 * FINE, "second"),
        Call("b", date(2026, 3, 1), 50 * FINE, 50 * FINE, 50 * FINE, "overtaken"),
    ]
    told = forecast(found.due, calls)
    assert [whole(one) for one in (told.due, told.committed, told.best, told.worst)] == [220, 110, 130, 80]
    assert {contract: call.reason for contract, call in told.calls.items()} == {"a": "second"}
    assert [due.customer for due in told.uncalled] == ["C"]
