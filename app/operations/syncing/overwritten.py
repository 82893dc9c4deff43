"""What a run replaced in the other system: the history of what is not in this book."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from app.models.database import Session
from app.operations.syncing.kept import routes_of
from app.operations.syncing.rows import Overwritten
from app.operations.syncing.titles import Titled, names_there, titled
from app.operations.syncing.value_words import Names, words_of
from app.sync.rules import Route, Rule
from app.sync.sql import ask
from app.sync.values import Canon

MOST = 2_000


def overwritten(session: Session, run_id: int) -> list[Overwritten]:
    """Return what a run replaced in the other system, in its order: what stood there, and what stands there since.

    MOST of them; what was sent stays in the book for good.
    """
    sql = (
        "SELECT connection_id, entity, local_id, field, old, new FROM sent WHERE run_id = ? AND outcome IN "
        "('ok', 'settled') AND old IS NOT NULL AND old <> 'null' ORDER BY no LIMIT ?"
    )
    rows = ask(session, sql, run_id, MOST)
    called = titled(session, ((row[1], row[2]) for row in rows))
    routes = routes_of(session, rows[0][0]) if rows else {}
    names = _names(session, routes, rows)
    found = []
    for _connection, entity, local_id, field, old, new in rows:
        route = routes.get(entity)
        rule = route.by_remote.get(field) if route is not None else None
        said = [_value(entity, rule, json.loads(value) if value else None, names) for value in (old, new)]
        about = called.get((entity, local_id), Titled())
        found.append(
            Overwritten(entity, local_id, about.title, rule.local.name if rule is not None else field, said[0], said[1])
        )
    return found


def _names(session: Session, routes: Mapping[str, Route], rows: Sequence[Sequence[Any]]) -> Names:
    """Return the names of what a record belonged or belongs to, by their ids there."""
    refs = {
        (entity, rule.remote.name)
        for entity, route in routes.items()
        for rule in route.rules
        if rule.local.type == "ref"
    }
    ids = {str(json.loads(value)) for row in rows if (row[1], row[3]) in refs for value in row[4:6] if value}
    return names_there(session, rows[0][0], routes, ids) if ids else {}


def _value(entity: str, rule: Rule | None, value: Canon, names: Names) -> str:
    said = words_of(entity, rule, value, names) if rule is not None else value
    return "" if said is None else str(said)
