"""The run's side of a conversation with the other system: counts, waits where it is told to, and can be stopped."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from app.connectors.base import Change, Identity, Op, Outcome, Page, Session, TypeInfo
from app.connectors.errors import Cancelled, RateLimited
from app.connectors.fence import Fenced

T = TypeVar("T")

LONGEST_WAIT = 300.0
"""Seconds a run waits when it is told to; longer than that it ends and the next one goes on."""

READ_AT_ONCE = 500


class Talk:
    """A connector's session as a run uses it. `calls` counts what was asked of it."""

    def __init__(
        self, session: Session, cancelled: Callable[[], bool], *, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._session = Fenced(session)
        self._cancelled = cancelled
        self._sleep = sleep
        self.calls = 0
        self.quota_left: float | None = None

    def stop_if_asked(self) -> None:
        """Raise Cancelled where the person wants the run to stop."""
        if self._cancelled():
            raise Cancelled("stopped by the person")

    def identity(self) -> Identity:
        """Return which system this is."""
        return self._patient(self._session.identity)

    def describe(self, types: Sequence[str] | None = None) -> Sequence[TypeInfo]:
        """Return its types."""
        return self._patient(lambda: self._session.describe(types))

    def pages(self, rtype: str, fields: Sequence[str], cursor: str | None) -> Iterator[Page]:
        """Yield pages; told to wait, it goes on from the last one."""
        while True:
            try:
                for page in self._session.pull(rtype, fields, cursor):
                    self.calls += 1
                    self.stop_if_asked()
                    if page.quota_left is not None:
                        self.quota_left = page.quota_left
                    cursor = page.cursor
                    yield page
                return
            except RateLimited as error:
                self._wait(error)

    def read(
        self, rtype: str, fields: Sequence[str], ids: Sequence[str] = (), keys: Sequence[str] = ()
    ) -> list[Change]:
        """Return records as they stand now, asked for some at a time."""
        found: list[Change] = []
        for start in range(0, len(ids), READ_AT_ONCE):
            some = ids[start : start + READ_AT_ONCE]
            found += self._patient(lambda some=some: self._session.read(rtype, fields, ids=some))  # type: ignore[misc]
        for start in range(0, len(keys), READ_AT_ONCE):
            some = keys[start : start + READ_AT_ONCE]
            found += self._patient(lambda some=some: self._session.read(rtype, fields, keys=some))  # type: ignore[misc]
        return found

    def sweep(self, rtype: str) -> set[str]:
        """Return the ids of all records."""
        return self._patient(lambda: self._swept(rtype))

    def _swept(self, rtype: str) -> set[str]:
        ids: set[str] = set()
        for some in self._session.sweep(rtype):
            self.calls += 1
            self.stop_if_asked()
            ids.update(some)
        return ids

    def push(self, rtype: str, ops: Sequence[Op]) -> list[Outcome]:
        """Write, once: nothing here ever sends a write again."""
        self.stop_if_asked()
        self.calls += 1
        return list(self._session.push(rtype, ops))

    def _patient(self, call: Callable[[], T]) -> T:
        while True:
            self.stop_if_asked()
            self.calls += 1
            try:
                return call()
            except RateLimited as error:
                self._wait(error)

    def _wait(self, error: RateLimited) -> None:
        if error.retry_after > LONGEST_WAIT:
            raise error
        left = error.retry_after
        while left > 0:
            self.stop_if_asked()
            self._sleep(min(0.25, left))
            left -= 0.25
