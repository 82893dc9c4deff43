"""Undo and redo of a window: one step back or forward through the changes of the workspace, and words about it."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.errors import BansoError
from app.language import _
from app.views.overlays import Overlays
from app.views.workspace import Workspace


class Steps(QObject):
    """Takes changes back and brings them again, on a worker thread where a change is large."""

    def __init__(self, window: QWidget, workspace: Workspace, overlays: Overlays) -> None:
        super().__init__(window)
        self._window, self._workspace, self._overlays = window, workspace, overlays

    def undo(self) -> None:
        """Take back the last change."""
        self._step(self._workspace.last_change, _("Taken back"), _("There is nothing to undo"))

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._step(self._workspace.last_undone, _("Done again"), _("There is nothing to redo"))

    def take_back(self, change_id: str) -> None:
        """Take back one change, whatever came after it."""
        self._step(change_id, _("Taken back"))

    def _step(self, change_id: str | None, done: str, nothing: str = "") -> None:
        working, work, say = _("Taking back…"), self._workspace, self._say
        if work.stepping:
            say(working)
        elif change_id is None:
            say(nothing)
        elif work.is_large(change_id):
            say(working)
            running = work.step_later(change_id, owner=self, done=lambda _c: self._say(done), failed=self._refused)
            self._overlays.follow(running, working, can_stop=False)
        else:
            try:
                work.step(change_id)
            except BansoError as error:
                self._refused(error)
            else:
                say(done)

    def _say(self, words: str) -> None:
        self._overlays.toast(words)

    def _refused(self, error: BansoError) -> None:
        from app.views.dialogs.error import show_error

        show_error(self._window, error)
