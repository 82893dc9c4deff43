from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.connectors import registry
from app.connectors.base import Scalar
from app.connectors.memory import MemoryServer
from app.connectors.memory.connector import SERVERS
from app.journal.changes import Changes
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.syncing import connections, running
from app.operations.syncing.rows import RunResult
from app.sync.sql import ask
from tests.builders import new_book
from tests.views.accounts.books import fill


@dataclass
class Crm:
    """A book that is connected to a server in memory, both sides alike."""

    book: Book
    server: MemoryServer
    id: int

    def sync(self) -> RunResult:
        return running.run_sync(self.book, self.id, pressed=True)[1]

    def undo(self, change_id: str | None) -> Changes:
        assert change_id is not None
        return self.book.write(take_back, change_id)[0]

    def one(self, sql: str, *values: object) -> object:
        return self.book.read(ask, sql, *values)[0][0]

    def there(self, type: str, field: str, value: Scalar) -> str:
        """Return the id there of the record whose field says so."""
        return next(id for id, record in self.server.records(type).items() if record.fields.get(field) == value)

    def here(self, name: str) -> str:
        return str(self.one("SELECT id FROM account WHERE name = ?", name))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryServer]:
    """Return a server that the kind "memory" leads to."""
    monkeypatch.setattr(
        registry, "BUILTIN", {**registry.BUILTIN, "memory": "app.connectors.memory.connector:MemoryConnector"}
    )
    made = MemoryServer()
    monkeypatch.setitem(SERVERS, "crm", made)
    yield made


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as made:
        yield made


@pytest.fixture
def crm(book: Book, server: MemoryServer) -> Crm:
    """Return a small book whose rows are all there too."""
    fill(book)
    number = book.write(connections.connect, name="CRM", connector="memory", config={"server": "crm"})[1]
    book.write(connections.set_writes, number, True)
    made = Crm(book, server, number)
    assert made.sync().result == "done"
    assert made.sync().pushed == 0
    return made
