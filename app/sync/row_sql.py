"""The statements that read our rows: made once for each noun."""

from __future__ import annotations

from functools import cache

from app.sync.entities import ENTITIES, Entity
from app.sync.sql import ANY

FIXED = 4
"""Columns before the fields: id, revision, tombstone, own fields."""


@cache
def columns(entity: str) -> tuple[str, ...]:
    """Return the columns that hold the fields of a noun, in the order of `select`."""
    fields = ENTITIES[entity].fields.values()
    beyond = [local.currency for local in fields if "." in local.currency]
    return tuple(dict.fromkeys([*(local.kept_in for local in fields), *beyond]))


def cell(entity: Entity, path: str) -> str:
    """Return where a row of t holds something, also in the row that a reference leads to: "contract.currency"."""
    if "." not in path:
        return f"t.{path}"
    ref, column = path.split(".")
    local = entity.fields[ref]
    return f"(SELECT o.{column} FROM {ENTITIES[local.ref].table} o WHERE o.id = t.{local.kept_in})"


@cache
def select(name: str) -> str:
    """Return the question for rows by their ids: FIXED columns, then those of the fields."""
    entity = ENTITIES[name]
    place = {
        local.kept_in: f"p.{local.kept_in}"
        for local in entity.fields.values()
        if entity.joined and local.table == entity.joined
    }
    fields = ", ".join(place.get(column) or cell(entity, column) for column in columns(name))
    return f"SELECT t.id, {rev(entity)}, t.deleted_at, t.custom, {fields} FROM {source(entity)} WHERE t.id IN {ANY}"


def rev(entity: Entity) -> str:
    """Return what a row's revision is: that of the newer of its two halves."""
    return "max(t.rev, p.rev)" if entity.joined else "t.rev"


def source(entity: Entity) -> str:
    """Return the tables of a noun, as t and, where there are two, p."""
    joined = f" JOIN {entity.joined} p ON p.id = t.{entity.joined_by}" if entity.joined else ""
    return f"{entity.table} t{joined}"


def says(entity: Entity) -> str:
    """Return the condition on which a row that nobody knows there says anything at all."""
    return f"({' OR '.join(f't.{column} IS NOT NULL' for column in entity.says)})" if entity.says else "1"


def halves(entity: Entity) -> str:
    """Return the question for the rows of the joined table, by the ids of the others."""
    return f"SELECT id, {entity.joined_by} FROM {entity.table} WHERE id IN {ANY}"
