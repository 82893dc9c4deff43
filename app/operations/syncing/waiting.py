"""How many rows would be sent now: those that changed since the last whole run and are not agreed on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from app.models.database import Session
from app.sync import row_sql
from app.sync.entities import ENTITIES, Entity
from app.sync.sql import ANY, ask, listed, one

MOST = 2_000

_ASKED = (
    "SELECT 1 FROM sync_conflict k WHERE k.connection_id = :c AND k.entity = :e AND k.local_id = t.id "
    "AND k.closed_at IS NULL"
)


def waiting(session: Session, connection_id: int) -> int:
    """Return how many rows of ours wait to be sent through a connection; none where write-back is off.

    Rows that nobody touched since the last whole run cannot wait, so that only the newer changes are looked at; of
    each noun MOST rows at most, for the pill asks often and after a large import too.
    """
    rows = ask(session, "SELECT writes, schema FROM connection WHERE id = ?", connection_id)
    if not rows or not rows[0][0]:
        return 0
    sends = _sends(session, connection_id, json.loads(rows[0][1]) if rows[0][1] else ())
    since = one(
        session,
        "SELECT started FROM sync_run WHERE connection_id = ? AND result = 'done' ORDER BY id DESC LIMIT 1",
        connection_id,
    )
    touched = None if since is None else _touched(session, str(since))
    return sum(_count(session, connection_id, ENTITIES[name], new, touched) for name, new in sends.items())


def _sends(session: Session, connection_id: int, schema: Iterable[Mapping[str, Any]]) -> dict[str, bool]:
    """Return the nouns of which anything is sent, each with whether new rows are."""
    sql = (
        "SELECT DISTINCT entity, rtype FROM field_map WHERE connection_id = ? AND direction <> 'in' AND policy <> 'crm'"
    )
    there = {info["name"]: info for info in schema if info["guard"] != "none"}
    return {
        entity: bool(there[rtype]["create"] and there[rtype]["create_key"] != "none")
        for entity, rtype in ask(session, sql, connection_id)
        if entity in ENTITIES and rtype in there
    }


def _touched(session: Session, since: str) -> Mapping[str, set[str]]:
    """Return the rows by table that any change since then made or moved."""
    changes = listed(row[0] for row in ask(session, "SELECT id FROM change WHERE at >= ?", since))
    found: dict[str, set[str]] = {}
    sql = f"SELECT entity, row_id FROM history WHERE change_id IN {ANY} LIMIT ?"
    for entity, row_id in ask(session, sql, changes, MOST):
        found.setdefault(entity, set()).add(row_id)
    for table in {name for entity in ENTITIES.values() for name in (entity.table, entity.joined) if name}:
        made = ask(session, f"SELECT id FROM {table} WHERE change_id IN {ANY} LIMIT ?", changes, MOST)
        found.setdefault(table, set()).update(row[0] for row in made)
    return found


def _count(
    session: Session, connection_id: int, entity: Entity, new: bool, touched: Mapping[str, set[str]] | None
) -> int:
    only, given = "", {}
    if touched is not None:
        ids = set(touched.get(entity.table, ()))
        if entity.joined and touched.get(entity.joined):
            sql = f"SELECT id FROM {entity.table} WHERE {entity.joined_by} IN {ANY}"
            ids |= {row[0] for row in ask(session, sql, listed(touched[entity.joined]))}
        if not ids:
            return 0
        only, given = "t.id IN (SELECT value FROM json_each(:ids)) AND", {"ids": listed(sorted(ids))}
    sql = (
        f"SELECT count(*) FROM {row_sql.source(entity)} LEFT JOIN binding b ON b.connection_id = :c AND b.entity = :e "
        f"AND b.local_id = t.id WHERE {only} ((:new AND b.local_id IS NULL AND t.deleted_at IS NULL AND NOT t.sample "
        "AND NOT EXISTS (SELECT 1 FROM unsent u WHERE u.connection_id = :c AND u.entity = :e AND u.local_id = t.id)) "
        f"OR (b.state = 'live' "
        f"AND {row_sql.rev(entity)} > b.synced_rev)) AND NOT EXISTS ({_ASKED})"
    )
    values = {"c": connection_id, "e": entity.name, "new": new, **given}
    return int(session.connection.exec_driver_sql(sql, values).fetchone()[0])  # type: ignore[index]
