"""A book and the systems it is connected to, for tests of the engine: real file, servers in memory."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.connectors.base import Preset
from app.connectors.memory import PRESETS, MemoryConnector, MemoryServer
from app.journal import door
from app.journal.changes import Changes
from app.operations.book import Book
from app.operations.changes import take_back
from app.sync import aftermath, keeping
from app.sync.engine import Manner, Outcome, run
from app.sync.resolve import answer_link, settle
from app.sync.sql import ask
from app.sync.steps import Place

LOG = logging.getLogger("tests.sync")


class Context:
    """What a session is given in a test."""

    def __init__(self, cancelled: Callable[[], bool] = lambda: False) -> None:
        self.secrets: Mapping[str, str] = {}
        self.cancelled = cancelled
        self.log = LOG
        self.http: Any = None

    def server_now(self) -> datetime:
        return datetime.now(UTC)


class Desk:
    """An open book with its connections."""

    def __init__(self, book: Book, folder: Path, *, writes: bool = True) -> None:
        self.book, self.folder, self.writes = book, folder, writes
        self.servers: dict[int, MemoryServer] = {}
        self.presets: dict[int, Mapping[str, Preset]] = {}
        self.today = book.clock.today().isoformat()

    def connect(self, server: MemoryServer, presets: Mapping[str, Preset] = PRESETS, name: str = "crm") -> int:
        values = {"connector": "memory", "name": name, "config": {}, "writes": int(self.writes)}
        _changes, number = self.book.write(keeping.add_connection, values)
        self.servers[number], self.presets[number] = server, presets
        return int(number)

    def sync(self, number: int = 1, edge: Callable[[str], None] | None = None, **how: Any) -> Outcome:
        session = MemoryConnector(self.servers[number]).open({}, Context(how.get("cancelled", lambda: False)))
        manner = Manner(**how) if edge is None else Manner(edge=edge, **how)
        place = Place(self.book._database, self.folder, self.book.clock)
        return run(place, number, session, self.presets[number], manner)

    def create(self, entity: str, **fields: object) -> str:
        [row_id] = self.book.write(door.create, entity, [fields])[1]
        return str(row_id)

    def amend(self, entity: str, row_id: str, **fields: object) -> Changes:
        return self.book.write(door.amend, entity, {row_id: fields})[0]

    def remove(self, entity: str, row_id: str) -> Changes:
        return self.book.write(door.remove, entity, [row_id])[0]

    def row(self, entity: str, row_id: str) -> Mapping[str, Any]:
        return self.book.read(door.present, entity, [row_id])[row_id]

    def ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self.book.read(ask, sql, *values)

    def settle(self, number: int, choice: str, value: str | None = None) -> Changes:
        return self.book.write(settle, number, choice, value, today=self.today)[0]

    def link(self, number: int, same: bool) -> Changes:
        return self.book.write(answer_link, number, same, today=self.today)[0]

    def undo(self, change_id: str | None) -> Changes:
        assert change_id is not None
        return self.book.write(take_back, change_id)[0]

    def open_questions(self) -> list[tuple[int, str, str]]:
        return [
            (row[0], row[1], row[2])
            for row in self.ask("SELECT id, kind, field FROM sync_conflict WHERE closed_at IS NULL ORDER BY id")
        ]


__all__ = ["Desk", "aftermath"]
