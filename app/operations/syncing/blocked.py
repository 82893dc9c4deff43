"""Fields that are not sent, and why: shown beside the field until its value, or what the other side takes, changes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from app.language import number
from app.models.database import Session
from app.operations.syncing.kept import routes_of
from app.operations.syncing.rows import Blocked
from app.operations.syncing.titles import Titled, titled
from app.operations.syncing.waiting import look_again
from app.sync import keeping
from app.sync.sql import ask

_BOUND = (
    "SELECT k.id, k.name, b.entity, b.local_id, b.rtype, b.blocked FROM binding b JOIN connection k "
    "ON k.id = b.connection_id WHERE b.blocked IS NOT NULL AND b.state IN ('live', 'hold') "
)
_UNSENT = (
    "SELECT k.id, k.name, b.entity, b.local_id, '', b.blocked FROM unsent b JOIN connection k "
    "ON k.id = b.connection_id WHERE b.blocked IS NOT NULL "
)
WHOLE = "*"


def blocked(session: Session, connection_id: int | None = None) -> list[Blocked]:
    """Return every field that is not sent, of one connection or of all, by account and row."""
    where, given = ("AND b.connection_id = ?", [connection_id]) if connection_id is not None else ("", [])
    found = _fields(session, [*ask(session, _BOUND + where, *given), *ask(session, _UNSENT + where, *given)])
    return sorted(found, key=lambda one: (one.connection, one.account_id, one.entity, one.local_id, one.field))


def blocked_of(session: Session, entity: str, local_id: str) -> list[Blocked]:
    """Return the fields of one row that are not sent."""
    where = "AND b.entity = ? AND b.local_id = ?"
    rows = [*ask(session, _BOUND + where, entity, local_id), *ask(session, _UNSENT + where, entity, local_id)]
    return _fields(session, rows)


def retry_blocked(
    session: Session, connection_id: int | None = None, entity: str | None = None, local_id: str | None = None
) -> int:
    """Let blocked fields be sent again at the next run, and return how many."""
    parts = {"b.connection_id": connection_id, "b.entity": entity, "b.local_id": local_id}
    where = "".join(f" AND {name} = ?" for name, value in parts.items() if value is not None)
    given = [value for value in parts.values() if value is not None]
    count = 0
    connections = set()
    for connection, _name, noun, row_id, _rtype, kept in ask(session, _BOUND + where, *given):
        connections.add(connection)
        keeping.set_blocked(session, connection, noun, row_id, {})
        count += len(json.loads(kept))
    for connection, _name, noun, row_id, _rtype, kept in ask(session, _UNSENT + where, *given):
        connections.add(connection)
        keeping.drop_unsent(session, connection, noun, row_id)
        count += len(json.loads(kept))
    for connection in connections:
        look_again(session, connection)
    return count


def _fields(session: Session, rows: Sequence[Sequence[Any]]) -> list[Blocked]:
    if not rows:
        return []
    called = titled(session, ((row[2], row[3]) for row in rows))
    local = local_names(session)
    limits: dict[int, Mapping[tuple[str, str], str]] = {}
    found = []
    for connection, name, entity, row_id, _rtype, kept in rows:
        about = called.get((entity, row_id), Titled())
        for field, why in json.loads(kept).items():
            ours = field if field == WHOLE else local.get((connection, entity, field), field)
            message = why.get("message") or ""
            if why["code"] == "too_long" and not message:
                if connection not in limits:
                    limits[connection] = _limits(session, connection)
                message = limits[connection].get((entity, field), "")
            found.append(Blocked(name, entity, row_id, about.account_id, about.title, ours, why["code"], message))
    return found


def _limits(session: Session, connection_id: int) -> Mapping[tuple[str, str], str]:
    """Return how many characters each of their fields takes, by our noun and their field."""
    return {
        (entity, rule.remote.name): number(rule.remote.max_length)
        for entity, route in routes_of(session, connection_id).items()
        for rule in route.rules
        if rule.remote.max_length is not None
    }


def local_names(session: Session) -> Mapping[tuple[int, str, str], str]:
    """Return our field by connection, noun and field of theirs."""
    rows = ask(session, "SELECT connection_id, entity, remote, local FROM field_map")
    return {(row[0], row[1], row[2]): row[3] for row in rows}
