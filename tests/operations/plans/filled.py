"""Fills in a plan's workbook as a customer would: cells of the columns that are theirs, everything else as it came."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from html import escape, unescape
from pathlib import Path

SHEET = "xl/worksheets/sheet1.xml"
_SHARED = re.compile(r"<si><t[^>]*>(.*?)</t></si>", re.S)
_CELL = re.compile(r'<c r="([A-Z]+)(\d+)"( s="\d+")?(?: t="s"><v>(\d+)</v></c>|/>)')


def fill(path: Path, cells: Mapping[tuple[str, str], str | float], to: Path) -> Path:
    """Write a copy with (item id, column) → what is typed there."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    shared = [unescape(text) for text in _SHARED.findall(parts["xl/sharedStrings.xml"].decode())]
    sheet = parts[SHEET].decode()
    told = {f"{m[1]}{m[2]}": shared[int(m[4])] for m in _CELL.finditer(sheet) if m[4]}
    head = next(place[1:] for place, text in told.items() if text == "_id")
    columns = {text: place.removesuffix(head) for place, text in told.items() if place[-len(head) :] == head}
    rows = {text: place[1:] for place, text in told.items() if re.fullmatch(r"A\d+", place)}
    wanted = {f"{columns[column]}{rows[item]}": typed for (item, column), typed in cells.items()}

    def typed(cell: re.Match[str]) -> str:
        place = f"{cell[1]}{cell[2]}"
        if place not in wanted:
            return cell[0]
        value = wanted.pop(place)
        if isinstance(value, str):
            return f'<c r="{place}"{cell[3] or ""} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
        return f'<c r="{place}"{cell[3] or ""}><v>{value}</v></c>'

    parts[SHEET] = _CELL.sub(typed, sheet).encode()
    assert not wanted, "these cells are not in the file"
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as copy:
        for name, data in parts.items():
            copy.writestr(name, data)
    return to
