"""Free months of a contracts file: read in either language, kept with the line, spread over its term."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.imports.words import RowError, row_error_words
from app.operations.book import Book
from app.operations.importing.run import Report
from app.operations.money.metrics import metrics
from app.revenue.periods import parse_period
from tests.builders import TODAY, new_book
from tests.operations.importing.test_contract_faults import faults
from tests.operations.importing.test_run import bring, counts, said, traces

HEADS = "会社名,開始日,終了日,製品,数量,単価,通貨,契約番号,無償月数\n"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "files"
    path.mkdir()
    return path


def free(book: Book, folder: Path, months: str, heads: str = HEADS) -> Report:
    if not said(book, "account", "id"):
        bring(book, folder, "accounts", "顧客名,顧客ID\nみどり食品,A-1\n")
    return bring(book, folder, "contracts", f"{heads}A-1,2026/4/1,2027/3/31,Cloud,10,1200,JPY,C-1,{months}\n")


@pytest.mark.parametrize(
    ("cell", "months"), [("2", 2), ("2か月", 2), ("３ヶ月", 3), ("3 months", 3), ("0", 0), ("12", 12)]
)
def test_that_free_months_come_in(book: Book, folder: Path, cell: str, months: int) -> None:
    assert counts(free(book, folder, cell)) == (1, 0, 0, 0)
    assert said(book, "contract_line", "free_months") == [(months,)]
    before = traces(book)
    assert counts(free(book, folder, cell)) == (0, 0, 1, 0)
    assert traces(book) == before


def test_that_they_are_spread_over_the_term(book: Book, folder: Path) -> None:
    free(book, folder, "3")
    assert book.read(metrics, period=parse_period("2026-04..2026-09"), today=TODAY).end == 9000


@pytest.mark.parametrize(
    "heads", [HEADS, HEADS.replace("無償月数", "free_months"), HEADS.replace("無償月数", "Free months")]
)
def test_that_an_empty_cell_leaves_them_and_another_number_changes_them(book: Book, folder: Path, heads: str) -> None:
    free(book, folder, "2", heads)
    free(book, folder, "", heads)
    assert said(book, "contract_line", "free_months") == [(2,)]
    assert counts(free(book, folder, "1", heads)) == (0, 1, 0, 0)
    assert said(book, "contract_line", "free_months") == [(1,)]


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("-1", "negative"),
        ("▲2", "negative"),
        ("13", "too_many_free_months"),
        ("1.5", "not_whole"),
        ("半", "not_a_number"),
    ],
)
def test_that_what_cannot_be_is_named_and_changes_nothing(book: Book, folder: Path, cell: str, key: str) -> None:
    free(book, folder, "2")
    before = traces(book)
    report = free(book, folder, cell)
    assert (counts(report), faults(report)) == ((0, 0, 0, 1), [(2, "無償月数", key)])
    assert traces(book) == before
    [bad] = report.rejected
    for lang in ("ja", "en"):
        words = row_error_words(RowError(2, "", bad.key, bad.params), lang)
        assert key not in words and "{" not in words
