"""Phases by months: where the counting begins and ends, and that every screen shows the same one."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.operations.account_page import account_page
from app.operations.accounts import account_rows
from app.operations.first_rows import first_rows
from app.operations.phases import Months, Phases, phase_by_months
from app.operations.settings import choose
from app.operations.settings_effect import effect
from app.revenue.terms import add_months
from app.vocabulary import Phase, Segment
from tests.builders import TODAY, new_book
from tests.views.accounts.books import fill

START, END = date(2026, 4, 1), date(2027, 3, 31)
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("today", "phase"),
    [
        (date(2026, 3, 1), Phase.ONBOARDING),
        (date(2026, 6, 30), Phase.ONBOARDING),
        (date(2026, 7, 1), Phase.ADOPTION),
        (date(2026, 12, 30), Phase.ADOPTION),
        (date(2026, 12, 31), Phase.RENEWAL),
        (date(2027, 3, 31), Phase.RENEWAL),
    ],
)
def test_that_the_phase_goes_by_whole_months(today: date, phase: Phase) -> None:
    assert phase_by_months(Phase.ADOPTION, Months(3, 3), START, END, today) is phase


def test_that_who_has_left_stays_so_and_nothing_begun_changes_nothing() -> None:
    assert phase_by_months(Phase.CHURNED, Months(), START, END, START) is Phase.CHURNED
    assert phase_by_months(Phase.ADOPTION, Months(), None, END, START) is Phase.ADOPTION
    assert phase_by_months(None, Months(), None, None, START) is None


def test_that_zero_months_are_never() -> None:
    assert phase_by_months(None, Months(0, 0), START, END, START) is Phase.ADOPTION
    assert phase_by_months(None, Months(0, 0), START, END, END) is Phase.ADOPTION


@given(DAYS, DAYS, st.integers(0, 60), st.integers(0, 60))
def test_that_a_phase_never_goes_back_within_a_term(start: date, today: date, first: int, last: int) -> None:
    end = add_months(start, 24)
    order = [Phase.ONBOARDING, Phase.ADOPTION, Phase.RENEWAL]
    now, later = (phase_by_months(None, Months(first, last), start, end, day) for day in (today, today + timedelta(1)))
    assert now is not None and later is not None and order.index(now) <= order.index(later)


@given(st.sampled_from([None, *Segment]), st.sampled_from([None, *Phase]), DAYS)
def test_that_a_segment_by_status_shows_what_was_written(
    segment: Segment | None, written: Phase | None, today: date
) -> None:
    phases = Phases(today, {Segment.HIGH: Months()})
    if segment is not Segment.HIGH:
        assert phases.of(segment, written, START, END) is written


def test_that_list_page_and_first_rows_show_the_phase_by_months(tmp_path: Path) -> None:
    with new_book(tmp_path) as book:
        fill(book)
        book.write(choose, "phase.rule.high", "months")
        book.write(choose, "phase.months.high", {"onboarding": 1, "renewal": 4})
        rows = {row.name: row for row in book.read(account_rows, today=TODAY)}
        aoba = rows["青葉信用金庫"]
        # Written as onboarding; by months its first contract ends in February 2027.
        assert aoba.phase is Phase.RENEWAL and aoba.cadence_days == 14
        page = book.read(account_page, aoba.id, today=TODAY)
        assert (page.phase, page.phase_derived, page.cadence_days) == (Phase.RENEWAL, True, 14)
        first = first_rows(book.folder, None, today=TODAY)
        assert first is not None and list(first.rows) == list(rows.values())
        assert book.read(effect, today=TODAY).phases[Segment.HIGH] == {Phase.RENEWAL: 1}
        book.write(choose, "phase.rule.high", "status")
        assert book.read(account_page, aoba.id, today=TODAY).phase is Phase.ONBOARDING
