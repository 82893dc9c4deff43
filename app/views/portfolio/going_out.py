"""What of the whole book goes out: the week as text for a mail, the figures as slides, a workbook or a picture."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.errors import BansoError, Cancelled
from app.language import _, current
from app.views.call.file_dialog import FileForm, SheetFileDialog, ask_for_file
from app.views.commands import Command
from app.views.dialogs.error import show_error
from app.views.page import Host
from app.views.portfolio.scope import Scope
from app.views.workspace import Book, Progress, Workspace

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from app.operations.weekly import Weekly

_LOOK_S = 0.05
Shown = Callable[[], tuple[QWidget, str, str]]
"""What a picture is made of: a widget, its title, and what it is about."""


class GoingOut:
    """Asks off the UI thread; the week stands on the clipboard when the toast says so."""

    def __init__(
        self, workspace: Workspace, host: Host, page: QWidget, scope: Callable[[], Scope], shown: Shown
    ) -> None:
        self._workspace, self._host, self._page = workspace, host, page
        self._scope, self._shown = scope, shown

    def commands(self) -> tuple[Command, ...]:
        """Return what asks for each of them."""
        return (
            Command("portfolio.weekly", _("Copy the weekly report"), icon="copy", act=self.copy_week),
            Command("portfolio.deck", _("Figures as slides…"), icon="presentation", act=self.ask_for_deck),
            Command("portfolio.workbook", _("Figures as a workbook…"), icon="file-spreadsheet",
                    act=self.ask_for_workbook),
            Command("portfolio.picture", _("This section as a picture…"), icon="download", act=self.ask_for_picture),
        )  # fmt: skip

    def ask_for_deck(self) -> SheetFileDialog:
        """Ask where the figures of the last twelve months are written to."""
        said = _("Retention, bridge, renewals, time to value and health of the last twelve months, with native charts.")
        form = FileForm(".pptx", _("PowerPoint deck (*.pptx)"), said)
        title = _("Figures as slides…").removesuffix("…")
        return ask_for_file(self._page, self._workspace, self._host, title, _("Portfolio metrics"), _write, "", form)

    def ask_for_workbook(self) -> SheetFileDialog:
        """Ask where the figures of money of the period, segment and method chosen are written to."""
        said = _("All figures of the period and segment chosen, with the customers and contracts behind each of them.")
        form = FileForm(".xlsx", _("Excel workbook (*.xlsx)"), said, counted=True)
        title = _("Figures as a workbook…").removesuffix("…")
        write = partial(_write_workbook, self._scope())
        return ask_for_file(self._page, self._workspace, self._host, title, _("Portfolio metrics"), write, "", form)

    def ask_for_picture(self) -> SheetFileDialog:
        """Begin to draw the section as it is shown, and ask where it is written to."""
        from app.views.portfolio.picture import Drawing

        widget, title, about = self._shown()
        write = partial(_write_picture, Drawing(widget, title, about, self._page).image)
        form = FileForm(".png", _("Picture (*.png)"), _("The section as it is shown, on a light ground."), spoken=False)
        name = _("This section as a picture…").removesuffix("…")
        return ask_for_file(self._page, self._workspace, self._host, name, title, write, "", form)

    def copy_week(self) -> None:
        """Ask for the week and copy it."""
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


def _write(book: Any, period: str, *, to: Path, lang: str, cancelled: Callable[[], bool]) -> Path:
    from app.operations.metrics_deck import write_metrics_deck

    write_metrics_deck(book, to, period=period, lang=lang, cancelled=cancelled)
    return to


def _write_workbook(
    scope: Scope,
    book: Any,
    _subject: str,
    *,
    to: Path,
    lang: str,
    cancelled: Callable[[], bool],
    report: Callable[[int, int], None],
) -> Path:
    from app.operations.money.workbook import write_money_workbook

    write_money_workbook(book, to, scope, lang=lang, report=report, cancelled=cancelled)
    return to


def _write_picture(
    drawn: Future[QImage], _book: Any, _subject: str, *, to: Path, lang: str, cancelled: Callable[[], bool]
) -> Path:  # fmt: skip
    from app.operations.picture_files import write_picture
    from app.views.portfolio.picture import png

    def encode() -> bytes:
        # It is drawn on the UI thread, which goes on while this waits.
        while not cancelled():
            with suppress(TimeoutError):
                return png(drawn.result(_LOOK_S))
        raise Cancelled

    return write_picture(encode, to=to, cancelled=cancelled)
