"""Contracts that cannot be: each fault is named by its row and column, in both languages, and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.imports.words import RowError, row_error_words
from app.operations.book import Book
from app.operations.importing.run import Report
from tests.builders import new_book
from tests.operations.importing.test_run import bring, counts, lines, live, said, traces

SOUND = "A-1,2026/4/1,2027/3/31,Cloud,10,1500,JPY,,,,"
NUMBERED = "A-1,2026/4/1,2027/3/31,Cloud,10,1500,JPY,,,C-1,"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "files"
    path.mkdir()
    return path


def faults(report: Report) -> list[tuple[int, str, str]]:
    return [(bad.row, bad.column, bad.key) for bad in report.rejected]


@pytest.mark.parametrize(
    ("row", "column", "key"),
    [
        ("A-1,2027/3/31,2026/4/1,Cloud,10,1500,JPY,,,,", "終了日", "end_before_start"),
        ("A-1,2026/4/1,2027/3/31,Cloud,-1,1500,JPY,,,,", "数量", "negative"),
        ("A-1,2026/4/1,2027/3/31,Cloud,10,1500,XYZ,,,,", "通貨", "unknown_currency"),
        ("A-1,2026/4/1,2027/3/31,分析,9012345678,1234567890,JPY,,,,", "単価", "amount_too_large"),
        ("A-1,2026/10/1,2027/9/30,Cloud,3,1500,JPY,,,,", "開始日", "overlapping_term"),
        ("A-1,2027/3/31,2028/3/31,Cloud,3,1500,JPY,,,,", "開始日", "overlapping_term"),
        ("A-1,2026/4/1,2027/3/31,分析,3,15,USD,,,,", "通貨", "other_currency"),
    ],
)
def test_that_a_row_that_cannot_be_is_named_and_changes_nothing(
    book: Book, folder: Path, row: str, column: str, key: str
) -> None:
    lines(book, folder, SOUND)
    before = traces(book)
    report = lines(book, folder, row)
    assert (counts(report), faults(report)) == ((0, 0, 0, 1), [(2, column, key)])
    assert traces(book) == before
    [bad] = report.rejected
    for lang in ("ja", "en"):
        words = row_error_words(RowError(bad.row, bad.column, bad.key, bad.params), lang)
        assert bad.key not in words
        assert "{" not in words
    # The same in one file, beside what is sound.
    with new_book(folder / "other") as other:
        both = lines(other, folder, SOUND, row)
        assert faults(both) == [(3, column, key)]
        assert len(live(other, "contract_line")) == 1


def test_that_a_successor_the_day_after_and_a_numbered_addition_do_not_overlap(book: Book, folder: Path) -> None:
    more = ("A-1,2027/4/1,2028/3/31,Cloud,3,1500,JPY,,,,", "A-1,2026/10/1,2027/3/31,Cloud,3,1500,JPY,,,C-9,")
    assert counts(lines(book, folder, SOUND, *more)) == (3, 0, 0, 0)


@pytest.mark.parametrize(
    "row",
    ["A-1,2027/6/1,2028/3/31,Extra,3,1500,JPY,,,C-1,", "A-1,2025/4/1,2026/3/30,Extra,3,1500,JPY,,,C-1,"],
)
def test_that_a_row_days_away_from_the_contract_of_its_number_does_not_stretch_it(
    book: Book, folder: Path, row: str
) -> None:
    report = lines(book, folder, NUMBERED, row)
    assert (counts(report), faults(report)) == ((1, 0, 0, 1), [(3, "開始日", "outside_contract")])
    assert said(book, "contract", "start_on", "end_on") == [("2026-04-01", "2027-03-31")]
    [bad] = report.rejected
    assert all("2027-03-31" in row_error_words(RowError(2, "", bad.key, bad.params), lang) for lang in ("ja", "en"))


@pytest.mark.parametrize(
    ("first", "row"),
    [
        (NUMBERED, "A-1,2027/4/1,2028/3/31,Extra,3,1500,JPY,,,C-1,"),
        (NUMBERED, "A-1,2025/4/1,2026/3/31,Extra,3,1500,JPY,,,C-1,"),
        (NUMBERED.replace("JPY,,,", "JPY,,はい,"), "A-1,2027/6/1,2028/3/31,Extra,3,1500,JPY,,,C-1,"),
    ],
)
def test_that_a_row_next_to_its_contract_or_in_a_term_that_came_by_itself_belongs_to_it(
    book: Book, folder: Path, first: str, row: str
) -> None:
    assert counts(lines(book, folder, first, row)) == (2, 0, 0, 0)


def test_that_the_lines_of_one_contract_have_one_currency(book: Book, folder: Path) -> None:
    dollars = "A-1,2026/7/1,2027/3/31,分析,1,100,USD,,,C-1,"
    bring(book, folder, "rates", "通貨,日付,レート\nUSD,2026/4/1,150\n")
    report = lines(book, folder, NUMBERED, dollars)
    assert (counts(report), faults(report)) == ((1, 0, 0, 1), [(3, "通貨", "other_currency")])
    assert said(book, "contract", "currency") == [("JPY",)]
    yen = dollars.replace("USD", "JPY")
    assert counts(lines(book, folder, NUMBERED, yen)) == (1, 0, 1, 0)
    # Another currency for one of two would make the other one dearer: it is told of both together or not at all.
    alone = lines(book, folder, NUMBERED.replace("JPY", "USD"))
    assert faults(alone) == [(2, "通貨", "other_currency")]
    half = lines(book, folder, NUMBERED.replace("JPY", "USD"), yen)
    assert faults(half) == [(2, "通貨", "other_currency")]
    assert said(book, "contract", "currency") == [("JPY",)]
    together = lines(book, folder, NUMBERED.replace("JPY", "USD"), dollars)
    assert counts(together) == (0, 2, 0, 0)
    assert said(book, "contract", "currency") == [("USD",)]
    assert said(book, "contract_line", "amount_minor") == [(1_500_000,), (10_000,)]


@pytest.mark.parametrize(
    ("first", "second", "column"),
    [
        (NUMBERED, NUMBERED.replace(",10,1500,", ",20,1500,"), "数量"),
        (NUMBERED, NUMBERED.replace(",10,1500,", ",10,900,"), "単価"),
        (NUMBERED, NUMBERED.replace("2027/3/31", "2026/9/30"), "終了日"),
        (SOUND, SOUND.replace(",10,1500,", ",20,1500,"), "数量"),
        (SOUND, NUMBERED.replace(",10,1500,", ",20,1500,"), "数量"),
    ],
)
def test_that_a_row_that_contradicts_an_earlier_one_of_its_line_is_named_and_overwrites_nothing(
    book: Book, folder: Path, first: str, second: str, column: str
) -> None:
    for _time in range(2):
        report = lines(book, folder, first, second)
        assert faults(report) == [(3, column, "line_told_twice")]
    [bad] = report.rejected
    for lang in ("ja", "en"):
        words = row_error_words(RowError(bad.row, bad.column, bad.key, bad.params), lang)
        assert "2" in words and "{" not in words
    assert said(book, "contract_line", "quantity", "unit_price", "end_on") == [("10", "1500", "2027-03-31")]
    # A later file may correct what an earlier one said, and the same row twice says nothing new.
    assert faults(lines(book, folder, second, second)) == []


HEADS = "会社名,開始日,終了日,製品,数量,単価,通貨,契約番号,契約種別,更新結果\n"
PAID = "A-1,2026/4/1,2027/3/31,Cloud,10,1500,JPY,C-1,{},{}\n"
BESIDE = "A-1,2026/4/1,2027/3/31,分析,1,100,JPY,C-1,{},{}\n"


@pytest.mark.parametrize(
    ("first", "second", "column"),
    [
        (("", ""), ("poc", ""), "契約種別"),
        (("paid", ""), ("free", ""), "契約種別"),
        (("", "churned"), ("", "renewed"), "更新結果"),
    ],
)
def test_that_what_holds_for_a_whole_contract_is_said_in_one_way(
    book: Book, folder: Path, first: tuple[str, str], second: tuple[str, str], column: str
) -> None:
    bring(book, folder, "accounts", "顧客名,顧客ID\nみどり食品,A-1\n")
    for _time in range(2):
        report = bring(book, folder, "contracts", HEADS + PAID.format(*first) + BESIDE.format(*second))
        assert faults(report) == [(3, column, "contract_told_twice")]
    [(kind, outcome)] = said(book, "contract", "kind", "outcome")
    assert (kind, outcome or "") == ("paid", first[1])
    # What a row leaves open is what the others say.
    assert faults(bring(book, folder, "contracts", HEADS + PAID.format("", "renewed") + BESIDE.format("", ""))) == []


def test_that_a_later_file_makes_no_other_line_of_a_contract_free(book: Book, folder: Path) -> None:
    bring(book, folder, "accounts", "顧客名,顧客ID\nみどり食品,A-1\n")
    bring(book, folder, "contracts", HEADS + PAID.format("", ""))
    report = bring(book, folder, "contracts", HEADS + BESIDE.format("free", ""))
    assert faults(report) == [(2, "契約種別", "other_kind")]
    assert said(book, "contract", "kind") == [("paid",)] and len(live(book, "contract_line")) == 1
    # What is said of all its lines holds.
    assert faults(bring(book, folder, "contracts", HEADS + BESIDE.format("", ""))) == []
    both = HEADS + PAID.format("trial", "") + BESIDE.format("trial", "")
    assert faults(bring(book, folder, "contracts", both)) == []
    assert said(book, "contract", "kind") == [("trial",)]


def test_that_the_third_row_of_a_line_is_held_against_what_the_second_added(book: Book, folder: Path) -> None:
    bring(book, folder, "accounts", "顧客名,顧客ID\nみどり食品,A-1\n")
    heads = "会社名,開始日,終了日,製品,数量,単価,通貨,契約番号,請求\n"
    line = "A-1,2026/4/1,2027/3/31,Cloud,10,1500,JPY,C-1,{}\n"
    for _time in range(2):
        rows = [line.format(billing) for billing in ("", "yearly", "", "monthly")]
        report = bring(book, folder, "contracts", heads + "".join(rows))
        assert [(bad.row, bad.column, bad.key, bad.params["other"]) for bad in report.rejected] == [
            (5, "請求", "line_told_twice", 3)
        ]
        assert said(book, "contract_line", "billing") == [("yearly",)]
