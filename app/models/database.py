"""The open book: reading sessions that lock nothing, writing sessions one at a time, no write past the journal."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, CursorResult, Executable, create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import QueuePool

from app.models import driver

MAIN_CACHE_MB, OTHER_CACHE_MB = 64, 8
NAP_SECONDS = 0.005
"""How long a writer sleeps before it asks again whether the one before has ended."""

_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@dataclass
class OpenChange:
    """The change that a writing session belongs to; its row is written with its first effect."""

    id: str
    at: str
    by_id: str | None
    cause: str
    params: Mapping[str, object] = field(default_factory=dict)
    undoes: str | None = None
    state: str = "complete"
    written: bool = False
    touched: dict[str, set[str]] = field(default_factory=dict)


class WrittenPastTheJournal(Exception):
    """A statement that writes was sent outside the journal: a fault in the code, never in the data."""


@dataclass
class Session:
    """One transaction: questions read through it, the journal writes through it."""

    connection: Connection
    change: OpenChange | None = None

    def execute(
        self, statement: Executable, rows: Sequence[Mapping[str, Any]] | None = None
    ) -> CursorResult[*tuple[Any, ...]]:
        """Run a statement; with `rows`, once for each of them."""
        return self.connection.execute(statement, rows)

    def rows(self, statement: Executable, **values: object) -> Sequence[Mapping[str, Any]]:
        """Return all rows of a question, by column name; `values` fill its bound parameters.

        A statement made once at import and filled here costs a third of one that is put together for each question.
        """
        return cast(Sequence[Mapping[str, Any]], self.connection.execute(statement, values).mappings().all())

    @property
    def driver(self) -> Any:
        """Return the driver's own connection, in this session's transaction."""
        return self.connection.connection.driver_connection

    def scalar(self, statement: Executable, **values: object) -> Any:
        """Return the first column of the first row, or None."""
        return self.connection.execute(statement, values).scalar()


class Database:
    """One book file and its connections. `key` opens an encrypted file; None is a plain one."""

    def __init__(self, path: Path, key: bytes | None, *, readonly: bool = False) -> None:
        self.path = path
        self._engine = _engine(path, key, readonly)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that sees one state of the book and holds no lock against writers."""
        with self._in_words(), self._engine.connect() as connection, connection.begin():
            yield Session(connection)

    @contextmanager
    def writing(self, change: OpenChange | None = None) -> Iterator[Session]:
        """Open the one writing session; commits at the end, leaves everything as it was on an error."""
        with (
            self._in_words(),
            self._engine.connect().execution_options(banso_writer=True) as connection,
            connection.begin(),
        ):
            yield Session(connection, change)

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        # A book that another process keeps busy, a full disk, a drive that was pulled out: a person reads words.
        try:
            yield
        except Exception as error:
            told = driver.in_words(getattr(error, "orig", None) or error, self.path)
            if told is None:
                raise
            raise told from error

    def close(self) -> None:
        """Close every connection; the write-ahead log is folded into the file by the last one."""
        self._engine.dispose()


def _engine(path: Path, key: bytes | None, readonly: bool) -> Engine:
    opened = 0

    def connect() -> Any:
        nonlocal opened
        opened += 1
        return driver.connect(path, key, cache_mb=MAIN_CACHE_MB if opened == 1 else OTHER_CACHE_MB, readonly=readonly)

    import sqlcipher3.dbapi2

    engine = create_engine(
        "sqlite://",
        module=sqlcipher3.dbapi2,
        creator=connect,
        poolclass=QueuePool,
        pool_size=4,
        hide_parameters=True,
        json_serializer=json_text,
        insertmanyvalues_page_size=500,
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "before_cursor_execute", _refuse_writes_past_the_journal)
    return engine


def json_text(value: object) -> str:
    """Return JSON as stored: readable Japanese, keys in order, so that equal values are equal text."""
    return _JSON.encode(value)


# Made once: json.dumps makes another one for each value.
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _begin(connection: Connection) -> None:
    # The driver itself begins nothing (isolation_level None): a reader must not lock, a writer must at once.
    if connection.get_execution_options().get("banso_writer", False):
        _begin_writing(connection.connection.driver_connection)
    else:
        connection.exec_driver_sql("BEGIN")


def _begin_writing(connection: driver.Connection) -> None:
    """Begin as soon as nobody else writes. SQLite's own waiting sleeps for up to 100 ms after the other has ended."""
    until = time.monotonic() + driver.BUSY_MS / 1000
    connection.execute("PRAGMA busy_timeout = 0").close()
    try:
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE").close()
                return
            except Exception as error:
                is_busy = str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_BUSY")
                if not is_busy or time.monotonic() >= until:
                    raise
            time.sleep(NAP_SECONDS)
    finally:
        connection.execute(f"PRAGMA busy_timeout = {driver.BUSY_MS}").close()


def _refuse_writes_past_the_journal(
    connection: Connection, _cursor: object, statement: str, _parameters: object, _context: object, _many: object
) -> None:
    if statement.lstrip()[:7].upper().startswith(_WRITES) and not connection.info.get("journal"):
        raise WrittenPastTheJournal(statement.split(None, 3)[:3])


@contextmanager
def door(session: Session) -> Iterator[None]:
    """Let statements that write pass; only the journal and the migrations open it."""
    info = session.connection.info
    before = info.get("journal", 0)
    info["journal"] = before + 1
    try:
        yield
    finally:
        info["journal"] = before
