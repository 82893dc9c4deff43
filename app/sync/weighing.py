"""Weighs, before a run writes anything, the deletes of ours that wait to be sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from app.models.database import Session
from app.sync import bindings, looked
from app.sync.guard import FEW, Stopped, too_many
from app.sync.row_sql import rev, source
from app.sync.rules import Route
from app.sync.scene import Scene
from app.sync.sql import ask

Weighed: TypeAlias = Mapping[str, frozenset[str]]
"""By noun the rows whose delete may be sent in this run; what is deleted meanwhile waits for the next one."""


def weigh(session: Session, scene: Scene, *, guarded: bool) -> Weighed:
    """Return the deletes that may go; Stopped where they are more than a person would mean, or cannot be undone."""
    weighed: dict[str, frozenset[str]] = {}
    alarms = []
    for name, route in scene.routes.items():
        if not route.writes or not route.info.delete:
            continue
        gone = _deleted(session, scene, route)
        weighed[name] = frozenset(gone)
        # What cannot be brought back there is never deleted without a word.
        few = FEW if route.info.delete_kind == "restorable" else 0
        if alarm := too_many(name, gone, bindings.live(session, scene.connection, route.rtype), few):
            alarms.append(alarm)
    if alarms and guarded:
        raise Stopped(alarms)
    return weighed


def _deleted(session: Session, scene: Scene, route: Route) -> list[str]:
    since = looked.since(scene.connection, route, looked.mark(session, scene.connection, route))
    sql = (
        f"SELECT t.id FROM {source(route.entity)} CROSS JOIN binding b INDEXED BY ux_binding_local WHERE {since} "
        "AND t.deleted_at IS NOT NULL AND b.connection_id = ? AND b.entity = ? AND b.local_id = t.id "
        f"AND b.state = 'live' AND {rev(route.entity)} > b.synced_rev ORDER BY t.no"
    )
    return [row[0] for row in ask(session, sql, scene.connection, route.entity.name)]
