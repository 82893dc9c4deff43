"""Looks into a workbook before it is read: passwords, bombs and cells so far out that reading would end the program."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from app.errors import BansoError
from app.imports.compound import check_compound
from app.imports.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED

ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])[^>]*>")
_PLACE = re.compile(rb"\sr\s*=\s*[\"']([A-Z]{1,7})([0-9]{1,9})[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br\s*=\s*[\"']([0-9]{1,12})[\"']")
_ODS = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])([^>]*)>")
_REPEAT = re.compile(rb"number-(?:columns|rows)-repeated\s*=\s*[\"']([0-9]{1,12})[\"']")


def is_workbook(data: bytes) -> bool:
    """Tell by its first bytes whether a file is a workbook (XLSX, ODS, XLS) rather than text."""
    return data.startswith((ZIP, COMPOUND))


def checked_workbook(data: bytes, file: str) -> bytes:
    """Return the workbook to read, refused where it is locked, broken, of another kind or larger than the limits.

    An XLSX or ODS comes back packed anew: what is read is then exactly what was looked through here, whatever
    sizes, sums or doubles its directory claims.
    """
    if data.startswith(COMPOUND):
        check_compound(data, file)
        return data
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _repacked(archive, file)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError) as fault:
        raise BansoError("import.unreadable", "file", file=file) from fault


def check_area(rows: int, columns: int, file: str) -> None:
    """Refuse a filled area beyond the limits; both counts start at one."""
    if rows > MAX_ROWS:
        raise BansoError("import.too_many_rows", "file", file=file, limit=MAX_ROWS)
    if columns > MAX_COLUMNS:
        raise BansoError("import.too_many_columns", "file", file=file, limit=MAX_COLUMNS)
    if rows * columns > MAX_CELLS:
        raise BansoError("import.too_many_cells", "file", file=file, limit=MAX_CELLS)


def _repacked(archive: zipfile.ZipFile, file: str) -> bytes:
    members = {member.filename: member for member in archive.infolist()}
    if any(member.flag_bits & 1 for member in members.values()):
        raise BansoError("import.password", "file", file=file)
    # zipfile stops reading a member at the size its directory declares, so this sum holds for what follows.
    if sum(member.file_size for member in members.values()) > MAX_UNPACKED:
        raise BansoError("import.unpacked_too_large", "file", file=file, limit=MAX_UNPACKED // 2**20)
    xlsx, ods = "xl/workbook.xml" in members, "content.xml" in members
    if not xlsx and not ods:
        raise BansoError("import.unsupported", "file", file=file)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as copy:
        for name in members:
            if name.startswith(("xl/media/", "Pictures/", "Thumbnails/")):
                continue
            content = archive.read(name)
            if xlsx:
                check_area(*_xlsx_area(content), file)
            elif name == "META-INF/manifest.xml" and b"encryption-data" in content:
                raise BansoError("import.password", "file", file=file)
            elif name == "content.xml":
                for area in _ods_areas(content):
                    check_area(*area, file)
            copy.writestr(name, content)
    return packed.getvalue()


def _xlsx_area(content: bytes) -> tuple[int, int]:
    """Return (rows, columns) up to the last cell with something in it; a merely coloured cell does not count."""
    rows, letters = 0, set()
    for tag in _CELL.findall(content):
        place = _PLACE.search(tag)
        if place is None:
            # Cells without a place, or a ">" inside an attribute: take every place and row number as meant.
            places = _PLACE.findall(content)
            letters |= {found[0] for found in places}
            return (
                max([0, *(int(found[1]) for found in places), *(int(n) for n in _ROW.findall(content))]),
                max((_column(name) for name in letters), default=0),
            )
        if not tag.endswith(b"/>"):
            letters.add(place[1])
            rows = max(rows, int(place[2]))
    return rows, max((_column(name) for name in letters), default=0)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _ods_areas(content: bytes) -> Iterator[tuple[int, int]]:
    """Yield (rows, columns) of each table up to the last cell with something in it, repetitions counted."""
    row = repeat = column = rows = columns = 0
    for found in _ODS.finditer(content):
        name, rest = found[1], found[2]
        times = _REPEAT.search(rest)
        count = int(times[1]) if times else 1
        if name == b"table":
            yield rows, columns
            row = repeat = column = rows = columns = 0
        elif name == b"table-row":
            row, repeat, column = row + repeat, count, 0
        else:
            column += count
            if not rest.endswith(b"/") or b"office:value" in rest:
                rows, columns = max(rows, row + repeat), max(columns, column)
    yield rows, columns
