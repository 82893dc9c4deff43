"""A piece of work off the UI thread: what it reports, how it ends, and who is called back on the UI thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, QThreadPool, Signal

from app.errors import BansoError, Cancelled

_log = logging.getLogger(__name__)

Job = Callable[..., Any]
Progress = Callable[[int, int, str], None]


class Running(QObject):
    """A piece of work under way. Its callbacks run on the UI thread, and not at all once the owner is gone."""

    ended = Signal()
    moved = Signal(int, int, str)
    _told = Signal(str, object)

    def __init__(
        self,
        owner: QObject,
        progress: Progress | None,
        done: Callable[[Any], None] | None,
        failed: Callable[[BansoError], object] | None,
    ) -> None:
        super().__init__()
        self._owner: QObject | None = owner
        self._progress, self._done, self._failed = progress, done, failed
        self._stop = threading.Event()
        self._over = threading.Event()
        self._latest: tuple[int, int, str] = (0, 0, "")
        self._posted = False
        self.finished = False
        self.settled = False  # the last callback has returned as well
        # Not a slot of this object: it may itself be on its way out when it lets go of the last hold on its owner.
        self._orphaned = partial(threading.Event.set, self._stop)
        owner.destroyed.connect(self._orphaned)
        self._told.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop; it undoes what it left half done and ends without a result."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Tell whether the work was asked to stop."""
        return self._stop.is_set()

    def work(self, job: Job, args: tuple[Any, ...], kw: dict[str, Any]) -> None:
        """Do the work; called on a worker thread."""
        try:
            if self.cancelled:
                raise Cancelled
            result = job(self._report, self._stop.is_set, *args, **kw)
        except Cancelled:
            self._tell("cancelled", None)
        except BansoError as error:
            self._tell("failed", error)
        except Exception:
            _log.exception("a piece of work failed")
            self._tell("failed", BansoError("view.unexpected"))
        else:
            self._tell("done", result)
        finally:
            self._over.set()

    def wait(self, seconds: float) -> bool:
        """Wait until the work is over; its callbacks come later, from the event loop."""
        return self._over.wait(seconds)

    def _report(self, n: int, total: int, words: str = "") -> None:
        # A fast job reports far more often than a window can be drawn: only the latest waits in the queue.
        self._latest = (n, total, words)
        if not self._posted:
            self._posted = True
            self._tell("progress", None)

    def _tell(self, what: str, payload: object) -> None:
        self._told.emit(what, payload)

    def _receive(self, what: str, payload: object) -> None:
        alive = self._owner is not None and shiboken6.isValid(self._owner)
        if what == "progress":
            self._posted = False
            self.moved.emit(*self._latest)
            if alive and self._progress is not None:
                self._progress(*self._latest)
            return
        self.finished = True
        try:
            if alive and what == "done" and self._done is not None:
                self._done(payload)
            elif alive and what == "failed" and self._failed is not None and isinstance(payload, BansoError):
                self._failed(payload)
        finally:
            self.ended.emit()
            # A page that starts work again and again would else be told of the end of all of them.
            if self._owner is not None and shiboken6.isValid(self._owner):
                self._owner.destroyed.disconnect(self._orphaned)
            self._owner = self._progress = self._done = self._failed = None
            self.settled = True


class Work:
    """A piece of work and what it is called with, for a worker.

    It is given to the pool as a callable: of a runnable that is not its own to delete the binding never lets go.
    """

    def __init__(self, running: Running, job: Job, args: tuple[Any, ...], kw: dict[str, Any]) -> None:
        self.running = running
        self._call = (job, args, kw)
        self._thread: threading.Thread | None = None

    def run(self) -> None:
        """Do it; called on a worker thread."""
        self.running.work(*self._call)

    def start_in_pool(self) -> None:
        """Do it on a thread of the pool."""
        QThreadPool.globalInstance().start(self.run)

    def start_apart(self, name: str) -> None:
        """Do it on a thread of its own."""
        self._thread = threading.Thread(target=self.run, name=name, daemon=True)
        self._thread.start()

    def left_by_worker(self, *, pool_idle: bool) -> bool:
        """Tell whether no worker is inside it any more; its callbacks may have been called a moment before that.

        Whoever lets go of it earlier leaves the last hold on it to the worker, which would then destroy an object of
        the UI thread while that thread may still be delivering its signal.
        """
        return self.running.settled and (pool_idle if self._thread is None else not self._thread.is_alive())
