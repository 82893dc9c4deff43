"""The sheets of open renewals and of forecast accuracy hold what the screen holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from app.operations.book import Book
from app.operations.money.renewals import renewals
from app.operations.money.scopes import Scope
from app.operations.money.workbook import write_money_workbook
from app.revenue.periods import parse_period
from tests.builders import made_up_profile, opened
from tests.operations.money.books import TODAY

YEAR = parse_period("2025-12..2026-10")


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Book]:
    with opened(made_up_profile(tmp_path / "profile")) as book:
        yield book


def test_that_the_sheets_hold_every_open_renewal_and_every_decided_one(made: Book, tmp_path: Path) -> None:
    path = tmp_path / "metrics.xlsx"
    write_money_workbook(made, path, Scope(YEAR, YEAR), lang="en")
    found = made.read(renewals, period=YEAR, today=TODAY)
    book = CalamineWorkbook.from_path(str(path))
    board = book.get_sheet_by_name("Open renewals").to_python()
    at = next(n for n, row in enumerate(board) if row[0] == "Account")
    assert [row[0] for row in board[at + 1 :]] == [row.account for row in found.board] != []
    decided = book.get_sheet_by_name("Forecast accuracy").to_python()
    at = next(n for n, row in enumerate(decided) if row[0] == "Account")
    rows = [row for row in found.of_period if row.kept is not None]
    assert [row[0] for row in decided[at + 1 :]] == [row.account for row in rows]
    called = [row for row in decided[at + 1 :] if row[5] != ""]
    assert len(called) == found.accuracy[90].called > 0
