"""Runs the connections: at the start, every few minutes in front, after edits, when the network is back, when asked.

One run at a time, on a thread of its own: it waits for networks, and writing never waits for it. What it changed here
is announced once, as any other change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from app.errors import BansoError
from app.views.opening import ShutBook
from app.views.sync.network import watch_network
from app.views.sync.pace import Pace

if TYPE_CHECKING:
    from app.operations.changes import Changes
    from app.operations.syncing.rows import RunResult
    from app.views.sync.state import SyncState
    from app.views.workspace import Running, Workspace

TICK_MS = 15_000
EDIT_MS = 10_000
_TAKES_PART = (
    "account", "position", "person", "touchpoint", "promise", "request", "plan", "objective", "milestone", "commitment",
    "contract", "account_fact", "review", "decision", "review_section", "contract_line", "forecast_call",
    "csql",
)  # fmt: skip


class Schedule(QObject):
    """`moved` while a run goes on, `ended(RunResult, pressed)` when one is over, `failed(BansoError, pressed)`.

    Nothing runs by itself before `begin`.
    """

    moved = Signal()
    ended = Signal(object, bool)
    failed = Signal(object, bool)

    def __init__(
        self, workspace: Workspace, state: SyncState, parent: QObject | None = None, *, pace: Pace | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._state, self.pace = workspace, state, pace or Pace()
        self.progress: tuple[int, int] = (0, 0)
        self._current: int | None = None
        self._pressed = False
        self._running: Running | None = None
        self._queue: dict[int, bool] = {}
        """Who waits for a turn, in order, and whether a person asked for it."""
        self._begun = self._first = self._outdated = False
        self._own: set[str] = set()
        self._edits: set[str] = set()
        self._tick = self._timer(TICK_MS, self.look, once=False)
        self._edit = self._timer(EDIT_MS, self._edited, once=True)
        workspace.changed.connect(self._changed)
        state.told.connect(self._told)

    def _timer(self, milliseconds: int, then: Callable[[], None], *, once: bool) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(once)
        timer.setInterval(milliseconds)
        timer.setTimerType(Qt.TimerType.CoarseTimer)
        timer.timeout.connect(then)
        return timer

    # What is under way

    @property
    def current(self) -> int | None:
        """Return the connection that runs now."""
        return self._current

    def is_waiting(self, connection_id: int) -> bool:
        """Tell whether a connection waits for its turn."""
        return connection_id in self._queue

    @property
    def offline(self) -> bool:
        """Tell whether a connection could not be reached the last time."""
        return any(one.state == "on" and self.pace.is_offline(one.id) for one in self._state.connections())

    def begin(self) -> None:
        """Run by itself from now on, everything once at first."""
        if self._begun:
            return
        self._begun = self._first = True
        self._tick.start()
        watch_network(self, self.reconnected)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self.look)
        self._told()

    def sync_now(self) -> bool:
        """Run all that may run, as a person asked; False where there is none."""
        wanted = [one.id for one in self._state.connections() if one.state == "on"]
        self._enter(wanted, pressed=True)
        return bool(wanted)

    def sync(self, connection_id: int) -> None:
        """Run one connection, as a person asked."""
        self._enter([connection_id], pressed=True)

    def cancel(self) -> None:
        """Stop the run under way and let nobody follow; what it has done stays and is whole."""
        self._queue.clear()
        if self._running is not None:
            self._running.cancel()
        self.moved.emit()

    # When

    def look(self) -> None:
        """Start what is due by the clock."""
        if not self._begun:
            return
        focused = QGuiApplication.applicationState() is Qt.ApplicationState.ApplicationActive
        self._enter(
            one.id
            for one in self._state.connections()
            if one.state == "on" and self.pace.is_due(one.id, one.every_minutes, focused=focused)
        )

    def reconnected(self) -> None:
        """The network is back."""
        self.pace.reached()
        self.look()

    def _told(self) -> None:
        if self._first and self._state.now is not None:
            self._first = False
            # What a person connected or asked for meanwhile has run already.
            self._enter(
                one.id
                for one in self._state.connections()
                if one.state == "on" and one.every_minutes and not self.pace.has_begun(one.id)
            )

    def _changed(self, changes: Changes) -> None:
        if changes.id in self._own:
            self._own.discard(changes.id or "")
            return
        # The run under way may be past it.
        self._outdated = self._running is not None
        if self._begun and changes.touches(*_TAKES_PART):
            self._edits.add(changes.id or "")
            self._edit.start()

    def _edited(self) -> None:
        if self._running is not None:
            # The run under way may be past what was written: it is sent after that.
            self._edit.start()
            return
        self._edits.clear()
        self._enter(
            one.id
            for one in self._state.connections()
            if one.state == "on" and one.writes and one.every_minutes and self.pace.may_try(one.id)
        )

    # Runs

    def _enter(self, wanted: Iterable[int], *, pressed: bool = False) -> None:
        for connection_id in wanted:
            if connection_id == self._current and not (pressed and self._outdated):
                # A run that began by itself now counts as asked for: how it ends is said.
                self._pressed = self._pressed or pressed
            else:
                self._queue[connection_id] = self._queue.get(connection_id, False) or pressed
        self._next()

    def _next(self) -> None:
        book = self._workspace.book
        if self._running is not None or not self._queue or self._workspace.closing or isinstance(book, ShutBook):
            return
        self._current = next(iter(self._queue))
        self._pressed, self._outdated = self._queue.pop(self._current), False
        self.progress = (0, 0)
        self.pace.began(self._current)
        running = self._running = self._workspace.run_apart(
            _sync, book, self._current, self._pressed, owner=self, progress=self._report, done=self._done,
            failed=self._failed,
        )  # fmt: skip
        running.ended.connect(self._over)
        self.moved.emit()

    def _report(self, n: int, total: int, _words: str) -> None:
        self.progress = (n, total)
        self.moved.emit()

    def _done(self, answer: tuple[Changes, RunResult]) -> None:
        changes, result = answer
        if self._current is not None:
            self.pace.ended(self._current, result.result)
        if changes.id is not None:
            self._own.add(changes.id)
            # What was seen of it while it was being written is no edit of a person.
            self._edits.discard(changes.id)
            if not self._edits:
                self._edit.stop()
            # Undo by key takes back what a person did; a run that nobody asked for is taken back in its list.
            (self._workspace.announce if self._pressed else self._workspace.tell)(changes)
        self._workspace.synced.emit()
        self.ended.emit(result, self._pressed)

    def _failed(self, error: BansoError) -> None:
        if self._current is not None:
            self.pace.ended(self._current, "error")
        self.failed.emit(error, self._pressed)

    def _over(self) -> None:
        self._running, self._current = None, None
        if not self._workspace.closing:
            self._state.ask()
            self.moved.emit()
            self._next()


def _sync(
    report: Callable[[int, int, str], None], cancelled: Callable[[], bool], book: Any, connection_id: int, pressed: bool
) -> tuple[Changes, RunResult]:
    from app.operations.syncing.running import run_sync

    def tell(n: int, total: int | None, words: str) -> None:
        report(n, total or 0, words)

    return run_sync(book, connection_id, pressed=pressed, report=tell, cancelled=cancelled)
