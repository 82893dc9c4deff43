"""Workbooks for tests, made byte by byte where no library writes them."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import xlsxwriter

ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def write_xlsx(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    """Write rows of plain cells; dates are written as dates."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy/mm/dd", "strings_to_formulas": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return path


def write_ods(path: Path, rows: str, manifest: str = "<manifest:manifest/>") -> Path:
    """Write an ODS of one table from the XML of its rows."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", f'{ODS_HEAD}<table:table table:name="表">{rows}</table:table>{ODS_TAIL}')
    return path


def ods_cell(words: str) -> str:
    """Return the XML of a cell of text."""
    return f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'


def compound(streams: dict[str, bytes]) -> bytes:
    """Return a compound file ([MS-CFB] version 3) with every stream in sectors of its own."""
    chains = [data + b"\0" * (max(4096, -(-len(data) // 512) * 512) - len(data)) for data in streams.values()]
    fat, starts = [0xFFFFFFFD], []
    for chain in [b"\0" * 512 * -(-(len(streams) + 1) // 4), *chains]:
        starts.append(len(fat))
        fat += [*range(len(fat) + 1, len(fat) + len(chain) // 512), 0xFFFFFFFE]
    assert len(fat) <= 128
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, 1 if streams else 0xFFFFFFFF)]
    for number, (name, chain) in enumerate(zip(streams, chains, strict=True)):
        following = number + 2 if number + 1 < len(streams) else 0xFFFFFFFF
        entries.append(_entry(name, 2, starts[number + 1], len(chain), 0xFFFFFFFF, following))
    directory = b"".join(entries).ljust(512 * -(-(len(streams) + 1) // 4), b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIII", 0, 1, starts[0], 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", *fat, *[0xFFFFFFFF] * (128 - len(fat)))
    return head + table + directory + b"".join(chains)


def _entry(name: str, kind: int, start: int, size: int, child: int, right: int = 0xFFFFFFFF) -> bytes:
    label = name.encode("utf-16-le")
    body = label.ljust(64, b"\0") + struct.pack("<HBBIII", len(label) + 2, kind, 1, 0xFFFFFFFF, right, child)
    return body + b"\0" * 36 + struct.pack("<IQ", start, size)


def xls(cells: dict[tuple[int, int], float | str], locked: bool = False) -> bytes:
    """Return an XLS (BIFF8) of one sheet named 表."""
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    start += _record(0x002F, b"\0" * 54) if locked else b""
    name = b"\x01" + "表".encode("utf-16-le")
    bound = 4 + 6 + 1 + len(name) + 1
    at = len(start) + bound + 3
    book = start + _record(0x0085, struct.pack("<IHB", at, 0, 1) + name) + _record(0x000A, b"")
    book = book.ljust(at, b"\0") if len(book) < at else book
    bound_at = len(start) + 4
    sheet_at = len(book)
    book = book[:bound_at] + struct.pack("<I", sheet_at) + book[bound_at + 4 :]
    book += _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for (row, column), value in cells.items():
        if isinstance(value, str):
            words = struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")
            book += _record(0x0204, struct.pack("<HHH", row, column, 0) + words)
        else:
            book += _record(0x0203, struct.pack("<HHHd", row, column, 0, value))
    return compound({"Workbook": book + _record(0x000A, b"")})


def _record(number: int, body: bytes) -> bytes:
    return struct.pack("<HH", number, len(body)) + body


def renamed_zip(path: Path, members: dict[str, bytes]) -> Path:
    """Write a ZIP of the given members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def members_of(path: Path) -> dict[str, bytes]:
    """Return what a ZIP holds."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
