"""What one field of a row was before: each value with when, by whom and by which cause, newest first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.clock import parse_stamp
from app.journal.door import table_of
from app.models import tables
from app.models.database import Session

TOGETHER = timedelta(minutes=2)
"""What one person writes into one field so soon after the last time reads as one change: autosave keeps each pause."""


@dataclass(frozen=True)
class FieldChange:
    """A field's value before and after; `created` where it is the value that the row began with, `old` then None.

    `old` and `new` are as stored; of another account or a member `old_name` and `new_name` say who that is.
    """

    at: datetime
    by: str
    cause: str
    old: object
    new: object
    created: bool = False
    old_name: str = ""
    new_name: str = ""


def field_history(session: Session, entity: str, row_id: str, *fields: str) -> list[FieldChange]:
    """Return the changes of a field, newest first, the value it was created with last.

    With several fields (such as value and unit of a notice term) the values are tuples in that order.
    """
    row = next(iter(session.rows(select(table_of(entity)).where(table_of(entity).c.id == row_id))), None)
    if row is None:
        return []
    now = tuple(row[field] for field in fields)
    found: list[FieldChange] = []
    for at, by, cause, old_values in _steps(session, entity, row_id, fields):
        before = tuple(old_values.get(field, value) for field, value in zip(fields, now, strict=True))
        found.append(FieldChange(at, by, cause, before, now))
        now = before
    found = _joined(found)
    if any(value is not None for value in now):
        found.append(_created(session, row, now))
    names = _names(session, fields[0], found)
    return [_single(one, names) if len(fields) == 1 else one for one in found]


def _steps(
    session: Session, entity: str, row_id: str, fields: Iterable[str]
) -> list[tuple[datetime, str, str, dict[str, Any]]]:
    """Return per change, newest first: when, by whom, why, and the values it replaced."""
    history, change, member = tables.history, tables.change, tables.member
    statement = (
        select(history.c.change_id, history.c.field, history.c.old, change.c.at, change.c.cause, member.c.name)
        .join(change, change.c.id == history.c.change_id)
        .outerjoin(member, member.c.id == change.c.by_id)
        .where(history.c.entity == entity, history.c.row_id == row_id, history.c.field.in_(list(fields)))
        .order_by(history.c.no.desc())
    )
    steps: dict[str, tuple[datetime, str, str, dict[str, Any]]] = {}
    for row in session.rows(statement):
        step = steps.setdefault(row["change_id"], (parse_stamp(row["at"]), row["name"] or "", row["cause"], {}))
        step[3][row["field"]] = json.loads(row["old"])
    return list(steps.values())


def _joined(found: list[FieldChange]) -> list[FieldChange]:
    """Return the changes with those that one person made in one go as one; what was taken back at once is none."""
    kept: list[FieldChange] = []
    for one in found:
        last = kept[-1] if kept else None
        if last is not None and (last.by, last.cause) == (one.by, one.cause) and last.at - one.at <= TOGETHER:
            kept[-1] = FieldChange(last.at, last.by, last.cause, one.old, last.new)
        else:
            kept.append(one)
    return [one for one in kept if one.old != one.new]


def _created(session: Session, row: Mapping[str, Any], values: tuple[object, ...]) -> FieldChange:
    change, member = tables.change, tables.member
    statement = (
        select(change.c.at, change.c.cause, member.c.name)
        .outerjoin(member, member.c.id == change.c.by_id)
        .where(change.c.id == row["change_id"])
    )
    made = session.rows(statement)[0]
    nothing = tuple(None for _value in values)
    return FieldChange(parse_stamp(made["at"]), made["name"] or "", made["cause"], nothing, values, created=True)


def _names(session: Session, field: str, found: Iterable[FieldChange]) -> dict[str, str]:
    table = {"owner_id": tables.member, "parent_id": tables.account}.get(field)
    if table is None:
        return {}
    ids = {str(value[0]) for one in found for value in (one.old, one.new) if isinstance(value, tuple) and value[0]}
    return {row["id"]: row["name"] for row in session.rows(select(table).where(table.c.id.in_(ids)))}


def _single(one: FieldChange, names: Mapping[str, str]) -> FieldChange:
    assert isinstance(one.old, tuple) and isinstance(one.new, tuple)
    old, new = one.old[0], one.new[0]
    named = names.get(str(old), ""), names.get(str(new), "")
    return FieldChange(one.at, one.by, one.cause, old, new, one.created, *named)
