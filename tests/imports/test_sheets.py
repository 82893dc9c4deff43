from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BansoError
from app.imports.sheets import Sheet, read_sheet
from tests.imports.books import ods_cell, write_ods, write_xlsx, xls

TABLE = "顧客名,電話,メモ\r\n青葉㈱髙橋,03-0000,良い\r\n山田商店,06-0000,～①\r\n"


def read(tmp_path: Path, data: bytes | str, name: str = "表.csv") -> Sheet:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_sheet(path)


def cells(sheet: Sheet) -> list[tuple[object, ...]]:
    return [row.cells for row in sheet.rows]


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("cp932", "cp932"), ("utf-16", "utf-16"), ("euc_jp", "euc_j")],
)
def test_that_japanese_is_read_in_its_usual_encodings(tmp_path: Path, encoding: str, named: str) -> None:
    table = TABLE if encoding != "euc_jp" else TABLE.replace("㈱", "").replace("髙", "高").replace("～①", "")
    sheet = read(tmp_path, table.encode(encoding))
    assert str(sheet.encoding).startswith(named)
    assert sheet.headings == ("顧客名", "電話", "メモ")
    assert [row.number for row in sheet.rows] == [2, 3]
    assert "".join(str(cell) for row in cells(sheet) for cell in row) in table.replace(",", "").replace("\r\n", "")


def test_that_western_text_outside_utf_8_is_read_too(tmp_path: Path) -> None:
    table = "name,note\nCafé Zoë,reçu naïve façade\nMüller,Größe geprüft\n" * 20
    sheet = read(tmp_path, table.encode("cp1252"))
    assert sheet.rows[0].cells == ("Café Zoë", "reçu naïve façade")


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_that_separators_and_line_ends_are_found_out(tmp_path: Path, sign: str, end: str) -> None:
    rows = [["name", "tags", "note"], ["A", "x, y; z|w", "1,5"], ["B", "a;b;c;d", "line\nbreak"], ["C", "", "2,5"]]
    out = io.StringIO()
    # Python's writer quotes a \n only where it ends rows itself.
    quoting = csv.QUOTE_ALL if end == "\r" else csv.QUOTE_MINIMAL
    csv.writer(out, delimiter=sign, lineterminator=end, quoting=quoting).writerows(rows)
    sheet = read(tmp_path, out.getvalue())
    assert sheet.separator == sign
    assert [list(row) for row in cells(sheet)] == rows[1:]


@given(
    rows=st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=8),
            min_size=3,
            max_size=3,
        ),
        max_size=6,
    ),
    sign=st.sampled_from(",;\t|"),
)
def test_that_any_quoted_table_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], sign: str
) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=sign, quoting=csv.QUOTE_ALL).writerows([["name", "email", "note"], *rows])
    sheet = read(tmp_path_factory.mktemp("any"), out.getvalue())
    wanted = [row for row in rows if any(cell.strip(" \n\u3000\u00a0\ufeff") for cell in row)]
    unguarded = [[c[1:] if c[:1] == "'" and c.lstrip("'")[:1] in tuple("=+-@") else c for c in row] for row in wanted]
    assert [list(row) for row in cells(sheet)] == unguarded


def test_that_row_numbers_are_those_a_spreadsheet_shows(tmp_path: Path) -> None:
    sheet = read(tmp_path, 'name,note\nA,"one\ntwo"\n\n,\nB,x\n')
    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(2, "A"), (5, "B")]


def test_that_titles_and_blank_rows_above_the_headings_are_left_out(tmp_path: Path) -> None:
    sheet = read(tmp_path, "顧客一覧,,\n,,\n名前,電話,メモ\nA,1,x\n")
    assert (sheet.heading_row, sheet.headings, sheet.rows[0].number) == (3, ("名前", "電話", "メモ"), 4)


def test_that_the_separator_excel_writes_for_itself_counts_for_no_row(tmp_path: Path) -> None:
    sheet = read(tmp_path, "sep=;\r\nname;note\r\nA;x\r\n")
    assert (sheet.separator, sheet.headings, sheet.rows[0].number) == (";", ("name", "note"), 2)


def test_that_the_guard_of_our_own_export_is_taken_off(tmp_path: Path) -> None:
    sheet = read(tmp_path, "name,a,b,c,d,e\n'=1+1,'+81,'-5,'@x,'quoted,''=x\n")
    assert sheet.rows[0].cells == ("=1+1", "+81", "-5", "@x", "'quoted", "'=x")


def test_that_one_column_is_a_table(tmp_path: Path) -> None:
    assert cells(read(tmp_path, "name\nA\nB\n")) == [("A",), ("B",)]


def test_that_a_workbook_keeps_its_dates_and_whole_numbers(tmp_path: Path) -> None:
    rows: list[list[object]] = [["顧客名", "開始日", "数量", "単価"], ["=1+1", date(2026, 4, 1), 10, 1.5]]
    path = write_xlsx(tmp_path / "表.xlsx", {"表紙": [["題"]], "データ": rows, "空": []})
    sheet = read_sheet(path)
    assert (sheet.sheet, sheet.sheet_names, sheet.encoding) == ("データ", ("表紙", "データ", "空"), None)
    assert sheet.rows[0].cells == ("=1+1", date(2026, 4, 1), 10, 1.5)
    assert [type(cell) for cell in sheet.rows[0].cells] == [str, date, int, float]
    assert read_sheet(path, "表紙").headings == ("題",)


def test_that_a_title_above_the_table_of_a_workbook_is_left_out(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "t.xlsx", {"A": [["一覧"], [], [None, "名前", "電話"], [], [None, "青葉", "03"]]})
    sheet = read_sheet(path)
    assert (sheet.heading_row, sheet.headings) == (3, ("", "名前", "電話"))
    assert [(row.number, row.cells) for row in sheet.rows] == [(5, ("", "青葉", "03"))]


def test_that_ods_and_xls_are_read(tmp_path: Path) -> None:
    blank = '<table:table-cell table:number-columns-repeated="16382"/>'
    day = '<table:table-cell office:value-type="date" office:date-value="2026-11-21"></table:table-cell>'
    rows = f"<table:table-row>{ods_cell('名前')}{ods_cell('日付')}{blank}</table:table-row>"
    rows += f"<table:table-row>{ods_cell('青葉')}{day}{blank}</table:table-row>"
    rows += f'<table:table-row table:number-rows-repeated="1048574">{blank}</table:table-row>'
    assert read_sheet(write_ods(tmp_path / "表.ods", rows)).rows[0].cells == ("青葉", date(2026, 11, 21))
    path = tmp_path / "表.xls"
    path.write_bytes(xls({(0, 0): "名前", (0, 1): "数", (1, 0): "青葉", (1, 1): 5.0}))
    sheet = read_sheet(path)
    assert (sheet.headings, cells(sheet), sheet.sheet_names) == (("名前", "数"), [("青葉", 5)], ("表",))


def test_that_an_unknown_sheet_is_refused_with_those_there_are(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "t.xlsx", {"A": [["name"]]})
    with pytest.raises(BansoError, match="unknown_sheet") as fault:
        read_sheet(path, "B")
    assert fault.value.params["sheets"] == ("A",)


def test_that_half_width_kana_in_cp932_stay_what_they_are(tmp_path: Path) -> None:
    sheet = read(tmp_path, "name,ｶﾅ\nｱｵﾊﾞ,ﾔﾏﾀﾞ\n".encode("cp932"))
    assert (sheet.encoding, cells(sheet)) == ("cp932", [("ｱｵﾊﾞ", "ﾔﾏﾀﾞ")])
