"""A person's own fields of a row: texts by a name of their own, kept beside the columns and mapped like any of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.operations.field_history import FieldChange, field_history
from app.search.fold import fold_name
from app.sync.entities import ENTITIES
from app.sync.sql import ask

PREFIX = "custom."
_LONGEST_NAME, _LONGEST = 60, 32_000

_MAPPED = (
    "SELECT f.local, c.name FROM field_map f JOIN connection c ON c.id = f.connection_id"
    " WHERE f.entity = ? AND f.local LIKE 'custom.%' ORDER BY c.id, f.local"
)


@dataclass(frozen=True)
class OwnField:
    """One own field of a row; `systems` are those it is mapped in, by name."""

    name: str
    value: str
    systems: tuple[str, ...] = ()


def own_fields(session: Session, entity: str, row_id: str) -> tuple[OwnField, ...]:
    """Return the own fields of a row: those that are mapped, whether they hold something or not, then the others."""
    systems: dict[str, list[str]] = {}
    for local, system in ask(session, _MAPPED, entity):
        systems.setdefault(local.removeprefix(PREFIX), []).append(system)
    kept = {name: value for name, value in _kept(session, entity, row_id).items() if _is_text(value)}
    names = [*systems, *sorted(kept.keys() - systems.keys())]
    return tuple(OwnField(name, _said(kept.get(name)), tuple(systems.get(name, ()))) for name in names)


def own_field_names(session: Session, entity: str) -> tuple[str, ...]:
    """Return every name that is in use for own fields of a noun, for whoever adds one."""
    mapped = [local.removeprefix(PREFIX) for local, _system in ask(session, _MAPPED, entity)]
    written = ask(
        session,
        f"SELECT DISTINCT e.key FROM {ENTITIES[entity].table} t, json_each(t.custom) e"
        " WHERE t.custom IS NOT NULL AND e.type NOT IN ('array', 'object') ORDER BY e.key",
    )
    return tuple(dict.fromkeys((*mapped, *(row[0] for row in written))))


def write_own_field(session: Session, entity: str, row_id: str, name: str, said: str) -> int:
    """Write an own field of a row; empty clears it. Returns how many rows differ now."""
    value = said.strip()
    if len(value) > _LONGEST:
        raise BansoError("field.too_long", field=name, most=_LONGEST)
    kept = dict(_kept(session, entity, row_id))
    if value:
        kept[name] = value
    else:
        kept.pop(name, None)
    return door.amend(session, ENTITIES[entity].table, {row_id: {"custom": kept or None}})


def add_own_field(session: Session, entity: str, row_id: str, name: str, said: str) -> int:
    """Write a field of a new name; refused without a name, without a value, and where the row has it already."""
    name = " ".join(name.split())
    if not name:
        raise BansoError("own_field.no_name", field="name")
    if len(name) > _LONGEST_NAME:
        raise BansoError("field.too_long", field="name", most=_LONGEST_NAME)
    if not said.strip():
        raise BansoError("own_field.empty", field="value")
    # 健康度 and 「健康度 」 are one name: whoever wrote it first chose how.
    used = {fold_name(one): one for one in own_field_names(session, entity)}
    name = used.get(fold_name(name), name)
    if _said(_kept(session, entity, row_id).get(name)):
        raise BansoError("own_field.there", field="name", name=name)
    return write_own_field(session, entity, row_id, name, said)


def own_field_history(session: Session, entity: str, row_id: str, name: str) -> list[FieldChange]:
    """Return what one own field was before, newest first."""
    found = []
    for one in field_history(session, ENTITIES[entity].table, row_id, "custom"):
        own = replace(one, old=_of(one.old, name), new=_of(one.new, name))
        if own.old != own.new and not (own.created and own.new is None):
            found.append(own)
    return found


def _of(custom: object, name: str) -> str | None:
    return _said(custom.get(name)) or None if isinstance(custom, Mapping) else None


def _kept(session: Session, entity: str, row_id: str) -> Mapping[str, Any]:
    found = ask(session, f"SELECT custom FROM {ENTITIES[entity].table} WHERE id = ?", row_id)
    loaded = json.loads(found[0][0]) if found and found[0][0] else None
    return loaded if isinstance(loaded, Mapping) else {}


def _is_text(value: object) -> bool:
    return not isinstance(value, list | dict) and value is not None


def _said(value: object) -> str:
    return "" if value is None or isinstance(value, list | dict) else str(value)
