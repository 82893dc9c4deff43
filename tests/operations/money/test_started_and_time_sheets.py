"""The workbook holds the cohorts of time to value and my own time, in either language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.operations.book import Book
from app.operations.export_view import Sheet
from app.operations.money.cohorts import cohorts
from app.operations.money.metrics import metrics
from app.operations.money.own_time import ALL, own_time
from app.operations.money.tables.asked import Asked
from app.operations.money.tables.cohorts import cohorts as cohort_sheets
from app.operations.money.tables.own_time import own_time as time_sheets
from app.revenue.periods import parse_period
from tests.builders import TODAY, made_up_profile, new_book, opened

YEAR = parse_period("FY2026")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with opened(made_up_profile(tmp_path / "profile")) as made:
        yield made


def _sheets(book: Book, lang: str) -> list[Sheet]:
    found = book.read(metrics, period=YEAR, today=TODAY)
    asked = Asked(found, (), {}, TODAY, 4, lang)
    return [sheet for give in (cohort_sheets, time_sheets) for sheet in book.read(give, asked)]


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_the_sheets_say_what_the_screens_say(book: Book, lang: str) -> None:
    by_cohort, matrix, accounts = _sheets(book, lang)
    told = book.read(cohorts, period=YEAR, today=TODAY)
    assert len(by_cohort.rows) == sum(1 + len(c.quarters) + len(c.segments) for c in (told.contract, told.kick_off))
    assert by_cohort.rows[0][2:5] == (len(told.contract.whole.rows), told.contract.whole.curve.median, None)
    time = book.read(own_time, period=YEAR, today=TODAY)
    assert matrix.rows[-1][2] == round(time.spent(ALL, ALL).minutes)
    assert len(accounts.rows) == len(time.accounts)
    for sheet in (by_cohort, matrix, accounts):
        assert all(len(row) == len(sheet.columns) for row in sheet.rows)
    if lang == "en":
        assert all(
            str(cell).isascii() for row in (*by_cohort.rows, *matrix.rows) for cell in row[:2] if "–" not in str(cell)
        )


def test_that_an_empty_book_has_empty_sheets(tmp_path: Path) -> None:
    with new_book(tmp_path / "empty", today=date(2026, 11, 20)) as empty:
        assert [sheet.rows for sheet in _sheets(empty, "ja")] == [[], [], []]
