"""A row of a hub as a record."""

from __future__ import annotations

from collections.abc import Iterable

from app.connectors.base import Change
from app.connectors.hub.kinds import Kind
from app.connectors.hub.line import Row
from app.connectors.hub.values import fields_of


def change(kind: Kind, row: Row, fields: Iterable[str]) -> Change:
    """Return a record as it stands there."""
    at, by = row["at"].isoformat(), row["by"] or ""
    if row["gone"]:
        return Change(row["id"], row["version"], {}, row["id"], True, row["moved_to"], at, by)
    told = fields_of(kind, row["account"], row["fields"], fields)
    return Change(row["id"], row["version"], told, row["id"], at=at, by=by)
