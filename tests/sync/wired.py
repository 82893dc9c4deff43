"""A book and a CRM over HTTP with a line between them that can be broken: the stranger's Acme behind a TCP proxy."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.connectors.kit.context import RunContext
from app.connectors.kit.line import Line
from app.connectors.kit.ticking import Ticking
from app.connectors.kit.wire import Limits
from app.connectors.memory import MemoryServer
from app.operations.book import Book
from app.sync.engine import Manner, Outcome, run
from tests.connectors.fault_proxy import Fault, FaultProxy, Request
from tests.sync.desk import Desk

STRANGER = Path(__file__).parents[1] / "stranger"
SHORT = Limits(connect=1.0, read=0.4, total=5.0)


class Ahead:
    """A clock that goes on at a sleep instead of sleeping."""

    def __init__(self) -> None:
        self.skipped = 0.0

    def monotonic(self) -> float:
        """Return the time, with what was slept."""
        return time.monotonic() + self.skipped

    def sleep(self, seconds: float) -> None:
        """Go on."""
        self.skipped += seconds

    def ticking(self) -> Ticking:
        """Return it as the kit wants it."""
        return Ticking(monotonic=self.monotonic, sleep=self.sleep)


@dataclass
class OldToken:
    """A sign-in whose token runs out: `spoil` is what the system does, `token` renews once it was refused."""

    valid: str = "first"
    known: str = "first"
    renewed: int = 0

    def token(self, _http: object) -> str:
        """Return the token that is known."""
        return self.known

    def refused(self, _token: str) -> None:
        """Fetch the one that is valid."""
        self.known = self.valid
        self.renewed += 1


class Wired(Desk):
    """A desk whose only connection goes through `proxy` to `front`, the web server of `crm`."""

    def __init__(self, book: Book, folder: Path, bench: Any, proxy: FaultProxy) -> None:
        super().__init__(book, folder)
        self.bench, self.proxy, self.front = bench, proxy, bench.front
        self.crm: MemoryServer = bench.server
        # The one that every bench has is no part of these tests.
        self.crm.delete("accounts", bench.owner)
        self.crm.purge("accounts", bench.owner)
        self.ahead = Ahead()
        self.line = Line(ticking=self.ahead.ticking())
        from banso_acme import AcmeConnector

        self.connector = AcmeConnector()
        self.connect(self.crm, AcmeConnector.presets, "acme")

    def sync(self, number: int = 1, edge: Callable[[str], None] | None = None, **how: Any) -> Outcome:
        """Run through the proxy; `token` signs in with it, `limits` are those of the line."""
        cancelled = how.pop("cancelled", lambda: False)
        token, limits = how.pop("token", None), how.pop("limits", SHORT)
        context = RunContext(
            "acme", self.bench.secrets(), cancelled=cancelled, line=self.line, limits=limits, token=token
        )
        if edge is not None:
            how["edge"] = edge
        with context:
            session = self.connector.open({"url": self.proxy.url}, context)
            manner = Manner(cancelled=cancelled, counted=lambda: (context.requests, context.bytes), **how)
            return run(self.book.place(), number, session, self.presets[number], manner)

    def outbox(self) -> list[tuple[str, str]]:
        """Return what is in flight: kind and row."""
        return [(kind, row) for kind, row in self.ask("SELECT kind, local_id FROM outbox ORDER BY op_id")]

    def account(self, name: str, **fields: object) -> str:
        """Make an account of ours."""
        return self.create("account", name=name, name_key=name, **fields)

    def ours(self) -> dict[str, tuple[Any, ...]]:
        """Return our accounts as the other side would see them, by name."""
        rows = self.ask("SELECT name, domain, industry FROM account WHERE deleted_at IS NULL ORDER BY name, id")
        return {name: (domain, industry) for name, domain, industry in rows}

    def theirs(self) -> dict[str, tuple[Any, ...]]:
        """Return their accounts, by name."""
        found = self.crm.records("accounts").values()
        told = sorted((one.fields["Name"], one.fields["Domain"], one.fields["Industry"]) for one in found)
        names = [name for name, _domain, _industry in told]
        assert len(set(names)) == len(names), f"a twin: {names}"
        return {str(name): (domain, industry) for name, domain, industry in told}

    def industry(self, name: str) -> Any:
        """Return what the other side says of an account."""
        return self.theirs()[name][1]

    def record(self, name: str) -> str:
        """Return the id there of the account of that name."""
        found = [one.id for one in self.crm.records("accounts").values() if one.fields["Name"] == name]
        assert len(found) == 1, found
        return found[0]

    def others_make(self, *names: str) -> list[str]:
        """Let others make accounts."""
        return [self.crm.create("accounts", {"Name": name, "Industry": "food"}) for name in names]

    def settled(self) -> None:
        """Let a run go through undisturbed, and one more that finds nothing to do; both sides say the same then."""
        self.proxy.rule(None)
        self.ahead.skipped += 3600
        assert self.sync(pressed=True).result == "done"
        before = len(self.crm.applied)
        assert self.sync(pressed=True).result == "done"
        assert len(self.crm.applied) == before, "a second run writes again"
        assert self.ours() == self.theirs()
        assert self.outbox() == []


@contextmanager
def wired(book: Book, folder: Path) -> Iterator[Wired]:
    """Put the book beside an Acme, with the proxy between them."""
    sys.path.insert(0, str(STRANGER))
    try:
        from banso_acme.bench import AcmeBench
    finally:
        sys.path.remove(str(STRANGER))
    bench = AcmeBench(folder)
    try:
        with FaultProxy(int(bench.front.url.rsplit(":", 1)[1])) as proxy:
            yield Wired(book, folder, bench, proxy)
    finally:
        bench.close()


def writing(request: Request) -> bool:
    """Tell whether a request writes."""
    return request.target.startswith("/write/")


def paging(request: Request) -> bool:
    """Tell whether a request asks for a page."""
    return request.target.startswith("/records/")


def nth(which: Callable[[Request], bool], at: int, *faults: Fault) -> Callable[[Request], Fault | None]:
    """Return a rule: the `at`-th request of that kind, from 0, meets the fault, and those after it the next ones."""
    seen = -1

    def rule(request: Request) -> Fault | None:
        nonlocal seen
        if not which(request):
            return None
        seen += 1
        return faults[seen - at] if 0 <= seen - at < len(faults) else None

    return rule


def always(which: Callable[[Request], bool], fault: Fault) -> Callable[[Request], Fault | None]:
    """Return a rule: every request of that kind meets the fault."""
    return lambda request: fault if which(request) else None


def every(_request: Request) -> bool:
    """Tell that any request is meant."""
    return True


def state(desk: Desk, tables: Sequence[str] = ("account", "request", "binding", "sync_cursor", "sync_conflict")) -> Any:
    """Return every cell of tables, to compare with later."""
    return {table: desk.ask(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in tables}


def there(crm: MemoryServer) -> Mapping[str, Any]:
    """Return all that the other side holds, to compare with later."""
    return {name: {id: (one.version, dict(one.fields)) for id, one in crm.records(name).items()} for name in crm.types}
