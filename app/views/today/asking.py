"""Asks the book what there is to do: at once in a small book, else on a worker thread while the rows stay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.errors import BansoError
from app.views.dialogs.error import show_error
from app.views.workspace import Book, Running, Workspace

if TYPE_CHECKING:
    from app.operations.changes import Changes
    from app.operations.health.row_health import RowHealth
    from app.operations.today import TodayPage as Answer

# Above this many accounts the question is asked on a worker thread; so is the first one, which takes longest.
AT_ONCE = 60
_SHOWN = (
    "account", "account_fact", "contract", "contract_line", "cta", "feeling", "handover", "health_model", "milestone",
    "participation", "person", "playbook", "position", "promise", "put_off", "rate", "reading", "score_override",
    "setting", "signal_rule", "touchpoint", "touchpoint_person",
)  # fmt: skip


class Asking(QObject):
    """`ask` asks where something is not known yet: `arrived(answer)`. `changed` when it is worth asking again.

    `day` is the day that the last question was about.
    """

    arrived = Signal(object)
    changed = Signal()

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        super().__init__(page)
        self._workspace, self._page = workspace, page
        self._asked: Running | None = None
        self._stale = True
        self._asked_before = False
        self.day = workspace.clock.today()
        workspace.changed.connect(self._note)
        workspace.scores.changed.connect(self._rescored)

    def _note(self, changes: Changes) -> None:
        if changes.touches(*_SHOWN):
            self._stale = True
            self.changed.emit()

    def _rescored(self, _ids: object) -> None:
        self._stale = True
        self.changed.emit()

    def ask(self) -> None:
        """Ask where something changed since the last time, or another day has begun."""
        from app.operations.today import account_count, today_page

        clock = self._workspace.clock
        if clock.today() != self.day:
            self.day, self._stale = clock.today(), True
        if not self._stale:
            return
        self._stale = False
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None
        known = self._workspace.scores.rows()
        try:
            if self._asked_before and self._workspace.read(account_count) <= AT_ONCE:
                self.arrived.emit(self._workspace.read(today_page, today=self.day, now=clock.now(), health=known))
                return
        except BansoError as error:
            self._refused(error)
            return
        self._asked_before = True
        self._asked = self._workspace.run(
            _read, self._workspace.book, self.day, clock.now(), known,
            owner=self, done=self._answered, failed=self._refused,
        )  # fmt: skip

    def _answered(self, answer: Answer) -> None:
        # One that was overtaken by a newer question may still be on its way.
        if self._asked is not None and self._asked.finished:
            self._asked = None
            self.arrived.emit(answer)

    def _refused(self, error: BansoError) -> None:
        self._stale = True
        show_error(self._page.window(), error)


def _read(
    _report: Callable[..., None],
    _cancelled: Callable[[], bool],
    book: Book,
    today: date,
    now: datetime,
    health: Mapping[str, RowHealth],
) -> Answer:
    from app.operations.today import today_page

    answer: Answer = book.read(today_page, today=today, now=now, health=health)
    return answer
