"""After a call was logged from its sheet: the logged touchpoint takes the place of the planned one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from app.errors import BansoError
from app.operations.call_sheet import CallSheet, replace_planned
from app.operations.changes import Changes
from app.operations.touchpoints import touchpoint_rows
from app.views.dialogs.error import show_error
from app.views.workspace import Workspace


@dataclass(frozen=True)
class _Replaced:
    """Which change put a logged touchpoint in the place of a planned one."""

    account_id: str
    logged: str
    change: str


class TakingPlace(QObject):
    """Waits for what the quick log writes. Where the log is taken back, the planned touchpoint comes back with it."""

    def __init__(self, workspace: Workspace, page: QWidget) -> None:
        super().__init__(page)
        self._workspace, self._page = workspace, page
        self._planned: tuple[str, str, frozenset[str]] | None = None
        self._replaced: _Replaced | None = None
        workspace.changed.connect(self._changed)

    def await_log(self, sheet: CallSheet) -> None:
        """The next touchpoint of this account that is logged is the call of this sheet."""
        account_id = sheet.account.id
        self._planned = (sheet.touchpoint_id, account_id, self._there(account_id)) if sheet.planned else None

    def _there(self, account_id: str) -> frozenset[str]:
        return frozenset(row.id for row in self._workspace.read(touchpoint_rows, account_id) if not row.planned)

    def _changed(self, changes: Changes) -> None:
        if not changes.touches("touchpoint"):
            return
        touched = changes.ids("touchpoint")
        if self._replaced is not None and self._replaced.logged in touched:
            if self._replaced.logged not in self._there(self._replaced.account_id):
                change, self._replaced = self._replaced.change, None
                # The screens are still hearing of the change that came before.
                QTimer.singleShot(0, self, lambda: self._bring_back(change))
        elif self._planned is not None:
            planned, account_id, before = self._planned
            new = (self._there(account_id) - before) & touched
            if new:
                self._planned = None
                QTimer.singleShot(0, self, lambda: self._replace(planned, account_id, next(iter(new))))

    def _replace(self, planned: str, account_id: str, logged: str) -> None:
        try:
            done = self._workspace.write(replace_planned, planned, by_touchpoint=logged)
        except BansoError as error:
            show_error(self._page.window(), error)
            return
        if done and self._workspace.last_change is not None:
            self._replaced = _Replaced(account_id, logged, self._workspace.last_change)

    def _bring_back(self, change: str) -> None:
        try:
            self._workspace.undo(change)
        except BansoError as error:
            show_error(self._page.window(), error)
