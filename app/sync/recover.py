"""Settles what an earlier run left in flight: read first, never guessed, never sent again blindly."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from app.clock import parse_stamp
from app.connectors.errors import Forbidden
from app.models.database import Session
from app.sync import sent
from app.sync.apply import apply
from app.sync.record import record
from app.sync.rules import Route
from app.sync.scene import Scene, Told
from app.sync.sql import ask, write_many
from app.sync.steps import Steps
from app.sync.talk import Talk

SETTLED_AFTER = timedelta(seconds=120)
"""Where a created record can only be looked up, its absence counts after this long."""

_sent_here: dict[str, float] = {}


@dataclass(frozen=True)
class InFlight:
    """One op whose outcome nobody knows."""

    op_id: str
    entity: str
    local_id: str
    kind: str
    remote_id: str | None
    fields: dict[str, object]
    sent_at: str


def in_flight(session: Session, connection: int) -> list[InFlight]:
    """Return what is in the outbox."""
    sql = (
        "SELECT op_id, entity, local_id, kind, remote_id, fields, sent_at FROM outbox WHERE connection_id = ? "
        "ORDER BY op_id"
    )
    return [
        InFlight(op_id, entity, local_id, kind, remote_id, json.loads(fields), sent_at)
        for op_id, entity, local_id, kind, remote_id, fields, sent_at in ask(session, sql, connection)
    ]


def recover(steps: Steps, scene: Scene, talk: Talk, told: Told) -> None:
    """Read every record in flight and reconcile it; what was surely not written is simply a difference again."""
    with steps.reading() as session:
        ops = in_flight(session, scene.connection)
    by_entity: dict[str, list[InFlight]] = defaultdict(list)
    for op in ops:
        by_entity[op.entity].append(op)
    for name, route in scene.routes.items():
        if by_entity.get(name):
            try:
                settle(steps, scene, talk, route, by_entity[name], told)
            except Forbidden as error:
                told.forbid(name, str(error))


def settle(steps: Steps, scene: Scene, talk: Talk, route: Route, ops: list[InFlight], told: Told) -> None:
    """Read the records of ops of one type and take the ops out of the outbox as far as that settles them."""
    ids = sorted({op.remote_id for op in ops if op.kind != "create" and op.remote_id})
    keys = [op.local_id for op in ops if op.kind == "create"]
    found = talk.read(route.rtype, route.fields, ids=ids) if ids else []
    found += talk.read(route.rtype, route.fields, keys=keys) if keys else []
    keyed = {change.key for change in found}
    now = steps.now()
    settled = [op for op in ops if not (_may_still_come(route, op) and op.local_id not in keyed and _recent(op, now))]
    ahead = [(scene.at, op.op_id) for op in ops if op not in settled and parse_stamp(op.sent_at) > now]
    with steps.writing("recover") as session:
        # This machine's clock was set back since: the wait begins anew.
        write_many(session, "UPDATE outbox SET sent_at = ? WHERE op_id = ?", ahead)
        apply(session, scene, route, [record(route, change) for change in found], told)
        write_many(session, "DELETE FROM outbox WHERE op_id = ?", [(op.op_id,) for op in settled])
        # A late request may still land: what it would say is remembered.
        sent.doubt(session, [op.op_id for op in settled])
    note_settled(op.op_id for op in settled)


def note_sent(op_ids: Iterable[str]) -> None:
    """Note that this process sends ops now: how long ago that is does not depend on what its clock is set to."""
    for op_id in op_ids:
        _sent_here[op_id] = monotonic()


def note_settled(op_ids: Iterable[str]) -> None:
    """Let go of ops whose outcome is known."""
    for op_id in op_ids:
        _sent_here.pop(op_id, None)


def _may_still_come(route: Route, op: InFlight) -> bool:
    return op.kind == "create" and route.info.create_key == "search"


def _recent(op: InFlight, now: datetime) -> bool:
    at = _sent_here.get(op.op_id)
    if at is not None:
        return monotonic() - at < SETTLED_AFTER.total_seconds()
    return now - parse_stamp(op.sent_at) < SETTLED_AFTER
