"""What is remembered of an Odoo from one conversation to the next, so that a run that finds nothing asks for little.

It is kept in this process alone, and only what tells nothing of customers: who we are there, what fields and choices
there are, and of the records told last their versions and keys. Whoever signs in otherwise has a memory of their own.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

_KEPT = 8
_LASTS = 24 * 3_600.0
"""Seconds after which fields and choices are asked for anew; the engine has them described as often."""


@dataclass(frozen=True)
class SignedIn:
    """How an Odoo of 18 or below is spoken to: its version, its database by name, and our number there."""

    version: int
    database: str
    uid: int


@dataclass(frozen=True)
class Place:
    """Who a user is: their name, when they were made there, their contact, company, and its currency by id and code."""

    name: str
    born: str
    partner: int
    company: int
    currency: int
    code: str


@dataclass(frozen=True)
class Told:
    """A record that was told: its version, our key of it, and the company that it hangs on."""

    version: str
    key: str | None
    company: str | None


@dataclass(frozen=True)
class Ended:
    """Where a pull came to its end: the cursor that it told, from which instant on the next one asks, and a mark.

    The mark is the id of a record from before that instant: whoever is told it was told everything since as well.
    """

    cursor: str
    since: datetime
    mark: int | None = None


@dataclass
class Memory:
    """What is known of one Odoo by one user; `created` is the instant at which its countries came into it."""

    clock: Callable[[], float] = time.monotonic
    signed_in: SignedIn | None = None
    me: Mapping[str, Any] = field(default_factory=dict)
    place: Place | None = None
    created: str | None = None
    currency: tuple[str, int] | None = None
    fields: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    names: dict[str, Mapping[int, str]] = field(default_factory=dict)
    told: dict[str, dict[int, Told]] = field(default_factory=dict)
    ended: dict[str, Ended] = field(default_factory=dict)
    _since: float = 0.0

    def forget(self) -> None:
        """Forget everything but how this Odoo is spoken to."""
        self.me, self.place, self.created, self.told, self.ended = {}, None, None, {}, {}
        self.forget_schema()

    def forget_schema(self) -> None:
        """Forget fields and choices."""
        self.fields, self.names, self.currency = {}, {}, None
        self._since = self.clock()

    def refresh(self) -> None:
        """Forget what is too old to go by."""
        if self.clock() - self._since > _LASTS:
            self.forget_schema()


_memories: OrderedDict[str, Memory] = OrderedDict()
_guard = threading.Lock()


def memory_of(*who: str) -> Memory:
    """Return the memory of this address, database, login and key; of those unused for long none is kept."""
    name = hashlib.blake2b("\0".join(who).encode()).hexdigest()
    with _guard:
        found = _memories.pop(name, None) or Memory()
        _memories[name] = found
        while len(_memories) > _KEPT:
            _memories.popitem(last=False)
    return found


def forget_all() -> None:
    """Forget every Odoo."""
    with _guard:
        _memories.clear()
