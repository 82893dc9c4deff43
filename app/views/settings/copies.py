"""The card of back-ups: make one now, see which are kept and why, put one in the place of the book."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, day, keyed, ngettext
from app.operations.back_ups import CopyRow, back_ups
from app.operations.book import Book
from app.operations.care import BackUp, back_up
from app.views.notice import Notice
from app.views.settings.confirm import Confirm
from app.views.settings.section import Section
from app.views.settings.words import size_words
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.labels import ElidedLabel, PlainLabel

_SHOWN = 6


class CopiesCard(Card):
    """The back-ups of the book of `section`, the newest first."""

    def __init__(self, section: Section) -> None:
        super().__init__(_("Back-ups"))
        self._section = section
        self._all = False
        self.make = Button(_("Back up now"), icon="download")
        self.make.clicked.connect(self.back_up_now)
        self.head.addWidget(self.make)
        about = _("One a day is made when the window is closed. Kept are 7 daily, 4 weekly and 6 monthly ones.")
        self.body.addWidget(PlainLabel(about, "label", tone="text2", wrap=True))
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.body.addLayout(self._rows)
        self.more = Button("…", kind="link", name=_("Show all back-ups"))
        self.more.clicked.connect(self._show_all)
        self.body.addWidget(self.more)

    def refresh(self) -> None:
        """Show the back-ups there are."""
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        found = back_ups(self._section.workspace.book)  # type: ignore[arg-type]
        if not found:
            self._rows.addWidget(PlainLabel(_("None yet."), "body", tone="text2"))
        for row in found if self._all else found[:_SHOWN]:
            self._rows.addWidget(_Line(row, self.ask_restore))
        left = 0 if self._all else len(found) - _SHOWN
        self.more.setVisible(left > 0)
        if left > 0:
            self.more.setText(ngettext("{n} more", "{n} more", left))

    def back_up_now(self) -> None:
        """Make a back-up, off the UI thread."""
        self.notice.hide()
        self.make.setEnabled(False)
        section = self._section
        running = section.workspace.run(
            make_back_up, section.workspace.book, owner=self, done=self._made, failed=self._refused
        )
        running.ended.connect(lambda: self.make.setEnabled(True))
        section.window_.follow(running, _("Backing up"))

    def ask_restore(self, row: CopyRow) -> None:
        """Say what will happen, then do it: the window goes and comes back with the other book."""
        window = self._section.window_
        when = f"{day(row.at.date())} {row.at:%H:%M}"
        lines = [
            _("The book becomes what it was on {when}. What was written since is not in it.", when=when),
            _("Before that the present book is backed up, and put aside in its folder; nothing is deleted."),
            _("The window closes for a moment. Undo does not reach back across this."),
        ]
        busy = _("Backing up the present book…")
        dialog = Confirm(window, _("Restore this back-up?"), lines, _("Restore it"), busy=busy)

        def agreed() -> None:
            dialog.set_busy(True)
            book = self._section.workspace.book
            self._section.workspace.run(make_back_up, book, owner=dialog, done=go, failed=dialog.tell)

        def go(_made: BackUp) -> None:
            dialog.accept()
            window.restore_wanted.emit(row.path)

        dialog.agreed.connect(agreed)
        dialog.open()

    def _made(self, made: BackUp) -> None:
        self.refresh()
        self._section.window_.toast(_("Backed up: {name}", name=made.path.name))

    def _refused(self, error: BansoError) -> None:
        self.notice.tell(error)

    def _show_all(self) -> None:
        self._all = True
        self.refresh()


class _Line(QWidget):
    def __init__(self, row: CopyRow, restore: Callable[[CopyRow], object]) -> None:
        super().__init__()
        when = f"{day(row.at.date())} {row.at:%H:%M}"
        why = keyed("back_up.why", row.why) if row.why is not None else _("dropped at the next tidying")
        self.setAccessibleName(f"{when}, {size_words(row.bytes)}, {why}")
        button = Button(_("Restore…"), kind="quiet")
        button.setAccessibleName(_("Restore the back-up of {when}", when=when))
        button.clicked.connect(lambda: restore(row))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(PlainLabel(when))
        line.addWidget(PlainLabel(size_words(row.bytes), "label", tone="text2"))
        line.addWidget(ElidedLabel(why, "label", tone="text2"), 1)
        line.addWidget(button)


def make_back_up(_report: object, _cancelled: Callable[[], bool], book: Book) -> BackUp:
    """Back the book up."""
    return back_up(book)
