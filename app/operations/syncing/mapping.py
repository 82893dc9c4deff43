"""Which of our fields goes with which of theirs: what a connection maps now, and changing it without code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from app.connectors import registry
from app.connectors.base import Field, Preset, TypeInfo
from app.errors import BansoError
from app.models.database import Session
from app.operations.book import Book
from app.operations.syncing.kept import kept as kept_of
from app.operations.syncing.kinds import connector
from app.operations.syncing.opening import conversing, in_words, kept_connection, never
from app.operations.syncing.rows import MappedField, MappedType, RemoteField
from app.operations.syncing.waiting import look_again
from app.sync import keeping, plan
from app.sync.entities import ENTITIES, Entity, LocalField

OWN = "custom."
_SHIPPED: Mapping[str, Any] = {
    "policy": "ask", "direction": "both", "merge": "atomic", "grp": "", "vmap": None,
}  # fmt: skip
_SAME: Mapping[str, frozenset[str]] = {
    "text": frozenset({"text", "longtext", "email", "url", "phone", "enum", "ref"}),
    "longtext": frozenset({"text", "longtext"}),
    "email": frozenset({"email", "text"}),
    "phone": frozenset({"phone", "text"}),
    "enum": frozenset({"enum", "text"}),
    "multi": frozenset({"multi", "text", "longtext"}),
    "ref": frozenset({"ref", "text"}),
    "date": frozenset({"date"}),
    "bool": frozenset({"bool", "int", "text", "enum"}),
    "int": frozenset({"int", "decimal", "text", "enum"}),
    "decimal": frozenset({"decimal", "money", "text"}),
    "money": frozenset({"money", "decimal", "int", "text"}),
}


def mapping(session: Session, connection_id: int) -> list[MappedType]:
    """Return what is mapped, a row for each of our nouns, with everything there is to choose from."""
    kept = kept_of(session, connection_id)
    maps = plan.mapped(session, connection_id)
    there = {info.name: info for info in kept.types}
    types = tuple((info.name, info.label) for info in kept.types)
    found = []
    for name, entity in ENTITIES.items():
        rows = maps.get(name, [])
        rtype = rows[0]["rtype"] if rows else ""
        found.append(_type(entity, rtype, there.get(rtype), types, rows))
    return found


def map_type(session: Session, connection_id: int, entity: str, rtype: str) -> None:
    """Let one of our nouns go with a type of theirs, by the preset or by equal names; "" ends it.

    "map.type" for a type that is not there.
    """
    kept = kept_of(session, connection_id)
    noun = _noun(entity)
    info = next((one for one in kept.types if one.name == rtype), None)
    if rtype and info is None:
        raise BansoError("map.type", field="rtype", type=rtype)
    keeping.drop_fields(session, connection_id, entity)
    if info is not None:
        preset = _presets(kept.connector).get(entity)
        rows = plan.preset_rows(entity, preset, kept.types) if preset is not None and preset.type == rtype else []
        rows = rows or _by_name(noun, info)
        if not rows:
            raise BansoError("map.nothing", field="rtype", type=info.label)
        keeping.put_fields(session, connection_id, entity, rows)
    keeping.start_over(session, connection_id)
    look_again(session, connection_id)


def map_field(
    session: Session,
    connection_id: int,
    entity: str,
    local: str,
    *,
    remote: str | None = None,
    policy: str | None = None,
    direction: str | None = None,
    merge: str | None = None,
    group: str | None = None,
    values: Mapping[str, str] | None = None,
) -> None:
    """Say how one of our fields goes with theirs; what is not given stays as it is.

    "map.field" for a field that is not there, "map.taken" for one that another of ours goes with, "map.kind" where the
    two cannot hold the same, "map.choice" for what is no policy, direction or way of merging.
    """
    kept = kept_of(session, connection_id)
    noun = _noun(entity)
    rows = plan.mapped(session, connection_id).get(entity, [])
    if not rows:
        raise BansoError("map.no_type", field="rtype")
    now = next((row for row in rows if row["local"] == local), None)
    ours = noun.field(local)
    if ours is None or (now is None and remote is None):
        raise BansoError("map.field", field="local", name=local)
    row = {**(now or {"local": local, "rtype": rows[0]["rtype"], **_SHIPPED})}
    if remote is not None:
        info = next((one for one in kept.types if one.name == row["rtype"]), None)
        _must_fit(ours, remote, info, [one for one in rows if one["local"] != local])
        row["remote"] = remote
    given = {"policy": policy, "direction": direction, "merge": merge, "grp": group}
    row.update({name: value for name, value in given.items() if value is not None})
    if values is not None:
        row["vmap"] = dict(values)
    _must_be_choices(row)
    keeping.put_fields(session, connection_id, entity, [{**row, "vmap": row["vmap"] or None}])
    look_again(session, connection_id)


def add_custom_field(session: Session, connection_id: int, entity: str, remote: str) -> str:
    """Let a field of theirs come in as a field of one's own, and return our name for it."""
    kept = kept_of(session, connection_id)
    rows = plan.mapped(session, connection_id).get(entity, [])
    info = next((one for one in kept.types if rows and one.name == rows[0]["rtype"]), None)
    there = next((one for one in info.fields if one.name == remote), None) if info is not None else None
    if info is None or there is None:
        raise BansoError("map.field", field="remote", name=remote)
    if any(row["remote"] == remote for row in rows):
        raise BansoError("map.taken", field="remote", name=there.label)
    local = _free(OWN + (there.label.strip() or remote), {row["local"] for row in rows})
    row = {**_SHIPPED, "local": local, "rtype": info.name, "remote": remote}
    keeping.put_fields(session, connection_id, entity, [row])
    return local


def unmap_field(session: Session, connection_id: int, entity: str, local: str) -> None:
    """Let one of our fields go nowhere; "map.required" for one without which no row can be made."""
    kept_of(session, connection_id)
    ours = _noun(entity).field(local)
    if ours is not None and ours.required and ours.default is None:
        raise BansoError("map.required", field="local", name=local)
    keeping.drop_fields(session, connection_id, entity, local)


def refresh_schema(book: Book, connection_id: int, *, cancelled: Callable[[], bool] = never) -> None:
    """Ask a system anew what it looks like, off the UI thread; a first time its presets are mapped too.

    Those of `opening.told`.
    """
    with in_words(), conversing(book, connection_id, cancelled=cancelled) as opened:
        types = tuple(opened.session.describe())
    kept = kept_connection(book, connection_id)
    book.write(_keep_types, connection_id, kept.connector, types, book.clock.now())


def _keep_types(session: Session, connection_id: int, kind: str, types: Sequence[TypeInfo], now: datetime) -> None:
    plan.keep_types(session, connection_id, types, now)
    plan.map_first(session, connection_id, _presets(kind), types)
    look_again(session, connection_id)


def use_preset(session: Session, connection_id: int, entity: str) -> None:
    """Map one of our nouns as the connector ships it; "map.no_preset" where it ships nothing for it."""
    kept = kept_of(session, connection_id)
    preset = _presets(kept.connector).get(entity)
    rows = plan.preset_rows(entity, preset, kept.types) if preset is not None else []
    if not rows:
        raise BansoError("map.no_preset", field="entity")
    keeping.drop_fields(session, connection_id, entity)
    keeping.put_fields(session, connection_id, entity, rows)
    keeping.start_over(session, connection_id)
    look_again(session, connection_id)


def is_built_in(session: Session, connection_id: int) -> bool:
    """Tell whether Banso itself brings the connector: then its labels are words of our own catalogue."""
    return kept_of(session, connection_id).connector in registry.BUILTIN


def may_hold(local: str, ours: str, theirs: str) -> bool:
    """Tell whether a field of ours, by its name and type, may go with a type of field there."""
    return local.startswith(OWN) or theirs == ours or theirs in _SAME.get(ours, frozenset())


def _type(
    entity: Entity,
    rtype: str,
    info: TypeInfo | None,
    types: tuple[tuple[str, str], ...],
    rows: Sequence[Mapping[str, Any]],
) -> MappedType:
    by_local = {row["local"]: row for row in rows}
    there = {one.name: one for one in info.fields} if info is not None else {}
    own = [LocalField(name, "text", column="custom") for name in by_local if name.startswith(OWN)]
    fields = tuple(_field(entity, one, by_local.get(one.name), there) for one in (*entity.fields.values(), *own))
    can = asdict(info) if info is not None else {}
    return MappedType(
        entity.name,
        rtype,
        info.label if info is not None else rtype,
        types,
        bool(can.get("create")),
        bool(can.get("update")),
        bool(can.get("delete")),
        can.get("create_key", ""),
        can.get("guard", ""),
        can.get("deletions", ""),
        fields,
        tuple(RemoteField(o.name, o.label, o.type, o.writable, o.custom, o.options) for o in there.values()),
    )


def _field(entity: Entity, ours: LocalField, row: Mapping[str, Any] | None, there: Mapping[str, Field]) -> MappedField:
    told = row or {"remote": "", **_SHIPPED}
    other = there.get(told["remote"])
    problem = ""
    if row is not None and other is None:
        problem = "missing"
    elif other is not None and not _fit(ours, other):
        problem = "type"
    return MappedField(
        entity.name,
        ours.name,
        ours.type,
        ours.required and ours.default is None,
        told["remote"],
        other.label if other is not None else told["remote"],
        other.type if other is not None else "",
        told["policy"],
        told["direction"],
        told["merge"],
        told["grp"],
        told["vmap"] or {},
        other.writable if other is not None else False,
        problem,
    )


def _fit(ours: LocalField, other: Field) -> bool:
    return may_hold(ours.name, ours.type, other.type)


def _must_fit(ours: LocalField, remote: str, info: TypeInfo | None, others: Iterable[Mapping[str, Any]]) -> None:
    there = next((one for one in info.fields if one.name == remote), None) if info is not None else None
    if there is None:
        raise BansoError("map.field", field="remote", name=remote)
    if any(row["remote"] == remote for row in others):
        raise BansoError("map.taken", field="remote", name=there.label)
    if not _fit(ours, there):
        raise BansoError("map.kind", field="remote", name=there.label)


def _must_be_choices(row: Mapping[str, Any]) -> None:
    allowed = {"policy": ("ask", "crm", "mine"), "direction": ("both", "in", "out"), "merge": ("atomic", "text")}
    for name, some in allowed.items():
        if row[name] not in some:
            raise BansoError("map.choice", field=name, value=str(row[name]))


def _by_name(noun: Entity, info: TypeInfo) -> list[dict[str, object]]:
    """Return a first map where no preset helps: what is called the same and can hold the same."""
    by_word = {word.casefold(): one for one in info.fields for word in (one.label, one.name)}
    rows: list[dict[str, object]] = []
    for local, ours in noun.fields.items():
        there = by_word.get(local.casefold())
        if there is not None and _fit(ours, there):
            rows.append({"local": local, "rtype": info.name, "remote": there.name})
    return rows


def _free(local: str, taken: set[str]) -> str:
    name, count = local, 1
    while name in taken:
        count += 1
        name = f"{local} {count}"
    return name


def _noun(entity: str) -> Entity:
    if entity not in ENTITIES:
        raise BansoError("map.entity", field="entity", name=entity)
    return ENTITIES[entity]


def _presets(kind: str) -> Mapping[str, Preset]:
    return connector(kind).presets
