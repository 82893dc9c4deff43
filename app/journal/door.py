"""Writes plain rows in bulk: create, amend, remove; with history, within the change of the session."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import JSON, Table, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import IntegrityError

from app.ids import uuid7
from app.journal import searchable
from app.models import tables
from app.models.database import OpenChange, Session, door, json_text

CHUNK = 500


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
    rows_now = present(session, entity, list(values))
    history: list[dict[str, object]] = []
    updates: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for row_id, given in values.items():
        before = rows_now[row_id]
        differs = {f: v for f, v in given.items() if before[f] != v}
        if not differs:
            continue
        updates[tuple(sorted(differs))].append({"row_key": before[key], **{f"v_{f}": v for f, v in differs.items()}})
        history += [_entry(entity, row_id, f, before[f], v) for f, v in differs.items()]
    if not updates:
        return 0
    change = begin(session)
    with door(session):
        for fields, rows in updates.items():
            session.execute(
                update(table)
                .where(table.c[key] == bindparam("row_key"))
                .values({f: bindparam(f"v_{f}", type_=table.c[f].type) for f in fields}),
                rows,
            )
        session.execute(insert(tables.history), [{**entry, "change_id": change.id} for entry in history])
        touched = {str(entry["row_id"]) for entry in history}
        worded = {str(entry["row_id"]) for entry in history if searchable.tells(entity, str(entry["field"]))}
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
    places = [place for place, column in enumerate(columns) if isinstance(column.type, JSON)]
    marks = ", ".join("?" * len(columns))
    cells = [list(row.values()) for row in rows]
    for place in places:
        for row in cells:
            row[place] = None if row[place] is None else json_text(row[place])
    sql = f"INSERT INTO {table.name} ({', '.join(column.name for column in columns)}) VALUES ({marks})"
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
    table, key = table_of(entity), key_of(entity)
    found: dict[str, Mapping[str, object]] = {}
    for start in range(0, len(ids), CHUNK):
        some: list[object] = list(ids[start : start + CHUNK])
        if key == "no":
            some = [int(str(i)) for i in some]
        for row in session.rows(select(table).where(table.c[key].in_(some))):
            found[str(row[key])] = row
    missing = [i for i in ids if i not in found]
    if missing:
        raise KeyError(f"{table.name}: no row {missing[0]}")
    return found


def _entry(entity: str, row_id: str, field: str, old: object, new: object) -> dict[str, object]:
    return {"entity": entity, "row_id": row_id, "field": field, "old": json_text(old), "new": json_text(new)}
