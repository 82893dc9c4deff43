"""Periods are read as people write them and printed as they read them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BansoError
from app.language import error_words
from app.revenue.periods import Period, fiscal_quarter, parse_period, period_words, previous, same_last_year


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("FY2026Q2", date(2026, 7, 1), date(2026, 9, 30)),
        ("fy2026q4", date(2027, 1, 1), date(2027, 3, 31)),
        ("FY2026", date(2026, 4, 1), date(2027, 3, 31)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-07..2026-09", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026-07-01..2026-09-30", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026-07", date(2026, 7, 1), date(2026, 7, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        (" 2026-07-15 .. 2026-08 ", date(2026, 7, 15), date(2026, 8, 31)),
    ],
)
def test_that_a_period_is_read(text: str, start: date, end: date) -> None:
    found = parse_period(text)
    assert (found.start, found.end) == (start, end)


def test_that_the_fiscal_year_starts_where_it_is_set_to() -> None:
    assert parse_period("FY2026Q1", 1).start == date(2026, 1, 1)
    assert parse_period("FY2026Q2", 10) == Period(date(2027, 1, 1), date(2027, 3, 31), "FY2026Q2")
    assert parse_period("2026Q2", 10).start == date(2026, 4, 1)


@pytest.mark.parametrize("text", ["", "soon", "2026Q5", "2026-13", "2026-02-30", "2026-07..", "..2026-07", "0000Q1"])
def test_that_what_is_no_period_is_refused_in_words(text: str) -> None:
    with pytest.raises(BansoError) as refused:
        parse_period(text)
    assert refused.value.key == "period.unreadable"
    assert refused.value.field == "period"
    assert all(error_words(refused.value, "ja"))
    assert text in error_words(refused.value, "en")[1]


def test_that_a_period_cannot_run_backwards() -> None:
    with pytest.raises(BansoError) as refused:
        parse_period("2026-09..2026-07")
    assert refused.value.key == "period.backwards"


@pytest.mark.parametrize(
    ("text", "before", "last_year"),
    [
        ("2026Q3", "2026-04..2026-06", "2025-07..2025-09"),
        ("FY2026", "2025-04..2026-03", "2025-04..2026-03"),
        ("2026-03", "2026-02", "2025-03"),
        ("2025-02", "2025-01", "2024-02"),
        ("2026-03-10..2026-03-19", "2026-02-28..2026-03-09", "2025-03-10..2025-03-19"),
    ],
)
def test_that_neighbours_have_the_same_length(text: str, before: str, last_year: str) -> None:
    assert previous(parse_period(text)) == parse_period(before)
    assert same_last_year(parse_period(text)) == parse_period(last_year)


@given(st.dates(date(2001, 1, 1), date(2090, 1, 1)), st.integers(0, 900))
def test_that_the_period_before_ends_on_the_eve(start: date, days: int) -> None:
    one = Period(start, start + timedelta(days), "")
    before = previous(one)
    assert before.end == one.eve
    assert before.start <= before.end
    assert parse_period(before.label) == before


@pytest.mark.parametrize(
    ("text", "ja", "en"),
    [
        ("FY2026Q2", "2026年7–9月（第2四半期）", "Jul–Sep 2026 (Q2)"),
        ("FY2026", "2026年4月–2027年3月（2026年度）", "Apr 2026 – Mar 2027 (FY2026)"),
        ("2026-06..2026-08", "2026年6–8月", "Jun–Aug 2026"),
        ("2026-07", "2026年7月", "Jul 2026"),
    ],
)
def test_that_a_period_is_printed_with_its_quarter(text: str, ja: str, en: str) -> None:
    assert period_words(parse_period(text), "ja") == ja
    assert period_words(parse_period(text), "en") == en


def test_that_only_whole_quarters_of_the_fiscal_year_have_a_number() -> None:
    assert fiscal_quarter(parse_period("2026Q1")) == 4
    assert fiscal_quarter(parse_period("2026Q1"), 1) == 1
    assert fiscal_quarter(parse_period("2026Q1"), 12) is None
    assert fiscal_quarter(parse_period("2026-04")) is None
