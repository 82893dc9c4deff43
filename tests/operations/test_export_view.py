"""The view as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from app.errors import BansoError, Cancelled
from app.operations.export_view import Amount, Cell, Noted, SheetColumn, write_sheet

COLUMNS = [
    SheetColumn("顧客"),
    SheetColumn("ARR", "number"),
    SheetColumn("通知期限", "date"),
    SheetColumn("目安", "number"),
]
ROWS: list[list[Cell]] = [
    ["=1+1", Amount(Decimal(18400000), "JPY"), date(2027, 1, 28), 14],
    ["+81 みどり", Amount(Decimal("1200.50"), "USD"), Noted(date(2027, 2, 28), '推"定'), None],
    ["https://aoba.example", None, None, 30],
    ["007", None, None, None],
]


def told(_n: int, _total: int) -> None:
    pass


def write(path: Path, rows: list[list[Cell]] = ROWS, title: str = "顧客") -> int:
    return write_sheet(told, lambda: False, path, title, COLUMNS, rows)


def test_that_cells_are_what_they_say_and_no_text_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "view.xlsx"
    assert write(path, title="通知期限: [90日]/2026*") == 4
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["通知期限   90日  2026"]
    sheet = book.get_sheet_by_index(0).to_python()
    assert sheet[0] == ["顧客", "ARR", "通知期限", "目安"]
    assert sheet[1] == ["=1+1", 18400000.0, date(2027, 1, 28), 14.0]
    assert sheet[2] == ["+81 みどり", 1200.5, date(2027, 2, 28), ""]
    assert [row[0] for row in sheet[3:]] == ["https://aoba.example", "007"]
    with ZipFile(path) as parts:
        cells = parts.read("xl/worksheets/sheet1.xml").decode()
        styles = parts.read("xl/styles.xml").decode()
    assert "<f>" not in cells
    assert "hyperlink" not in cells
    assert "推定" in styles
    assert "USD" in styles


def test_that_no_rows_make_a_workbook_with_headings(tmp_path: Path) -> None:
    path = tmp_path / "view.xlsx"
    assert write(path, []) == 0
    assert CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python() == [
        ["顧客", "ARR", "通知期限", "目安"]
    ]


def test_that_stopping_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "view.xlsx"
    path.write_text("old")
    answers: Iterator[bool] = iter([False, True])
    with pytest.raises(Cancelled):
        write_sheet(told, lambda: next(answers), path, "x", COLUMNS, [ROWS[0]] * 1000)
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("view.xlsx", "old")]


def test_that_a_place_that_cannot_be_written_is_said_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "view.xlsx").mkdir()
    for path in (tmp_path / "view.xlsx", tmp_path / "missing" / "view.xlsx"):
        with pytest.raises(BansoError, match=r"export_view\.failed"):
            write(path)
    assert [file.name for file in tmp_path.iterdir()] == ["view.xlsx"]
