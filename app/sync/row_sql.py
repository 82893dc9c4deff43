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
    return tuple(dict.fromkeys(local.kept_in for local in ENTITIES[entity].fields.values()))


@cache
def select(name: str) -> str:
    """Return the question for rows by their ids: FIXED columns, then those of the fields."""
    entity = ENTITIES[name]
    place = {
        local.kept_in: "p" if entity.joined and local.table == entity.joined else "t"
        for local in entity.fields.values()
    }
    fields = ", ".join(f"{place[column]}.{column}" for column in columns(name))
    return f"SELECT t.id, {rev(entity)}, t.deleted_at, t.custom, {fields} FROM {source(entity)} WHERE t.id IN {ANY}"


def rev(entity: Entity) -> str:
    """Return what a row's revision is: that of the newer of its two halves."""
    return "max(t.rev, p.rev)" if entity.joined else "t.rev"


def source(entity: Entity) -> str:
    """Return the tables of a noun, as t and, where there are two, p."""
    joined = f" JOIN {entity.joined} p ON p.id = t.{entity.joined_by}" if entity.joined else ""
    return f"{entity.table} t{joined}"


def halves(entity: Entity) -> str:
    """Return the question for the rows of the joined table, by the ids of the others."""
    return f"SELECT id, {entity.joined_by} FROM {entity.table} WHERE id IN {ANY}"
