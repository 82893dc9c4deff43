"""What we sent: the pre-image written before each request, and what became of it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from app.models.database import Session, json_text
from app.sync.sql import ANY, ask, listed, one, write_many
from app.sync.values import Canon

_IN_DOUBT = "(outcome IS NULL OR outcome = 'unsure')"


def before(
    session: Session,
    connection: int,
    run: int,
    entity: str,
    writes: Iterable[tuple[str, str, Mapping[str, tuple[Canon, Canon]]]],
) -> None:
    """Write down what each op is to replace and to say: op, row, field → (old, new). Before the request."""
    sql = (
        "INSERT INTO sent (op_id, connection_id, run_id, entity, local_id, field, old, new) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    )
    rows = [
        (op_id, connection, run, entity, local_id, name, json_text(old), json_text(new))
        for op_id, local_id, fields in writes
        for name, (old, new) in fields.items()
    ]
    write_many(session, sql, rows)


def after(session: Session, outcomes: Mapping[str, str]) -> None:
    """Say what became of ops: ok, rejected, refused, or unsure."""
    write_many(session, "UPDATE sent SET outcome = ? WHERE op_id = ?", [(how, op) for op, how in outcomes.items()])


def doubt(session: Session, ops: Iterable[str]) -> None:
    """Say of ops that nobody knows what came of them; what is settled already stays so."""
    write_many(session, "UPDATE sent SET outcome = 'unsure' WHERE op_id = ? AND outcome IS NULL", [(op,) for op in ops])


def unsure(
    session: Session, connection: int, entity: str, local_ids: Iterable[str]
) -> dict[str, dict[str, frozenset[Canon]]]:
    """Return, by row and field, what we may have written without knowing."""
    sql = (
        "SELECT local_id, field, new FROM sent WHERE entity = ? AND connection_id = ? "
        f"AND {_IN_DOUBT} AND local_id IN {ANY}"
    )
    found: dict[str, dict[str, set[Canon]]] = defaultdict(lambda: defaultdict(set))
    for local_id, field, new in ask(session, sql, entity, connection, listed(local_ids)):
        found[local_id][field].add(json.loads(new))
    return {row: {name: frozenset(values) for name, values in fields.items()} for row, fields in found.items()}


def settle(session: Session, connection: int, entity: str, local_ids: Iterable[str]) -> None:
    """Say of rows that nothing is in doubt any more."""
    sql = f"UPDATE sent SET outcome = 'settled' WHERE entity = ? AND local_id = ? AND connection_id = ? AND {_IN_DOUBT}"
    write_many(session, sql, [(entity, local_id, connection) for local_id in local_ids])


def on_create(session: Session, connection: int, entity: str, local_id: str) -> dict[str, Canon]:
    """Return what we last sent to create a row; nothing where we never did."""
    last = one(
        session,
        "SELECT op_id FROM sent WHERE entity = ? AND local_id = ? AND connection_id = ? ORDER BY no DESC LIMIT 1",
        entity,
        local_id,
        connection,
    )
    if last is None:
        return {}
    return {name: json.loads(new) for name, new in ask(session, "SELECT field, new FROM sent WHERE op_id = ?", last)}


def failures(session: Session, connection: int, entity: str, local_ids: Iterable[str]) -> dict[str, int]:
    """Return how many requests of each row are in doubt."""
    sql = (
        f"SELECT local_id, count(DISTINCT op_id) FROM sent WHERE entity = ? AND connection_id = ? AND {_IN_DOUBT} "
        f"AND local_id IN {ANY} GROUP BY local_id"
    )
    return dict(ask(session, sql, entity, connection, listed(local_ids)))
