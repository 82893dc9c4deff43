"""Writes what lists show into a workbook: the same columns, order and rows, with dates and amounts as such."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from app.errors import BansoError, Cancelled
from app.language import minor_digits

_REPORT_EVERY = 200
_DAY = "yyyy/m/d"
_LONGEST_TITLE = 31
_OPTIONS = {
    "constant_memory": True,
    # What a customer is called is text, also where it begins like a formula, a number or an address.
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


@dataclass(frozen=True)
class SheetColumn:
    """One column of the sheet; `width` in characters."""

    title: str
    kind: Literal["text", "date", "number"] = "text"
    width: int = 16


@dataclass(frozen=True)
class Amount:
    """An amount in major units, shown with its currency."""

    value: Decimal
    currency: str


@dataclass(frozen=True)
class Noted:
    """A day with words beside it, such as that it is an estimate; the cell stays a day."""

    day: date
    note: str


@dataclass(frozen=True)
class Share:
    """A ratio, shown in per cent."""

    value: Fraction | Decimal | float


Cell = str | int | date | Amount | Noted | Share | None


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook; `head` is said above its columns, a line each."""

    title: str
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[Cell]]
    head: Sequence[str] = ()


def write_sheet(
    report: Callable[[int, int], None],
    cancelled: Callable[[], bool],
    path: Path,
    title: str,
    columns: Sequence[SheetColumn],
    rows: Sequence[Sequence[Cell]],
) -> int:
    """Write a workbook of one sheet and return how many rows it has; else as `write_sheets`."""
    return write_sheets(report, cancelled, path, [Sheet(title, columns, rows)])


def write_sheets(
    report: Callable[[int, int], None], cancelled: Callable[[], bool], path: Path, sheets: Sequence[Sheet]
) -> int:
    """Write a workbook and return how many rows its sheets have; on any error nothing is left behind.

    A file that is there already is replaced only once the new one is complete.
    """
    part: Path | None = None
    try:
        if path.exists() and not path.is_file():
            # Renaming over a device would replace the device itself.
            raise OSError("not a file")
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        os.close(handle)
        part = Path(name)
        _fill(report, cancelled, part, sheets)
        part.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise BansoError("export_view.failed", field="to", file=path.name, reason=reason) from error
    finally:
        if part is not None:
            with suppress(FileNotFoundError):
                part.unlink()
    return sum(len(sheet.rows) for sheet in sheets)


def _fill(
    report: Callable[[int, int], None], cancelled: Callable[[], bool], path: Path, sheets: Sequence[Sheet]
) -> None:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    book = Workbook(str(path), _OPTIONS)
    try:
        done, of = 0, sum(len(one.rows) for one in sheets)
        tabs: set[str] = set()
        for one in sheets:
            sheet = book.add_worksheet(_tab(one.title, tabs))
            put = _Writer(book, sheet)
            top = _begin(sheet, one, put)
            for n, row in enumerate(one.rows):
                if n % _REPORT_EVERY == 0:
                    if cancelled():
                        raise Cancelled
                    report(done + n, of)
                for at, cell in enumerate(row):
                    put(top + n, at, cell)
            if one.rows and one.columns:
                sheet.autofilter(top - 1, 0, top - 1 + len(one.rows), len(one.columns) - 1)
            done += len(one.rows)
        if cancelled():
            raise Cancelled
        report(of, of)
    finally:
        try:
            book.close()
        except FileCreateError as error:
            cause = error.args[0] if error.args and isinstance(error.args[0], OSError) else None
            raise cause or OSError(str(error)) from error


def _begin(sheet: Any, one: Sheet, put: _Writer) -> int:
    """Write what stands above the rows and return the place of the first one."""
    for at, column in enumerate(one.columns):
        sheet.set_column(at, at, column.width)
    for n, line in enumerate(one.head):
        sheet.write_string(n, 0, line, put.format(bold=True) if n == 0 else None)
    top = len(one.head) + bool(one.head)
    for at, column in enumerate(one.columns):
        sheet.write_string(top, at, column.title, put.format(bold=True))
    sheet.freeze_panes(top + 1, 0)
    return top + 1


class _Writer:
    """Writes one cell as what it is; a format is made once."""

    def __init__(self, book: Any, sheet: Any) -> None:
        self._book, self._sheet = book, sheet
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}

    def format(self, **how: object) -> Any:
        key = tuple(sorted(how.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(how)
        return self._formats[key]

    def __call__(self, row: int, at: int, cell: Cell) -> None:
        sheet = self._sheet
        if cell is None or cell == "":
            return
        if isinstance(cell, Amount):
            digits = minor_digits(cell.currency)
            shown = f'#,##0{"." + "0" * digits if digits else ""} "{cell.currency}"'
            sheet.write_number(row, at, float(cell.value), self.format(num_format=shown))
        elif isinstance(cell, Noted):
            note = cell.note.replace('"', "")
            sheet.write_datetime(row, at, cell.day, self.format(num_format=f'{_DAY}" {note}"', align="left"))
        elif isinstance(cell, Share):
            sheet.write_number(row, at, float(cell.value), self.format(num_format="0.0%"))
        elif isinstance(cell, date):
            sheet.write_datetime(row, at, cell, self.format(num_format=_DAY, align="left"))
        elif isinstance(cell, int):
            sheet.write_number(row, at, cell)
        else:
            sheet.write_string(row, at, cell)


def _tab(title: str, taken: set[str]) -> str:
    """Return a title as the name of a sheet may be written, and not twice."""
    clean = "".join(" " if sign in "[]:*?/\\" else sign for sign in title).strip(" '")
    name = bare = clean[:_LONGEST_TITLE] or "1"
    again = 1
    while name.casefold() in taken:
        again += 1
        name = f"{bare[: _LONGEST_TITLE - len(str(again)) - 1]} {again}"
    taken.add(name.casefold())
    return name
