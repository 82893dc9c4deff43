"""The server in memory as a bench of the conformance suite, one for each level of guard and way of deleting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

from app.connectors.base import Scalar, TypeInfo
from app.connectors.conformance.bench import Bench
from app.connectors.memory.connector import SERVERS
from app.connectors.memory.crm import crm_types
from app.connectors.memory.records import Fault
from app.connectors.memory.server import MemoryServer

_FAULTS: Mapping[str, Fault] = {"503": "500"}


class MemoryBench(Bench):
    """A server that compares versions itself and tells of deletions."""

    type = "requests"
    page_size = 50
    lag = 30
    readonly: Sequence[str] = ("Created",)
    faults = frozenset({"drop_before", "drop_after", "429", "503", "401", "truncated"})

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.name = uuid4().hex
        self.server = MemoryServer(self.types(), page_size=self.page_size, lag=self.lag, password=self.name)
        self.owner = self.server.create("accounts", {"Name": "Owner"})
        SERVERS[self.name] = self.server

    def types(self) -> tuple[TypeInfo, ...]:
        """Return the types that the server has."""
        return crm_types("atomic", "feed")

    def close(self) -> None:
        """Take the server down."""
        del SERVERS[self.name]

    def config(self) -> Mapping[str, Scalar]:
        """Name the server."""
        return {"server": self.name}

    def secrets(self) -> Mapping[str, str]:
        """Sign in."""
        return {"password": self.name}

    def bad_configs(self) -> Mapping[str, Mapping[str, Scalar]]:
        """Name a server that is not there."""
        return {"server": {"server": "nowhere"}}

    def bad_secrets(self) -> Mapping[str, str]:
        """Sign in wrongly."""
        return {"password": "wrong"}

    def values(self, number: int, type: str = "") -> dict[str, Scalar]:
        """Return a request, or an account."""
        if type == "accounts":
            return {"Name": f"Account {number}", "Tags": ("beta", "vip")}
        return {
            "Account": self.owner,
            "Words": f"Request {number}",
            "Raised": date(2026, 1, 1 + number % 28),
            "Amount": Decimal(number) + Decimal("0.25"),
            "Currency": "JPY",
            "Closed": None,
        }

    def add(self, values: Mapping[str, Scalar], type: str = "") -> str:
        """Add a record by others."""
        return self.server.create(type or self.type, values)

    def seed(self, count: int, *, tie: bool = False) -> list[str]:
        """Add records, with `tie` while the clock stands still; very many come in long pages."""
        if count > 5_000:
            self.server.page_size = 1_000
        self.server.frozen = tie
        ids = [self.server.create(self.type, self.values(number)) for number in range(count)]
        self.server.frozen = False
        return ids

    def add_late(self, values: Mapping[str, Scalar]) -> str:
        """Add a record stamped some seconds ago."""
        return self.server.create(self.type, values, stamp=self.server.clock - self.lag + 5)

    def edit(self, id: str, values: Mapping[str, Scalar]) -> None:
        """Edit by others."""
        self.server.edit(self.type, id, values)

    def remove(self, id: str) -> None:
        """Delete by others."""
        self.server.delete(self.type, id)

    def restore(self, id: str) -> None:
        """Bring back by others."""
        self.server.undelete(self.type, id)

    def merge(self, winner: str, loser: str) -> str:
        """Merge by others."""
        return self.server.merge(self.type, winner, loser)

    def hide(self, field: str) -> None:
        """Take the right to read a field away."""
        self.server.hidden[self.type, field] = None

    def all_or_nothing(self) -> None:
        """Refuse whole batches."""
        self.server.whole = True

    def future_cursor(self) -> str:
        """Return a cursor of the year 2286."""
        return '[0, 9999999999, "", 0]'

    def fault(self, name: str, *, writes: bool = False) -> None:
        """Let requests meet a fault."""
        met: Fault = _FAULTS.get(name, name)  # type: ignore[arg-type]
        self.server.faults = lambda request: met if request.writes or not writes else ""
        self.server.retry_after = self.retry_after

    def requests(self) -> int:
        """Return how many requests were sent."""
        return len(self.server.requests)

    def writes(self) -> int:
        """Return how many of them wrote."""
        return sum(request.writes for request in self.server.requests)


class CheckedBench(MemoryBench):
    """A server that compares nothing, does not tell of deletions, and refuses no second record with our key."""

    def types(self) -> tuple[TypeInfo, ...]:
        """Return the types that the server has."""
        return crm_types("check", "sweep", create_key="search", delete_kind="hard")

    def restore(self, id: str) -> None:
        """Say that deleting is for good."""
        self.cannot("bring deleted records back")
