"""A CRM in memory behind a wire: what a request does, and what goes wrong on the way, all without waiting.

Hooks run where a test wants to come between: `faults` says what happens to a request, `before` and `after` run beside
its application, so that others may write in that very moment, or the client is killed there by any exception.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, TypeVar

from app.connectors.base import Duplicate, Gone, Identity, Ok, Op, Outcome, Stale, TypeInfo
from app.connectors.errors import AuthExpired, Forbidden, RateLimited, SchemaChanged, Unavailable
from app.connectors.memory.crm import crm_types
from app.connectors.memory.records import Fault, Request
from app.connectors.memory.rules import refused
from app.connectors.memory.store import Store

T = TypeVar("T")


class BatchRefusedError(Exception):
    """Of several ops in one request one is refused: an all-or-nothing server has written nothing."""


class MemoryServer(Store):
    """The records of one organisation, and the wire that leads to them.

    `answers` is what an Ok carries: the record "after", its "version", or its "id" alone. `whole`: a request in which
    one op is refused changes nothing. `single`: the connector sends one request per op. `lag`: so many seconds are read
    anew by each pull, for writes that show themselves late.
    """

    def __init__(
        self, types: Iterable[TypeInfo] | None = None, org_id: str = "memory", *, page_size: int = 200, lag: int = 0,
        password: str = "", answers: Literal["after", "version", "id"] = "after", whole: bool = False,
        single: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(crm_types() if types is None else types)
        self.who = Identity(org_id, "me", "Me", "Asia/Tokyo", "JPY")
        self.page_size, self.lag, self.password = page_size, lag, password
        self.answers, self.whole, self.single = answers, whole, single
        self.quota: float | None = None
        self.retry_after = 1.0
        self.epoch = 0  # cursors of another one have expired
        self.forbidden: set[str] = set()  # types that the user may not touch any more
        self.faults: Callable[[Request], Fault] = lambda _: ""
        self.before: Callable[[Request], None] = lambda _: None
        self.after: Callable[[Request], None] = lambda _: None
        self.waiting: list[Request] = []  # on their way, to be applied by `deliver`
        self.requests: list[Request] = []  # all that was sent, whatever became of it

    @property
    def ops(self) -> list[tuple[str, Op]]:
        """Return every op ever sent, with its type."""
        return [(request.type, op) for request in self.requests for op in request.ops]

    def forget_cursors(self) -> None:
        """Make every cursor handed out so far expire."""
        self.epoch += 1

    def send(self, request: Request, password: str, apply: Callable[[], T]) -> T:
        """Carry one request: `apply` is what it does on arrival; raise as a client sees the fault."""
        with self.lock:
            self.requests.append(request)
            self.before(request)
            fault = self.faults(request)
            if fault == "429":
                raise RateLimited(self.retry_after)
            if fault == "401" or password != self.password:
                raise AuthExpired("the sign-in is not accepted")
            if fault == "late" and request.writes:
                self.waiting.append(request)
            if fault in ("drop_before", "late", "500"):
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
        """Let requests arrive that were long under way; nobody hears the answers. Return how many there were."""
        with self.lock:
            arrived = self.waiting[:count]
            del self.waiting[:count]
            for request in arrived:
                try:
                    self.push(request)
                except (BatchRefusedError, SchemaChanged):
                    continue
            return len(arrived)

    def push(self, request: Request) -> list[Outcome]:
        """Apply the ops of a request in their order."""
        for op in request.ops:
            self.must_know(request.type, op.fields)
        if self.whole and len(request.ops) > 1 and not self.would_take(request):
            raise BatchRefusedError(request.type)
        return [self._refusal(request, op) or self._apply(request.type, op) for op in request.ops]

    def would_take(self, request: Request) -> bool:
        """Tell whether no op of a request would be refused."""
        return not any(self._refusal(request, op) for op in request.ops)

    def must_know(self, type: str, fields: Iterable[str]) -> None:
        """Refuse fields that are not there."""
        info = self.types.get(type)
        if info is None:
            raise SchemaChanged(type, ("*",))
        unknown = sorted(set(fields) - {f.name for f in info.fields})
        if unknown:
            raise SchemaChanged(type, unknown)

    def _refusal(self, request: Request, op: Op) -> Outcome | None:
        info = self.types[request.type]
        if op.kind == "create":
            held = self.by_key(request.type, op.key) if info.create_key == "unique" else None
            if held is not None:
                return Duplicate(held.id)
        else:
            record = self.record(request.type, op.id or "")
            if record is None or record.gone or not self.sees(request.type, record.id):
                return Gone(self.end_of(request.type, record.id) if record is not None and record.moved_to else None)
            if request.guarded and op.version != record.version:
                return Stale()
            if op.kind == "delete":
                return None
        return refused(info, op.fields, creating=op.kind == "create", lives=self.lives)

    def _apply(self, type: str, op: Op) -> Ok:
        id = op.id or ""
        if op.kind == "create":
            id = self.create(type, op.fields, key=op.key, by="me", op=op)
        elif op.kind == "update":
            self.edit(type, id, op.fields, by="me", op=op)
        else:
            self.delete(type, id, by="me", op=op)
        record = self.record(type, id)
        if record is None or self.answers == "id":
            return Ok(id)
        names = [f.name for f in self.types[type].fields]
        return Ok(id, record.version, self.change(type, record, names) if self.answers == "after" else None)
