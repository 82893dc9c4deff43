"""Makes one column of two where a file keeps a person's family name and given name apart (姓・名, セイ・メイ)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from app import paths
from app.imports.choices import bare

_CALLED = {"name": ("氏名", "Full name"), "reading": ("フリガナ", "Kana")}
"""What one column for two is called, beside Japanese headings and beside Latin ones."""


@dataclass(frozen=True)
class Join:
    """Two columns (index from 0) that are one name; `heading` is what the one column is called."""

    last: int
    first: int
    heading: str


@cache
def _names() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    told = json.loads(paths.resource("imports", "headings.json").read_text("utf-8"))["whole_names"]
    return {what: {part: tuple(map(bare, names)) for part, names in parts.items()} for what, parts in told.items()}


def joins_in(headings: Sequence[str]) -> list[Join]:
    """Return which columns belong together, unless one of them all holds whole names, or a network writes them."""
    known = [bare(heading) for heading in headings]
    found = []
    for what, parts in _names().items():
        last, first = _place(known, parts["last"]), _place(known, parts["first"])
        if last is None or first is None or any(name in parts["elsewhere"] for name in known):
            continue
        if any(name in parts["whole"] for at, name in enumerate(known) if at not in (last, first)):
            continue
        latin = headings[last].isascii() and headings[first].isascii()
        found.append(Join(last, first, _CALLED[what][latin]))
    return found


def joined_headings(headings: Sequence[str], joins: Sequence[Join]) -> tuple[str, ...]:
    """Return the headings with one for two; the one stands where the first of the two stood."""
    by = {min(join.last, join.first): join.heading for join in joins}
    gone = {max(join.last, join.first) for join in joins}
    return tuple(by.get(at, heading) for at, heading in enumerate(headings) if at not in gone)


def joined_cells(cells: Sequence[object], joins: Sequence[Join]) -> tuple[object, ...]:
    """Return the cells of a row with one for two: 佐藤 花子, and Hana Sato where both are in Latin letters."""
    by = {min(join.last, join.first): _whole(cells, join) for join in joins}
    gone = {max(join.last, join.first) for join in joins}
    width = max(len(cells), *(at + 1 for at in by)) if by else len(cells)
    every = [*cells, *[""] * (width - len(cells))]
    return tuple(by.get(at, cell) for at, cell in enumerate(every) if at not in gone)


def _place(known: Sequence[str], names: Sequence[str]) -> int | None:
    return next((known.index(name) for name in names if name in known), None)


def _whole(cells: Sequence[object], join: Join) -> str:
    last, first = (" ".join(str(cells[at]).split()) if at < len(cells) else "" for at in (join.last, join.first))
    order = (first, last) if f"{last}{first}".isascii() else (last, first)
    return " ".join(part for part in order if part)
