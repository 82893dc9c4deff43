"""Ctrl+L: reads a line at every key, logs it at Enter, and keeps what was not finished."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from app.errors import BansoError
from app.language import _, error_words, short_day
from app.operations.changes import Changes
from app.operations.quick_log import Logged, LogNames, Reading, Similar, log_line, log_names, read_line
from app.operations.quick_log_aid import AccountNow, AccountState, account_now, often_used_tags, similar_open, warm_up
from app.views.dialogs.error import show_error
from app.views.quick_log.edits import Edit, edit_of, with_voice
from app.views.quick_log.interpretation import VOICE, Known, rows_of
from app.views.quick_log.log_card import LogCard
from app.views.quick_log.offers import offers_for
from app.views.quick_log.unfinished import Draft, Unfinished
from app.views.widgets.origin import Origin
from app.views.workspace import Workspace
from app.vocabulary import Flag

_IDLE_MS = 400
_NAMED = ("account", "person", "position")


class Says(Protocol):
    """Tells what was done, with a way back; the window's `toast`."""

    def __call__(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Show the words."""


class QuickLog(QObject):
    """The quick log of one window. `account` returns the account on screen, which a line without @ means."""

    def __init__(
        self, window: QWidget, workspace: Workspace, *, toast: Says, account: Callable[[], str | None] = lambda: None
    ) -> None:
        super().__init__(window)
        self._window, self._workspace, self._toast, self._account = window, workspace, toast, account
        self._card: LogCard | None = None
        self._unfinished = Unfinished(workspace)
        self._given = ""
        self._new_name = ""
        self._assumed: str | None = None
        self._names: LogNames | None = None
        self._tags: tuple[str, ...] = ()
        self._now: tuple[str | None, AccountNow] = (None, AccountNow())
        self._call: str | None = None
        self._similar: tuple[Similar, ...] = ()
        self._moved: set[str] = set()
        self._origin: Origin | None = None
        self._times_changed = 0
        self._is_warm = False
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

    def open(self, line: str = "", account_id: str | None = None) -> None:
        """Open it with what was left unfinished, or for `account_id` with what was left there; or with `line`."""
        if self._card is not None:
            self._card.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        if self._names is None:
            self._names, self._tags = _names_and_tags(self._workspace)
        self._origin = Origin()
        draft = self._unfinished.take(account_id, fresh=bool(line))
        card = self._card = LogCard(self._window, self._head(draft))
        self._listen(card)
        self._assumed = account_id or self._account()
        self._now, self._moved, self._call = (None, AccountNow()), set(), None
        self._given, self._new_name = line, ""
        if draft is not None:
            # Begun for another account, a line without @ must not go to the one that happens to be on screen.
            self._assumed = draft.account_id or self._assumed
        if draft is not None or line:
            card.field.setPlainText(draft.text if draft is not None else line)
            card.field.moveCursor(QTextCursor.MoveOperation.End)
        card.changed.connect(self._read)
        self._read()
        card.appear()
        card.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _head(self, draft: Draft | None) -> str:
        zone = ZoneInfo(self._workspace.clock.zone)
        now = self._workspace.clock.now().astimezone(zone)
        if draft is None:
            return _("{time} · works offline", time=f"{now.hour}:{now.minute:02}")
        at = draft.touched.astimezone(zone)
        time = f"{at.hour}:{at.minute:02}"
        when = time if at.date() == now.date() else _("{day}, {time}", day=short_day(at.date()), time=time)
        return _("Draft of {when} · works offline", when=when)

    def _listen(self, card: LogCard) -> None:
        card.left.connect(self.close)
        card.submitted.connect(self._log)
        card.toggled.connect(self._toggle)
        card.edited.connect(self._edit)
        card.added.connect(self._add)
        card.rested.connect(lambda: self._keep(at_once=True))

    def close(self) -> None:
        """Close it and keep the line as a draft."""
        if self._card is None:
            return
        text, account_id = self._written()
        self._unfinished.put_back(text, account_id)
        self._dismiss()

    def _written(self, reading: Reading | None = None) -> tuple[str, str | None]:
        """Return what is to be kept of the line, and the account it was begun for; what was only given is nothing."""
        text = self._card.field.text() if self._card is not None else ""
        if text.strip() == self._given.strip():
            return "", None
        read = reading or self._reading(text)
        return text, self._assumed if read.account.state is AccountState.ASSUMED else None

    def _keep(self, reading: Reading | None = None, *, at_once: bool = False) -> None:
        if self._card is not None:
            self._unfinished.keep(*self._written(reading), at_once=at_once)

    def _dismiss(self) -> None:
        card, self._card = self._card, None
        if card is not None:
            card.hide()
            card.deleteLater()
        if self._origin is not None:
            self._origin.give_back()

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
            self._now, self._call = (reading.account.id, found), None
        self._similar = similar_open(reading, self._now[1]) if reading.promises else ()
        self._moved &= {one.promise_id for one in self._similar}
        if reading.account.text != self._new_name:
            self._new_name = ""
        call = self._call_of_risk(reading)
        known = Known(names, self._now[1], self._workspace.clock, self._similar, self._moved, self._new_name, call)
        edit = self._editing(card, reading, names)
        offers = offers_for(reading, card.field.cursor_place(), names, self._tags, self._new_name)
        rows = rows_of(reading, known)
        card.show_reading(reading, rows, edit.choices if edit is not None else offers, editing=edit is not None)
        self._keep(reading)

    def _call_of_risk(self, reading: Reading) -> str:
        """Return what the call to action says that a risk of this line goes to; asked once for each account."""
        if Flag.RISK not in reading.flags or reading.account.id is None:
            return ""
        if self._call is None:
            from app.operations.signals.linking import call_of_risk
            from app.operations.today_words import cta_words

            today = self._workspace.clock.today()
            row = self._workspace.read(call_of_risk, reading.account.id, today=today)
            self._call = cta_words(row, today=today)[0] if row is not None else ""
        return self._call

    def _editing(self, card: LogCard, reading: Reading, names: LogNames) -> Edit | None:
        if card.editing is None:
            return None
        return edit_of(card.editing, reading, names, self._tags, self._workspace.clock.today())

    def _edit(self, what: str) -> None:
        """Select what a row stands for and offer what may stand there; nothing named ends it."""
        card, names = self._card, self._names
        if card is None or names is None:
            return
        card.editing = what or None
        edit = self._editing(card, self._reading(card.field.text()), names)
        card.field.setFocus(Qt.FocusReason.OtherFocusReason)
        if edit is not None:
            card.field.select(edit.start, edit.end)
        else:
            card.editing = None
            card.field.moveCursor(QTextCursor.MoveOperation.End)
        self._read()

    def _toggle(self, what: str) -> None:
        if what == VOICE:
            if self._card is not None:
                self._card.take(with_voice(self._reading(self._card.field.text())), goes_on=False)
            return
        chosen = {what} if what else {one.promise_id for one in self._similar}
        self._moved = self._moved - chosen if chosen <= self._moved else self._moved | chosen
        self._read()

    def _add(self, name: str) -> None:
        self._new_name = name
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
                create=bool(self._new_name),
            )
        except BansoError as error:
            card.show_error(error_words(error)[1])
            return
        change = workspace.last_change
        self._given = card.field.text()
        self._keep(at_once=True)
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
        self._now, self._call = (None, AccountNow()), None
        if self._card is not None:
            self._read()

    def _prepare(self) -> None:
        if self._names is None or not self._is_warm:
            self._is_warm, at = True, self._times_changed
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
