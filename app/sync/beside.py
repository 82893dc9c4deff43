"""What stands beside a record: rows that hang on it, and other connections that say otherwise of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable

from app.models.database import Session
from app.sync.entities import ENTITIES
from app.sync.row_sql import cell, says
from app.sync.rules import Route
from app.sync.scene import Scene
from app.sync.sql import ANY, ask, listed
from app.sync.values import Canon, Unfit


def with_unsent_children(session: Session, connection: int, route: Route, ids: Iterable[str]) -> set[str]:
    """Return those of our rows on which others hang that say something the other system does not know."""
    wanted = listed(ids)
    found: set[str] = set()
    if wanted == "[]":
        return found
    for child in ENTITIES.values():
        for field in child.fields.values():
            if field.ref != route.entity.name or child.name == route.entity.name:
                continue
            leads = cell(child, field.kept_in)
            sql = (
                f"SELECT DISTINCT {leads} FROM {child.table} t LEFT JOIN binding b ON b.connection_id = ? "
                f"AND b.entity = ? AND b.local_id = t.id WHERE {leads} IN {ANY} AND t.deleted_at IS NULL "
                f"AND (b.local_id IS NULL AND {says(child)} OR t.rev > b.synced_rev)"
            )
            found |= {row[0] for row in ask(session, sql, connection, child.name, wanted)}
    return found


def flips(session: Session, scene: Scene, route: Route, local_id: str) -> Callable[[str, Canon], bool]:
    """Return what tells whether a value only goes back and forth between two connections."""

    def back_and_forth(name: str, value: Canon) -> bool:
        local = route.by_remote[name].local
        if local.type == "ref" or local.table or local.column == "custom":
            return False
        try:
            kept = route.by_remote[name].here(value)
        except Unfit:
            return False
        sql = (
            "SELECT h.old, h.new, json_extract(c.params, '$.connection') FROM history h JOIN change c "
            "ON c.id = h.change_id WHERE h.entity = ? AND h.row_id = ? AND h.field = ? ORDER BY h.no DESC LIMIT 2"
        )
        last = ask(session, sql, route.entity.table, local_id, local.kept_in)
        if len(last) < 2 or None in (last[0][2], last[1][2]):
            return False
        undone = last[0][2] != scene.connection and json.loads(last[0][0]) == kept
        return bool(undone and last[1][2] == scene.connection and json.loads(last[1][1]) == kept)

    return back_and_forth
