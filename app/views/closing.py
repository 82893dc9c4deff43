"""The day's back-up, made after the windows have gone and before the process ends."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject

from app.errors import BansoError
from app.views.aside import aside
from app.views.dialogs.error import show_error

if TYPE_CHECKING:
    from app.operations.book import Book

_log = logging.getLogger(__name__)


def back_up_before_leaving(book: Book, owner: QObject) -> None:
    """Make the back-up on a thread of its own and wait for it; a failure is said, and does not keep anybody."""
    from app.operations import care

    loop = QEventLoop()
    failures: list[BansoError] = []

    def failed(error: BansoError) -> None:
        failures.append(error)
        loop.quit()

    aside(
        lambda _report, _cancelled: care.daily_back_up(book),
        owner=owner,
        done=lambda _made: loop.quit(),
        failed=failed,
    )
    loop.exec()
    if failures:
        _log.warning("the daily back-up failed: %s", failures[0].key)
        dialog = show_error(None, failures[0])
        dialog.finished.connect(loop.quit)
        loop.exec()
