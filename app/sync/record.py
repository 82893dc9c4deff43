"""A record of theirs as it travels through a run: canonical, with what could not be read of it; kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.connectors.base import Change
from app.models.database import json_text
from app.sync.rules import Route
from app.sync.sides import Theirs


@dataclass(frozen=True)
class Record:
    """What a page told of one record. `key` is our id of it, where we made it."""

    theirs: Theirs
    key: str | None = None
    bad: Mapping[str, str] = field(default_factory=dict)


def record(route: Route, change: Change) -> Record:
    """Return a change in canonical form."""
    fields, bad = route.theirs(change.fields)
    theirs = Theirs(change.id, change.version, fields, change.gone, change.moved_to, change.at, change.by)
    return Record(theirs, change.key, bad)


def packed(one: Record) -> str:
    """Return a record as the spool keeps it."""
    theirs = one.theirs
    body = [theirs.id, theirs.version, dict(theirs.fields), theirs.gone, theirs.moved_to, theirs.at, theirs.by]
    return json_text([*body, one.key, dict(one.bad)])


def unpacked(bodies: Iterable[str]) -> list[Record]:
    """Return records that the spool kept, read in one piece."""
    return [Record(Theirs(*theirs), key, bad) for *theirs, key, bad in json.loads(f"[{','.join(bodies)}]")]
