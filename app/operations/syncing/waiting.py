"""How many rows would be sent now: those that are not agreed on as they stand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from app.models.database import Session
from app.sync import keeping, looked, plan, row_sql
from app.sync.entities import ENTITIES, Entity
from app.sync.sql import ANY, ask, listed, one

MOST = 2_000

_ASKED = (
    "SELECT 1 FROM sync_conflict k WHERE k.connection_id = :c AND k.entity = :e AND k.local_id = t.id "
    "AND k.closed_at IS NULL"
)
_WHOLE = (
    # One that had too few requests left has sent nothing, and says so.
    "SELECT started FROM sync_run WHERE connection_id = ? AND result = 'done' AND error IS NULL AND id >= ? "
    "ORDER BY id DESC LIMIT 1"
)


_Scope: TypeAlias = tuple[str, Mapping[str, str]]
"""A condition on rows t, with its parameters."""

_EVERY: _Scope = ("1", {})
_NONE: _Scope = ("0", {})


@dataclass(frozen=True)
class _Sent:
    """What of a noun is sent: new rows, edits, deletes."""

    new: bool
    edits: bool
    deletes: bool


def waiting(session: Session, connection_id: int) -> int:
    """Return how many rows of ours wait to be sent through a connection; none where write-back is off.

    The last whole run has looked at every row, so that only what was touched since is looked at: the pill asks often.
    After `look_again`, and where more than MOST rows were touched since, as by a first pull, the rows are looked at
    that the next run would look at. Where nothing is known of a noun yet these are all of them, for which a large book
    takes tenths of a second: ask off the UI thread. A field that is mapped anew counts once a run has compared it.
    """
    rows = ask(session, "SELECT writes, schema FROM connection WHERE id = ?", connection_id)
    if not rows or not rows[0][0]:
        return 0
    sends = _sends(session, connection_id, json.loads(rows[0][1]) if rows[0][1] else ())
    since = one(session, _WHOLE, connection_id, rows[0][0])
    touched = None if since is None else _touched(session, connection_id, str(since))
    scopes = _new_to_a_run(session, connection_id) if touched is None else _these(session, sends, touched)
    return sum(_count(session, connection_id, ENTITIES[name], sends[name], scopes.get(name, _EVERY)) for name in sends)


def look_again(session: Session, connection_id: int) -> None:
    """Let `waiting` look at every row until a whole run has: rows that nobody touched may have something to send now.

    `writes`, where it is on, is the number of the first run that counts.
    """
    if one(session, "SELECT writes FROM connection WHERE id = ?", connection_id):
        keeping.set_connection(session, connection_id, {"writes": next_run(session)})


def next_run(session: Session) -> int:
    """Return a number that no run has yet and every later one reaches."""
    return int(one(session, "SELECT coalesce(max(id), 0) + 1 FROM sync_run"))


def _sends(session: Session, connection_id: int, schema: Iterable[Mapping[str, Any]]) -> dict[str, _Sent]:
    """Return the nouns of which anything is sent."""
    sql = (
        "SELECT DISTINCT entity, rtype FROM field_map WHERE connection_id = ? AND direction <> 'in' AND policy <> 'crm'"
    )
    there = {info["name"]: info for info in schema if info["guard"] != "none"}
    return {
        entity: _Sent(
            bool(there[rtype]["create"] and there[rtype]["create_key"] != "none"),
            bool(there[rtype]["update"]),
            bool(there[rtype]["delete"]),
        )
        for entity, rtype in ask(session, sql, connection_id)
        if entity in ENTITIES and rtype in there
    }


def _touched(session: Session, connection_id: int, since: str) -> Mapping[str, set[str]] | None:
    """Return the rows by table that any change or answer since then made, moved or settled; None for too many."""
    changes = listed(row[0] for row in ask(session, "SELECT id FROM change WHERE at >= ?", since))
    found: dict[str, set[str]] = {}
    sql = f"SELECT entity, row_id FROM history WHERE change_id IN {ANY} LIMIT ?"
    moved = ask(session, sql, changes, MOST)
    for entity, row_id in moved:
        found.setdefault(entity, set()).add(row_id)
    most = len(moved)
    for table in {name for entity in ENTITIES.values() for name in (entity.table, entity.joined) if name}:
        made = ask(session, f"SELECT id FROM {table} WHERE change_id IN {ANY} LIMIT ?", changes, MOST)
        found.setdefault(table, set()).update(row[0] for row in made)
        most = max(most, len(made))
    sql = "SELECT entity, local_id FROM sync_conflict WHERE connection_id = ? AND closed_at >= ? LIMIT ?"
    settled = ask(session, sql, connection_id, since, MOST)
    for entity, row_id in settled:
        found.setdefault(ENTITIES[entity].table, set()).add(row_id)
    return None if max(most, len(settled)) >= MOST else found


def _new_to_a_run(session: Session, connection_id: int) -> Mapping[str, _Scope]:
    """Return, by noun, the rows that the next run would look at."""
    kept = plan.kept(session, connection_id)
    routes = plan.routes(session, kept) if kept is not None else {}
    return {
        name: (looked.since(connection_id, route, looked.mark(session, connection_id, route)), {})
        for name, route in routes.items()
    }


def _these(session: Session, nouns: Iterable[str], touched: Mapping[str, set[str]]) -> Mapping[str, _Scope]:
    """Return, by noun, the rows that were touched themselves or in their other half."""
    found: dict[str, _Scope] = {}
    for name in nouns:
        entity = ENTITIES[name]
        ids = set(touched.get(entity.table, ()))
        if entity.joined and touched.get(entity.joined):
            sql = f"SELECT id FROM {entity.table} WHERE {entity.joined_by} IN {ANY}"
            ids |= {row[0] for row in ask(session, sql, listed(touched[entity.joined]))}
        found[name] = ("t.id IN (SELECT value FROM json_each(:ids))", {"ids": listed(sorted(ids))}) if ids else _NONE
    return found


def _count(session: Session, connection_id: int, entity: Entity, what: _Sent, scope: _Scope) -> int:
    only, given = scope
    sql = (
        f"SELECT count(*) FROM {row_sql.source(entity)} LEFT JOIN binding b ON b.connection_id = :c AND b.entity = :e "
        f"AND b.local_id = t.id WHERE {only} AND "
        f"((:new AND b.local_id IS NULL AND t.deleted_at IS NULL AND NOT t.sample AND {row_sql.says(entity)} "
        "AND NOT EXISTS (SELECT 1 FROM unsent u WHERE u.connection_id = :c AND u.entity = :e AND u.local_id = t.id)) "
        "OR (b.state = 'live' AND CASE WHEN t.deleted_at IS NULL THEN :edits ELSE :deletes END "
        f"AND {row_sql.rev(entity)} > b.synced_rev)) AND NOT EXISTS ({_ASKED})"
    )
    values = {
        "c": connection_id, "e": entity.name, "new": what.new, "edits": what.edits, "deletes": what.deletes, **given
    }  # fmt: skip
    return int(session.connection.exec_driver_sql(sql, values).fetchone()[0])  # type: ignore[index]
