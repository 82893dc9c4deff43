"""Takes a change back, which is itself a change: undoing the undo brings it again."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, Text, and_, bindparam, cast, exists, not_, or_, select, update
from sqlalchemy.exc import IntegrityError

from app.errors import BansoError
from app.ids import uuid7
from app.journal import door as write
from app.models import tables
from app.models.database import Database, OpenChange, Session, door

ONE_STEP = 2_000
"""Rows per transaction when an unfinished change is rolled back."""


UPKEEP = ("keep_derived", "fire")
"""The causes of changes by which the book keeps what it works out of itself."""


def undo(session: Session, change_id: str) -> int:
    """Take a change back where its values still stand, and return how many rows were restored.

    Rows it created are removed unless a person has worked on them since; fields it changed get their old value
    unless they have been changed again. Raises BansoError where there is nothing to undo.
    """
    row = session.rows(select(tables.change).where(tables.change.c.id == change_id))
    if not row or row[0]["state"] != "complete":
        raise BansoError("undo.gone")
    forgotten = (row[0]["params"] or {}).get("forgotten")
    if forgotten == "final":
        raise BansoError("undo.forgotten")
    change = write.change_of(session)
    change.undoes = change_id
    try:
        done = _restore_fields(session, change_id) + _remove_created(session, change_id)
    except IntegrityError as error:
        raise BansoError("undo.clashes") from error
    if not done and forgotten:
        raise BansoError("undo.forgotten")
    with door(session):
        _set_state(session, change_id, "undone")
        # What this change undid stands again, what that one undid does not, and so on down the chain.
        undoes, state = row[0]["undoes"], "complete"
        while undoes:
            _set_state(session, undoes, state)
            undoes = session.scalar(select(tables.change.c.undoes).where(tables.change.c.id == undoes))
            state = "undone" if state == "complete" else "complete"
    return done


def roll_back(database: Database, change_id: str, *, at: str, by_id: str | None) -> None:
    """Undo an unfinished change in short transactions; safe to be killed in, as it only goes on from there."""
    change = OpenChange(uuid7(), at, by_id, "roll_back", undoes=change_id)
    while True:
        with database.writing(change) as session:
            done = _restore_fields(session, change_id, ONE_STEP)
            done += _remove_created(session, change_id, ONE_STEP)
        if not done:
            break
    with database.writing() as session, door(session):
        _set_state(session, change_id, "undone")


def _set_state(session: Session, change_id: str, state: str) -> None:
    session.execute(update(tables.change).where(tables.change.c.id == change_id).values(state=state))


def _restore_fields(session: Session, change_id: str, most: int | None = None) -> int:
    history = tables.history
    statement = select(history).where(history.c.change_id == change_id).order_by(history.c.no.desc())
    wanted: dict[str, dict[str, dict[str, object]]] = defaultdict(dict)
    entries = session.rows(statement)
    standing = _standing(session, {(str(e["entity"]), str(e["row_id"])) for e in entries})
    count = 0
    for entry in entries:
        entity, row_id, field = str(entry["entity"]), str(entry["row_id"]), str(entry["field"])
        now = wanted[entity].get(row_id, {}).get(field, standing[(entity, row_id)][field])
        old, new = json.loads(entry["old"]), json.loads(entry["new"])
        stands, back = by_name(now, old, new) if field == "custom" else (now == new, old)
        if stands:
            wanted[entity].setdefault(row_id, {})[field] = back
            count += 1
            if most is not None and count >= most:
                break
    return sum(write.amend(session, entity, values) for entity, values in wanted.items())


def by_name(now: object, old: object, new: object) -> tuple[bool, object]:
    """Tell whether any own field of a row stands as a change left it, and what they all are without that change.

    One column holds them all, and each is a field of its own to whoever wrote it.
    """
    held, before, after = (dict(one) if isinstance(one, dict) else {} for one in (now, old, new))
    changed = [name for name in before.keys() | after.keys() if before.get(name) != after.get(name)]
    standing = [name for name in changed if held.get(name) == after.get(name)]
    for name in standing:
        if name in before:
            held[name] = before[name]
        else:
            held.pop(name, None)
    return bool(standing), held or None


def _standing(session: Session, rows: set[tuple[str, str]]) -> dict[tuple[str, str], dict[str, object]]:
    by_entity: dict[str, list[str]] = defaultdict(list)
    for entity, row_id in rows:
        by_entity[entity].append(row_id)
    found: dict[tuple[str, str], dict[str, object]] = {}
    for entity, ids in by_entity.items():
        for row_id, row in write.present(session, entity, ids).items():
            found[(entity, row_id)] = dict(row)
    return found


def _remove_created(session: Session, change_id: str, most: int | None = None) -> int:
    # Children first, so that a row is only kept for the sake of rows that stay.
    done = 0
    for table in reversed(tables.metadata.sorted_tables):
        if table not in tables.NOUNS and table is not tables.reading:
            continue
        ids = _removable(session, table, change_id, most)
        done += write.remove(session, table.name, ids)
    return done


def _removable(session: Session, table: Table, change_id: str, most: int | None) -> Sequence[str]:
    statement = _created_and_free(table)
    within = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    # Rows that refer to rows of their own table are weighed all at once.
    if most is not None and not within:
        statement = statement.limit(most)
    ids = [str(row[0]) for row in session.connection.execute(statement, {"change": change_id})]
    return _without_kept_children(session, table, within, ids) if within and ids else ids


@cache
def _created_and_free(table: Table) -> Select[Any]:
    """Return the question for rows that a change created, that nobody worked on since and that nothing hangs on."""
    key, change_id = table.c[write.key_of(table.name)], bindparam("change", type_=Text())
    # A number is compared as text: only so does the index of history find it.
    row_id = cast(key, Text) if key.name == "no" else key
    history, change = tables.history, tables.change
    undoing = change.alias("undoing")
    worked_on = exists().where(
        and_(
            history.c.entity == table.name,
            history.c.row_id == row_id,
            history.c.change_id != change_id,
            change.c.id == history.c.change_id,
            change.c.state != "undone",
            or_(change.c.undoes.is_(None), change.c.undoes != change_id),
            # An undo whose target is still undone cancels out with it.
            not_(exists().where(and_(undoing.c.id == change.c.undoes, undoing.c.state == "undone"))),
        )
    )
    statement = select(key).where(table.c.change_id == change_id, table.c.deleted_at.is_(None), not_(worked_on))
    children = [_has_children(table, child) for child in tables.metadata.sorted_tables if child is not table]
    used = [condition for condition in children if condition is not None]
    return statement.where(not_(or_(*used))) if used else statement


def _has_children(table: Table, child: Table) -> ColumnElement[bool] | None:
    if "deleted_at" not in child.c:
        return None
    links = [
        child.c[key.parent.name] == table.c[key.column.name] for key in child.foreign_keys if key.column.table is table
    ]
    if not links:
        return None
    standing = and_(or_(*links), child.c.deleted_at.is_(None))
    if "change_id" not in child.c:
        return exists().where(standing)
    # What the book works out by itself keeps nothing here: nobody wrote it.
    upkeep = select(tables.change.c.id).where(tables.change.c.cause.in_(UPKEEP))
    return exists().where(standing, child.c.change_id.not_in(upkeep))


def _without_kept_children(session: Session, table: Table, columns: Sequence[str], ids: list[str]) -> list[str]:
    """Return those of `ids` under which nothing stays: parents and children of one change go together, rings too."""
    removable = set(ids)
    links = [
        (row[0], row[1])
        for column in columns
        for row in session.execute(
            select(table.c.id, table.c[column]).where(table.c[column].is_not(None), table.c.deleted_at.is_(None))
        )
    ]
    while kept := {parent for child, parent in links if parent in removable and child not in removable}:
        removable -= kept
    return [row_id for row_id in ids if row_id in removable]
