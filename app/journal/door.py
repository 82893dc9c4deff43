"""Writes plain rows in bulk: create, amend, remove; with history, within the change of the session."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import JSON, Column, Table, delete, select, text
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import IntegrityError

from app.ids import uuid7
from app.journal import searchable
from app.models import tables
from app.models.database import OpenChange, Session, door, json_text
from app.models.prepared import Prepared

CHUNK = 500
"""Ids that go into one statement."""
_HISTORY = "INSERT INTO history (change_id, entity, row_id, field, old, new) VALUES (?, ?, ?, ?, ?, ?)"


def table_of(entity: str) -> Table:
    """Return a table of the book by its name."""
    return tables.metadata.tables[entity]


def change_of(session: Session) -> OpenChange:
    """Return the change that this session writes for; a reading session has none."""
    if session.change is None:
        raise RuntimeError("this session only reads")
    return session.change


def create(session: Session, entity: str, rows: Sequence[Mapping[str, object]]) -> list[str]:
    """Insert rows and return their ids; a row without `id` gets a new one."""
    if not rows:
        return []
    change = begin(session)
    made = [{**row, "id": row.get("id") or uuid7(), "change_id": change.id} for row in rows]
    if entity == "reading":
        for row in made:
            del row["id"]
    table = table_of(entity)
    with door(session):
        for some in _by_columns(made):
            _insert(session, table, some)
        searchable.put(session, entity, made, change.at)
    ids = [str(row["id"]) for row in made if "id" in row]
    # Readings come in millions and have no id: those who show them look for the accounts they are of.
    change.touched.setdefault(entity, set()).update(ids or {str(row["account_no"]) for row in made})
    return ids


def amend(session: Session, entity: str, values: Mapping[str, Mapping[str, object]]) -> int:
    """Change fields of rows by id and return how many rows differ now; equal values are not written."""
    if not values:
        return 0
    table = table_of(entity)
    key = key_of(entity)
    rows_now = _present(session, entity, list(values), _needed(entity, {f for given in values.values() for f in given}))
    history: list[tuple[str, str, str, str]] = []
    updates: dict[tuple[str, ...], list[tuple[object, ...]]] = defaultdict(list)
    for row_id, given in values.items():
        before = rows_now[row_id]
        differs = {f: v for f, v in given.items() if before[f] != v}
        if not differs:
            continue
        fields = tuple(sorted(differs))
        updates[fields].append((*(differs[f] for f in fields), before[key]))
        history += [(row_id, f, json_text(before[f]), json_text(v)) for f, v in differs.items()]
    if not updates:
        return 0
    change = begin(session)
    with door(session):
        for fields, rows in updates.items():
            _update(session, table, key, fields, rows)
        session.driver.executemany(_HISTORY, [(change.id, entity, *entry) for entry in history])
        touched = {entry[0] for entry in history}
        worded = {entry[0] for entry in history if searchable.tells(entity, entry[1])}
        searchable.refresh(session, entity, worded, change.at)
    told = {str(rows_now[row_id]["account_no"]) for row_id in touched} if entity == "reading" else touched
    change.touched.setdefault(entity, set()).update(told)
    return len(touched)


def remove(session: Session, entity: str, ids: Iterable[str]) -> int:
    """Soft-delete rows by id: a tombstone that undo can lift."""
    at = change_of(session).at
    return amend(session, entity, {row_id: {"deleted_at": at} for row_id in ids})


def keep_up(session: Session, entity: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put rows, by their keys, into a table that is only kept up: no history, no change."""
    table = _kept_up(entity)
    statement = upsert(table)
    keys = [column.name for column in table.primary_key]
    fresh = {column.name: statement.excluded[column.name] for column in table.c if column.name not in keys}
    if rows:
        with door(session):
            session.execute(statement.on_conflict_do_update(index_elements=keys, set_=fresh), rows)


def let_go(session: Session, entity: str, keys: Sequence[Mapping[str, str]]) -> None:
    """Delete rows, by their keys, from a table that is only kept up."""
    table = _kept_up(entity)
    with door(session):
        for key in keys:
            session.execute(delete(table).where(*(table.c[name] == value for name, value in key.items())))


def _kept_up(entity: str) -> Table:
    if entity not in {"draft", "import_print", "column_mapping"}:
        raise RuntimeError(f"not a table that is only kept up: {entity}")
    return table_of(entity)


def key_of(entity: str) -> str:
    """Return the column that names a row of a table in history."""
    return "no" if entity == "reading" else "id"


def begin(session: Session) -> OpenChange:
    """Return the change of a writing session, with its row written."""
    change = change_of(session)
    if not change.written:
        row = {
            "id": change.id,
            "at": change.at,
            "by_id": change.by_id,
            "cause": change.cause,
            "params": dict(change.params),
            "undoes": change.undoes,
            "state": change.state,
        }
        with door(session):
            _insert(session, tables.change, [row])
        change.written = True
    return change


def _insert(session: Session, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Insert rows with the same columns by the driver: per row a third of what a compiled statement costs."""
    columns = [table.c[name] for name in rows[0]]
    marks = ", ".join("?" * len(columns))
    sql = f"INSERT INTO {table.name} ({', '.join(column.name for column in columns)}) VALUES ({marks})"
    _write(session, sql, columns, [row.values() for row in rows])


def _update(
    session: Session, table: Table, key: str, fields: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:  # fmt: skip
    """Update the same columns of many rows by the driver; each row is their values and its key."""
    told = ", ".join(f"{name} = ?" for name in fields)
    _write(session, f"UPDATE {table.name} SET {told} WHERE {key} = ?", [table.c[name] for name in fields], rows)


def _write(session: Session, sql: str, columns: Sequence[Column[Any]], rows: Sequence[Iterable[object]]) -> None:
    """Write many rows by one statement; the first values of each are those of `columns`."""
    places = [place for place, column in enumerate(columns) if isinstance(column.type, JSON)]
    cells: list[Any] = [list(row) if places else tuple(row) for row in rows]
    for row in cells:
        for place in places:
            row[place] = None if row[place] is None else json_text(row[place])
    try:
        session.driver.executemany(sql, cells)
    except sqlcipher.IntegrityError as error:
        raise IntegrityError(sql, None, error) from error


def _by_columns(rows: Sequence[dict[str, object]]) -> Iterable[list[dict[str, object]]]:
    # An executemany needs rows with the same columns; absent ones keep their defaults.
    groups: dict[tuple[str, ...], list[dict[str, object]]] = defaultdict(list)
    for row in rows:
        groups[tuple(row)].append(row)
    return groups.values()


def present(session: Session, entity: str, ids: list[str]) -> dict[str, Mapping[str, object]]:
    """Return rows by id as they are now; a missing one is a fault of the caller (KeyError)."""
    return _present(session, entity, ids, ())


def _present(
    session: Session, entity: str, ids: list[str], columns: tuple[str, ...]
) -> dict[str, Mapping[str, object]]:  # fmt: skip
    key = key_of(entity)
    keys: list[int] | list[str] = [int(one) for one in ids] if key == "no" else ids
    asked = _by_keys(entity, columns).rows(session, keys=json_text(keys)) if ids else []
    found = {str(row[key]): row for row in asked}
    missing = [i for i in ids if i not in found]
    if missing:
        raise KeyError(f"{entity}: no row {missing[0]}")
    return found


def _needed(entity: str, fields: Iterable[str]) -> tuple[str, ...]:
    """Return the columns that tell which of these fields change, in the order of the table."""
    wanted = {key_of(entity), *fields, *(("account_no",) if entity == "reading" else ())}
    return tuple(column.name for column in table_of(entity).c if column.name in wanted)


@lru_cache(maxsize=256)
def _by_keys(entity: str, columns: tuple[str, ...]) -> Prepared:
    """Return the question for rows by their keys, which go in as one JSON parameter; no columns are all of them."""
    table = table_of(entity)
    asked = select(*(table.c[name] for name in columns)) if columns else select(table)
    return Prepared(asked.where(text(f"{table.name}.{key_of(entity)} IN (SELECT value FROM json_each(:keys))")))
