"""Brings the scores to the rows of the list: those known at once, the others when they have been worked out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.errors import BansoError
from app.operations.account_row import AccountRow, with_health
from app.views.accounts.asking import AT_ONCE
from app.views.accounts.health_cells import USUAL, Limits
from app.views.workspace import Running, Workspace

if TYPE_CHECKING:
    from app.operations.health.row_health import RowHealth


class Scored(QObject):
    """`show(rows)` is called with the same rows and other scores; `relimit()` when bands begin elsewhere."""

    def __init__(
        self, page: QObject, workspace: Workspace, show: Callable[[list[AccountRow]], None], relimit: Callable[[], None]
    ) -> None:
        super().__init__(page)
        self._workspace, self._show, self._relimit = workspace, show, relimit
        self._rows: Sequence[AccountRow] = ()
        self._running: Running | None = None
        self._listens = False
        self.limits: Limits = USUAL

    def dress(self, rows: Sequence[AccountRow]) -> Sequence[AccountRow]:
        """Return rows with the scores that are known; the rest come by `show`."""
        scores = self._workspace.scores
        if not self._listens:
            self._listens = True
            scores.changed.connect(self._changed)
            # They may be known already, from another place.
            self._limit()
        self._rows = rows
        known = scores.rows()
        if not known:
            return rows
        if len(rows) <= AT_ONCE or all(row.health is not None for row in rows):
            self._rows = with_health(rows, known)
        else:
            self._later(known)
        return self._rows

    def _changed(self, _ids: object) -> None:
        self._limit()
        known = self._workspace.scores.rows()
        if len(self._rows) <= AT_ONCE:
            self._arrived(with_health(self._rows, known))
        else:
            self._later(known)

    def _later(self, known: Mapping[str, RowHealth]) -> None:
        if self._running is not None:
            self._running.cancel()
        self._running = self._workspace.run(_dressed, self._rows, known, owner=self, done=self._done)

    def _done(self, answer: tuple[Sequence[AccountRow], list[AccountRow]]) -> None:
        asked, rows = answer
        # Rows that came meanwhile are dressed by a job of their own.
        if asked is self._rows:
            self._running = None
            self._arrived(rows)

    def _arrived(self, rows: list[AccountRow]) -> None:
        self._rows = rows
        self._show(rows)

    def _limit(self) -> None:
        from app.operations.health.models import model_at

        try:
            model = self._workspace.read(model_at, as_of=self._workspace.clock.today())
        except BansoError:
            # Whoever shows the model says what is wrong with it; the list keeps its colours.
            return
        if self.limits != (model.good, model.watch):
            self.limits = (model.good, model.watch)
            self._relimit()


def _dressed(
    _report: Callable[..., None],
    _cancelled: Callable[[], bool],
    rows: Sequence[AccountRow],
    known: Mapping[str, RowHealth],
) -> tuple[Sequence[AccountRow], list[AccountRow]]:
    return rows, with_health(rows, known)
