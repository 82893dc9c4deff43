"""Data and protection: where the book lies, what opens it, its back-ups, looking it over, everything out and in."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.language import _, ngettext
from app.operations.protection import protected
from app.operations.samples import remove_samples, sample_accounts
from app.views.page import toast_undoable
from app.views.settings.calendar_card import CalendarCard
from app.views.settings.copies import CopiesCard
from app.views.settings.desk import SettingsDesk
from app.views.settings.rows import Row
from app.views.settings.section import Section
from app.views.settings.upkeep import UpkeepCard
from app.views.settings.ways import WaysCard
from app.views.settings.words import size_words
from app.views.widgets.buttons import Button


class Data(Section):
    """Six cards; what takes long is done off the UI thread and can be stopped where that makes sense."""

    entities = ("setting", "account")

    def __init__(self, desk: SettingsDesk) -> None:
        super().__init__(desk, _("Data and protection"))
        self.open_folder = Button(_("Open the folder"), icon="folder-open")
        self.open_folder.clicked.connect(self._open_folder)
        self.place = Row(_("Where the book lies"), self.open_folder, about="…")
        self.drop_samples = Button(_("Remove the samples"))
        self.drop_samples.clicked.connect(self._drop_samples)
        self.samples = Row(_("Samples"), self.drop_samples, about="…")
        self.book_card = self.add_card(_("The book"), self.place, self.samples)
        self.ways, self.copies, self.upkeep = WaysCard(self), CopiesCard(self), UpkeepCard(self)
        self.calendar = CalendarCard(self)
        for card in (self.ways, self.copies, self.calendar, self.upkeep):
            self.column.addWidget(card)

    def refresh(self) -> None:
        """Show how it stands."""
        found = protected(self.workspace.book)  # type: ignore[arg-type]
        self.place.say(f"{found.folder}\n{size_words(found.bytes)}")
        count = self.workspace.read(sample_accounts)
        self.drop_samples.setEnabled(count > 0)
        words = ngettext("{n} made-up account is in the book.", "{n} made-up accounts are in the book.", count)
        self.samples.say(words if count else _("There are none in the book."))
        self.ways.refresh()
        self.copies.refresh()
        self.calendar.refresh()

    def _open_folder(self) -> None:
        folder = self.workspace.book.folder  # type: ignore[attr-defined]
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _drop_samples(self) -> None:
        self.drop_samples.setEnabled(False)
        book, workspace = self.workspace.book, self.workspace

        def job(_report: object, _cancelled: object) -> object:
            return book.write(remove_samples)[0]

        def done(changes: object) -> None:
            workspace.announce(changes)  # type: ignore[arg-type]
            toast_undoable(self.window_, _("The samples are removed"), workspace.last_change)

        running = workspace.run(job, owner=self, done=done, failed=self.refuse)
        self.window_.follow(running, _("Removing the samples")).cancel_button.hide()
