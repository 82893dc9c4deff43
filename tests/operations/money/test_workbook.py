"""The workbook of Portfolio says what the figures say, with the lists behind them; a cancel leaves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from app.errors import BansoError, Cancelled
from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.money.behind import broken
from app.operations.money.contracts_told import contracts_told
from app.operations.money.metrics import metrics
from app.operations.money.scopes import Method, Scope
from app.operations.money.to_date import retention_to_date
from app.operations.money.workbook import write_money_workbook
from app.revenue.periods import parse_period
from app.vocabulary import Segment
from tests.builders import made_up_profile, new_book, opened
from tests.operations.money.books import TODAY, contract, customer

YEAR = parse_period("2025-12..2026-10")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    with opened(made_up_profile(tmp_path_factory.mktemp("made") / "profile")) as book:
        yield book


def _sheets(path: Path) -> dict[str, list[list[object]]]:
    book = CalamineWorkbook.from_path(str(path))
    return {name: [list(row) for row in book.get_sheet_by_name(name).to_python()] for name in book.sheet_names}


def _rows(sheet: list[list[object]], first: str) -> list[list[object]]:
    """Return the rows below the columns, of which `first` is the first."""
    at = next(n for n, row in enumerate(sheet) if row[0] == first)
    return sheet[at + 1 :]


def test_that_the_workbook_holds_the_figures_with_what_is_behind_them(made: Book, tmp_path: Path) -> None:
    path = tmp_path / "metrics.xlsx"
    written = write_money_workbook(made, path, Scope(YEAR, YEAR), lang="en")
    found = made.read(metrics, period=YEAR, today=TODAY)
    sheets = _sheets(path)
    assert sum(len(_rows(rows, first)) for rows, first in _firsts(sheets)) == written
    figures = {str(row[0]): row for row in _rows(sheets["Figures"], "Figure")}
    nrr, grr = found.retention.nrr, found.retention.grr
    assert nrr is not None
    assert grr is not None
    assert figures["NRR"][1] == pytest.approx(float(nrr))
    assert figures["NRR"][2] == "closed cohort"
    assert figures["GRR"][1] == pytest.approx(float(grr))
    assert figures["Customers kept"][3] == f"{found.retention.logos.n} / {found.retention.logos.of}"
    assert figures["CMRR"][1] == pytest.approx(float(found.money(found.committed.cmrr)))
    assert len(_rows(sheets["Methods compared"], "Method")) == 3
    bridge = {str(row[0]): row[1] for row in _rows(sheets["Bridge of MRR"], "Bridge of MRR") if row[1] != ""}
    bridge.pop("Bridge of MRR", None)
    assert bridge["At the start"] == pytest.approx(float(found.start))
    assert bridge["At the end"] == pytest.approx(float(found.end))
    moved = _rows(sheets["Movements of MRR"], "Account")
    assert len(moved) == len(found.bridge.parts)
    assert sum(float(str(row[3])) for row in moved if row[1] == "Churn") == pytest.approx(float(found.terms["churn"]))
    assert len(_rows(sheets["Losses"], "Account")) == len(found.losses)
    assert len(_rows(sheets["Renewals due"], "Account")) == len(found.renewals.due) + 1
    about = sheets["Losses"][1][0]
    assert "1 Dec 2025 – 31 Oct 2026" in str(about)
    assert "Data as of 20 Nov 2026" in str(about)


def _firsts(sheets: dict[str, list[list[object]]]) -> list[tuple[list[list[object]], str]]:
    """Return each sheet with the title of its first column, which stands after an empty row."""
    found = []
    for rows in sheets.values():
        at = next(n for n, row in enumerate(rows) if not any(row))
        found.append((rows[at:], str(rows[at + 1][0])))
    return found


def test_that_every_sheet_is_there_in_japanese_for_a_segment_without_anything(made: Book, tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    day = parse_period("2020-01")
    write_money_workbook(made, path, Scope(day, day, Segment.TECH, Method.FLOW), lang="ja")
    sheets = _sheets(path)
    assert list(sheets)[:3] == ["指標", "計算方法の比較", "MRR の増減"]
    assert all("テックタッチ" in str(rows[1][0]) and "フロー" in str(rows[1][0]) for rows in sheets.values())
    assert "この期間にはありません。" in [row[0] for row in sheets["MRR の増減明細"]]


def test_that_a_contract_that_contradicts_itself_is_named(tmp_path: Path) -> None:
    def fill(session: Session) -> None:
        contract_id = contract(session, customer(session, "矛盾商事"), 1000, external_id="K-7")
        door.amend(session, "contract", {contract_id: {"end_on": "2026-06-30"}})

    with new_book(tmp_path / "profile", today=TODAY) as book:
        book.write(fill)
        found = book.read(metrics, period=YEAR, today=TODAY)
        assert not found.bridge.reconciles
        [row] = broken(found, book.read(contracts_told))
        assert (row.name, row.what, [one.number for one in row.contracts]) == ("矛盾商事", "missing", ["K-7"])
        path = tmp_path / "broken.xlsx"
        write_money_workbook(book, path, Scope(YEAR, YEAR), lang="en")
        said = [str(line[0]) for line in _sheets(path)["Bridge of MRR"]]
        assert any(line.startswith("矛盾商事: start and changes do not come to the end.") for line in said)
        assert any("K-7 1 Apr 2025–30 Jun 2026" in line for line in said)


def test_that_a_cancel_or_another_kind_of_file_leaves_nothing(made: Book, tmp_path: Path) -> None:
    path = tmp_path / "metrics.xlsx"
    with pytest.raises(Cancelled):
        write_money_workbook(made, path, Scope(YEAR, YEAR), cancelled=lambda: True)
    with pytest.raises(BansoError, match=r"money_workbook\.suffix"):
        write_money_workbook(made, tmp_path / "metrics.csv", Scope(YEAR, YEAR))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("method", list(Method))
def test_that_retention_up_to_the_last_month_is_that_of_the_period(made: Book, method: Method) -> None:
    for segment in (None, Segment.HIGH):
        course = made.read(retention_to_date, period=YEAR, today=TODAY, method=method, segment=segment)
        found = made.read(metrics, period=YEAR, today=TODAY, method=method, segment=segment).retention
        assert len(course) == 11
        assert (course[-1].nrr, course[-1].grr) == (found.nrr, found.grr)
        for one in course[:4]:
            until = parse_period(f"2025-12..{one.month.end:%Y-%m}")
            so_far = made.read(metrics, period=until, today=TODAY, method=method, segment=segment).retention
            assert (one.nrr, one.grr) == (so_far.nrr, so_far.grr)
