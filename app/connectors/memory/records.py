"""What the server in memory keeps and is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.connectors.base import Op, Scalar

Fault = Literal[
    "",
    "drop_before",  # the request never arrives
    "drop_after",  # applied, and the answer is lost
    "late",  # not applied now: `deliver` applies it later, and nobody hears of that
    "duplicate",  # applied twice, the first answer comes back
    "replayed",  # applied twice, the second answer comes back
    "truncated",  # applied, and the answer cannot be read
    "slow",  # applied after a minute on the server's clock
    "429",
    "401",
    "500",
]


@dataclass
class Record:
    """One record: live, or deleted, or merged into another."""

    id: str
    rev: int  # never the same twice on one server: the version
    stamp: int  # the server's clock, which may stand still or jump: the order of a pull
    fields: dict[str, Scalar]
    key: str | None = None
    gone: bool = False
    moved_to: str | None = None
    by: str = ""

    @property
    def version(self) -> str:
        """Return the version as a client sees it."""
        return str(self.rev)


@dataclass(frozen=True)
class Request:
    """One request on the wire; `ops` only where it writes, `guarded` where the server compares versions."""

    call: Literal["identity", "describe", "pull", "read", "sweep", "push"]
    type: str = ""
    ops: tuple[Op, ...] = ()
    guarded: bool = False

    @property
    def writes(self) -> bool:
        """Tell whether this is to change anything."""
        return bool(self.ops)


@dataclass(frozen=True)
class Applied:
    """One change that took place: who made it, which op asked for it, what stood there before and after."""

    type: str
    id: str
    kind: Literal["create", "update", "delete", "undelete", "merge", "purge"]
    by: str
    before: Mapping[str, Scalar] | None
    after: Mapping[str, Scalar] | None
    version: str
    op: Op | None = None
