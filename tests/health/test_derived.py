from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.health.derived import CADENCE, MOST_PERCENT, OVERDUE, ROLES, SPONSOR, VALUE, Known, derive, to_write

TODAY = date(2026, 11, 20)


def test_that_days_since_both_sides_spoke_are_held_against_the_cadence() -> None:
    known = Known(cadence=14, last_two_way=TODAY - timedelta(21), started_on=date(2025, 4, 1))
    assert derive(known, TODAY)[CADENCE] == 150
    assert derive(Known(cadence=14, started_on=TODAY - timedelta(7)), TODAY)[CADENCE] == 50
    assert derive(Known(cadence=14), TODAY)[CADENCE] is None
    assert derive(Known(cadence=None, last_two_way=TODAY), TODAY)[CADENCE] is None
    assert derive(Known(cadence=14, last_two_way=TODAY - timedelta(900)), TODAY)[CADENCE] == MOST_PERCENT


def test_that_users_and_connectors_are_one_role_and_nobody_known_is_not_none() -> None:
    known = Known(people=True, roles=frozenset({"champion", "user", "connector", "sceptic"}))
    assert derive(known, TODAY)[ROLES] == 2
    assert derive(Known(people=True), TODAY)[ROLES] == 0
    assert derive(Known(), TODAY)[ROLES] is None


def test_that_a_sponsor_who_left_is_not_one_who_never_was() -> None:
    assert derive(Known(people=True, roles=frozenset({"sponsor"}), had_sponsor=True), TODAY)[SPONSOR] == 1
    assert derive(Known(people=True, had_sponsor=True), TODAY)[SPONSOR] == 0
    assert derive(Known(people=True), TODAY)[SPONSOR] is None


def test_that_a_value_needs_a_fee_to_be_held_against() -> None:
    assert derive(Known(value=Decimal(900), mrr=Decimal(600)), TODAY)[VALUE] == 150
    assert derive(Known(value=Decimal(900)), TODAY)[VALUE] is None
    assert derive(Known(mrr=Decimal(600)), TODAY)[VALUE] is None


@given(st.integers(0, 9), st.integers(0, 40))
def test_that_only_what_differs_or_grows_old_is_written(value: int, days: int) -> None:
    last = float(value), TODAY - timedelta(days)
    assert to_write(value, last, TODAY, 14) == (days > 14)
    assert to_write(value + 1, last, TODAY, 14)
    assert to_write(value, None, TODAY, 14)
    assert to_write(None, last, TODAY, 14)
    assert not to_write(None, (None, TODAY - timedelta(days)), TODAY, 14)
    assert not to_write(None, None, TODAY, 14)


def test_that_promises_that_are_due_later_leave_a_nought() -> None:
    assert derive(Known(), TODAY)[OVERDUE] == 0
