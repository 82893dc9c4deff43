"""The card of looking the book over, and of everything out and in again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from app.errors import BansoError
from app.language import _, number
from app.operations.book import Book
from app.operations.check import Checked, check
from app.operations.export import Exported, export_book
from app.operations.export_folder import Imported, import_export
from app.views.notice import Notice
from app.views.settings.rows import Row
from app.views.settings.section import Section
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule

Tell = Callable[[int, int, str], None]


class UpkeepCard(Card):
    """What is done with the book of `section` as a whole; one piece of work at a time."""

    def __init__(self, section: Section) -> None:
        super().__init__(_("Upkeep"))
        self._section = section
        self.check, self.export, self.import_ = Button(_("Check")), Button(_("Export…")), Button(_("Import…"))
        self.check.setAccessibleName(_("Check the book"))
        self.export.setAccessibleName(_("Export the whole book"))
        self.import_.setAccessibleName(_("Import an export"))
        self.check_row = Row(
            _("Check the book"), self.check,
            about=_("Looks through every page and reference, and makes the search index anew where it has faults."),
        )  # fmt: skip
        self.export_row = Row(
            _("Export the whole book"), self.export,
            about=_("Everything as JSON and CSV in a new folder, readable without Banso. It is not encrypted."),
        )  # fmt: skip
        self.import_row = Row(
            _("Import an export"), self.import_,
            about=_("Brings back a folder made by an export; what is in the book and not in the folder stays."),
        )  # fmt: skip
        self.notice = Notice()
        self.body.addWidget(self.notice)
        for at, row in enumerate((self.check_row, self.export_row, self.import_row)):
            if at:
                self.body.addWidget(rule())
            self.body.addWidget(row)
        self.check.clicked.connect(self.check_now)
        self.export.clicked.connect(lambda: self._ask_folder(_("Export into which folder?"), self.export_to))
        self.import_.clicked.connect(lambda: self._ask_folder(_("Import which folder?"), self.import_from))

    def check_now(self) -> None:
        """Look the book over."""
        self._run(look_over, _("Checking the book"), self._checked).cancel_button.hide()

    def export_to(self, folder: Path) -> None:
        """Write the book into a new folder inside this one."""
        today = self._section.workspace.clock.today()
        self._run(bring_out, _("Exporting the book"), self._exported, _free_name(folder, f"banso-{today.isoformat()}"))

    def import_from(self, folder: Path) -> None:
        """Bring a folder in that an export made."""
        self._run(bring_in, _("Importing the export"), self._imported, folder)

    def _run(self, job: Any, name: str, done: Callable[[Any], None], *args: object) -> Any:
        self.notice.hide()
        section = self._section
        for button in (self.check, self.export, self.import_):
            button.setEnabled(False)
        running = section.workspace.run(
            job, section.workspace.book, *args, owner=self, done=done, failed=self.notice.tell
        )
        running.ended.connect(self._free)
        return section.window_.follow(running, name)

    def _free(self) -> None:
        for button in (self.check, self.export, self.import_):
            button.setEnabled(True)

    def _checked(self, found: Checked) -> None:
        if not found.sound:
            words = _("The file was not changed. Restore a back-up, the newest first, and check it.")
            self.notice.say(_("The book is damaged"), words)
            return
        rows = number(sum(found.counts[name] for name in found.counts if name not in _NO_ROWS))
        words = _("The book is sound: {rows} rows looked through.", rows=rows)
        if found.repaired:
            words += " " + _("The search index had faults and was made anew.")
        self.check_row.say(words)

    def _exported(self, done: Exported) -> None:
        folder = done.files[0].parent
        self.export_row.say(_("{rows} rows are written to {folder}", rows=number(done.rows), folder=folder))

    def _imported(self, done: Imported) -> None:
        self._section.workspace.announce(done.changes)
        self.import_row.say(
            _("{new} new, {changed} changed, {same} as they were.", new=number(done.imported),
              changed=number(done.updated), same=number(done.unchanged))
        )  # fmt: skip

    def _ask_folder(self, title: str, then: Callable[[Path], object]) -> None:
        dialog = QFileDialog(self, title, str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda folder: then(Path(folder)))
        dialog.finished.connect(lambda _result: self.window().activateWindow())
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


_NO_ROWS = ("open_changes", "dangling_prints", "dangling_bindings")


def _free_name(folder: Path, stem: str) -> Path:
    count, path = 1, folder / stem
    while path.exists():
        count += 1
        path = folder / f"{stem}-{count}"
    return path


def look_over(_report: Tell, _cancelled: Callable[[], bool], book: Book) -> Checked:
    """Look through the book."""
    return check(book)


def bring_out(report: Tell, cancelled: Callable[[], bool], book: Book, folder: Path) -> Exported:
    """Write everything into a new folder; stopped, nothing is left."""
    return export_book(book, folder, progress=lambda n, total: report(n, total, ""), cancelled=cancelled)


def bring_in(report: Tell, cancelled: Callable[[], bool], book: Book, folder: Path) -> Imported:
    """Bring a folder in; stopped, nothing is left."""
    try:
        return import_export(book, folder, progress=lambda n, total: report(n, total, ""), cancelled=cancelled)
    except OSError as error:
        raise BansoError("export_folder.missing", field="file", folder=str(folder)) from error
