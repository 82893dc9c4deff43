"""What the book says of its connections now: asked off the UI thread, kept, announced when it differs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import BansoError
from app.views.opening import ShutBook

if TYPE_CHECKING:
    from app.operations.syncing.rows import Connection, Pulse
    from app.views.workspace import Running, Workspace

_PAUSE_MS = 150
# Parameters that say where a system is.
_WHERE = ("folder", "url", "server", "host")


@dataclass(frozen=True)
class Told:
    """The connections, what they come to, and where each leads: its folder or address."""

    connections: tuple[Connection, ...]
    pulse: Pulse
    where: Mapping[int, str] = field(default_factory=dict)


class SyncState(QObject):
    """`now` is the last answer, None before the first; `told` follows each answer that differs."""

    told = Signal()

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.now: Told | None = None
        self._asked: Running | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.ask)
        workspace.changed.connect(self.ask_soon)

    def connection(self, connection_id: int) -> Connection | None:
        """Return a connection as it was told last."""
        return next((one for one in self.connections() if one.id == connection_id), None)

    def connections(self) -> tuple[Connection, ...]:
        """Return the connections as they were told last."""
        return self.now.connections if self.now is not None else ()

    def ask_soon(self, _changes: object = None) -> None:
        """Ask once for several changes one after another."""
        self._pause.start()

    def ask(self) -> None:
        """Ask the book."""
        self._pause.stop()
        book = self._workspace.book
        if isinstance(book, ShutBook):
            return
        if self._asked is not None and not self._asked.finished:
            # What is on its way may be from before the change.
            self._pause.start()
            return
        self._asked = self._workspace.run(_read, book, owner=self, done=self._arrived, failed=_missed)

    def _arrived(self, answer: Told) -> None:
        if answer != self.now:
            self.now = answer
            self.told.emit()


def _read(_report: Callable[..., None], _cancelled: Callable[[], bool], book: Any) -> Told:
    from app.operations.syncing.connections import config_of, connections
    from app.operations.syncing.pulse import pulse

    there = tuple(book.read(connections))
    where = {}
    for one in there:
        config = book.read(config_of, one.id)
        where[one.id] = next((str(config[name]) for name in _WHERE if config.get(name)), "")
    return Told(there, book.read(pulse), where)


def _missed(_error: BansoError) -> None:
    """Leave what was told before: the workspace has logged why, and the next change asks again."""
