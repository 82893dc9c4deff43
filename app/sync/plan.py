"""What a run works from: the connection as it is kept, its routes, and what the other system told of its types."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.clock import parse_stamp, stamp
from app.connectors.base import Field, FieldPreset, Preset, TypeInfo
from app.models.database import Session
from app.sync import keeping
from app.sync.entities import ENTITIES
from app.sync.rules import Route, route
from app.sync.sql import ask

DESCRIBE_AFTER = timedelta(hours=24)


@dataclass(frozen=True)
class Kept:
    """A connection as it is kept."""

    id: int
    connector: str
    name: str
    config: Mapping[str, Any]
    org_id: str | None
    writes: bool
    types: tuple[TypeInfo, ...]
    schema_at: str | None
    allowed: str | None
    state: str


def kept(session: Session, connection: int) -> Kept | None:
    """Return a connection, or None where there is none of that number."""
    sql = (
        "SELECT id, connector, name, config, org_id, writes, schema, schema_at, allowed, state FROM connection "
        "WHERE id = ?"
    )
    rows = ask(session, sql, connection)
    if not rows:
        return None
    number, connector, name, config, org_id, writes, schema, schema_at, allowed, state = rows[0]
    types = tuple(type_info(one) for one in json.loads(schema)) if schema else ()
    return Kept(number, connector, name, json.loads(config), org_id, bool(writes), types, schema_at, allowed, state)


def is_old(one: Kept, now: datetime) -> bool:
    """Tell whether the other system is to be asked again what it looks like."""
    if not one.types or one.schema_at is None:
        return True
    # Told in the future: this machine's clock was set back since.
    return not timedelta(0) <= now - parse_stamp(one.schema_at) <= DESCRIBE_AFTER


def keep_types(session: Session, connection: int, types: Sequence[TypeInfo], now: datetime) -> None:
    """Keep what the other system told of its types."""
    told = [dataclasses.asdict(one) for one in types]
    keeping.set_connection(session, connection, {"schema": told, "schema_at": stamp(now)})


def type_info(told: Mapping[str, Any]) -> TypeInfo:
    """Return a type as it was kept."""
    fields = tuple(
        Field(**{**one, "options": tuple(tuple(pair) for pair in one["options"]), "ref_to": tuple(one["ref_to"])})
        for one in told["fields"]
    )
    return TypeInfo(**{**told, "fields": fields})


def map_first(session: Session, connection: int, presets: Mapping[str, Preset], types: Sequence[TypeInfo]) -> None:
    """Map what the presets name and the types have, where nothing is mapped yet."""
    if ask(session, "SELECT 1 FROM field_map WHERE connection_id = ? LIMIT 1", connection):
        return
    for entity, preset in presets.items():
        if entity in ENTITIES:
            keeping.put_fields(session, connection, entity, preset_rows(entity, preset, types))


def preset_rows(entity: str, preset: Preset, types: Sequence[TypeInfo]) -> list[dict[str, object]]:
    """Return the rows of a field map that a preset makes with the types as they are."""
    info = next((one for one in types if one.name == preset.type), None)
    there = {one.name for one in info.fields} if info is not None else set()
    rows: list[dict[str, object]] = []
    for local, wanted in preset.fields.items():
        one = wanted if isinstance(wanted, FieldPreset) else FieldPreset(wanted)
        if ENTITIES[entity].field(local) is None or one.remote not in there:
            continue
        rows.append(
            {
                "local": local,
                "rtype": preset.type,
                "remote": one.remote,
                "policy": one.policy,
                "direction": one.direction,
                "merge": one.merge,
                "grp": one.group,
                "vmap": dict(one.values) or None,
            }
        )
    return rows


def mapped(session: Session, connection: int) -> dict[str, list[dict[str, Any]]]:
    """Return the field map of a connection, by noun."""
    names = ("entity", "local", "rtype", "remote", "policy", "direction", "merge", "grp", "vmap")
    sql = f"SELECT {', '.join(names)} FROM field_map WHERE connection_id = ? ORDER BY entity, local"
    found: dict[str, list[dict[str, Any]]] = {}
    for cells in ask(session, sql, connection):
        row = dict(zip(names, cells, strict=True))
        row["vmap"] = json.loads(row["vmap"]) if row["vmap"] else {}
        found.setdefault(row["entity"], []).append(row)
    return found


def routes(session: Session, one: Kept) -> dict[str, Route]:
    """Return the routes of a connection, in the order of their references."""
    maps = mapped(session, one.id)
    there = {info.name: info for info in one.types}
    found: dict[str, Route] = {}
    for name, entity in ENTITIES.items():
        rows = maps.get(name)
        if rows and rows[0]["rtype"] in there:
            made = route(entity, there[rows[0]["rtype"]], rows, writes=one.writes)
            if made.rules:
                found[name] = made
    return found


def lost_fields(session: Session, one: Kept) -> list[tuple[str, str, str]]:
    """Return what is mapped to fields that are not there any more: our noun, our field, theirs."""
    there = {info.name: {field.name for field in info.fields} for info in one.types}
    return [
        (entity, row["local"], row["remote"])
        for entity, rows in mapped(session, one.id).items()
        for row in rows
        if row["rtype"] in there and row["remote"] not in there[row["rtype"]]
    ]
