"""The card of the calendar: the folder in which it leaves its files, which the window looks into."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from app.language import _
from app.operations.meetings.folder import calendar_folder, choose_calendar_folder
from app.views.settings.rows import Row
from app.views.settings.section import Section
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card


class CalendarCard(Card):
    """Chooses the folder; `section` writes and says what is refused."""

    def __init__(self, section: Section) -> None:
        super().__init__(_("Calendar"))
        self._section = section
        self.choose = Button(_("Choose…"), icon="folder-open")
        self.stop = Button(_("Stop watching"), kind="quiet")
        self.row = Row(_("Folder of calendar files"), self.stop, self.choose, about="…")
        self.body.addWidget(self.row)
        self.choose.clicked.connect(self.ask)
        self.stop.clicked.connect(lambda: self.take(None))

    def refresh(self) -> None:
        """Show which folder is watched."""
        folder = self._section.workspace.read(calendar_folder)
        self.stop.setVisible(folder is not None)
        about = _(
            "Meetings with customers in .ics files there are planned by themselves, moved and removed as the calendar "
            "says. What has taken place is never touched."
        )
        self.row.say(f"{folder}\n{about}" if folder is not None else about)

    def ask(self) -> None:
        """Ask for a folder."""
        dialog = QFileDialog(self, _("Folder of calendar files"))
        dialog.setObjectName("choose-folder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take(self, folder: Path | None) -> None:
        """Watch a folder, or none any more."""
        self._section.keep(choose_calendar_folder, folder, row=self.row)
        self.refresh()
