"""Proposals of a first sync: records and rows that look like one by a key of theirs; a person says whether they are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from app.models.database import Session
from app.operations.syncing.kept import routes_of
from app.operations.syncing.open_ones import must_be_open
from app.operations.syncing.rows import Link
from app.operations.syncing.titles import Titled, names_there, titled
from app.operations.syncing.value_words import Names, words_of
from app.sync import resolve
from app.sync.rows import Rows
from app.sync.rules import Route
from app.sync.sides import Row, Unbound
from app.sync.sql import ask

_OPEN = (
    "SELECT id, connection_id, entity, local_id, theirs, (SELECT name FROM connection n WHERE n.id = connection_id) "
    "FROM sync_conflict WHERE kind = 'link' AND closed_at IS NULL "
)


def links(session: Session, connection_id: int | None = None) -> list[Link]:
    """Return the proposals that nobody has answered, of one connection or of all."""
    where, given = ("AND connection_id = ? ", [connection_id]) if connection_id is not None else ("", [])
    rows = ask(session, _OPEN + where + "ORDER BY entity, id", *given)
    called = titled(session, ((row[2], row[3]) for row in rows))
    found: list[Link] = []
    for connection in dict.fromkeys(row[1] for row in rows):
        routes = routes_of(session, connection)
        own = [row for row in rows if row[1] == connection]
        for entity in dict.fromkeys(row[2] for row in own):
            some = [row for row in own if row[2] == entity]
            loaded = _rows(session, connection, routes, entity, [row[3] for row in some])
            names = _names(session, connection, routes, loaded.values())
            found += [
                _link(row, routes.get(entity), called.get((row[2], row[3]), Titled()), loaded.get(row[3]), names)
                for row in some
            ]
    return found


def answer_links(session: Session, answers: Mapping[int, bool], *, today: date) -> int:
    """Say of proposals whether the two are one (True) or two, in one change; those of `must_be_open`."""
    must_be_open(session, {number: "same" if same else "apart" for number, same in answers.items()}, proposals=True)
    for number, same in answers.items():
        resolve.answer_link(session, number, same, today=today.isoformat())
    return len(answers)


def _link(
    row: tuple[Any, ...],
    route: Route | None,
    about: Titled,
    ours: Row | None,
    names: Names,
) -> Link:
    number, connection, entity, local_id, kept, system = row
    told = json.loads(kept)
    fields = []
    title = ""
    for rule in route.rules if route is not None else ():
        name = rule.remote.name
        mine = ours.mine.get(name) if ours is not None else None
        here = None if isinstance(mine, Unbound) else words_of(entity, rule, mine, names)
        there = words_of(entity, rule, told["fields"].get(name), names)
        if here or there:
            fields.append((rule.local.name, here or "", there or ""))
        if rule.local.name in ("name", "body", "text", "words"):
            title = (there or "").split("\n", 1)[0]
    return Link(
        number,
        connection,
        entity,
        local_id,
        about.title,
        title or told["id"],
        told["by"],
        told["value"],
        tuple(fields),
        about.account_id,
        about.account,
        system,
    )


def _rows(
    session: Session, connection: int, routes: Mapping[str, Route], entity: str, ids: list[str]
) -> Mapping[str, Row]:
    if entity not in routes:
        return {}
    return Rows(session, connection, routes, today="").load(routes[entity], ids)


def _names(session: Session, connection: int, routes: Mapping[str, Route], ours: Iterable[Row]) -> Names:
    """Return the names of what records of either side refer to, by noun and id there."""
    rows = ask(
        session,
        "SELECT DISTINCT j.value FROM sync_conflict k, json_each(k.theirs, '$.fields') j WHERE k.kind = 'link' "
        "AND k.closed_at IS NULL AND k.connection_id = ? AND j.type = 'text'",
        connection,
    )
    mine = {str(value) for row in ours for value in row.mine.values() if isinstance(value, str)}
    return names_there(session, connection, routes, {*(row[0] for row in rows), *mine})
