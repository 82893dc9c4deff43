"""Puts the weekly report on the clipboard, as text for a mail."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.errors import BansoError
from app.language import _, current
from app.views.commands import Command
from app.views.dialogs.error import show_error
from app.views.page import Host
from app.views.workspace import Book, Progress, Workspace

if TYPE_CHECKING:
    from app.operations.weekly import Weekly


class WeeklyCopy:
    """Asks for the last seven days off the UI thread; the text stands on the clipboard when the toast says so."""

    def __init__(self, workspace: Workspace, host: Host, page: QWidget) -> None:
        self._workspace, self._host, self._page = workspace, host, page

    def command(self) -> Command:
        """Return what asks for it."""
        return Command("portfolio.weekly", _("Copy the weekly report"), icon="copy", act=self.copy)

    def copy(self) -> None:
        """Ask for the report and copy it."""
        workspace = self._workspace
        workspace.run(
            _ask, workspace.book, workspace.clock.today(), owner=self._page, done=self._copied,
            failed=self._refused,
        )  # fmt: skip

    def _copied(self, report: Weekly) -> None:
        from app.operations.weekly_parts import weekly_document

        QGuiApplication.clipboard().setText(weekly_document(report, lang=current()).plain())
        self._host.toast(_("The weekly report is on the clipboard"))

    def _refused(self, error: BansoError) -> None:
        show_error(self._page, error)


def _ask(_report: Progress, _cancelled: object, book: Book, today: date) -> Weekly:
    from app.operations.weekly import weekly

    report: Weekly = book.read(weekly, today=today)
    return report
