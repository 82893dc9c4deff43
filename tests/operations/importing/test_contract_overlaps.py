"""Terms of one product under several contracts: an addition comes in, anything else that overlaps is named."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest

from app.imports.words import RowError, row_error_words
from app.operations.book import Book
from app.operations.importing.run import Report
from tests.builders import new_book
from tests.operations.importing.test_contract_faults import faults
from tests.operations.importing.test_run import counts, lines, live, said, traces

FIRST = "A-1,2026/4/1,2027/3/31,Cloud,10,1500,JPY,,,C-1,"
RENEWS = "A-1,2024/4/1,2025/3/31,Cloud,10,1500,JPY,,はい,C-1,1年"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "files"
    path.mkdir()
    return path


def row(start: str, end: str, number: str = "C-2", product: str = "Cloud", quantity: int = 3) -> str:
    return f"A-1,{start},{end},{product},{quantity},1500,JPY,,,{number},"


def words_of(report: Report) -> list[str]:
    [bad] = report.rejected
    return [row_error_words(RowError(bad.row, bad.column, bad.key, bad.params), lang) for lang in ("ja", "en")]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026/4/1", "2027/3/31"),
        ("2026/4/1", "2026/9/30"),
        ("2026/10/1", "2027/9/30"),
        ("2026/1/1", "2026/12/31"),
        ("2026/3/1", "2027/3/31"),
        ("2026/1/1", "2027/12/31"),
        ("2027/3/31", "2028/3/30"),
    ],
)
@pytest.mark.parametrize("number", ["C-2", ""])
def test_that_what_is_no_addition_names_the_other_contract_and_changes_nothing(
    book: Book, folder: Path, start: str, end: str, number: str
) -> None:
    lines(book, folder, FIRST)
    before = traces(book)
    report = lines(book, folder, row(start, end, number))
    assert (counts(report), faults(report)) == ((0, 0, 0, 1), [(2, "開始日", "overlapping_contract")])
    assert traces(book) == before
    for words in words_of(report):
        assert "C-1" in words and "{" not in words
    assert "2026/4/1" in words_of(report)[0] and "31 Mar 2027" in words_of(report)[1]


@pytest.mark.parametrize(
    ("start", "end"), [("2026/10/1", "2027/3/31"), ("2026/4/2", "2026/5/31"), ("2027/3/31", "2027/3/31")]
)
@pytest.mark.parametrize("number", ["C-2", ""])
def test_that_an_addition_within_the_other_term_comes_in(
    book: Book, folder: Path, start: str, end: str, number: str
) -> None:
    lines(book, folder, FIRST)
    added = row(start, end, number)
    assert counts(lines(book, folder, added)) == (1, 0, 0, 0)
    before = traces(book)
    assert counts(lines(book, folder, FIRST, added)) == (0, 0, 2, 0)
    assert traces(book) == before
    # A new price of either is no new term.
    assert counts(lines(book, folder, FIRST.replace(",10,", ",11,"), added.replace(",3,", ",4,"))) == (0, 2, 0, 0)


def test_that_other_products_and_what_is_paid_once_or_not_at_all_do_not_overlap(book: Book, folder: Path) -> None:
    lines(book, folder, FIRST)
    assert counts(lines(book, folder, row("2026/1/1", "2027/12/31", product="分析"))) == (1, 0, 0, 0)
    from tests.operations.importing.test_run import bring

    heads = "会社名,開始日,終了日,製品,数量,単価,通貨,契約番号,契約種別,請求周期\n"
    once = "A-1,2026/4/1,2027/12/31,Cloud,1,1,JPY,C-3,有償,一括\n"
    trial = "A-1,2026/4/1,2027/12/31,Cloud,1,0,JPY,C-4,トライアル,月額\n"
    report = bring(book, folder, "contracts", heads + trial)
    assert counts(report) == (1, 0, 0, 0)
    report = bring(book, folder, "contracts", heads + once.replace("一括", "one_off"))
    assert counts(report) == (1, 0, 0, 0)


def test_that_lines_of_one_contract_may_overlap(book: Book, folder: Path) -> None:
    assert counts(lines(book, folder, FIRST, row("2026/10/1", "2027/9/30", "C-1"))) == (2, 0, 0, 0)


def test_that_the_order_of_the_rows_of_a_file_says_nothing(tmp_path: Path) -> None:
    added, more = row("2026/10/1", "2027/3/31"), row("2026/11/1", "2026/12/31", "C-3")
    following = row("2027/4/1", "2028/3/31", "C-4")
    for at, order in enumerate(permutations((FIRST, added, more, following))):
        folder = tmp_path / str(at)
        folder.mkdir()
        with new_book(folder / "profile") as book:
            assert counts(lines(book, folder, *order)) == (4, 0, 0, 0), order
    for at, order in enumerate(permutations((FIRST, row("2026/10/1", "2027/9/30"), following))):
        folder = tmp_path / f"bad-{at}"
        folder.mkdir()
        with new_book(folder / "profile") as book:
            report = lines(book, folder, *order)
            assert {bad.key for bad in report.rejected} == {"overlapping_contract"}, order
            days = said(book, "contract_line", "start_on", "end_on")
            assert all(
                one[1] < other[0] or other[1] < one[0] or (one[0] < other[0] and other[1] <= one[1])
                for one in days for other in days if one[0] < other[0]
            )  # fmt: skip


def test_that_both_prolonged_in_one_file_still_lie_within_each_other(book: Book, folder: Path) -> None:
    added = row("2026/10/1", "2027/3/31")
    lines(book, folder, FIRST, added)
    longer = [one.replace("2027/3/31", "2028/3/31") for one in (added, FIRST)]
    alone = lines(book, folder, longer[0])
    assert faults(alone) == [(2, "開始日", "overlapping_contract")]
    assert counts(lines(book, folder, *longer)) == (0, 2, 0, 0)
    assert said(book, "contract_line", "end_on") == [("2028-03-31",)] * 2


def test_that_what_renews_by_itself_counts_to_the_end_of_its_present_term(book: Book, folder: Path) -> None:
    lines(book, folder, RENEWS)
    assert counts(lines(book, folder, row("2025/1/1", "2027/3/31"))) == (1, 0, 0, 0)
    report = lines(book, folder, row("2025/2/1", "2027/4/30", "C-3"))
    assert faults(report) == [(2, "開始日", "overlapping_contract")]


def test_that_a_dry_run_says_the_same(book: Book, folder: Path) -> None:
    lines(book, folder, FIRST)
    from tests.operations.importing.test_run import LINES, bring

    text = LINES + row("2026/10/1", "2027/9/30") + "\n" + row("2026/10/1", "2027/3/31", "C-3") + "\n"
    dry = bring(book, folder, "contracts", text, dry_run=True)
    assert (counts(dry), faults(dry)) == ((1, 0, 0, 1), [(2, "開始日", "overlapping_contract")])
    assert len(live(book, "contract_line")) == 1
    assert counts(bring(book, folder, "contracts", text)) == counts(dry)


PLAIN = ("A-1,2026/4/1,2027/3/31,Cloud,10,1500,JPY,,,,", "A-1,2026/4/1,2027/3/31,分析,1,900,JPY,,,,")


def with_number(plain: str, number: str) -> str:
    cells = plain.split(",")
    cells[9] = number
    return ",".join(cells)


def test_that_a_number_that_comes_later_is_taken_and_nothing_is_added_twice(book: Book, folder: Path) -> None:
    lines(book, folder, *PLAIN)
    [(contract,)] = said(book, "contract", "id")
    assert counts(lines(book, folder, *(with_number(one, "C-1") for one in PLAIN))) == (0, 1, 1, 0)
    assert said(book, "contract", "id", "external_id") == [(contract, "C-1")]
    assert len(live(book, "contract_line")) == 2
    before = traces(book)
    for again in (PLAIN, [with_number(one, "C-1") for one in PLAIN]):
        assert counts(lines(book, folder, *again)) == (0, 0, 2, 0)
    assert traces(book) == before


def test_that_a_later_number_comes_with_a_new_price_too(book: Book, folder: Path) -> None:
    lines(book, folder, PLAIN[0])
    assert counts(lines(book, folder, with_number(PLAIN[0], "C-1").replace(",10,", ",12,"))) == (0, 1, 0, 0)
    assert said(book, "contract_line", "quantity") == [("12",)]
    # Without the number it is still that line; longer, it prolongs its contract.
    assert counts(lines(book, folder, PLAIN[0].replace("2027/3/31", "2027/9/30"))) == (0, 1, 0, 0)
    assert said(book, "contract", "external_id", "end_on") == [("C-1", "2027-09-30")]


def test_that_one_contract_without_number_does_not_become_two(book: Book, folder: Path) -> None:
    lines(book, folder, *PLAIN)
    report = lines(book, folder, with_number(PLAIN[0], "C-1"), with_number(PLAIN[1], "C-2"))
    assert (counts(report), faults(report)) == ((0, 1, 0, 1), [(3, "契約番号", "line_in_contract")])
    assert len(live(book, "contract_line")) == 2
    assert all("C-1" in words for words in words_of(report))
    again = lines(book, folder, with_number(PLAIN[1], "C-2"))
    assert faults(again) == [(2, "開始日", "overlapping_contract")]
    assert len(live(book, "contract_line")) == 2


def test_that_a_line_is_not_added_to_a_contract_while_it_stands_without_number(book: Book, folder: Path) -> None:
    lines(book, folder, PLAIN[0], with_number(PLAIN[1], "C-1"))
    before = traces(book)
    report = lines(book, folder, with_number(PLAIN[0], "C-1"))
    assert (counts(report), faults(report)) == ((0, 0, 0, 1), [(2, "契約番号", "line_without_contract")])
    assert all("C-1" in words and "{" not in words for words in words_of(report))
    assert traces(book) == before
