"""Reads a file into drafts: good rows come in, bad rows are named, an empty cell says nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from app.errors import BansoError
from app.imports.cells import BadCell
from app.imports.columns import COLUMNS, REQUIRED
from app.imports.drafts import (
    AccountDraft,
    AttendanceDraft,
    ContractLineDraft,
    Draft,
    EventDraft,
    NetworkDraft,
    PersonDraft,
    RateDraft,
    ReadingDraft,
    SurveyDraft,
    TouchpointDraft,
)
from app.imports.headings import Mapping as Headings
from app.imports.headings import guess, guess_kind
from app.imports.keys import natural_key
from app.imports.occasions import named_by_file
from app.imports.sheets import Sheet, SheetRow, is_blank, read_sheet
from app.imports.values import parse_list, parse_text
from app.imports.words import RowError
from app.revenue.terms import months_of_term
from app.vocabulary import ImportKind

# What stands in a cell of dates, numbers or words where there is nothing to say.
_NOTHING = frozenset({"-", "--", "—", "―", "ー", "－", "−", "n/a", "#n/a", "null"})
_MOST_AMOUNT = 10**12  # of a line, in major units: more comes of columns that were taken for others


@dataclass(frozen=True)
class SheetFacts:
    """What the table was read from; encoding and separator are None for workbooks."""

    headings: tuple[str, ...]
    rows: int
    heading_row: int
    encoding: str | None
    separator: str | None
    sheet: str | None
    sheet_names: tuple[str, ...]


@dataclass(frozen=True)
class Drafts:
    """A file as drafts; `errors` name the rows that stay out."""

    kind: ImportKind
    mapping: Headings
    drafts: list[Draft]
    errors: list[RowError]
    sheet: SheetFacts


def read_drafts(
    path: Path,
    kind: ImportKind | None = None,
    given_map: Mapping[str, str] | None = None,
    remembered: Mapping[str, str] | None = None,
    sheet: str | None = None,
) -> Drafts:
    """Return what the rows of a file say; without a `kind` the headings decide.

    `given_map` and `remembered` are those of `headings.guess`, `sheet` that of `read_sheet`. Raises BansoError
    where the file cannot be read, its kind is open, or a required column is missing; never for a single row.
    """
    return drafts_in(read_sheet(path, sheet), path.name, kind, given_map, remembered)


def drafts_in(
    table: Sheet,
    file: str,
    kind: ImportKind | None = None,
    given_map: Mapping[str, str] | None = None,
    remembered: Mapping[str, str] | None = None,
) -> Drafts:
    """Return what the rows of a table from `file` say, as `read_drafts` does."""
    found = kind or guess_kind(table.headings, file, table.rows)
    if found is None:
        raise BansoError("import.unknown_kind", "kind", file=file, kinds=[str(each) for each in ImportKind])
    mapping = guess(found, table.headings, remembered, given_map, table.rows)
    if mapping.missing:
        columns = list(mapping.missing)
        raise BansoError("import.missing_columns", columns[0], file=file, kind=str(found), columns=columns)
    drafts, errors = drafts_of(table, mapping, file)
    facts = SheetFacts(
        table.headings,
        len(table.rows),
        table.heading_row,
        table.encoding,
        table.separator,
        table.sheet,
        table.sheet_names,
    )
    return Drafts(found, mapping, drafts, errors, facts)


def drafts_of(table: Sheet, mapping: Headings, file: str = "") -> tuple[list[Draft], list[RowError]]:
    """Return (drafts, errors) of a table from `file` under a mapping without missing columns."""
    drafts: list[Draft] = []
    errors: list[RowError] = []
    for row in table.rows:
        width = len(table.headings)
        if table.separator is not None and any(not is_blank(cell) for cell in row.cells[width:]):
            errors.append(RowError(row.number, "", "too_many_cells", {"count": len(row.cells), "expected": width}))
            continue
        given, faults = _given(row, mapping, table.headings)
        faults += list(_against_each_other(row.number, given, mapping, table.headings))
        if faults:
            errors += faults
        elif mapping.measures:
            errors += _wide_readings(row, given, mapping, drafts)
        else:
            drafts.append(_draft(mapping.kind, row.number, given))
    return _counted([named_by_file(draft, mapping, table.headings, file) for draft in drafts]), errors


def _cell(row: SheetRow, index: int) -> object:
    return row.cells[index] if index < len(row.cells) else ""


def _read(kind: ImportKind, local: str, cell: object) -> object | None:
    """Return what a cell says, None where it says nothing."""
    reader = COLUMNS[kind][local]
    if is_blank(cell):
        return None
    if reader not in {parse_text, parse_list} and isinstance(cell, str) and cell.strip().casefold() in _NOTHING:
        return None
    value = reader(cell)
    return None if value in ("", ()) else value


def _given(row: SheetRow, mapping: Headings, headings: Sequence[str]) -> tuple[dict[str, object], list[RowError]]:
    given: dict[str, object] = {}
    faults: list[RowError] = []
    for local, index in mapping.columns.items():
        try:
            value = _read(mapping.kind, local, _cell(row, index))
        except BadCell as fault:
            faults.append(RowError(row.number, headings[index], fault.key, fault.params))
            continue
        if value is not None:
            given[local] = value
        elif local in REQUIRED[mapping.kind]:
            faults.append(RowError(row.number, headings[index], "required", {}))
    return given, faults


def _against_each_other(
    row: int, given: Mapping[str, object], mapping: Headings, headings: Sequence[str]
) -> Iterator[RowError]:
    """Yield what two cells of a row contradict each other in."""
    pairs = {ImportKind.CONTRACTS: ("start", "end"), ImportKind.PEOPLE: ("from", "to")}
    if mapping.kind in pairs:
        first, last = pairs[mapping.kind]
        start, end = given.get(first), given.get(last)
        if isinstance(start, date) and isinstance(end, date) and end < start:
            yield RowError(row, headings[mapping.columns[last]], "end_before_start", {"start": start, "end": end})
        elif isinstance(start, date) and isinstance(end, date) and isinstance(free := given.get("free_months"), int):
            months = int(months_of_term(start, end))
            if free > months:
                said = {"value": free, "months": months}
                yield RowError(row, headings[mapping.columns["free_months"]], "too_many_free_months", said)
    if mapping.kind is ImportKind.CONTRACTS:
        quantity, price = given.get("quantity"), given.get("unit_price")
        if isinstance(quantity, Decimal) and isinstance(price, Decimal) and quantity * abs(price) >= _MOST_AMOUNT:
            yield RowError(row, headings[mapping.columns["unit_price"]], "amount_too_large", {"most": _MOST_AMOUNT})
    if mapping.kind is ImportKind.RATES and given.get("base", "") == given.get("currency"):
        yield RowError(row, headings[mapping.columns["base"]], "same_currency", {"value": given["base"]})


def _draft(kind: ImportKind, row: int, given: Mapping[str, object]) -> Draft:
    required = {name: given[name] for name in REQUIRED[kind]}
    if "date" in required:
        moment = given["date"]
        required["date"] = moment.date() if isinstance(moment, datetime) else moment
    draft: Draft = _TYPES[kind](row=row, given=given, **required)
    return draft


_TYPES: Mapping[ImportKind, type] = {
    ImportKind.ACCOUNTS: AccountDraft,
    ImportKind.PEOPLE: PersonDraft,
    ImportKind.CONTRACTS: ContractLineDraft,
    ImportKind.TOUCHPOINTS: TouchpointDraft,
    ImportKind.READINGS: ReadingDraft,
    ImportKind.EVENTS: EventDraft,
    ImportKind.NETWORK: NetworkDraft,
    ImportKind.ATTENDANCE: AttendanceDraft,
    ImportKind.SURVEYS: SurveyDraft,
    ImportKind.RATES: RateDraft,
}


def _wide_readings(
    row: SheetRow, given: Mapping[str, object], mapping: Headings, drafts: list[Draft]
) -> list[RowError]:
    """Add a draft for each filled measure of a row; return the errors of the others, which alone stay out."""
    faults = []
    for measure, index in mapping.measures.items():
        try:
            value = _read(ImportKind.READINGS, "value", _cell(row, index))
        except BadCell as fault:
            faults.append(RowError(row.number, measure, fault.key, fault.params))
            continue
        if value is not None:
            drafts.append(_draft(ImportKind.READINGS, row.number, {**given, "measure": measure, "value": value}))
    return faults


def _counted(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with equal touchpoints told apart by their occurrence in the file."""
    seen: Counter[str] = Counter()
    counted: list[Draft] = []
    for draft in drafts:
        if isinstance(draft, TouchpointDraft | SurveyDraft):
            key = natural_key(draft)
            seen[key] += 1
            draft = replace(draft, occurrence=seen[key])
        counted.append(draft)
    return counted
