"""Keeps what is being typed in the book, a fraction of a second behind the keys, and never makes a key wait.

It has a thread of its own: the pool may be busy for minutes with files, and a draft must not wait for them. What could
not be written yet stays in memory and is tried again.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import Protocol

from app.errors import BansoError
from app.views.workspace import Book

BEHIND_S = 0.15
"""How long a key may wait for those after it, so that one write serves several. Not from the last key but from the
first unwritten one: who types without a pause is behind no further."""
AGAIN_S = 0.2
IDLE_S = 5.0
"""A thread that nobody needs ends; the next draft begins another."""

_log = logging.getLogger(__name__)


class HasBook(Protocol):
    """The workspace, whose book may be opened after it was made."""

    book: Book


class DraftKeeper:
    """Takes drafts by key from any thread: the newest of a key is what will be written. None lets go of a key."""

    def __init__(self, holder: HasBook) -> None:
        self._holder = holder
        self._unwritten: dict[str, str | None] = {}
        self._known: dict[str, str | None] = {}
        self._news = threading.Condition()
        self._hurry = False
        self._closing = False
        self._failed = False
        self._thread: threading.Thread | None = None

    def keep(self, key: str, body: str | None, *, at_once: bool = False) -> None:
        """Keep `body` under `key` soon, or `at_once`; returns before it is written."""
        with self._news:
            if key in self._unwritten or self._known.get(key, "") != body:
                self._unwritten[key] = body
            if not self._unwritten:
                return
            self._hurry, self._closing = self._hurry or at_once, False
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="banso-drafts", daemon=True)
                self._thread.start()
            self._news.notify_all()

    def flush(self, seconds: float) -> bool:
        """Write everything now; False where it could not be written in time."""
        until = time.monotonic() + seconds
        with self._news:
            self._hurry = True
            self._news.notify_all()
            while self._unwritten and time.monotonic() < until:
                self._news.wait(until - time.monotonic())
            return not self._unwritten

    def close(self, seconds: float = 2.0) -> bool:
        """Write what is left and end the thread; another draft would begin a new one."""
        done = self.flush(seconds)
        with self._news:
            thread, self._closing = self._thread, True
            self._news.notify_all()
        if thread is not None:
            thread.join(seconds)
        return done

    def _work(self) -> None:
        while bodies := self._next():
            if not self._write(bodies):
                time.sleep(AGAIN_S)

    def _next(self) -> dict[str, str | None]:
        """Wait for something to write, and a little for what follows it; nothing where it is time to end."""
        with self._news:
            if not self._unwritten and not self._closing:
                self._news.wait(IDLE_S)
            if not self._unwritten or (self._closing and self._failed):
                self._thread = None
                return {}
            until = time.monotonic() + BEHIND_S
            while not (self._hurry or self._closing) and (left := until - time.monotonic()) > 0:
                self._news.wait(left)
            return dict(self._unwritten)

    def _write(self, bodies: dict[str, str | None]) -> bool:
        # Operations bring the database along, which must not be loaded before the first paint.
        from app.operations.drafts import keep_drafts

        try:
            self._holder.book.write(keep_drafts, bodies)
        except BansoError as error:
            return self._say_failed(error.key)
        except Exception as error:  # whatever it is, the text must stay and be tried again
            return self._say_failed(type(error).__name__)
        with self._news:
            self._failed = False
            self._known.update(bodies)
            # What was typed meanwhile is newer than what was written.
            for key in [key for key, body in bodies.items() if self._unwritten.get(key) == body]:
                self._unwritten.pop(key, None)
            if not self._unwritten:
                self._hurry = False
            self._news.notify_all()
        return True

    def _say_failed(self, why: str) -> bool:
        # Once, not five times a second; and never with what was typed.
        if not self._failed:
            _log.warning("a draft waits to be written: %s", why)
        self._failed = True
        return False
