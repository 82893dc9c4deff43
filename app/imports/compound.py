"""Looks into the old compound file of an XLS: locked ones and cells beyond the limits are refused before reading.

Sources: [MS-CFB] 2.2 to 2.6 (header, sector chains, directory) and [MS-XLS] 2.4 (records of a sheet).
"""

from __future__ import annotations

import struct

from app.errors import BansoError
from app.imports.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS

_END = 0xFFFF_FFFA  # this value and all above are marks, not sectors
_FILEPASS = 0x002F
_CELLS = {0x0006, 0x0203, 0x0204, 0x0205, 0x0207, 0x027E, 0x00FD, 0x00BD, 0x00D6, 0x00BE, 0x0201}
_MULTIPLE = {0x00BD, 0x00BE}


def check_compound(data: bytes, file: str) -> None:
    """Refuse a locked or broken compound file, one without a workbook, and an XLS that is too large inside."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise BansoError("import.password", "file", file=file)
    try:
        book = workbook_stream(data)
    except (struct.error, IndexError, ValueError) as fault:
        raise BansoError("import.unreadable", "file", file=file) from fault
    if book is None:
        raise BansoError("import.unsupported", "file", file=file)
    rows = columns = at = 0
    while at + 4 <= len(book):
        record, length = struct.unpack_from("<HH", book, at)
        at += 4
        if record == _FILEPASS:
            raise BansoError("import.password", "file", file=file)
        if record in _CELLS and length >= 4:
            row, column = struct.unpack_from("<HH", book, at) if at + 4 <= len(book) else (0, 0)
            if record in _MULTIPLE and at + length <= len(book):
                (column,) = struct.unpack_from("<H", book, at + length - 2)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        at += length
    if columns > MAX_COLUMNS:
        raise BansoError("import.too_many_columns", "file", file=file, limit=MAX_COLUMNS)
    if rows > MAX_ROWS or rows * columns > MAX_CELLS:
        raise BansoError("import.too_many_cells", "file", file=file, limit=MAX_CELLS)


def workbook_stream(data: bytes) -> bytes | None:
    """Return the stream named Workbook (or Book) of a compound file, None where it has none."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in {512, 4096}:
        raise ValueError("sector size")
    fat = _fat(data, size)
    directory = _chain(data, size, fat, struct.unpack_from("<I", data, 48)[0])
    streams = {}
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace").casefold()
        streams[name] = struct.unpack_from("<II", directory, at + 116)
    found = streams.get("workbook", streams.get("book"))
    if found is None:
        return None
    start, length = found
    if length >= struct.unpack_from("<I", data, 56)[0]:
        return _chain(data, size, fat, start)[:length]
    small = _chain(data, size, fat, streams.get("root entry", (_END, 0))[0])
    packed = _chain(data, size, fat, struct.unpack_from("<I", data, 60)[0])
    small_fat = struct.unpack(f"<{len(packed) // 4}I", packed)
    return b"".join(small[n * 64 : n * 64 + 64] for n in _numbers(small_fat, start))[:length]


def _fat(data: bytes, size: int) -> tuple[int, ...]:
    sectors = [n for n in struct.unpack_from("<109I", data, 76) if n < _END]
    more, seen = struct.unpack_from("<I", data, 68)[0], 0
    while more < _END and seen <= len(data) // size:
        numbers = struct.unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        sectors += [n for n in numbers[:-1] if n < _END]
        more, seen = numbers[-1], seen + 1
    table = b"".join(data[(n + 1) * size : (n + 2) * size] for n in sectors)
    return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])


def _chain(data: bytes, size: int, fat: tuple[int, ...], start: int) -> bytes:
    numbers = _numbers(fat, start)
    if numbers and (max(numbers) + 1) * size >= len(data):
        raise ValueError("a sector beyond the end of the file")
    return b"".join(data[(n + 1) * size : (n + 2) * size] for n in numbers)


def _numbers(fat: tuple[int, ...], start: int) -> list[int]:
    numbers: list[int] = []
    while start < _END:
        if len(numbers) > len(fat):
            raise ValueError("a chain of sectors that bites its tail")
        numbers.append(start)
        start = fat[start]
    return numbers
