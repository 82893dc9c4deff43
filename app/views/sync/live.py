"""Keeps the sync pill and the count beside the place true, and says how a run that somebody asked for went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.errors import BansoError
from app.language import _, error_words, keyed, ngettext, number
from app.views.sync.pill import Face
from app.views.sync.schedule import Schedule
from app.views.sync.state import SyncState

if TYPE_CHECKING:
    from app.operations.syncing.rows import Pulse, RunResult
    from app.views.main_window import MainWindow


class SyncLive(QObject):
    """`state` is what the book says, `schedule` what runs; both are those of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.state = SyncState(window.workspace, self)
        self.schedule = Schedule(window.workspace, self.state, self)
        self.state.told.connect(self.show)
        self.schedule.moved.connect(self.show)
        self.schedule.ended.connect(self._say)
        self.schedule.failed.connect(self._refuse)
        window.rebuilt.connect(self.show)
        self.state.ask_soon()

    def sync_now(self) -> None:
        """Run everything now, as somebody asked."""
        if not self.schedule.sync_now():
            nothing, resting = _("There is nothing to sync with yet"), _("Every connection is paused or waits for you")
            self._window.toast(resting if self.state.connections() else nothing)

    def show(self) -> None:
        """Show how things stand."""
        told = self.state.now
        if told is None:
            return
        self._window.set_count("sync", told.pulse.ask or None)
        self._window.show_sync(self._face(told.pulse))

    def _face(self, pulse: Pulse) -> Face:
        if self.schedule.current is not None:
            n, total = self.schedule.progress
            more = f"{number(n)} / {number(total)}" if total else _("Looking for news")
            return Face("refresh-cw", "accent_text", _("Syncing"), more, n / total if total else None)
        if pulse.state in ("synced", "waiting") and self.schedule.offline:
            return Face("cloud-off", "watch_text", _("Offline"), _unsent(pulse, self._when(pulse)))
        return _faces(pulse, self._when(pulse))

    def _when(self, pulse: Pulse) -> str:
        # Zones and days are not loaded for the first paint.
        from app.views.sync.words import when_words

        return when_words(pulse.at, self._window.workspace.clock)

    def _say(self, result: RunResult, pressed: bool) -> None:
        if result.came:
            from app.views.account.giving.words import came_words

            # A colleague's hand-over is news, whoever asked for the run.
            self._window.toast(came_words(result.came))
            return
        if not pressed or result.result == "cancelled":
            return
        from app.views.sync.words import why_words

        if result.result == "done":
            words = _("{name} is up to date", name=result.name)
            if result.pulled or result.pushed:
                counts = _("{pulled} in, {pushed} out", pulled=number(result.pulled), pushed=number(result.pushed))
                words = f"{words} · {counts}"
            change = result.change_id
            undo = (lambda: self._window.take_back(change)) if change else None
            self._window.toast(words, undo)
        elif result.result == "offline":
            title, message = error_words(BansoError("sync.unreached", name=result.name))
            self._window.toast(f"{title} {message}")
        else:
            said = why_words(result.why, self._window.workspace.clock) or keyed("sync.result", result.result)
            self._window.toast(f"{result.name}: {said}")

    def _refuse(self, error: BansoError, pressed: bool) -> None:
        if pressed:
            from app.views.dialogs.error import show_error

            show_error(self._window, error)


def _unsent(pulse: Pulse, when: str) -> str:
    waits = ngettext("{n} not sent", "{n} not sent", pulse.waiting) if pulse.waiting else ""
    last = _("last {when}", when=when) if when else ""
    return " · ".join(part for part in (waits, last) if part)


def _faces(pulse: Pulse, when: str) -> Face:
    """Return the face of a state that the book knows by itself."""
    synced = _("Synced {when}", when=when) if when else _("Not synced yet")
    if pulse.state == "none":
        return Face("plug", "text2", _("No connection yet"), _("Everything is on this PC"))
    if pulse.state == "error":
        key = pulse.why[0] if pulse.why is not None else ""
        words = _("Sign-in needed") if "auth" in key else _("Sync has stopped")
        return Face("cloud-alert", "risk_text", words, _("Open to see why"))
    if pulse.state == "ask":
        words = ngettext("{n} to look at", "{n} to look at", pulse.ask)
        return Face("git-merge", "watch_text", words, _unsent(pulse, when))
    if pulse.state == "paused":
        return Face("pause", "text2", _("Paused"), _unsent(pulse, when))
    if pulse.state == "waiting":
        return Face("cloud-upload", "text2", ngettext("{n} not sent", "{n} not sent", pulse.waiting), synced)
    return Face("cloud-check", "good_text", _("Up to date"), synced)
