"""The record of runs: what each did, what it noted, and what a person finds of it later."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from app.clock import stamp
from app.connectors.base import Field, TypeInfo
from app.models.database import Session, json_text
from app.sync import keeping
from app.sync.sql import ask, one, write, write_many
from app.sync.steps import Steps

if TYPE_CHECKING:
    from app.sync.engine import Outcome

MOST_NOTES = 500
KEPT_RUNS = 200


def begin(session: Session, connection: int, now: datetime, change_id: str) -> int:
    """Open a run and return its number; a run that was cut off before is marked so."""
    sql = "UPDATE sync_run SET result = 'cut_off' WHERE connection_id = ? AND result IS NULL"
    write(session, sql, connection)
    # Of runs without any effect only the newest are of interest.
    sql = (
        "DELETE FROM sync_run WHERE connection_id = ? AND result <> 'cut_off' AND change_id IS NULL AND pushed = 0 "
        "AND conflicts = 0 AND id NOT IN (SELECT id FROM sync_run WHERE connection_id = ? ORDER BY id DESC LIMIT ?)"
    )
    write(session, sql, connection, connection, KEPT_RUNS)
    # Named from the beginning: what a killed run had written can be taken back too.
    sql = "INSERT INTO sync_run (connection_id, started, change_id) VALUES (?, ?, ?)"
    write(session, sql, connection, stamp(now), change_id)
    return int(one(session, "SELECT last_insert_rowid()"))


def end(
    session: Session,
    connection: int,
    outcome: Outcome,
    notes: Iterable[tuple[str, str, str, Mapping[str, object]]],
    count: int,
    now: datetime,
) -> None:
    """Close a run with what it did, and set the connection's state."""
    sql = (
        "UPDATE sync_run SET ended = ?, result = ?, change_id = ?, pulled = ?, pushed = ?, conflicts = ?, "
        "requests = ?, bytes = ?, error = ? WHERE id = ?"
    )
    why = json_text([outcome.why[0], dict(outcome.why[1])]) if outcome.why else None
    write(
        session, sql, stamp(now), outcome.result, outcome.changes.id, outcome.pulled, outcome.pushed,
        outcome.conflicts, outcome.requests, count, why, outcome.run,
    )  # fmt: skip
    rows = [
        (outcome.run, stamp(now), "warning", entity or None, local_id or None, json_text([key, dict(params)]))
        for key, entity, local_id, params in list(notes)[:MOST_NOTES]
    ]
    sql = "INSERT INTO sync_note (run_id, at, level, entity, local_id, text) VALUES (?, ?, ?, ?, ?, ?)"
    write_many(session, sql, rows)
    kept = one(session, "SELECT state FROM connection WHERE id = ?", connection)
    if kept != "paused" or outcome.state != "on":
        told = [outcome.why[0], dict(outcome.why[1])] if outcome.why else None
        keeping.set_connection(session, connection, {"state": outcome.state, "state_why": told})


def held_back(session: Session, connection: int) -> int:
    """Return how many fields are not sent, and rows that the other system does not take as new ones."""
    sql = (
        "SELECT (SELECT count(*) FROM binding b, json_each(b.blocked) WHERE b.connection_id = ? AND b.blocked "
        "IS NOT NULL AND b.state = 'live') + (SELECT count(*) FROM unsent WHERE connection_id = ?)"
    )
    return int(one(session, sql, connection, connection))


def unblock_changed(steps: Steps, connection: int, before: Sequence[TypeInfo], after: Sequence[TypeInfo]) -> None:
    """Look again at fields that were held back, where the other system says something else of them now."""
    known = {(info.name, field.name): field for info in before for field in info.fields}
    changed: dict[str, set[str]] = {}
    for info in after:
        for field in info.fields:
            if _differs(known.get((info.name, field.name)), field):
                changed.setdefault(info.name, set()).add(field.name)
    if not changed or not before:
        return
    with steps.writing("unblock") as session:
        for rtype, names in changed.items():
            found = ask(
                session,
                "SELECT entity, local_id, blocked FROM binding WHERE connection_id = ? AND rtype = ? AND blocked "
                "IS NOT NULL",
                connection,
                rtype,
            )
            for entity, local_id, blocked in found:
                left = {name: why for name, why in json.loads(blocked).items() if name not in names}
                keeping.set_blocked(session, connection, entity, local_id, left)
        write(session, "DELETE FROM unsent WHERE connection_id = ?", connection)


def _differs(before: Field | None, after: Field) -> bool:
    return before is not None and before != after
