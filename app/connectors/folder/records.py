"""Lines of separated text taken apart into cells as they stand, and put together again without touching the others.

All of it works on text that is one character per byte: signs that separate are the same in UTF-8 and in CP932, so what
is not changed keeps its very bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

SEPARATORS = (",", "\t", ";")
_QUOTED = re.compile(r'"[^"]*(?:""[^"]*)*"(?!")')
# What a spreadsheet would run, and digits of which it would drop some: a leading nought, the end of a long number.
_MEANT = r"'*(?:[=+\-@\t\r]|(?:0[0-9]+|[0-9]{12,})\Z)"
_EATEN = re.compile(_MEANT)
_GUARD = re.compile(rf"'(?={_MEANT})")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


def split(body: str, separator: str) -> list[str] | None:
    """Return the cells of a record as they stand, None where its last quotation is still open."""
    if '"' not in body:
        return body.split(separator)
    cells, at, end = [], 0, len(body)
    while True:
        start = at
        if body[at : at + 1] == '"':
            found = _QUOTED.match(body, at)
            if found is None:
                return None
            at = found.end()
        at = body.find(separator, at)
        if at < 0:
            cells.append(body[start:end])
            return cells
        cells.append(body[start:at])
        at += 1


def records(lines: Iterable[str], separator: str) -> Iterator[tuple[str, str, list[str] | None]]:
    """Yield (body, line end, cells) of every record; cells are None where the text ends within a quotation."""
    held: list[str] = []
    for line in lines:
        if held:
            held.append(line)
            if '"' not in line:
                continue
            line = "".join(held)
        end = "\r\n" if line.endswith("\r\n") else line[-1:] if line[-1:] in ("\r", "\n") else ""
        body = line[: len(line) - len(end)]
        cells = split(body, separator)
        if cells is None:
            held = [line]
            continue
        held = []
        yield body, end, cells
    if held:
        yield "".join(held), "", None


def plain(cell: str) -> str:
    """Return what a cell says: without quotation, and without the sign that marks it as text for a spreadsheet."""
    if cell[:1] == '"':
        found = _QUOTED.match(cell)
        if found is not None:
            cell = cell[1 : found.end() - 1].replace('""', '"') + cell[found.end() :]
    return cell[1:] if cell[:1] == "'" and _GUARD.match(cell) else cell


def cell_of(text: str, separator: str, *, always: bool, numeric: bool = False) -> str:
    """Return text as a cell, in quotation marks where needed or `always`, never as what a spreadsheet would run.

    In a `numeric` column a number stays one.
    """
    if _EATEN.match(text) and not (numeric and _NUMBER.fullmatch(text)):
        text = "'" + text
    if (
        always
        or any(sign in text for sign in (separator, '"', "\n", "\r"))
        or text != text.strip(" ")
        or text[:1] == "#"
    ):
        return '"' + text.replace('"', '""') + '"'
    return text


def is_blank(cells: Sequence[str]) -> bool:
    """Tell whether a record says nothing."""
    return not any(cell.strip(' \t"') for cell in cells)
