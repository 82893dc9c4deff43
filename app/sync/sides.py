"""What either side says of one record, what they agreed on last, and what a merge decides about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from app.sync.values import Canon

State = Literal["live", "hold", "missing", "gone", "away"]


class Unbound:
    """The type of UNBOUND: our reference leads to a row that the other system does not know yet."""

    def __repr__(self) -> str:
        return "UNBOUND"


UNBOUND = Unbound()
Mine = Mapping[str, Canon | Unbound]
"""Our row in the form of their fields, by their names."""


NOTHING: Mapping[str, Any] = MappingProxyType({})
"""One empty mapping for all: most bindings have nothing to remember beside what was agreed on."""


@dataclass(frozen=True)
class Bound:
    """What both sides agreed on last about one record."""

    remote_id: str
    local_id: str
    base: Mapping[str, Canon] = field(default_factory=dict)
    version: str | None = None
    synced_rev: int = 0
    state: State = "live"
    pending: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    blocked: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: NOTHING)
    unread: frozenset[str] = frozenset()
    """Fields that the other side did not tell when it was last asked: what stands there is not known."""


def but(bound: Bound, **changes: object) -> Bound:
    """Return a binding with some of it changed, at a third of what `dataclasses.replace` costs."""
    made = object.__new__(Bound)
    made.__dict__.update(bound.__dict__)
    made.__dict__.update(changes)
    return made


@dataclass(frozen=True)
class Row:
    """Our row as it stands."""

    mine: Mine
    rev: int
    deleted: bool = False
    finer: frozenset[str] = frozenset()
    """Fields of which our value has more digits than theirs can hold: what is compared is rounded, and never sent."""


@dataclass(frozen=True)
class Theirs:
    """A record of theirs, canonical. A field they did not tell is absent."""

    id: str
    version: str | None
    fields: Mapping[str, Canon] = field(default_factory=dict)
    gone: bool = False
    moved_to: str | None = None
    at: str = ""
    by: str = ""


@dataclass(frozen=True)
class Asked:
    """One difference that a person has to settle."""

    field: str
    kind: str
    base: Canon
    mine: Canon
    theirs: Canon


@dataclass
class Decision:
    """What is to be written: `bound` replaces the binding, `put` are values for our row, by their field names."""

    bound: Bound
    put: dict[str, Canon] = field(default_factory=dict)
    ask: list[Asked] = field(default_factory=list)
    close: set[str] = field(default_factory=set)
    delete: bool = False
    restore: bool = False
    differs: bool = False
    sends: bool = False
    """Something of ours is left to send, also where our row has not changed since it was last looked at."""
