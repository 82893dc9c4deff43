"""What taking a change back means for what was agreed on: questions open again, and what a run brought stays away."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from app.journal import door
from app.models.database import Session
from app.sync import bindings
from app.sync.entities import ENTITIES
from app.sync.sql import ask, write, write_many


@dataclass(frozen=True)
class _Closed:
    """A question that the change had answered, as it is kept; `closed` is None where it is open again."""

    id: int
    connection: int
    entity: str
    local_id: str
    field: str
    kind: str
    base: str
    mine: str
    theirs: str
    closed: str | None


def undone(session: Session, change_id: str) -> None:
    """Follow the undo of a change, in the undo's own transaction; of an undo, what it had undone stands again."""
    root, again = _root(session, change_id)
    for row in ask(
        session,
        "SELECT id, connection_id, entity, local_id, field, kind, base, mine, theirs, closed_at FROM sync_conflict "
        "WHERE closed_change = ?",
        root,
    ):
        one = _Closed(*row)
        _answer_again(session, one) if again else _open_again(session, one)
    if not again:
        _keep_away(session, root)


def _root(session: Session, change_id: str) -> tuple[str, bool]:
    """Return the change that a chain of undoing began with, and whether it stands again now."""
    again = False
    while True:
        rows = ask(session, "SELECT undoes FROM change WHERE id = ?", change_id)
        if not rows or rows[0][0] is None:
            return change_id, again
        change_id, again = rows[0][0], not again


def _open_again(session: Session, one: _Closed) -> None:
    if ask(
        session,
        "SELECT 1 FROM sync_conflict WHERE connection_id = ? AND entity = ? AND local_id = ? AND field = ? "
        "AND closed_at IS NULL",
        one.connection, one.entity, one.local_id, one.field,
    ):  # fmt: skip
        return
    write(session, "UPDATE sync_conflict SET closed_at = NULL WHERE id = ?", one.id)
    if one.kind == "link":
        sql = "DELETE FROM binding WHERE connection_id = ? AND entity = ? AND local_id = ? AND remote_id = ?"
        write(session, sql, one.connection, one.entity, one.local_id, one.field)
    elif one.field == "*":
        _put_back(session, one, one.base)
    elif one.kind != "merged":
        _agree(session, one, one.base)


def _answer_again(session: Session, one: _Closed) -> None:
    if one.closed:
        return
    write(session, "UPDATE sync_conflict SET closed_at = ? WHERE id = ?", door.change_of(session).at, one.id)
    if one.kind == "link":
        return
    if one.field == "*":
        _put_back(session, one, one.mine)
    elif one.kind != "merged":
        _agree(session, one, one.theirs)


def _agree(session: Session, one: _Closed, value: str) -> None:
    # Read before anything is sent: what stands there now may be what was settled meanwhile.
    sql = "SELECT rtype FROM binding WHERE connection_id = ? AND entity = ? AND local_id = ?"
    for (rtype,) in ask(session, sql, one.connection, one.entity, one.local_id):
        bound = bindings.of_rows(session, one.connection, one.entity, [one.local_id])[one.local_id]
        after = replace(bound, base={**bound.base, one.field: json.loads(value)}, version=None, synced_rev=0)
        bindings.save(session, one.connection, rtype, one.entity, [after])


def _put_back(session: Session, one: _Closed, packed: str) -> None:
    sql = "SELECT rtype FROM field_map WHERE connection_id = ? AND entity = ? LIMIT 1"
    rtypes = ask(session, sql, one.connection, one.entity)
    sql = "DELETE FROM binding WHERE connection_id = ? AND entity = ? AND local_id = ?"
    write(session, sql, one.connection, one.entity, one.local_id)
    if (bound := bindings.unpacked(packed)) is not None and rtypes:
        bindings.save(session, one.connection, rtypes[0][0], one.entity, [bound])


def _keep_away(session: Session, change_id: str) -> None:
    """Mark what a run had brought and an undo has put away: it is not deleted there, and not brought again."""
    sql = "SELECT json_extract(params, '$.connection') FROM change WHERE id = ? AND cause = 'sync'"
    told = ask(session, sql, change_id)
    if not told or told[0][0] is None:
        return
    for entity in ENTITIES.values():
        sql = (
            f"SELECT b.connection_id, b.entity, b.local_id FROM binding b JOIN {entity.table} t ON t.id = b.local_id "
            "WHERE b.connection_id = ? AND b.entity = ? AND t.change_id = ? AND t.deleted_at IS NOT NULL "
            "AND b.state <> 'gone'"
        )
        rows = ask(session, sql, told[0][0], entity.name, change_id)
        sql = (
            "UPDATE binding SET state = 'away', version = NULL WHERE connection_id = ? AND entity = ? AND local_id = ?"
        )
        write_many(session, sql, rows)
