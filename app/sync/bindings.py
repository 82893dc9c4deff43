"""Which record there is which row here, and what was agreed on: reading and writing the bindings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.models.database import Session, json_text
from app.sync.entities import ENTITIES
from app.sync.row_sql import cell
from app.sync.sides import Bound, but
from app.sync.sql import ANY, ask, listed, one, write, write_many
from app.sync.values import Canon

_COLUMNS = "remote_id, local_id, base, version, synced_rev, state, pending, blocked"


# Left to itself, SQLite goes through every binding of the connection.
_BY_ROW = "binding INDEXED BY ux_binding_local"


def load(session: Session, connection: int, rtype: str, remote_ids: Iterable[str]) -> dict[str, Bound]:
    """Return the bindings of records, by their ids there."""
    sql = f"SELECT {_COLUMNS} FROM binding WHERE connection_id = ? AND rtype = ? AND remote_id IN {ANY}"
    return {one.remote_id: one for one in _bounds(ask(session, sql, connection, rtype, listed(remote_ids)))}


def of_rows(session: Session, connection: int, entity: str, local_ids: Iterable[str]) -> dict[str, Bound]:
    """Return the bindings of rows, by our ids."""
    sql = f"SELECT {_COLUMNS} FROM {_BY_ROW} WHERE connection_id = ? AND entity = ? AND local_id IN {ANY}"
    return {one.local_id: one for one in _bounds(ask(session, sql, connection, entity, listed(local_ids)))}


def versions(session: Session, connection: int, rtype: str, ids: Iterable[str]) -> dict[str, tuple[str | None, str]]:
    """Return version and state of records that are bound; what was agreed on is not even read."""
    sql = f"SELECT remote_id, version, state FROM binding WHERE connection_id = ? AND rtype = ? AND remote_id IN {ANY}"
    return {row[0]: (row[1], row[2]) for row in ask(session, sql, connection, rtype, listed(ids))}


def blanked(session: Session, connection: int, rtype: str, empty: Mapping[str, Iterable[str]]) -> set[str]:
    """Return the records of which something was agreed on in a field that is said to be empty now.

    Looked at as text, for most have nothing of the kind: a quotation mark within a value is never a bare one there.
    """
    sql = f"SELECT remote_id, base FROM binding WHERE connection_id = ? AND rtype = ? AND remote_id IN {ANY}"
    found = set()
    for remote_id, base in ask(session, sql, connection, rtype, listed(name for name, some in empty.items() if some)):
        keys = [json_text(name) for name in empty[remote_id]]
        if any(f"{key}:" in base and f"{key}:null" not in base for key in keys):
            found.add(remote_id)
    return found


def there(session: Session, connection: int, entity: str, local_ids: Iterable[str]) -> dict[str, str]:
    """Return the ids there of our rows, as far as they are known and not deleted."""
    sql = (
        f"SELECT local_id, remote_id FROM {_BY_ROW} WHERE connection_id = ? AND entity = ? AND state <> 'gone' "
        f"AND local_id IN {ANY}"
    )
    return dict(ask(session, sql, connection, entity, listed(local_ids)))


def here(session: Session, connection: int, rtype: str, remote_ids: Iterable[str]) -> dict[str, str]:
    """Return our ids of records, merged ones under the id that was merged away."""
    ids = set(remote_ids)
    moved = aliases(session, connection, rtype, ids)
    sql = f"SELECT remote_id, local_id FROM binding WHERE connection_id = ? AND rtype = ? AND remote_id IN {ANY}"
    found = dict(ask(session, sql, connection, rtype, listed(ids | set(moved.values()))))
    return {one: found[moved.get(one, one)] for one in ids if moved.get(one, one) in found}


def live(session: Session, connection: int, rtype: str) -> int:
    """Return how many records of a type are bound and alive."""
    sql = "SELECT count(*) FROM binding WHERE connection_id = ? AND rtype = ? AND state IN ('live', 'hold')"
    return int(one(session, sql, connection, rtype))


def alive(session: Session, connection: int, rtype: str) -> dict[str, str]:
    """Return the state of every record of a type that a sweep should meet, by its id there."""
    sql = (
        "SELECT remote_id, state FROM binding WHERE connection_id = ? AND rtype = ? "
        "AND state IN ('live', 'hold', 'missing')"
    )
    return dict(ask(session, sql, connection, rtype))


def unread(session: Session, connection: int, rtype: str) -> list[str]:
    """Return the records that are to be read before anything else is done with them."""
    sql = (
        "SELECT remote_id FROM binding WHERE connection_id = ? AND rtype = ? AND version IS NULL "
        "AND state IN ('live', 'missing')"
    )
    return [row[0] for row in ask(session, sql, connection, rtype)]


def refused(session: Session, connection: int, rtype: str, codes: Iterable[str]) -> list[str]:
    """Return the records of which something could not be taken over for one of these reasons."""
    sql = (
        "SELECT DISTINCT b.remote_id FROM binding b, json_each(b.blocked) f WHERE b.connection_id = ? AND b.rtype = ? "
        f"AND b.blocked IS NOT NULL AND b.state = 'live' AND json_extract(f.value, '$.code') IN {ANY}"
    )
    return [row[0] for row in ask(session, sql, connection, rtype, listed(codes))]


def lose_sight(
    session: Session, connection: int, rtype: str, remote_ids: Iterable[str], *, swept: bool = False
) -> None:
    """Say that records are not to be seen. `swept`: a sweep will meet them again, else they are read at every run."""
    version = "version" if swept else "NULL"
    sql = (
        f"UPDATE binding SET state = 'missing', version = {version} WHERE connection_id = ? AND rtype = ? "
        "AND remote_id = ?"
    )
    write_many(session, sql, [(connection, rtype, one) for one in remote_ids])


def look_again_at_referring(session: Session, connection: int, entity: str, local_id: str) -> None:
    """Let the rows that refer to one be looked at again: there it will be called otherwise."""
    for other in ENTITIES.values():
        for field in other.fields.values():
            if field.ref == entity:
                sql = (
                    "UPDATE binding SET synced_rev = 0 WHERE connection_id = ? AND entity = ? AND local_id IN "
                    f"(SELECT t.id FROM {field.table or other.table} t WHERE {cell(other, field.kept_in)} = ?)"
                )
                write(session, sql, connection, other.name, local_id)


def look_again_below(session: Session, connection: int, entity: str, local_ids: Iterable[str]) -> None:
    """Let rows be looked at again that tell something of these rows, as a line tells the account of its contract."""
    wanted = listed(local_ids)
    for other in ENTITIES.values() if wanted != "[]" else ():
        for field in other.fields.values():
            if field.is_beyond and other.fields[field.beyond].ref == entity:
                sql = (
                    "UPDATE binding SET synced_rev = 0 WHERE connection_id = ? AND entity = ? AND state = 'live' "
                    f"AND synced_rev > 0 AND local_id IN (SELECT t.id FROM {other.table} t WHERE "
                    f"t.{other.fields[field.beyond].kept_in} IN {ANY})"
                )
                write(session, sql, connection, other.name, wanted)


def with_found_refs(session: Session, connection: int, rtype: str) -> list[Bound]:
    """Return the bindings of rows with a reference to a record that is bound by now."""
    names = ", ".join(f"b.{name}" for name in _COLUMNS.split(", "))
    sql = (
        f"SELECT {names} FROM binding b WHERE b.connection_id = ? AND b.rtype = ? AND b.pending IS NOT NULL "
        "AND b.state = 'live' AND EXISTS (SELECT 1 FROM json_each(b.pending) p JOIN binding t "
        "ON t.connection_id = b.connection_id AND t.remote_id = p.value AND t.state <> 'gone')"
    )
    return _bounds(ask(session, sql, connection, rtype))


def save(session: Session, connection: int, rtype: str, entity: str, bounds: Iterable[Bound]) -> None:
    """Keep bindings as they are now."""
    rows = [_cells(bound) for bound in bounds]
    # Most are those of the same row as before: what leads there, and its indexes, are not written anew then.
    sql = (
        "UPDATE binding SET base = ?, version = ?, synced_rev = ?, state = ?, pending = ?, blocked = ? "
        "WHERE connection_id = ? AND rtype = ? AND remote_id = ? AND local_id = ?"
    )
    if write_many(session, sql, [(*row[2:], connection, rtype, *row[:2]) for row in rows]) < len(rows):
        _add(session, connection, rtype, entity, rows)


def add(session: Session, connection: int, rtype: str, entity: str, bounds: Iterable[Bound]) -> None:
    """Keep bindings of records that were bound to nothing."""
    _add(session, connection, rtype, entity, [_cells(bound) for bound in bounds])


def _add(session: Session, connection: int, rtype: str, entity: str, rows: Iterable[tuple[object, ...]]) -> None:
    sql = (
        f"INSERT INTO binding (connection_id, rtype, entity, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (connection_id, rtype, remote_id) DO UPDATE SET local_id = excluded.local_id, "
        "base = excluded.base, version = excluded.version, synced_rev = excluded.synced_rev, state = excluded.state, "
        "pending = excluded.pending, blocked = excluded.blocked"
    )
    write_many(session, sql, [(connection, rtype, entity, *row) for row in rows])


def drop(session: Session, connection: int, rtype: str, remote_id: str) -> None:
    """Forget which row a record is."""
    write(
        session,
        "DELETE FROM binding WHERE connection_id = ? AND rtype = ? AND remote_id = ?",
        connection,
        rtype,
        remote_id,
    )


def aliases(session: Session, connection: int, rtype: str, ids: Iterable[str]) -> dict[str, str]:
    """Return, for records that were merged into others, the id that they have come to in the end."""
    sql = f"SELECT old_id, new_id FROM remote_alias WHERE connection_id = ? AND rtype = ? AND old_id IN {ANY}"
    found = dict(ask(session, sql, connection, rtype, listed(ids)))
    further = {new for new in found.values() if new not in found}
    if found and (more := aliases(session, connection, rtype, further)):
        found = {old: more.get(new, new) for old, new in found.items()}
    return found


def add_alias(session: Session, connection: int, rtype: str, old: str, new: str) -> None:
    """Remember that a record was merged into another; never in a circle."""
    write(
        session,
        "DELETE FROM remote_alias WHERE connection_id = ? AND rtype = ? AND old_id = ?",
        connection,
        rtype,
        new,
    )
    sql = "INSERT OR REPLACE INTO remote_alias (connection_id, rtype, old_id, new_id) VALUES (?, ?, ?, ?)"
    write(session, sql, connection, rtype, old, new)


def packed(bound: Bound | None) -> str:
    """Return a binding as text, so that an undo can put it back."""
    return json_text(None if bound is None else list(_cells(bound)))


def unpacked(text: str) -> Bound | None:
    """Return the binding that `packed` wrote."""
    cells = json.loads(text)
    return None if cells is None else _bounds([tuple(cells)])[0]


def _bounds(rows: Sequence[tuple[Any, ...]]) -> list[Bound]:
    """Return bindings as they are kept; what was agreed on is read in one piece: that costs half as much."""
    bases = json.loads(f"[{','.join(row[2] for row in rows)}]")
    return [_bound(row, base) for row, base in zip(rows, bases, strict=True)]


def _bound(row: tuple[Any, ...], base: Mapping[str, Canon]) -> Bound:
    remote_id, local_id, _base, version, synced_rev, state, pending, blocked = row
    bound = Bound(remote_id, local_id, base, version, synced_rev, state)
    if not pending and not blocked:
        return bound
    waits = json.loads(pending) if pending else {}
    return but(
        bound,
        pending={name: there for name, there in waits.items() if there is not None},
        blocked=json.loads(blocked) if blocked else {},
        unread=frozenset(name for name, there in waits.items() if there is None),
    )


def _cells(bound: Bound) -> tuple[object, ...]:
    waits = {**dict.fromkeys(sorted(bound.unread)), **bound.pending} if bound.unread or bound.pending else None
    return (
        bound.remote_id,
        bound.local_id,
        json_text(bound.base),
        bound.version,
        bound.synced_rev,
        bound.state,
        json_text(waits) if waits else None,
        json_text(bound.blocked) if bound.blocked else None,
    )
