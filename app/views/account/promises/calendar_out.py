"""Saves the promises of an account, or of all, as a calendar file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.language import _, current, ngettext
from app.operations.book import Book
from app.operations.meetings.promises_out import SUFFIX, write_promises
from app.views.dialogs.error import show_error
from app.views.folders import default_folder
from app.views.page import Host
from app.views.workspace import Workspace


def save_promises(owner: QWidget, workspace: Workspace, host: Host, account_id: str | None) -> QFileDialog:
    """Ask where the file goes, then write it off the UI thread and say so."""
    dialog = QFileDialog(owner, _("Promises as a calendar"), str(default_folder() / f"{_('Promises')}{SUFFIX}"))
    dialog.setObjectName("save-promises")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(_("Calendar file (*.ics)"))
    dialog.setDefaultSuffix(SUFFIX.removeprefix("."))

    def begin(name: str) -> None:
        running = workspace.run(
            _job, workspace.book, Path(name), account_id, current(), owner=owner, done=say,
            failed=lambda error: show_error(owner.window(), error),
        )  # fmt: skip
        host.follow(running, _("Promises as a calendar"))

    def say(count: int) -> None:
        host.toast(ngettext("{n} promise is in the file", "{n} promises are in the file", count))

    dialog.fileSelected.connect(begin)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _job(
    _report: object, cancelled: Callable[[], bool], book: Book, to: Path, account_id: str | None, lang: str
) -> int:
    return write_promises(book, to, lang=lang, account_id=account_id, cancelled=cancelled)
