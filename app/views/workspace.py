"""Between the screens and the book: reads, writes that are announced once, and the only way off the UI thread.

It knows no business noun. `book` brings questions and operations to a session; each screen looks at the
changes announced and asks its own question again.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QThreadPool, Signal

from app.clock import Clock
from app.errors import BansoError
from app.views.running import Job, Progress, Running, Work

if TYPE_CHECKING:
    from app.operations.changes import Changes
    from app.views.draft_keeper import DraftKeeper
    from app.views.scores import Scores

# How many changes a window can take back.
MOST_STEPS = 200
# A change that touched more rows than this is taken back on a worker thread.
LARGE = 500

__all__ = ["LARGE", "MOST_STEPS", "Book", "Job", "Progress", "Running", "Workspace"]


class Book(Protocol):
    """What a workspace needs of the data side."""

    def read(self, question: Callable[..., Any], *args: Any, **kw: Any) -> Any:
        """Return the answer to a question."""

    def write(self, operation: Callable[..., Any], *args: Any, **kw: Any) -> tuple[Changes, Any]:
        """Run an operation as one change: what it touched and what it answered; on a BansoError nothing is written."""


# A worker may still be inside a piece of work and its Running when the workspace, or the last one who asked, is gone.
# So they are kept here, have no parent, and are let go on the UI thread once no worker is inside them.
_kept: list[Work] = []


class Workspace(QObject):
    """What screens are given. `changed` carries the changes of every write, once, after it is durable.

    `synced` follows every run of sync, also one that wrote no row and only noted what is not sent.
    """

    changed = Signal(object)
    synced = Signal()

    def __init__(self, book: Book, clock: Clock, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book = book
        self.clock = clock
        self._done: list[str] = []
        self._undone: list[str] = []
        self._large: set[str] = set()
        self.closing = False
        self.stepping = False
        self._live: list[Running] = []
        self._drafts: DraftKeeper | None = None
        self._scores: Scores | None = None

    @property
    def scores(self) -> Scores:
        """Return the health of every account as far as it is known; asking sets the work going."""
        if self._scores is None:
            from app.views.scores import Scores

            self._scores = Scores(self)
        return self._scores

    @property
    def drafts(self) -> DraftKeeper:
        """Return what keeps unfinished text in the book; it is no change, so nothing is announced or undone."""
        if self._drafts is None:
            from app.views.draft_keeper import DraftKeeper

            self._drafts = DraftKeeper(self)
        return self._drafts

    def read(self, question: Callable[..., Any], *args: Any, **kw: Any) -> Any:
        """Return the answer to a question, on the UI thread."""
        return self.book.read(question, *args, **kw)

    def write(self, operation: Callable[..., Any], *args: Any, **kw: Any) -> Any:
        """Run an operation, announce what it changed and return its answer; on a BansoError nothing is written."""
        changes, answer = self.book.write(operation, *args, **kw)
        self.announce(changes)
        return answer

    def announce(self, changes: Changes) -> None:
        """Tell every screen what changed and remember it for undo; jobs that write call it when they are done."""
        if changes.id is not None:
            self._done.append(changes.id)
            del self._done[:-MOST_STEPS]
            self._undone.clear()
        self._weigh(changes)
        self.changed.emit(changes)

    def tell(self, changes: Changes) -> None:
        """Tell every screen what changed, without remembering it: nobody means it by "undo"."""
        self._weigh(changes)
        self.changed.emit(changes)

    @property
    def last_change(self) -> str | None:
        """Return the id of the change that undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def last_undone(self) -> str | None:
        """Return the id of the undo that redo would take back."""
        return self._undone[-1] if self._undone else None

    def undo(self, change_id: str | None = None) -> Changes | None:
        """Take back the last change, or the one named, and return what that changed; None where nothing is left."""
        chosen = change_id or self.last_change
        return self.step(chosen) if chosen is not None else None

    def redo(self) -> Changes | None:
        """Do again what was undone last and return what that changed; None where there is nothing."""
        return self.step(self.last_undone) if self.last_undone is not None else None

    def is_large(self, change_id: str) -> bool:
        """Tell whether taking a change back takes so long that `step_later` is the way."""
        return change_id in self._large

    def weigh(self, change_id: str, rows: int) -> None:
        """Remember how many rows a change of another day touched."""
        if rows > LARGE:
            self._large.add(change_id)

    def step(self, change_id: str) -> Changes:
        """Take back a change, or bring it again by the id of its undo; return what that changed."""
        # Operations bring the database along, which must not be loaded before the first paint.
        from app.operations.changes import take_back

        target = self._leave(change_id)
        changes: Changes = self.book.write(take_back, change_id)[0]
        self._arrive(changes, target)
        return changes

    def step_later(
        self,
        change_id: str,
        *,
        owner: QObject,
        done: Callable[[Changes], None],
        failed: Callable[[BansoError], object],
    ) -> Running:
        """Do what `step` does on a worker thread; `stepping` meanwhile."""
        target = self._leave(change_id)
        self.stepping = True

        def arrived(changes: Changes) -> None:
            self._arrive(changes, target)
            done(changes)

        running = self.run(_take_back, self.book, change_id, owner=owner, done=arrived, failed=failed)
        running.ended.connect(self._stepped)
        return running

    def _stepped(self) -> None:
        self.stepping = False

    def _leave(self, change_id: str) -> list[str]:
        """Return where the step is to be remembered. A change that cannot be taken back is not tried twice."""
        again = change_id in self._undone
        source, target = (self._undone, self._done) if again else (self._done, self._undone)
        if change_id in source:
            source.remove(change_id)
        return target

    def _arrive(self, changes: Changes, target: list[str]) -> None:
        if changes.id is not None:
            target.append(changes.id)
        self._weigh(changes)
        self.changed.emit(changes)

    def _weigh(self, changes: Changes) -> None:
        if changes.id is not None and sum(map(len, changes.touched.values())) > LARGE:
            self._large.add(changes.id)

    def run(
        self,
        job: Job,
        *args: Any,
        owner: QObject,
        progress: Progress | None = None,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BansoError], object] | None = None,
        **kw: Any,
    ) -> Running:
        """Run `job(report, cancelled, *args, **kw)` on a worker thread; call back on the UI thread.

        `report(n, total, words)` tells how far it is; `cancelled()` tells when to raise Cancelled. A BansoError
        goes to `failed` as it is; anything else is logged and goes there in general words. When `owner` dies
        the work is cancelled and nothing is called.
        """
        work = self._take(Running(owner, progress, done, failed), job, args, kw)
        work.start_in_pool()
        return work.running

    def run_apart(
        self,
        job: Job,
        *args: Any,
        owner: QObject,
        progress: Progress | None = None,
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BansoError], object] | None = None,
        **kw: Any,
    ) -> Running:
        """Do what `run` does on a thread of its own: work that waits for a network would keep others waiting."""
        work = self._take(Running(owner, progress, done, failed), job, args, kw)
        work.start_apart("banso-apart")
        return work.running

    def _take(self, running: Running, job: Job, args: tuple[Any, ...], kw: dict[str, Any]) -> Work:
        idle = QThreadPool.globalInstance().activeThreadCount() == 0
        _kept[:] = [work for work in _kept if not work.left_by_worker(pool_idle=idle)]
        work = Work(running, job, args, kw)
        self._live.append(running)
        _kept.append(work)
        running.ended.connect(self._forget)
        return work

    def _forget(self) -> None:
        self._live = [running for running in self._live if not running.finished]

    @property
    def busy(self) -> int:
        """Return how many pieces of work are under way."""
        return len(self._live)

    def close(self, milliseconds: int = 5000) -> bool:
        """Cancel everything under way and wait for it; False when something did not stop in time."""
        self.closing = True
        for running in self._live:
            running.cancel()
        until = time.monotonic() + milliseconds / 1000
        if self._drafts is not None:
            self._drafts.close(milliseconds / 1000)
        return all([running.wait(max(0.0, until - time.monotonic())) for running in self._live])


def _take_back(_report: Progress, _cancelled: Callable[[], bool], book: Book, change_id: str) -> Changes:
    from app.operations.changes import take_back

    changes: Changes = book.write(take_back, change_id)[0]
    return changes
