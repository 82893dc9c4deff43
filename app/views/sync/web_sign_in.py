"""Signing in on a system's own page: the browser is opened from here, the rest waits on a thread of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from app.language import _

if TYPE_CHECKING:
    from app.views.main_window import MainWindow
    from app.views.workspace import Running, Workspace


class WebSignIn(QObject):
    """One sign-in under way, with a card that can stop it. `signed_in` or `failed(BansoError)` at its end."""

    signed_in = Signal()
    failed = Signal(object)
    _page_wanted = Signal(str)

    def __init__(self, workspace: Workspace, window: MainWindow, connection_id: int, name: str) -> None:
        super().__init__(window)
        # Asked for on the worker, opened on the thread of the window.
        self._page_wanted.connect(_open)
        self.running: Running = workspace.run_apart(
            _sign_in,
            workspace.book,
            connection_id,
            self._page_wanted.emit,
            owner=self,
            done=lambda _nothing: self.signed_in.emit(),
            failed=self.failed.emit,
        )
        self.running.ended.connect(self.deleteLater)
        window.follow(self.running, _("Waiting for you to sign in to {name} in your browser", name=name))


def _open(address: str) -> None:
    QDesktopServices.openUrl(QUrl(address))


def _sign_in(
    _report: object, cancelled: Callable[[], bool], book: Any, connection_id: int, show: Callable[[str], None]
) -> None:
    from app.operations.syncing.signing_in import sign_in

    sign_in(book, connection_id, open_address=show, cancelled=cancelled)
