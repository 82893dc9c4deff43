"""The connector to a server in memory: asks as one over HTTP does, a request at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar, TypeVar

from app.connectors.base import (
    API,
    Auth,
    Change,
    Context,
    Duplicate,
    Identity,
    Op,
    Outcome,
    Page,
    Param,
    Preset,
    Rejected,
    Scalar,
    SecretAuth,
    Stale,
    TypeInfo,
    Unsure,
)
from app.connectors.errors import BadConfig, Cancelled, ConnectorError
from app.connectors.kit.bisect import bisected
from app.connectors.memory.place import Place, place_of
from app.connectors.memory.presets import PRESETS
from app.connectors.memory.records import Record, Request
from app.connectors.memory.server import BatchRefusedError, MemoryServer

T = TypeVar("T")

SERVERS: dict[str, MemoryServer] = {}
"""Servers by the name that the settings of a connection give."""


class MemoryConnector:
    """Opens conversations with the server that the settings name, or with the one given."""

    api: ClassVar[int] = API
    id: ClassVar[str] = "memory"
    label: ClassVar[str] = "In memory"
    params: ClassVar[tuple[Param, ...]] = (Param("server", "Server"),)
    auth: ClassVar[Auth] = SecretAuth((Param("password", "Password", "password", required=False),))
    presets: ClassVar[Mapping[str, Preset]] = PRESETS
    conformance: ClassVar[str] = "app.connectors.memory.bench:MemoryBench"

    def __init__(self, server: MemoryServer | None = None) -> None:
        self.server = server

    def open(self, config: Mapping[str, Scalar], ctx: Context) -> MemorySession:
        """Begin; the first request is made by what is asked."""
        server = self.server or SERVERS.get(str(config.get("server")))
        if server is None:
            raise BadConfig("server", "There is no server of that name.")
        return MemorySession(server, ctx)


class MemorySession:
    """One conversation. Ops that the server cannot refuse by itself are compared by reading just before."""

    def __init__(self, server: MemoryServer, ctx: Context) -> None:
        self.server = server
        self.ctx = ctx

    def identity(self) -> Identity:
        """Return which organisation this is."""
        return self._send(Request("identity"), lambda: self.server.who)

    def describe(self, types: Sequence[str] | None = None) -> Sequence[TypeInfo]:
        """Return the types as they are defined at this moment."""
        known = self.server.types
        return self._send(Request("describe"), lambda: [i for n, i in known.items() if types is None or n in types])

    def pull(self, type: str, fields: Sequence[str], cursor: str | None) -> Iterator[Page]:
        """Yield pages by stamp and id. A cursor also carries when its pull began: later stamps are read again."""
        place = place_of(cursor, self.server.epoch, self.server.clock)
        highest = place.stamp
        told = 0
        while True:
            page, records, left = self._send(Request("pull", type), partial(self._page, type, fields, place))
            told += len(page)
            for record in records[-1:]:
                highest = max(highest, record.stamp)
                place = replace(place, stamp=record.stamp, id=record.id)
            if not left:
                place = replace(place, stamp=max(0, min(highest, place.since) - self.server.lag), id="", since=0)
            yield Page(page, place.written(), told + left, self.server.quota)
            if not left:
                return

    def read(self, type: str, fields: Sequence[str], ids: Sequence[str] = (), keys: Sequence[str] = ()) -> list[Change]:
        """Return records by id and by our key."""

        def apply() -> list[Change]:
            self.server.must_know(type, fields)
            by_id = [self.server.record(type, id) for id in ids]
            by_key = [self.server.by_key(type, key) for key in keys]
            found = [r for r in (*by_id, *by_key) if r is not None and self.server.sees(type, r.id)]
            return [self.server.change(type, record, fields) for record in found]

        return self._send(Request("read", type), apply)

    def sweep(self, type: str) -> Iterator[Sequence[str]]:
        """Yield the ids of all live records that are to be seen."""
        ids = self._send(Request("sweep", type), lambda: self._visible(type))
        for begin in range(0, len(ids), 5000):
            yield ids[begin : begin + 5000]

    def push(self, type: str, ops: Sequence[Op]) -> list[Outcome]:
        """Write what nothing speaks against, in one request or one by one."""
        if not self.server.single:
            return self._push(type, tuple(ops))
        outcomes: list[Outcome] = []
        for op in ops:
            try:
                outcomes += self._push(type, (op,))
            except ConnectorError as problem:
                if not outcomes:
                    raise
                return outcomes + [Unsure(str(problem))] * (len(ops) - len(outcomes))
        return outcomes

    def close(self) -> None:
        """End the conversation: there is nothing to let go of."""

    def _push(self, type: str, ops: tuple[Op, ...]) -> list[Outcome]:
        info = self.server.types.get(type)
        refused: dict[int, Outcome] = {}
        if info is not None and ops and ops[0].kind == "create" and info.create_key == "search":
            held = {c.key: c.id for c in self.read(type, (), keys=[op.key for op in ops])}
            refused = {n: Duplicate(held[op.key]) for n, op in enumerate(ops) if op.key in held}
        elif info is not None and ops and ops[0].kind != "create" and info.guard == "check":
            seen = {c.id: c.version for c in self.read(type, (), [op.id or "" for op in ops]) if not c.gone}
            refused = {n: Stale() for n, op in enumerate(ops) if seen.get(op.id or "", op.version) != op.version}
        rest = tuple(op for n, op in enumerate(ops) if n not in refused)
        written = iter(self._write(type, rest, info is not None and info.guard == "atomic") if rest else ())
        return [refused[n] if n in refused else next(written) for n in range(len(ops))]

    def _write(self, type: str, ops: tuple[Op, ...], guarded: bool) -> list[Outcome]:
        def send(some: Sequence[Op]) -> list[Outcome] | Rejected:
            request = Request("push", type, tuple(some), guarded)
            try:
                return self._send(request, lambda: self.server.push(request))
            except BatchRefusedError:
                return Rejected({"*": "refused as a whole"})

        return bisected(send, ops)

    def _page(self, type: str, fields: Sequence[str], place: Place) -> tuple[list[Change], list[Record], int]:
        self.server.must_know(type, fields)
        records, left = self.server.slice(type, (place.stamp, place.id))
        feed = self.server.types[type].deletions == "feed"
        shown = [r for r in records if (feed or not r.gone) and self.server.sees(type, r.id)]
        return [self.server.change(type, record, fields) for record in shown], records, left

    def _visible(self, type: str) -> list[str]:
        self.server.must_know(type, ())
        return [id for id in self.server.records(type) if self.server.sees(type, id)]

    def _send(self, request: Request, apply: Callable[[], T]) -> T:
        if self.ctx.cancelled():
            raise Cancelled
        return self.server.send(request, self.ctx.secrets.get("password", ""), apply)
