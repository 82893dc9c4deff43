"""A table as a workbook. Writing keeps the values of every sheet; formats, formulas, notes and pictures are lost.

A cell that shows an error, such as #DIV/0!, has no value: it is read as blank and comes back blank.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from app.connectors.errors import SchemaChanged, Unavailable
from app.connectors.folder import words
from app.connectors.folder.cells import BadCell, read
from app.connectors.folder.files import TEMPORARY, MovedError, Stamp, look, survey
from app.connectors.folder.layout import Kind
from app.connectors.folder.table import Edit, Row, Watch

_LOOK = 20
_UNPACKED = 1 << 29  # bytes: more is no table of records but an attack on the memory
_BLOCK = 1_000
_FIRST_DAY = date(1900, 3, 1)  # the calendar of spreadsheets is wrong before


class XlsxTable:
    """One sheet of a workbook: the one named like the table, else the first that has its headings."""

    def __init__(
        self, path: Path, kind: Kind, watch: Watch = lambda: None, required: Sequence[str] | None = None
    ) -> None:
        self.path = path
        self.watch = watch
        self.kind = kind
        self.stamp, data = _bytes(path)
        self.book = _load(data, path.name)
        self.sheet, self.at, cells = self._heading()
        self.headings = tuple(text_of(cell).strip() for cell in cells)
        self.names = kind.names(self.headings)
        lost = [name for name in (kind.required if required is None else required) if name not in self.names]
        if lost or not set(self.names) & set(kind.columns):
            raise SchemaChanged(kind.name, lost or kind.required)

    def rows(self) -> Iterator[Row]:
        """Yield the records; MovedError as soon as the file is another one."""
        for number, cells in enumerate(self.sheet.iter_rows()):
            if number % _BLOCK == 0:
                self.watch()
                if look(self.path) != (self.stamp.size, self.stamp.mtime_ns):
                    raise MovedError
            if number > self.at and any(cell != "" for cell in cells):
                yield Row(number, cells)

    def text(self, cell: Any) -> str:
        """Return what a cell of a row says."""
        return cell if isinstance(cell, str) else text_of(cell)

    def holds(self, text: str) -> bool:
        """Tell whether the file's encoding has all signs of a text: a workbook has them all."""
        return True

    def write(self, target: Path, edit: Edit) -> None:
        """Write the workbook anew with the edit, all sheets with their values."""
        from xlsxwriter import Workbook

        # What is written on the way lies beside the file, where its content is readable anyway.
        with (
            TemporaryDirectory(prefix=TEMPORARY, dir=target.parent) as aside,
            target.open("wb") as file,
            Workbook(file, {"constant_memory": True, "tmpdir": aside}) as book,
        ):
            pen = _Pen(book)
            for name in self.book.sheet_names:
                mine = name == self.sheet.name
                sheet = self.sheet if mine else self.book.get_sheet_by_name(name)
                pen.turn_to(name)
                left = (sheet.start or (0, 0))[1]
                rows = self._edited(edit) if mine else enumerate(sheet.iter_rows())
                for number, cells in rows:
                    pen.row(number, left, cells)

    def _edited(self, edit: Edit) -> Iterator[tuple[int, list[object]]]:
        """Yield every row of the sheet as it is to be; rows that go leave none behind."""
        at = 0
        for number, cells in enumerate(self.sheet.iter_rows()):
            if number % _BLOCK == 0:
                self.watch()
            if number in edit.removed:
                continue
            changed = edit.changed.get(number, {})
            row: list[object] = list(cells)
            for index, name in enumerate(self.headings):
                if name in changed and self.headings.index(name) == index:
                    row[index] = self._cell(name, changed[name])
            if number == self.at:
                row = [*edit.first, *row, *edit.last]
            elif edit.first or edit.last:
                row = [*(changed.get(n, "") for n in edit.first), *row, *(changed.get(n, "") for n in edit.last)]
            yield at, row
            at += 1
        for added in edit.added:
            yield at, [self._cell(n, added.get(n, "")) for n in (*edit.first, *self.headings, *edit.last)]
            at += 1

    def _cell(self, heading: str, text: str) -> object:
        """Return a text as the kind of cell that sums and sorts, where reading it gives the same text."""
        field = self.kind.field(dict(zip(self.headings, self.names, strict=True)).get(heading, heading))
        if field is None or not text or field.type not in ("int", "money", "date", "bool"):
            return text
        try:
            value = read(field, text)
        except BadCell:
            return text
        if isinstance(value, date) and value < _FIRST_DAY:
            return text
        cell = float(value) if isinstance(value, Decimal | int) and not isinstance(value, bool) else value
        return cell if text_of(cell) == text else text

    def _heading(self) -> tuple[Any, int, list[object]]:
        """Return (sheet, number of the row, its cells) that holds most known headings."""
        best: tuple[int, Any, int, list[object]] | None = None
        names = sorted(self.book.sheet_names, key=lambda name: name.casefold() != self.kind.name)
        for name in names:
            sheet = self.book.get_sheet_by_name(name)
            for number, cells in enumerate(sheet.iter_rows()):
                if number >= _LOOK:
                    break
                count = sum(isinstance(cell, str) and self.kind.knows(cell) for cell in cells)
                if count > (best[0] if best else 0):
                    best = (count, sheet, number, cells)
            if best is not None:
                return best[1:]
        raise SchemaChanged(self.kind.name, self.kind.required)


class _Pen:
    """Writes cells by their kind; a text is never taken for a formula or a link."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.sheet: Any = None
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        self.clock = book.add_format({"num_format": "[h]:mm:ss"})

    def turn_to(self, name: str) -> None:
        self.sheet = self.book.add_worksheet(name)

    def row(self, number: int, left: int, cells: Sequence[object]) -> None:
        for column, cell in enumerate(cells, start=left):
            if isinstance(cell, str):
                if cell:
                    self.sheet.write_string(number, column, cell)
            elif isinstance(cell, bool):
                self.sheet.write_boolean(number, column, cell)
            elif isinstance(cell, int | float):
                self.sheet.write_number(number, column, cell)
            elif isinstance(cell, datetime):
                self.sheet.write_datetime(number, column, cell, self.moment)
            elif isinstance(cell, date):
                self.sheet.write_datetime(number, column, cell, self.day)
            elif isinstance(cell, time | timedelta):
                self.sheet.write_datetime(number, column, cell, self.clock)


def text_of(cell: object) -> str:
    """Return a cell as the text that a person would type."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return f"{Decimal(repr(cell)).normalize() + 0:f}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def new_workbook(path: Path, name: str, headings: Sequence[str]) -> None:
    """Write an empty table."""
    from xlsxwriter import Workbook

    with path.open("wb") as file, Workbook(file, {"in_memory": True}) as book:
        pen = _Pen(book)
        pen.turn_to(name)
        pen.row(0, 0, headings)


def _bytes(path: Path) -> tuple[Stamp, bytes]:
    chunks: list[bytes] = []
    stamp = survey(path, chunks.append)
    data = b"".join(chunks)
    if not data:
        raise Unavailable(words.of(path, words.EMPTY))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(info.file_size for info in packed.infolist()) > _UNPACKED:
                raise Unavailable(words.of(path, words.TOO_LARGE))
    except zipfile.BadZipFile as error:
        raise Unavailable(words.of(path, words.NO_WORKBOOK)) from error
    return stamp, data


def _load(data: bytes, name: str) -> Any:
    import python_calamine

    try:
        return _guarded(lambda: python_calamine.load_workbook(io.BytesIO(data)))
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise Unavailable(words.of(name, words.NO_WORKBOOK)) from error


def _guarded(job: Callable[[], Any]) -> Any:
    """Run what is written in Rust: what it did not foresee arrives as a panic, outside of Exception."""
    try:
        return job()
    except BaseException as fault:
        if type(fault).__name__ != "PanicException":
            raise
        raise ValueError(str(fault)) from fault
