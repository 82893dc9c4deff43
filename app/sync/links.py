"""First meetings: records and rows that look like one by a key of theirs; a person says so, a name never does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.models.database import Session, json_text
from app.search.fold import fold
from app.sync import bindings, waiting
from app.sync.record import Record
from app.sync.row_sql import source
from app.sync.rules import Route, Rule
from app.sync.scene import Loose, Scene
from app.sync.sql import ANY, ask, listed, write
from app.sync.sql import one as first
from app.sync.values import Canon, Unfit


def propose(session: Session, scene: Scene, route: Route, records: Sequence[Record]) -> tuple[set[str], int]:
    """Ask about records whose key one of our unbound rows has too; they wait meanwhile.

    Returns the ids of all that are asked about, and how many of the questions are new.
    """
    if not records:
        return set(), 0
    proposed = _open(session, scene, [one.theirs.id for one in records])
    before = len(proposed)
    left = [one for one in records if one.theirs.id not in proposed]
    apart = _kept_apart(session, scene, [one.theirs.id for one in left])
    for name in route.entity.link_keys:
        theirs = _keys(route, name, [one for one in left if one.theirs.id not in proposed])
        for local_id, value in _rows_with(session, scene, route, name, list(theirs)):
            for one in theirs[value]:
                if one.theirs.id not in proposed and (one.theirs.id, local_id) not in apart:
                    _ask(session, scene, route, local_id, one, name, value)
                    proposed.add(one.theirs.id)
    return proposed, len(proposed) - before


def meet(session: Session, scene: Scene, route: Route, records: Sequence[Record]) -> dict[str, str]:
    """Return, by the ids of records, the rows that they are without a word: what they are of says so."""
    rules = [route.by_local[name] for name in route.entity.one_per if name in route.by_local]
    if not records or not rules or len(rules) < len(route.entity.one_per) or rules[0].local.ref not in scene.routes:
        return {}
    wanted: dict[tuple[str, ...], str] = {}
    refs = {
        rule.local.ref: bindings.here(
            session, scene.connection, scene.routes[rule.local.ref].rtype,
            {str(one.theirs.fields.get(rule.remote.name)) for one in records},
        )
        for rule in rules
        if rule.local.ref in scene.routes
    }  # fmt: skip
    for one in records:
        key = tuple(_place(rule, one.theirs.fields.get(rule.remote.name), refs) for rule in rules)
        if all(key) and not set(key) & set(route.entity.many):
            wanted.setdefault(key, one.theirs.id)
    columns = [rule.local.kept_in for rule in rules]
    sql = (
        f"SELECT t.id, {', '.join(f't.{column}' for column in columns)} FROM {route.entity.table} t "
        f"WHERE t.{columns[0]} IN {ANY} AND t.deleted_at IS NULL AND NOT t.sample "
        "AND NOT EXISTS (SELECT 1 FROM binding b WHERE b.connection_id = ? AND b.entity = ? AND b.local_id = t.id) "
        "AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.connection_id = ? AND o.entity = ? AND o.local_id = t.id) "
        "ORDER BY t.no"
    )
    of = (scene.connection, route.entity.name)
    met: dict[str, str] = {}
    for local_id, *kept in ask(session, sql, listed(refs[rules[0].local.ref].values()), *of, *of):
        there = wanted.get(tuple(fold(str(value)) for value in kept))
        if there is not None:
            met.setdefault(there, local_id)
    return met


def _place(rule: Rule, said: Canon, refs: Mapping[str, Mapping[str, str]]) -> str:
    if rule.local.type == "ref":
        return fold(refs.get(rule.local.ref, {}).get(str(said), ""))
    try:
        return fold(str(rule.here(said)))
    except Unfit:
        return ""


def _keys(route: Route, name: str, records: Sequence[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    rule = route.by_local.get(name)
    for one in records:
        values = {one.theirs.fields.get(rule.remote.name)} if rule is not None else set()
        if name == "external_id":
            # Who imported their list before kept the ids of that system.
            values.add(one.theirs.id)
        for value in values - {None}:
            found.setdefault(str(value).casefold(), []).append(one)
    return found


def _rows_with(session: Session, scene: Scene, route: Route, name: str, values: Sequence[str]) -> list[tuple[Any, ...]]:
    entity = route.entity
    local = entity.fields[name]
    column = f"{'p' if local.table and local.table == entity.joined else 't'}.{local.kept_in}"
    sql = (
        f"SELECT t.id, lower({column}) FROM {source(entity)} WHERE {{}} AND {column} IS NOT NULL AND t.deleted_at IS "
        "NULL AND NOT t.sample AND NOT EXISTS (SELECT 1 FROM binding b WHERE b.connection_id = ? AND b.entity = ? "
        "AND b.local_id = t.id) ORDER BY t.no"
    )
    kept = scene.loose.setdefault((entity.name, name), Loose())
    last = first(session, f"SELECT max(no) FROM {entity.table}") or 0
    if last > kept.last:
        # Only rows that were made since: this is asked for each portion of a pull.
        for local_id, value in ask(session, sql.format("t.no > ?"), kept.last, scene.connection, entity.name):
            kept.ids.setdefault(value, []).append(local_id)
        kept.last = last
    ids = [local_id for value in values for local_id in kept.ids.get(value, ())]
    if not ids:
        return []
    found = ask(session, sql.format(f"t.id IN {ANY}"), listed(ids), scene.connection, entity.name)
    return [row for row in found if row[1] in values]


def _open(session: Session, scene: Scene, ids: Sequence[str]) -> set[str]:
    sql = (
        "SELECT field FROM sync_conflict WHERE connection_id = ? AND kind = 'link' AND closed_at IS NULL "
        f"AND field IN {ANY}"
    )
    return {row[0] for row in ask(session, sql, scene.connection, listed(ids))}


def _kept_apart(session: Session, scene: Scene, ids: Sequence[str]) -> set[tuple[str, str]]:
    sql = (
        "SELECT field, local_id FROM sync_conflict WHERE connection_id = ? AND kind = 'link' AND choice = 'apart' "
        f"AND field IN {ANY}"
    )
    return {(row[0], row[1]) for row in ask(session, sql, scene.connection, listed(ids))}


def _ask(session: Session, scene: Scene, route: Route, local_id: str, one: Record, by: str, value: str) -> None:
    told = {"id": one.theirs.id, "by": by, "value": value, "fields": dict(one.theirs.fields)}
    sql = (
        "INSERT INTO sync_conflict (connection_id, entity, local_id, field, kind, base, mine, theirs, theirs_by, "
        "theirs_at, opened_run) VALUES (?, ?, ?, ?, 'link', 'null', 'null', ?, ?, ?, ?)"
    )
    write(
        session, sql, scene.connection, route.entity.name, local_id, one.theirs.id, json_text(told),
        one.theirs.by, one.theirs.at, scene.run,
    )  # fmt: skip
    waiting.add(session, scene.connection, route.rtype, [(one.theirs.id, None, None)])
