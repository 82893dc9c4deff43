"""What left a table stays in the folder: rows that were removed, and a workbook as it was before the first writing."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from app.connectors.errors import SchemaChanged, Unavailable
from app.connectors.folder import words
from app.connectors.folder.csv_table import CsvTable, new_file
from app.connectors.folder.files import replacement
from app.connectors.folder.layout import Kind
from app.connectors.folder.table import Edit

REMOVED_ON = "removed_on"


def keep_removed(kind: Kind, path: Path, rows: Sequence[Mapping[str, str]], today: date) -> None:
    """Add rows to `<table>.removed.csv` with the day; who copies one back into the table has its record again.

    One that stands there already is not added: it was kept by an attempt that came to nothing.
    """
    aside = path.with_name(f"{kind.name}.removed.csv")
    if not aside.exists():
        with replacement(aside, lambda: None) as new:
            new_file(new, (REMOVED_ON, *kind.columns))
    try:
        table = CsvTable(aside, kind, required=())
    except SchemaChanged as error:
        raise Unavailable(words.of(aside, words.UNREADABLE)) from error
    there = {heading.casefold(): heading for heading in table.headings}
    texts = [{REMOVED_ON: today.isoformat(), **_shown(row)} for row in rows]
    if not all(table.holds(text) for row in texts for text in row.values()):
        raise Unavailable(words.of(aside, words.NO_TEXT))
    new_columns = tuple(dict.fromkeys(name for row in texts for name in row if name not in there))
    kept = [dict(zip(table.headings, map(table.text, row.cells), strict=False)) for row in table.rows()]
    known = {frozenset((name, text) for name, text in row.items() if text) for row in kept}
    added = [{there.get(name, name): text for name, text in row.items()} for row in texts]
    added = [row for row in added if frozenset(row.items()) not in known]
    if not added:
        return
    with replacement(aside, lambda: None) as new:
        table.write(new, Edit(last=new_columns, added=[*added]))


def _shown(row: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in row.items() if text and name.isprintable()}


def keep_copy(path: Path, today: date) -> None:
    """Keep a workbook as its owner made it, once: writing it anew loses formats, formulas, notes and pictures."""
    stem = path.stem
    if any(path.parent.glob(f"{stem}.before-*{path.suffix}")):
        return
    with replacement(path.with_name(f"{stem}.before-{today.isoformat()}{path.suffix}"), lambda: None) as new:
        shutil.copyfile(path, new)
