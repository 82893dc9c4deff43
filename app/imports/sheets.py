"""Reads a file into one table of cells: CSV in its many encodings, XLSX, XLS and ODS, and vCards."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.errors import BansoError
from app.imports.limits import MAX_BYTES, MAX_CELL
from app.imports.packed import check_area, checked_workbook, is_workbook
from app.imports.text_tables import decode, rows_of, separator
from app.imports.vcards import HEADINGS, is_vcards, read_vcards
from app.imports.whole_names import joined_cells, joined_headings, joins_in

_LOOK = 20  # rows among which the headings are looked for
_FOREIGN = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"SQLite format 3", b"\x1f\x8b", b"{\\rtf")


@dataclass(frozen=True)
class SheetRow:
    """A row under the headings; `number` is the row's number as a spreadsheet shows it."""

    number: int
    cells: tuple[object, ...]


@dataclass(frozen=True)
class Sheet:
    """A table: headings and the rows below them, without the blank ones.

    Cells are str, int, float, bool, date, datetime, time, timedelta or "" for nothing. `encoding` and `separator`
    are None for workbooks, `sheet_names` is empty for text, `sheet` is the name of the one that was read.
    """

    headings: tuple[str, ...]
    rows: list[SheetRow]
    encoding: str | None
    separator: str | None
    sheet_names: tuple[str, ...]
    sheet: str | None = None
    heading_row: int = 1


def read_sheet(path: Path, sheet: str | None = None) -> Sheet:
    """Return the table in a file: of a workbook the sheet with most rows, or the one named.

    Raises BansoError for what is missing, empty, locked, unreadable, no table at all or beyond app.imports.limits.
    """
    data = _bytes(path)
    if is_workbook(data):
        return _workbook(data, path.name, sheet)
    if is_vcards(data):
        cards, encoding = read_vcards(data, path.name)
        return Sheet(HEADINGS, [SheetRow(*card) for card in cards], encoding, None, ())
    if data.startswith(_FOREIGN):
        raise BansoError("import.not_a_table", "file", file=path.name)
    text, encoding = decode(data, path.name)
    sign = separator(text)
    # Excel writes a first line such as sep=; for itself and does not show it as a row.
    if text[:4].lower() == "sep=" and text[5:6] in {"\r", "\n"}:
        sign, text = text[4], text[5:].removeprefix("\r").removeprefix("\n")
    headings, rows, number = _table(list(rows_of(text, sign, path.name)), path.name)
    return Sheet(headings, rows, encoding, sign, (), None, number)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BansoError("import.too_large", "file", file=path.name, limit=MAX_BYTES // 2**20)
        data = path.read_bytes()
    except FileNotFoundError as fault:
        raise BansoError("import.missing_file", "file", file=path.name) from fault
    except OSError as fault:
        raise BansoError("import.unreadable", "file", file=path.name) from fault
    if not data.strip():
        raise BansoError("import.empty", "file", file=path.name)
    return data


def _workbook(data: bytes, file: str, wanted: str | None) -> Sheet:
    import python_calamine

    try:
        names, best, rows = _largest(checked_workbook(data, file), file, wanted)
    except python_calamine.PasswordError as fault:
        raise BansoError("import.password", "file", file=file) from fault
    except (python_calamine.CalamineError, OSError, ValueError) as fault:
        raise BansoError("import.unreadable", "file", file=file) from fault
    except BaseException as fault:
        # The reader is written in Rust: what it did not foresee arrives as a panic, outside of Exception.
        if type(fault).__name__ != "PanicException":
            raise
        raise BansoError("import.unreadable", "file", file=file) from fault
    headings, table, number = _table(rows, file)
    return Sheet(headings, table, None, None, names, best, number)


def _largest(data: bytes, file: str, wanted: str | None) -> tuple[tuple[str, ...], str, list[tuple[object, ...]]]:
    """Return (names of all sheets, name, rows) of the sheet named, else of the one with most rows."""
    import python_calamine

    book = python_calamine.load_workbook(io.BytesIO(data))
    names = tuple(book.sheet_names)
    if wanted is not None and wanted not in names:
        raise BansoError("import.unknown_sheet", "sheet", file=file, sheet=wanted, sheets=names)
    found = {name: book.get_sheet_by_name(name) for name in (names if wanted is None else (wanted,))}
    if not found:
        raise BansoError("import.empty", "file", file=file)
    for sheet in found.values():
        last_row, last_column = sheet.end or (-1, -1)
        check_area(last_row + 1, last_column + 1, file)
    best = max(found, key=lambda name: found[name].height)
    return names, best, [tuple(_plain(cell) for cell in row) for row in found[best].to_python(skip_empty_area=False)]


def _plain(cell: object) -> object:
    """Return whole numbers as int: a spreadsheet keeps every number as a float."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return int(cell)
    return cell


def is_blank(cell: object) -> bool:
    """Tell whether a cell says nothing; NUL and other signs are something."""
    return cell is None or (isinstance(cell, str) and not cell.strip(" \t\r\n\u3000\u00a0\ufeff"))


def _after_preamble(rows: Sequence[tuple[object, ...]], filled: Sequence[int], at: int) -> int:
    """Return the row of the headings where a list begins under a block of its own: a heading, one row, a blank one.

    So lists of who was at a web meeting begin with what the meeting was.
    """
    blocks = [n for n, count in enumerate(filled) if n > at + 1 and count >= 3 and not filled[n - 1]]
    one_row = len(filled) > at + 2 and filled[at + 1] > 0 and not filled[at + 2]
    if not one_row or not blocks or blocks[0] + 1 >= len(filled) or not filled[blocks[0] + 1]:
        return at
    words = all(
        isinstance(cell, str) and not cell.strip()[:1].isdigit() for cell in rows[blocks[0]] if not is_blank(cell)
    )
    return blocks[0] if words else at


def _table(rows: Sequence[tuple[object, ...]], file: str) -> tuple[tuple[str, ...], list[SheetRow], int]:
    """Return (headings, rows, number of the heading row) with titles and blank rows above left out.

    A family name and a given name in two columns are one.
    """
    filled = [sum(not is_blank(cell) for cell in row) for row in rows[:_LOOK]]
    if not any(filled):
        raise BansoError("import.empty", "file", file=file)
    # A title stands alone in its row; headings fill at least half of the width.
    widest = max(filled)
    at = next(n for n, count in enumerate(filled) if count * 2 >= widest and count >= min(2, widest))
    at = _after_preamble(rows[:_LOOK], filled, at)
    last = max(n for n, cell in enumerate(rows[at]) if not is_blank(cell))
    headings = tuple(" ".join(str(cell).split()) if not is_blank(cell) else "" for cell in rows[at][: last + 1])
    below = []
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        if all(is_blank(cell) for cell in row):
            continue
        if any(isinstance(cell, str) and len(cell) > MAX_CELL for cell in row):
            raise BansoError("import.cell_too_long", "file", file=file, row=number, limit=MAX_CELL)
        below.append(SheetRow(number, row))
    joins = joins_in(headings)
    if joins:
        below = [SheetRow(row.number, joined_cells(row.cells, joins)) for row in below]
        headings = joined_headings(headings, joins)
    return headings, below, at + 1
