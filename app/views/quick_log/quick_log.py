"""Ctrl+L: reads a line at every key, logs it at Enter, and keeps what was not finished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import BansoError
from app.language import _, error_words
from app.operations.changes import Changes
from app.operations.quick_log import Logged, LogNames, Reading, Similar, log_line, log_names, read_line
from app.operations.quick_log_aid import AccountNow, AccountState, account_now, often_used_tags, similar_open, warm_up
from app.views.dialogs.error import show_error
from app.views.quick_log.interpretation import Known, rows_of
from app.views.quick_log.log_card import LogCard
from app.views.quick_log.offers import offers_for
from app.views.workspace import Workspace

_IDLE_MS = 400
_NAMED = ("account", "person", "position")


class Says(Protocol):
    """Tells what was done, with a way back; the window's `toast`."""

    def __call__(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Show the words."""


@dataclass(frozen=True)
class Draft:
    """A line that was not logged yet, and the account that was on screen when it was begun."""

    text: str
    account_id: str | None


class QuickLog(QObject):
    """The quick log of one window. `account` returns the account on screen, which a line without @ means."""

    def __init__(
        self, window: QWidget, workspace: Workspace, *, toast: Says, account: Callable[[], str | None] = lambda: None
    ) -> None:
        super().__init__(window)
        self._window, self._workspace, self._toast, self._account = window, workspace, toast, account
        self._card: LogCard | None = None
        self._draft: Draft | None = None
        self._assumed: str | None = None
        self._names: LogNames | None = None
        self._tags: tuple[str, ...] = ()
        self._now: tuple[str | None, AccountNow] = (None, AccountNow())
        self._similar: tuple[Similar, ...] = ()
        self._moved: set[str] = set()
        self._came_from: QWidget | None = None
        self._times_changed = 0
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self._prepare)
        self._idle.start()
        workspace.changed.connect(self._book_changed)

    @property
    def card(self) -> LogCard | None:
        """Return the card while it is open."""
        return self._card

    # Opening and leaving

    def open(self) -> None:
        """Open it, with what was left unfinished."""
        if self._card is not None:
            self._card.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        if self._names is None:
            self._names, self._tags = _names_and_tags(self._workspace)
        self._came_from = QApplication.focusWidget()
        clock = self._workspace.clock
        now = clock.now().astimezone(ZoneInfo(clock.zone))
        card = self._card = LogCard(self._window, f"{now.hour}:{now.minute:02}")
        card.left.connect(self.close)
        card.submitted.connect(self._log)
        card.toggled.connect(self._toggle)
        self._assumed = self._account()
        self._now, self._moved = (None, AccountNow()), set()
        if self._draft is not None:
            # Begun for another account, a line without @ must not go to the one that happens to be on screen.
            self._assumed = self._draft.account_id or self._assumed
            card.field.setPlainText(self._draft.text)
            card.field.moveCursor(QTextCursor.MoveOperation.End)
        card.changed.connect(self._read)
        self._read()
        card.appear()
        card.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close(self) -> None:
        """Close it and keep the line as a draft."""
        if self._card is None:
            return
        text = self._card.field.text()
        if text.strip():
            state = self._reading(text).account.state
            self._draft = Draft(text, self._assumed if state is AccountState.ASSUMED else None)
        else:
            self._draft = None
        self._dismiss()

    def _dismiss(self) -> None:
        card, self._card = self._card, None
        if card is not None:
            card.hide()
            card.deleteLater()
        if self._came_from is not None and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.OtherFocusReason)
        self._came_from = None

    # Reading

    def _reading(self, text: str) -> Reading:
        assert self._names is not None
        return read_line(text, self._names, today=self._workspace.clock.today(), account_id=self._assumed)

    def _read(self) -> None:
        card, names = self._card, self._names
        if card is None or names is None:
            return
        reading = self._reading(card.field.text())
        if reading.account.id != self._now[0]:
            found = self._workspace.read(account_now, reading.account.id) if reading.account.id else AccountNow()
            self._now = (reading.account.id, found)
        self._similar = similar_open(reading, self._now[1]) if reading.promises else ()
        self._moved &= {one.promise_id for one in self._similar}
        known = Known(names, self._now[1], self._workspace.clock, self._similar, self._moved)
        offers = offers_for(reading, card.field.cursor_place(), names, self._tags)
        card.show_reading(reading, rows_of(reading, known), offers)

    def _toggle(self, promise_id: str) -> None:
        chosen = {promise_id} if promise_id else {one.promise_id for one in self._similar}
        self._moved = self._moved - chosen if chosen <= self._moved else self._moved | chosen
        self._read()

    # Logging

    def _log(self) -> None:
        card, workspace = self._card, self._workspace
        if card is None or card.field.composing:
            return
        try:
            logged: Logged = workspace.write(
                log_line,
                card.field.text(),
                today=workspace.clock.today(),
                now=workspace.clock.now(),
                by_id=getattr(workspace.book, "by_id", None),
                account_id=self._assumed,
                names=self._names,
                move=tuple(self._moved),
            )
        except BansoError as error:
            card.show_error(error_words(error)[1])
            return
        change = workspace.last_change
        self._draft = None
        self._dismiss()
        self._toast(_("Logged for {account}", account=logged.account), lambda: self._take_back(change))

    def _take_back(self, change: str | None) -> None:
        try:
            self._workspace.undo(change)
        except BansoError as error:
            show_error(self._window, error)

    # Being ready

    def _book_changed(self, changes: Changes) -> None:
        if changes.touches(*_NAMED):
            self._names = None
            self._times_changed += 1
            self._idle.start()
            if self._card is not None:
                self._names, self._tags = _names_and_tags(self._workspace)
        self._now = (None, AccountNow())
        if self._card is not None:
            self._read()

    def _prepare(self) -> None:
        if self._names is None:
            at = self._times_changed
            self._workspace.run(_ready, self._workspace, owner=self, done=lambda found: self._prepared(at, *found))

    def _prepared(self, at: int, names: LogNames, tags: tuple[str, ...]) -> None:
        # What was read before the last change no longer holds.
        if self._names is None and at == self._times_changed:
            self._names, self._tags = names, tags


def _names_and_tags(workspace: Workspace) -> tuple[LogNames, tuple[str, ...]]:
    return workspace.read(log_names), workspace.read(often_used_tags)


def _ready(_report: Any, _cancelled: Any, workspace: Workspace) -> tuple[LogNames, tuple[str, ...]]:
    """Load the names and warm up the reading, on a worker thread."""
    warm_up(workspace.clock.today())
    return _names_and_tags(workspace)
