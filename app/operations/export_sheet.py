"""The CSV beside each exported table: for people, with names beside ids and no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from typing import IO, Any

from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations import content

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NAMED = ("account", "person", "member")

# What the importer calls these columns, where a table corresponds to a kind of file.
_HEADINGS: Mapping[str, Mapping[str, str]] = {
    "position": {"person": "name", "from_on": "from", "to_on": "to"},
    "contract": {"start_on": "start", "end_on": "end", "id": "contract"},
    "contract_line": {"start_on": "start", "end_on": "end", "contract_id": "contract"},
    "touchpoint": {"on_date": "date"},
    "indicator": {"on_date": "at"},
    "rate": {"on_date": "on"},
}


def cell(value: object) -> object:
    """Return a value as a spreadsheet shows it; text that would be a formula gets a ' in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return value
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        text = "; ".join(value)
    else:
        text = value if isinstance(value, str) else content.line({"": value})[4:-1]
    return f"'{text}" if text.startswith(_FORMULA) else text


def names(session: Session) -> dict[str, str]:
    """Return the names of accounts, persons and members by id, removed ones too."""
    found: dict[str, str] = {}
    for entity in _NAMED:
        table = content.table(entity)
        found.update((row[0], row[1]) for row in session.connection.execute(select(table.c.id, table.c.name)))
    return found


class Sheet:
    """One CSV file being written."""

    def __init__(self, file: IO[str], entity: str, names: Mapping[str, str]) -> None:
        self._writer = csv.writer(file)
        self._names = names
        named = _references(entity)
        self._columns: list[tuple[str, bool]] = []
        headings: list[str] = []
        for column in content.columns(entity):
            if column in named:
                self._add(headings, entity, named[column], column, name=True)
            self._add(headings, entity, column, column, name=False)
        self._writer.writerow(headings)

    def _add(self, headings: list[str], entity: str, said: str, column: str, *, name: bool) -> None:
        headings.append(_HEADINGS.get(entity, {}).get(said, said))
        self._columns.append((column, name))

    def put(self, row: Mapping[str, Any]) -> None:
        """Write one row."""
        self._writer.writerow(
            cell(self._names.get(row[column]) if name else row[column]) for column, name in self._columns
        )


def _references(entity: str) -> dict[str, str]:
    """Return the columns that hold the id of something with a name, and what the name's column is called."""
    found = {
        key.parent.name: key.parent.name.removesuffix("_id")
        for key in content.table(entity).foreign_keys
        if key.column.table.name in _NAMED and key.column.name == "id"
    }
    return found | ({"account_id": "account"} if entity == tables.reading.name else {})
