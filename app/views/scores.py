"""The health of every account for screens: worked out off the UI thread, kept, and announced when it differs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import BansoError
from app.views.opening import ShutBook

if TYPE_CHECKING:
    from app.operations.changes import Changes
    from app.operations.health.row_health import RowHealth
    from app.operations.health.score_cache import ScoreCache, Scored
    from app.views.workspace import Workspace

_DAY_MS = 60_000
# Typing ends before the book is asked what it now says of itself.
_KEEP_MS = 3_000
_MATTERS = (
    "account", "account_fact", "reading", "measure", "feeling", "score_override", "health_model", "indicator",
    "contract", "contract_line", "setting",
)  # fmt: skip
_TOLD_BY_BOOK = (
    "account", "touchpoint", "promise", "position", "contract", "contract_line", "setting", "reading", "indicator",
    "feeling", "move", "milestone", "objective", "objective_reading", "plan", "onboarding",
    "signal_rule",
)  # fmt: skip
"""What the book is asked about after an edit: for the readings that it keeps of itself, and for its signals."""


class Scores(QObject):
    """What a workspace holds as `scores`. Ask `of`, listen to `changed`; nothing is known until it has been sent once.

    `changed` carries the ids of the accounts whose health differs, those that are gone among them.
    """

    changed = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._cache: ScoreCache | None = None
        self._rows: Mapping[str, RowHealth] = {}
        self._day: date | None = None
        self._book: object = None
        self._waiting: list[Changes] = []
        self._working = self._wanted = self._keeping = False
        self._keeps = False
        self.ready = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_KEEP_MS)
        self._pause.timeout.connect(self._keep)
        self._clock = QTimer(self)
        self._clock.setInterval(_DAY_MS)
        self._clock.timeout.connect(self.look)
        workspace.changed.connect(self._changed)

    def of(self, account_id: str) -> RowHealth | None:
        """Return the health of an account; None while it is not known. The first asking sets the work going."""
        self.begin()
        return self._rows.get(account_id)

    def rows(self) -> Mapping[str, RowHealth]:
        """Return the health of every account by its id, as far as it is known."""
        self.begin()
        return self._rows

    def begin(self) -> None:
        """Work the scores out unless they are; does nothing while the book is still being opened."""
        book = self._workspace.book
        if isinstance(book, ShutBook) or book is self._book:
            return
        self._book, self.ready, self._cache, self._rows = book, False, None, {}
        self._clock.start()
        self._work()

    def keep_up(self) -> None:
        """Let the book keep what it says of itself as readings from now on: now, after edits, and each new day."""
        self._keeps = True
        self._keep()

    def look(self) -> None:
        """Over midnight readings expire and windows move on."""
        if self._book is not None and self._day not in (None, self._workspace.clock.today()):
            self._work()
            if self._keeps:
                self._keep()

    def _changed(self, changes: Changes) -> None:
        if self._book is None:
            return
        if changes.touches(*_MATTERS):
            self._waiting.append(changes)
            self._work()
        if self._keeps and changes.touches(*_TOLD_BY_BOOK):
            self._pause.start()

    def _work(self) -> None:
        if self._working:
            self._wanted = True
            return
        self._working, self._wanted = True, False
        changes, self._waiting = self._waiting, []
        self._day = self._workspace.clock.today()
        self._workspace.run(
            _score, self._book, self._cache, self._day, changes, owner=self, done=self._scored, failed=self._failed
        )

    def _scored(self, answer: tuple[object, ScoreCache, Scored]) -> None:
        book, cache, scored = answer
        self._working = False
        if book is self._book:
            first = not self.ready
            self._cache, self._rows, self.ready = cache, scored.rows, True
            if scored.differs or first:
                self.changed.emit(scored.differs)
                if self._keeps:
                    # What fell is a signal.
                    self._pause.start()
        if self._wanted or self._waiting or book is not self._book:
            self._work()

    def _failed(self, _error: BansoError) -> None:
        # The workspace has logged why. What was known stays; the next change asks anew, from the beginning.
        self._working, self._cache = False, None
        if self._wanted:
            self._work()

    def _keep(self) -> None:
        book = self._workspace.book
        if isinstance(book, ShutBook):
            return
        if self._keeping:
            # What was edited meanwhile is asked about once this round is over.
            self._pause.start()
            return
        self._keeping = True
        day = self._workspace.clock.today()
        rows = self._rows if self.ready else None
        self._workspace.run(_keep_derived, book, day, rows, owner=self, done=self._kept, failed=self._not_kept)

    def _kept(self, kept: tuple[Changes, ...]) -> None:
        self._keeping = False
        for changes in kept:
            if changes.id is not None:
                # Not through `announce`: nobody means this by "undo".
                self._workspace.changed.emit(changes)

    def _not_kept(self, _error: BansoError) -> None:
        # Another process may hold the book; the next edit or the next day tries again.
        self._keeping = False


def _score(
    _report: Callable[..., None],
    _cancelled: Callable[[], bool],
    book: Any,
    cache: ScoreCache | None,
    today: date,
    changes: list[Changes],
) -> tuple[object, ScoreCache, Scored]:
    # Brings numpy along, which a starting window does not wait for.
    from app.operations.health.score_cache import ScoreCache

    kept = cache or ScoreCache()
    return book, kept, book.read(kept.refresh, today=today, changes=changes)


def _keep_derived(
    _report: Callable[..., None],
    _cancelled: Callable[[], bool],
    book: Any,
    today: date,
    rows: Mapping[str, RowHealth] | None,
) -> tuple[Changes, ...]:
    from app.operations.health.derived import keep_derived
    from app.operations.signals.causes import causes_of_book
    from app.operations.signals.sweep import fire

    kept: Changes = book.write(keep_derived, today=today)[0]
    # Looked for while anybody may write; what is found is written in a moment.
    causes = book.read(causes_of_book, today=today, health=rows)
    return kept, book.write(fire, today=today, causes=causes)[0]
