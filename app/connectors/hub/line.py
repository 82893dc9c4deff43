"""The line to a hub: one connection, one question at a time, each one statement that stands or falls as a whole."""

from __future__ import annotations

import selectors
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import psycopg
from psycopg import errors, sql
from psycopg.rows import dict_row
from psycopg.waiting import Ready

from app.connectors.errors import Cancelled, ConnectorError, Unavailable
from app.connectors.hub import words
from app.connectors.hub.failures import at_asking, at_connecting
from app.connectors.hub.opening import Refused, opened
from app.connectors.hub.settings import TIMEOUT, Settings

_LOOK = 0.1  # seconds between two looks at whether the person has stopped the run
_PATIENCE = 65.0  # seconds without an answer, a little more than the server gives a question
Row = Mapping[str, Any]


class _Watched(psycopg.Connection[Row]):
    """A connection that looks up while it waits."""

    stopped: Callable[[], bool] = staticmethod(lambda: False)

    def wait(self, gen: Any, *_: Any, **__: Any) -> Any:
        """Go on with what is asked as the socket allows; Cancelled or Unavailable end it, and the connection."""
        until = time.monotonic() + _PATIENCE
        try:
            wanted = next(gen)
            with selectors.DefaultSelector() as waiting:
                waiting.register(self.fileno(), wanted)
                while True:
                    some = waiting.select(_LOOK)
                    if some:
                        until = time.monotonic() + _PATIENCE
                    elif self.stopped():
                        raise Cancelled
                    elif time.monotonic() > until:
                        raise Unavailable(words.OUT_OF_REACH)
                    wanted = gen.send(some[0][1] if some else Ready.NONE)
                    if some:
                        waiting.modify(self.fileno(), wanted)
        except StopIteration as end:
            return end.value
        except ConnectorError:
            self.pgconn.finish()
            raise


class Line:
    """Connects when first asked. A read is asked once more over a new connection where the line was lost; a write is
    not. `requests` and `opened` count what was asked, and over how many connections."""

    def __init__(self, settings: Settings, password: str, cancelled: Callable[[], bool]) -> None:
        self._settings, self._password, self._cancelled = settings, password, cancelled
        self._connection: _Watched | None = None
        self.requests = 0
        self.opened = 0

    def __repr__(self) -> str:
        return f"<Line to {self._settings.host}>"

    def read(self, query: sql.SQL | sql.Composed, *values: object) -> list[Row]:
        """Ask, and return the rows."""
        held = self._connection is not None
        try:
            return self._ask(query, values)
        except Unavailable:
            if not held or self._connection is not None:
                raise
        return self._ask(query, values)

    def write(self, query: sql.SQL | sql.Composed, *values: object) -> list[Row]:
        """Ask for a change, once. What the server itself refuses is a psycopg error: nothing was written."""
        if self._connection is None:
            self.read(sql.SQL("SELECT 1"))
        return self._ask(query, values, writing=True)

    def close(self) -> None:
        """End the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, query: sql.SQL | sql.Composed, values: tuple[object, ...], writing: bool = False) -> list[Row]:
        if self._cancelled():
            raise Cancelled
        if self._connection is None:
            self._connection = self._connected()
            self.opened += 1
        self.requests += 1
        try:
            return self._connection.execute(query, values).fetchall()
        except ConnectorError:
            self.close()
            raise
        except psycopg.Error as error:
            if self._connection.closed:
                self.close()
            elif writing and isinstance(error, errors.IntegrityError | errors.DataError | errors.InsufficientPrivilege):
                raise
            raise at_asking(error) from error

    def _connected(self) -> _Watched:
        """Connect on a thread of its own: libpq cannot be asked to look up while a name is being resolved."""
        came: list[_Watched | Exception] = []
        left = threading.Event()

        def connect() -> None:
            try:
                made = _Watched(opened({**self._settings.options(), "password": self._password}), dict_row)
                made.autocommit, made.prepare_threshold = True, None
            except Exception as error:  # whatever it is, it is raised where somebody waits for it
                came.append(error)
                return
            came.append(made)
            if left.is_set():
                made.close()

        worker = threading.Thread(target=connect, name="hub-connect", daemon=True)
        worker.start()
        until = time.monotonic() + 2 * TIMEOUT
        while worker.is_alive():
            worker.join(_LOOK)
            if worker.is_alive() and (self._cancelled() or time.monotonic() > until):
                left.set()
                raise Cancelled if self._cancelled() else Unavailable(words.OUT_OF_REACH)
        made = came[0]
        if isinstance(made, Refused):
            raise at_connecting(made) from None
        if isinstance(made, Exception):
            raise made
        made.stopped = self._cancelled
        return made
