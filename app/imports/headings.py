"""Guesses which column of a file is which canonical column, and what kind of file it is, in either language."""

from __future__ import annotations

import json
from collections.abc import Mapping as Map
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

from app import paths
from app.errors import BansoError
from app.imports.cells import BadCell
from app.imports.choices import bare, without_brackets
from app.imports.columns import COLUMNS, REQUIRED
from app.imports.numbers import parse_number
from app.imports.sheets import SheetRow, is_blank
from app.vocabulary import ImportKind

_LOOK = 200  # rows that decide whether a column holds numbers
# A score on a day is a reading; of somebody it is their answer to a survey.
_PEOPLE = {"name", "email"}
# A day beside a name may be that of anything: who came to a gathering is told by more than that.
_OF_A_GATHERING = {"gathering", "minutes", "attended"}
_ANY_DAY = {"日付", "日時"}
_NEARLY = 2  # required columns that a file may lack and still be told by all its others
_FAR_MORE = 3  # columns by which it must be told better than as a kind that lacks none
_FAR = 1000  # rank of what was found only after brackets were left out


@dataclass(frozen=True)
class Mapping:
    """Which column (index from 0) holds which canonical column, and what is left over.

    `measures` holds the columns of a wide file of readings by the name of their measure. `unknown` are the
    headings nobody claimed, `missing` the required columns the file lacks.
    """

    kind: ImportKind
    columns: Map[str, int]
    measures: Map[str, int]
    unknown: tuple[str, ...]
    missing: tuple[str, ...]


@cache
def _data() -> Map[str, Map[str, Sequence[str]] | Sequence[str]]:
    found: Map[str, Map[str, Sequence[str]] | Sequence[str]]
    found = json.loads(paths.resource("imports", "headings.json").read_text("utf-8"))
    return found


def _group(name: str) -> Map[str, Sequence[str]]:
    group = _data()[name]
    assert isinstance(group, dict)
    return group


@cache
def _ranks(kind: ImportKind) -> Map[str, Map[str, int]]:
    """Return for each canonical column its names with their rank, 0 the best."""
    ranks: dict[str, dict[str, int]] = {}
    for local, names in _group(str(kind)).items():
        ranks[local] = {}
        for rank, name in enumerate((local, *names)):
            ranks[local].setdefault(bare(name), rank)
    return ranks


@cache
def _ignored() -> frozenset[str]:
    return frozenset(bare(name) for name in _data()["ignored"])


def _rank(kind: ImportKind, local: str, heading: str) -> int | None:
    """Return how well a heading names a canonical column, 0 the best, None not at all."""
    ranks = _ranks(kind)[local]
    whole, short = ranks.get(bare(heading)), ranks.get(bare(without_brackets(heading)))
    return whole if whole is not None else None if short is None else short + _FAR


def guess(
    kind: ImportKind,
    headings: Sequence[str],
    remembered: Map[str, str] | None = None,
    given: Map[str, str] | None = None,
    rows: Sequence[SheetRow] = (),
) -> Mapping:
    """Return the mapping of a file's headings.

    `given` (canonical column → heading, or "" to leave that column out) goes before `remembered` (heading → canonical
    column, from an earlier file), and both before guessing. In a file of readings without a column of measure names
    every unmapped column of numbers, by `rows`, is a measure. Raises BansoError for a name in `given` that does not
    exist.
    """
    columns = _given(kind, headings, {local: heading for local, heading in (given or {}).items() if heading.strip()})
    left_out = {local for local, heading in (given or {}).items() if not heading.strip()}
    measures = {local: columns.pop(local) for local in list(columns) if local not in COLUMNS[kind]}
    taken = {*columns.values(), *measures.values()}
    again = {bare(heading): local for heading, local in (remembered or {}).items() if local in COLUMNS[kind]}
    claims = []
    for index, heading in enumerate(headings):
        if heading and index not in taken:
            for place, local in enumerate(COLUMNS[kind]):
                if local in left_out:
                    continue
                rank = -1 if again.get(bare(heading)) == local else _rank(kind, local, heading)
                if rank is not None:
                    claims.append((rank, index, place, local))
    for _how_well, index, _place, local in sorted(claims):
        if index not in taken and local not in columns:
            columns[local] = index
            taken.add(index)
    required = [local for local in REQUIRED[kind] if local not in columns]
    if kind is ImportKind.READINGS and "measure" not in columns:
        measures |= _wide(headings, rows, columns, measures)
        if measures:
            columns.pop("value", None)
            required = [local for local in required if local not in {"measure", "value"}]
        taken = {*columns.values(), *measures.values()}
    unknown = tuple(heading for index, heading in enumerate(headings) if heading and index not in taken)
    return Mapping(kind, columns, measures, unknown, tuple(required))


def _given(kind: ImportKind, headings: Sequence[str], given: Map[str, str]) -> dict[str, int]:
    """Return the columns that a person named; names of measures are allowed in readings."""
    columns: dict[str, int] = {}
    for local, heading in given.items():
        if local not in COLUMNS[kind] and (kind is not ImportKind.READINGS or not local.strip()):
            raise BansoError("import.unknown_field", local, column=local, columns=list(COLUMNS[kind]))
        exact = [n for n, text in enumerate(headings) if text == heading.strip()]
        alike = exact or [n for n, text in enumerate(headings) if text and bare(text) == bare(heading)]
        if not alike:
            raise BansoError("import.unknown_heading", local, heading=heading, headings=[h for h in headings if h])
        if alike[0] in columns.values():
            raise BansoError("import.heading_given_twice", local, heading=heading)
        columns[local] = alike[0]
    return columns


def _wide(
    headings: Sequence[str], rows: Sequence[SheetRow], columns: Map[str, int], measures: Map[str, int]
) -> dict[str, int]:
    """Return the columns of numbers that nothing else claims, as measures."""
    taken = {index for local, index in columns.items() if local != "value"} | set(measures.values())
    found: dict[str, int] = {}
    for index, heading in enumerate(headings):
        free = heading and index not in taken and bare(heading) not in _ignored()
        if free and heading not in found and _is_numeric(rows, index):
            found[heading] = index
    # A lone column of values whose measure is not named is no wide file.
    return {} if not measures and list(found.values()) == [columns.get("value")] else found


def _is_numeric(rows: Sequence[SheetRow], index: int) -> bool:
    """Tell whether at least half of what a column holds are numbers."""
    filled = numbers = 0
    for row in rows[:_LOOK]:
        cell = row.cells[index] if index < len(row.cells) else ""
        if is_blank(cell):
            continue
        filled += 1
        try:
            parse_number(cell)
        except BadCell:
            continue
        numbers += 1
    return numbers * 2 >= filled and numbers > 0


def guess_kind(headings: Sequence[str], filename: str = "", rows: Sequence[SheetRow] = ()) -> ImportKind | None:
    """Return what kind of file this is by its headings, and by its name where they leave it open; None if unknown.

    A kind that knows far more of the headings and lacks hardly any it needs goes before one that lacks none: of a
    register of contracts whose customer stands under a strange heading, nobody wants accounts.
    """
    scores, lacking = [], []
    for kind in ImportKind:
        mapping = guess(kind, headings, rows=rows)
        if not mapping.missing and _speaks_of(mapping, headings, filename):
            matched = len(mapping.columns) + min(len(mapping.measures), 1)
            scores.append((matched + 1.5 * _named_so(kind, filename), kind))
        elif 0 < len(mapping.missing) <= _NEARLY:
            lacking.append((float(len(mapping.columns)), kind))
    best = max((score for score, _kind in scores), default=0.0)
    nearly = max((score for score, _kind in lacking), default=0.0)
    if scores and nearly >= best + _FAR_MORE:
        best, scores = nearly, lacking
    leaders = [kind for score, kind in scores if score == best]
    return leaders[0] if len(leaders) == 1 else None


def _speaks_of(mapping: Mapping, headings: Sequence[str], filename: str) -> bool:
    """Tell whether what was found of a kind is enough of a sign for it."""
    found = set(mapping.columns)
    if mapping.kind is ImportKind.SURVEYS:
        return bool(_PEOPLE & found)
    if mapping.kind is ImportKind.ATTENDANCE and not _OF_A_GATHERING & found:
        return bare(headings[mapping.columns["date"]]) not in _ANY_DAY or _named_so(mapping.kind, filename)
    return True


def _named_so(kind: ImportKind, filename: str) -> bool:
    name = bare(PurePath(filename).stem)
    hints = [(bare(hint), str(owner)) for owner, hints in _group("files").items() for hint in hints]
    # The longest hint counts: 契約 in 契約一覧, and not 顧客 in a file named 顧客契約.
    found = [(name.rfind(hint) + len(hint), len(hint), owner) for hint, owner in hints if hint in name]
    return bool(found) and max(found)[2] == str(kind)
