from __future__ import annotations

import struct
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from app.errors import BansoError
from app.imports import limits, packed, sheets, text_tables
from app.imports.rows import read_drafts
from app.imports.sheets import read_sheet
from app.vocabulary import ImportKind
from tests.imports.books import compound, members_of, ods_cell, renamed_zip, write_ods, write_xlsx, xls


def refusal(path: Path, data: bytes | None = None) -> str:
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(BansoError) as fault:
        read_sheet(path)
    return fault.value.key


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("a.csv", b"", "import.empty"),
        ("a.csv", b" \r\n \n", "import.empty"),
        ("a.csv", b"\xef\xbb\xbf", "import.empty"),
        ("a.csv", b",,,\n,,,\n", "import.empty"),
        ("a.csv", b"%PDF-1.7\n1 0 obj", "import.not_a_table"),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "import.not_a_table"),
        ("a.csv", bytes(4096), "import.not_a_table"),
        ("a.csv", b"\xff\xfea\x00,\x00\x00\xd8", "import.unreadable"),
        ("a.xlsx", b"PK\x03\x04" + b"junk" * 100, "import.unreadable"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "import.unreadable"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 2000, "import.unreadable"),
        ("a.csv", b'name,note\nA,x\nB,"open\nC,y\n', "import.open_quote"),
    ],
)
def test_that_what_is_no_readable_table_is_refused(tmp_path: Path, name: str, data: bytes, key: str) -> None:
    assert refusal(tmp_path / name, data) == key


def test_that_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv") == "import.missing_file"
    assert refusal(tmp_path) == "import.unreadable"


def test_that_an_open_quotation_names_its_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('name,note\nA,"two\nlines"\nB,"open\nC,y\n', "utf-8")
    with pytest.raises(BansoError) as fault:
        read_sheet(path)
    assert fault.value.params["row"] == 3


def test_that_a_cell_of_5_mb_is_refused_in_text_and_workbook(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.csv", b"name,note\nA,x\nB," + b"y" * 5_000_000) == "import.cell_too_long"
    assert refusal(tmp_path / "b.csv", b"name,note\nA," + b"y" * (limits.MAX_CELL + 1)) == "import.cell_too_long"
    row = f"<table:table-row>{ods_cell('name')}</table:table-row><table:table-row>{ods_cell('y' * 5_000_000)}"
    assert refusal(write_ods(tmp_path / "a.ods", row + "</table:table-row>")) == "import.cell_too_long"


def test_that_the_limits_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_tables, "MAX_ROWS", 3)
    assert refusal(tmp_path / "rows.csv", b"name\nA\nB\nC\n") == "import.too_many_rows"
    wide = ",".join(f"c{n}" for n in range(limits.MAX_COLUMNS + 1)).encode()
    assert refusal(tmp_path / "wide.csv", wide + b"\n" + wide) == "import.too_many_columns"
    monkeypatch.setattr(sheets, "MAX_BYTES", 10)
    assert refusal(tmp_path / "large.csv", b"name\nABCDEFGH\n") == "import.too_large"


def test_that_300_columns_are_fine(tmp_path: Path) -> None:
    heads = ["account", "observed_at", *(f"m{n}" for n in range(300))]
    path = tmp_path / "wide.csv"
    path.write_text(",".join(heads) + "\nA,2026-11-21," + ",".join(str(n) for n in range(300)) + "\n", "utf-8")
    assert len(read_drafts(path, ImportKind.READINGS).drafts) == 300


def test_that_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    write_xlsx(path, {"A": [["name"]]})
    members = members_of(path)
    members.pop("xl/sharedStrings.xml")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        with archive.open("xl/sharedStrings.xml", "w") as stream:
            for _block in range(limits.MAX_UNPACKED // 2**20 + 1):
                stream.write(b" " * 2**20)
    tracemalloc.start()
    began = time.monotonic()
    assert refusal(path) == "import.unpacked_too_large"
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.monotonic() - began < 2
    assert peak < 20 * 2**20


def test_that_a_bomb_with_a_lying_directory_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "lie.xlsx", {"A": [["name"], ["A" * 1000]]})
    members = members_of(path)
    members["xl/sharedStrings.xml"] += b" " * 5_000_000
    data = renamed_zip(path, members).read_bytes()
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/sharedStrings.xml").file_size
    assert data.count(struct.pack("<I", size)) == 2
    assert refusal(path, data.replace(struct.pack("<I", size), struct.pack("<I", 100))) == "import.unreadable"


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="XFD1048576"><v>1</v></c>',
        b"<c s='0' r = 'XFD1048576'><v>1</v></c>",
        b'<x:c xmlns:x="a" r="XFD1048576"><v>1</v></x:c>',
        b'<c t=">" r="XFD1048576"><v>1</v></c>',
        b'<c r="A99999999"><v>1</v></c>',
    ],
)
def test_that_a_cell_far_out_is_refused_and_does_not_end_the_program(tmp_path: Path, cell: bytes) -> None:
    path = write_xlsx(tmp_path / "far.xlsx", {"A": [["name"], ["A"]]})
    members = members_of(path)
    sheet = "xl/worksheets/sheet1.xml"
    members[sheet] = members[sheet].replace(b"</sheetData>", b'<row r="1048576">' + cell + b"</row></sheetData>")
    assert refusal(renamed_zip(path, members)).startswith("import.too_many_")


def test_that_a_sheet_of_another_name_is_looked_through_as_well(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "far.xlsx", {"A": [["name"], ["A"]]})
    members = members_of(path)
    sheet = members.pop("xl/worksheets/sheet1.xml")
    members["xl/hidden.bin"] = sheet.replace(b"</sheetData>", b'<row><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    relations = "xl/_rels/workbook.xml.rels"
    members[relations] = members[relations].replace(b"worksheets/sheet1.xml", b"hidden.bin")
    assert refusal(renamed_zip(path, members)).startswith("import.too_many_")


def test_that_coloured_blank_cells_far_out_do_no_harm(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "blank.xlsx", {"A": [["name"], ["A"]]})
    members = members_of(path)
    sheet = "xl/worksheets/sheet1.xml"
    blank = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    members[sheet] = members[sheet].replace(b"</sheetData>", blank)
    assert read_sheet(renamed_zip(path, members)).rows[0].cells == ("A",)


@pytest.mark.parametrize(
    "rows",
    [
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="float"'
        ' office:value="1" table:number-columns-repeated="1000"/></table:table-row>',
        f'<table:table-row table:number-rows-repeated="1048575"/><table:table-row>{ods_cell("x")}</table:table-row>',
        '<table:table-row><table:table-cell table:number-columns-repeated="16000"/>'
        + ods_cell("x")
        + "</table:table-row>",
    ],
)
def test_that_repetitions_in_an_ods_are_counted_before_reading(tmp_path: Path, rows: str) -> None:
    assert refusal(write_ods(tmp_path / "bomb.ods", rows)).startswith("import.too_many_")


def test_that_locked_workbooks_are_told_from_broken_ones(tmp_path: Path) -> None:
    locked = compound({"EncryptionInfo": b"\x04\0\x04\0", "EncryptedPackage": bytes(5000)})
    assert refusal(tmp_path / "a.xlsx", locked) == "import.password"
    assert refusal(tmp_path / "a.xls", xls({(0, 0): "name"}, locked=True)) == "import.password"
    manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    assert refusal(write_ods(tmp_path / "a.ods", "", manifest)) == "import.password"


def test_that_other_containers_are_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.doc", compound({"WordDocument": bytes(5000)})) == "import.unsupported"
    assert refusal(renamed_zip(tmp_path / "a.xlsb", {"xl/workbook.bin": b"x"})) == "import.unsupported"
    assert refusal(renamed_zip(tmp_path / "a.docx", {"word/document.xml": b"x"})) == "import.unsupported"


def test_that_an_xls_with_cells_far_out_is_refused(tmp_path: Path) -> None:
    far = xls({(0, 0): "name", (65535, 60000): 1.0})
    assert refusal(tmp_path / "a.xls", far) == "import.too_many_columns"
    assert refusal(tmp_path / "b.xls", xls({(0, 0): "name", (65535, 700): 1.0})) == "import.too_many_cells"


def test_that_a_chain_of_sectors_that_never_ends_is_refused(tmp_path: Path) -> None:
    data = bytearray(xls({(0, 0): "name"}))
    start = struct.unpack_from("<I", data, 48)[0]
    struct.pack_into("<I", data, 512 + 4 * start, start)
    assert refusal(tmp_path / "a.xls", bytes(data)) == "import.unreadable"


def test_that_any_cut_of_a_workbook_is_refused_calmly(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "whole.xlsx", {"A": [["name", "note"], ["A", "x"]]}).read_bytes()
    old = xls({(0, 0): "name", (1, 0): "A"})
    for data in (whole, old):
        for cut in range(10, len(data) - 1, len(data) // 23):
            path = tmp_path / "cut"
            path.write_bytes(data[:cut])
            try:
                read_sheet(path)
            except BansoError as fault:
                assert fault.key.startswith("import.")


def test_that_nul_and_control_signs_keep_only_their_own_row_out(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_bytes(b"name,industry\nA\x00B,x\nGood,y\nBell,\x07\n")
    found = read_drafts(path, ImportKind.ACCOUNTS)
    assert [draft.row for draft in found.drafts] == [3]
    assert [(error.row, error.column, error.key) for error in found.errors] == [
        (2, "name", "control_sign"),
        (4, "industry", "control_sign"),
    ]


def test_that_formulas_and_html_stay_text(tmp_path: Path) -> None:
    names = ["=cmd|' /C calc'!A0", "@SUM(1)", "<img src=x onerror=alert(1)>", "+1", "{name}", "%s", "-"]
    rows: list[list[object]] = [["name", "industry"], *([name, "x"] for name in names)]
    path = write_xlsx(tmp_path / "accounts.xlsx", {"A": rows})
    assert [draft.given["name"] for draft in read_drafts(path, ImportKind.ACCOUNTS).drafts] == names
    path = tmp_path / "accounts.csv"
    path.write_text("name,industry\n" + "".join(f'"{name}",x\n' for name in names), "utf-8")
    assert [draft.given["name"] for draft in read_drafts(path, ImportKind.ACCOUNTS).drafts] == names


def test_that_the_area_is_what_the_limits_say() -> None:
    packed.check_area(limits.MAX_CELLS // 50, 50, "a")
    with pytest.raises(BansoError, match="too_many_cells"):
        packed.check_area(limits.MAX_CELLS // 50, 51, "a")
