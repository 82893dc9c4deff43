"""Reads separated text: finds out its encoding and its separator, and takes it apart into rows of cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from app.errors import BansoError
from app.imports.limits import MAX_CELL, MAX_COLUMNS, MAX_ROWS

SEPARATORS = (",", "\t", ";", "|")
_SAMPLE = 64 * 1024
# Our own CSV export puts ' before text that a spreadsheet would take for a formula.
_GUARD = re.compile(r"'(?='*[=+\-@\t\r])")


def decode(data: bytes, file: str) -> tuple[str, str]:
    """Return (text, encoding): by its mark, else UTF-8, else CP932, else the best guess of charset-normalizer."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), "utf-16"
        except UnicodeDecodeError as fault:
            raise BansoError("import.unreadable", "file", file=file) from fault
    if data.count(0) > max(8, len(data) // 100):
        raise BansoError("import.not_a_table", "file", file=file)
    for encoding in ("utf-8-sig", "cp932"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text, "utf-8" if encoding == "utf-8-sig" else encoding
    import charset_normalizer

    matches = charset_normalizer.from_bytes(data[: 2**20])
    best = matches.best()
    # Short names fit several code pages equally well; the one of Western Europe and America is the likeliest.
    western = next((match for match in matches if match.encoding == "cp1252"), None)
    if best is not None and western is not None and western.chaos <= best.chaos:
        best = western
    if best is None:
        raise BansoError("import.not_a_table", "file", file=file)
    try:
        return data.decode(best.encoding), best.encoding
    except UnicodeDecodeError as fault:
        raise BansoError("import.unreadable", "file", file=file) from fault


def separator(text: str) -> str:
    """Return the separator under which the first rows agree best on how many cells they have."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: sample.rfind("\n") + 1] or sample
    best, best_score = ",", (0.0, 0)
    for sign in SEPARATORS:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=sign) if row][:200]
        except csv.Error:
            continue
        # The heading decides: a sign that stands only inside the cells below it separates nothing.
        width = next((w for w in widths if w > 1), 1)
        if width == 1 or (widths[0] == 1 and widths.count(width) * 2 < len(widths)):
            continue
        score = (widths.count(width) / len(widths), width)
        if score > best_score:
            best, best_score = sign, score
    return best


def rows_of(text: str, sign: str, file: str) -> Iterator[tuple[str, ...]]:
    """Yield every row of the text as cells, blank rows as ()."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    number, start, last = 0, 0, 0
    try:
        for number, row in enumerate(reader, start=1):
            start, last = last, reader.line_num
            if number > MAX_ROWS:
                raise BansoError("import.too_many_rows", "file", file=file, limit=MAX_ROWS)
            if len(row) > MAX_COLUMNS and any(cell.strip() for cell in row[MAX_COLUMNS:]):
                raise BansoError("import.too_many_columns", "file", file=file, limit=MAX_COLUMNS)
            yield tuple(_GUARD.sub("", cell, count=1) if cell.startswith("'") else cell for cell in row)
    except csv.Error as fault:
        raise BansoError("import.cell_too_long", "file", file=file, row=number + 1, limit=MAX_CELL) from fault
    if number and _left_open(text, sign, start):
        raise BansoError("import.open_quote", "file", file=file, row=number)


def _left_open(text: str, sign: str, start: int) -> bool:
    """Tell whether the last row, from line `start` on, opens a quotation that never ends."""
    lines = io.StringIO(text, newline="")
    for _line in range(start):
        lines.readline()
    try:
        for _row in csv.reader(lines, delimiter=sign, strict=True):
            pass
    except csv.Error as fault:
        return "unexpected end" in str(fault)
    return False
