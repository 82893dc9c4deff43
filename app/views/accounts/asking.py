"""Asks for the rows of the list: at once where they are few, else on a worker thread; then how they press."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.errors import BansoError, Cancelled
from app.operations.account_filter import folded_haystacks
from app.operations.account_row import AccountRow, by_priority
from app.views.workspace import Book, Running, Workspace

if TYPE_CHECKING:
    from app.operations.health.row_health import RowHealth

# Above this many rows the question is asked on a worker thread.
AT_ONCE = 500
# What is to do today takes longer to find than the rows: above this many it comes a moment later.
PRESSED_AT_ONCE = 150

Hay = list[str] | None


class Asking(QObject):
    """`arrived(rows, folded words or None)`, once or twice for each asking; `refused(error)`.

    `places` are those of the last time: until the new ones are there, rows stand as they did.
    """

    arrived = Signal(object, object)
    refused = Signal(object)

    def __init__(self, workspace: Workspace, owner: QObject) -> None:
        super().__init__(owner)
        self._workspace = workspace
        self._running: Running | None = None
        self.places: Mapping[str, int] | None = None

    def ask(self, today: date, *, later: bool) -> None:
        """Ask anew; `later` where other rows are shown meanwhile."""
        from app.operations import accounts

        if self._running is not None:
            self._running.cancel()
            self._running = None
        try:
            count = self._workspace.read(accounts.account_count)
            if later or count > AT_ONCE:
                self._run(_rows, today, self.places or {})
                return
            rows = self._workspace.read(accounts.account_rows, today=today)
            if count <= PRESSED_AT_ONCE:
                from app.operations.pressing import pressing

                self.places = self._workspace.read(pressing, today=today, health=self._workspace.scores.rows())
        except BansoError as error:
            self.refused.emit(error)
            return
        ordered = by_priority(rows, self.places or {})
        self.arrived.emit(ordered, None)
        if count > PRESSED_AT_ONCE:
            self._run(_pressed, today, ordered, None)

    def press_again(self, today: date, rows: Sequence[AccountRow], hay: Sequence[str] | None) -> None:
        """Ask how these rows press by the scores of now, unless they are being asked for anyway."""
        if self._running is None:
            self._run(_pressed, today, list(rows), list(hay) if hay is not None else None)

    def _run(self, job: Callable[..., object], *asked: object) -> None:
        known = self._workspace.scores.rows()
        self._running = self._workspace.run(
            job, self._workspace.book, known, *asked, owner=self, done=self._done, failed=self.refused.emit
        )

    def _done(self, found: tuple[list[AccountRow], Hay, Mapping[str, int] | None, date]) -> None:
        rows, hay, places, today = found
        self._running = None
        if places is not None:
            self.places = places
        self.arrived.emit(rows, hay)
        if places is None:
            self._run(_pressed, today, rows, hay)


def _rows(
    _report: Callable[..., None],
    cancelled: Callable[[], bool],
    book: Book,
    _health: object,
    today: date,
    places: Mapping[str, int],
) -> tuple[list[AccountRow], Hay, None, date]:
    from app.operations.accounts import account_rows

    rows = by_priority(book.read(account_rows, today=today), places)
    if cancelled():
        raise Cancelled
    return rows, folded_haystacks(rows), None, today


def _pressed(
    _report: Callable[..., None],
    cancelled: Callable[[], bool],
    book: Book,
    health: Mapping[str, RowHealth],
    today: date,
    rows: Sequence[AccountRow],
    hay: Hay,
) -> tuple[list[AccountRow], Hay, Mapping[str, int], date]:
    from app.operations.pressing import pressing

    places: Mapping[str, int] = book.read(pressing, today=today, health=health)
    if cancelled():
        raise Cancelled
    ordered = by_priority(rows, places)
    if hay is not None:
        words = {row.id: each for row, each in zip(rows, hay, strict=True)}
        hay = [words[row.id] for row in ordered]
    return ordered, hay, places, today
