"""A CRM in memory: what others do there, what a request does, and what goes wrong on the way, all without a clock.

Nothing waits: time is a counter that each write moves on. Hooks run where a test wants to come between: `faults` says
what happens to a request, `before` and `after` run beside its application, so that others may write in that moment or
the client may be killed by any exception.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from app.connectors.base import Change, Duplicate, Field, Gone, Identity, Ok, Op, Outcome, Scalar, Stale, TypeInfo
from app.connectors.errors import AuthExpired, CursorExpired, Forbidden, RateLimited, SchemaChanged, Unavailable
from app.connectors.memory.crm import crm_types
from app.connectors.memory.records import Applied, Fault, Record, Request
from app.connectors.memory.rules import kept, refused

DAY_ONE = 1_767_225_600
"""The first second of 2026 in UTC, at which every server begins."""


class MemoryServer:
    """The records of one organisation, and the wire that leads to them.

    `answers` is what an Ok carries: the record "after", its "version", or its "id" alone. `whole`: a request in which
    one op is refused changes nothing. `single`: the connector sends one request per op. `lag` seconds are read anew by
    each pull, for writes that show themselves late.
    """

    def __init__(
        self, types: Iterable[TypeInfo] | None = None, org_id: str = "memory", *, page_size: int = 200, lag: int = 0,
        password: str = "", answers: str = "after", whole: bool = False, single: bool = False,
    ) -> None:  # fmt: skip
        self.types = {info.name: info for info in (crm_types() if types is None else types)}
        self.who = Identity(org_id, "me", "Me", "Asia/Tokyo", "JPY")
        self.page_size, self.lag, self.password = page_size, lag, password
        self.answers, self.whole, self.single = answers, whole, single
        self.clock = DAY_ONE
        self.frozen = False  # writes then share one stamp
        self.quota: float | None = None
        self.retry_after = 1.0
        self.epoch = 0  # cursors of another one have expired
        self.hidden: dict[tuple[str, str], set[str] | None] = {}  # (type, field) → ids; None: of every record
        self.invisible: set[tuple[str, str]] = set()  # (type, id)
        self.forbidden: set[str] = set()
        self.faults: Callable[[Request], Fault] = lambda _: ""
        self.before: Callable[[Request], None] = lambda _: None
        self.after: Callable[[Request], None] = lambda _: None
        self.waiting: list[Request] = []  # on their way, to be applied by `deliver`
        self.requests: list[Request] = []  # all that was sent, whatever became of it
        self.applied: list[Applied] = []
        self.lock = threading.RLock()
        self._records: dict[str, dict[str, Record]] = {name: {} for name in self.types}
        self._keys: dict[str, dict[str, str]] = {name: {} for name in self.types}
        self._order: dict[str, list[tuple[int, str]] | None] = {}
        self._rev = 0

    # What others do there -------------------------------------------------------------------------------------------

    def forget_cursors(self) -> None:
        """Make every cursor handed out expire."""
        self.epoch += 1

    # The wire -------------------------------------------------------------------------------------------------------

    def send(self, request: Request, password: str, apply: Callable[[], object]) -> object:
        """Carry one request: `apply` is what it does on arrival; raise as a client sees the fault."""
        with self.lock:
            self.requests.append(request)
            self.before(request)
            fault = self.faults(request)
            if fault == "429":
                raise RateLimited(self.retry_after)
            if fault == "401" or password != self.password:
                raise AuthExpired("the sign-in is not accepted")
            if fault in ("drop_before", "late", "500"):
                if fault == "late" and request.writes:
                    self.waiting.append(request)
                raise Unavailable(fault)
            if fault == "slow":
                self.clock += 60
            if request.type in self.forbidden:
                raise Forbidden(request.type)
            answer = apply()
            if fault in ("duplicate", "replayed") and request.writes:
                again = apply()
                answer = again if fault == "replayed" else answer
            self.after(request)
            if fault in ("drop_after", "truncated"):
                raise Unavailable(fault)
            return answer

    def deliver(self, count: int | None = None) -> int:
        """Let requests arrive that were under way for long; nobody hears their answers. Return how many."""
        with self.lock:
            arrived, self.waiting = self.waiting[:count], self.waiting[len(self.waiting[:count]) :]
            for request in arrived:
                self.push(request)
            return len(arrived)

    # What a request does --------------------------------------------------------------------------------------------

    def push(self, request: Request) -> list[Outcome]:
        """Apply the ops of a request in their order."""
        refusals = [self._refusal(request, op) for op in request.ops]
        if self.whole and any(refusals):
            # Which of several it was, such a server does not say for all: each op answers what it would alone.
            return [refusal or Ok(op.id or "") for op, refusal in zip(request.ops, refusals, strict=True)]
        outcomes: list[Outcome] = []
        for op in request.ops:
            outcomes.append(self._refusal(request, op) or self._apply(request.type, op))
        return outcomes

    def must_know(self, type: str, fields: Iterable[str]) -> None:
        """Refuse fields that are not there."""
        info = self.types.get(type)
        if info is None:
            raise SchemaChanged(type, ("*",))
        unknown = sorted(set(fields) - {f.name for f in info.fields})
        if unknown:
            raise SchemaChanged(type, unknown)

    def expire(self, why: str) -> CursorExpired:
        """Return what a cursor that is not known here is answered by."""
        return CursorExpired(why)

    # Inside ---------------------------------------------------------------------------------------------------------

    def _refusal(self, request: Request, op: Op) -> Outcome | None:
        info = self.types[request.type]
        if op.kind == "create":
            held = self._keys[request.type].get(op.key) if info.create_key == "unique" else None
            if held is not None:
                return Duplicate(held)
        else:
            record = self._records[request.type].get(op.id or "")
            if record is None or record.gone or not self.sees(request.type, record.id):
                return Gone(self._end(request.type, record.id) if record is not None and record.moved_to else None)
            if request.guarded and op.version != record.version:
                return Stale()
            if op.kind == "delete":
                return None
        return refused(info, op.fields, creating=op.kind == "create", lives=self._lives)

    def _apply(self, type: str, op: Op) -> Ok:
        id = op.id or ""
        if op.kind == "create":
            id = self.create(type, op.fields, key=op.key, by="me", op=op)
        elif op.kind == "update":
            self.edit(type, id, op.fields, by="me", op=op)
        else:
            self.delete(type, id, by="me", op=op)
        record = self._records[type][id]
        if self.answers == "id":
            return Ok(id)
        names = [f.name for f in self.types[type].fields]
        return Ok(id, record.version, self.change(type, record, names) if self.answers == "after" else None)

