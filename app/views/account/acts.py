"""What a tab does to the book: one operation, said in a toast with its way back, or refused in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.errors import BansoError
from app.views.dialogs.error import show_error
from app.views.page import Host
from app.views.workspace import Workspace


class Acts:
    """Writes for `widget`. A refusal is shown over its window."""

    def __init__(self, widget: QWidget, workspace: Workspace, host: Host) -> None:
        self._widget, self._workspace, self._host = widget, workspace, host

    def do(self, said: str, operation: Callable[..., Any], *args: Any, **kw: Any) -> bool:
        """Run an operation and say `said`; False where it was refused."""
        before = self._workspace.last_change
        try:
            self._workspace.write(operation, *args, **kw)
        except BansoError as error:
            show_error(self._widget.window(), error)
            return False
        if self._workspace.last_change != before:
            self.say(said)
        return True

    def say(self, said: str) -> None:
        """Say what was just done, with its way back."""
        change = self._workspace.last_change
        if change is not None:
            self._host.toast(said, lambda: self._host.take_back(change))
