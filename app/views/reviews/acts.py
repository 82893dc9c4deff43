"""What can be done with a review and its sections: every act is one change that undo takes back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt

from app.errors import BansoError
from app.language import _, error_words
from app.operations.reviews.editing import (
    accept_section,
    add_section,
    edit_section,
    hide_section,
    move_section,
    remove_section,
    show_section,
)
from app.operations.reviews.rows import SectionRow
from app.reports.review.facts import Chapter
from app.views.commands import Command, Reach
from app.views.page import Host, toast_undoable
from app.views.workspace import Workspace

if TYPE_CHECKING:
    from app.views.reviews.page import ReviewPage
    from app.views.settings.model.sheet import Sheet


class Acts(QObject):
    """Acts on the review of a page and on the section that is shown."""

    def __init__(self, page: ReviewPage, workspace: Workspace, host: Host) -> None:
        super().__init__(page)
        self._page, self._workspace, self._host = page, workspace, host

    # Writing

    def write(self, operation: Callable[..., Any], *args: Any, **kw: Any) -> Any:
        """Do it and return its answer; what cannot be is said in words, and None returned."""
        try:
            return self._workspace.write(operation, *args, **kw)
        except BansoError as error:
            self._host.toast(error_words(error)[1])
        return None

    def say(self, words: str) -> None:
        """Say what was done, with a way back."""
        toast_undoable(self._host, words, self._workspace.last_change)

    def later(self, operation: Callable[..., Any], *args: Any, said: str = "", **kw: Any) -> None:
        """Do what takes the data anew: off the UI thread, announced when it is done."""
        workspace, host = self._workspace, self._host

        def done(changes: Any) -> None:
            workspace.announce(changes)
            if said:
                self.say(said)

        def failed(error: BansoError) -> None:
            host.toast(error_words(error)[1])
            self._page.ask_anew()

        running = workspace.run(_write, workspace.book, operation, args, kw, owner=self, done=done, failed=failed)
        host.follow(running, _("Taking the data"))

    def keep(self, pending: dict[str, Any]) -> None:
        """Keep what was written: each key is that of a section and of a field of it."""
        fields: dict[str, dict[str, Any]] = {}
        for key, value in pending.items():
            section_id, name = key.split(":", 1)
            fields.setdefault(section_id, {})[name] = value
        for section_id, values in fields.items():
            self._workspace.write(edit_section, section_id, **values)

    def open(self, sheet: Sheet) -> None:
        """Open a sheet; the outline has the focus afterwards."""
        view = self._page.outline.view
        sheet.finished.connect(lambda _result: view.setFocus(Qt.FocusReason.OtherFocusReason))
        sheet.show_sheet()

    # Sections

    def section(self) -> SectionRow | None:
        """Return the section that is shown."""
        return self._page.section()

    def accept(self) -> None:
        """Take the section as it is told and go to the next one that is still to be looked at."""
        row = self.section()
        if row is None or row.is_hidden:
            return
        self._page.flush()
        if self.write(accept_section, row.id) is not None:
            self._page.go_on_from(row.id)

    def turn(self) -> None:
        """Hide the section, or show it again."""
        row = self.section()
        if row is None:
            return
        self._page.flush()
        if row.is_hidden:
            if self.write(show_section, row.id) is not None:
                self.say(_("“{title}” is shown again", title=row.name))
        elif self.write(hide_section, row.id) is not None:
            self.say(_("“{title}” is hidden", title=row.name))

    def move(self, by: int) -> None:
        """Move the section up or down."""
        row = self.section()
        if row is not None:
            self.write(move_section, row.id, by=by)

    def add(self) -> None:
        """Ask for the title of a section of one's own."""
        from app.views.reviews.sheets import SectionSheet

        row, review_id = self.section(), self._page.review_id

        def write(title: str) -> None:
            made = self._workspace.write(add_section, review_id, title=title, after=row.id if row is not None else None)
            self._page.choose_when_there(str(made))

        self.open(SectionSheet(self._page.window(), "", write))

    def rename(self) -> None:
        """Ask for another title of a section of one's own."""
        from app.views.reviews.sheets import SectionSheet

        row = self.section()
        if row is not None and row.chapter is Chapter.OWN:
            write = partial(self._workspace.write, edit_section, row.id)
            self.open(SectionSheet(self._page.window(), row.name, lambda title: write(title=title)))

    def remove(self) -> None:
        """Remove a section of one's own; others are hidden."""
        row = self.section()
        if row is None:
            return
        if row.chapter is not Chapter.OWN:
            self._host.toast(_("This section is filled in by itself. V hides it."))
        elif self.write(remove_section, row.id) is not None:
            self.say(_("“{title}” is removed", title=row.name))

    def leave_out(self, key: str) -> None:
        """Leave a line of the section out, or show it again."""
        row = self.section()
        if row is not None:
            self.write(edit_section, row.id, left_out=tuple(row.left_out ^ {key}))

    def draw(self, key: str) -> None:
        """Let the chart show another measure."""
        row = self.section()
        if row is not None:
            self.write(edit_section, row.id, metric=key)

    def give_back(self) -> None:
        """Say again what the data say."""
        row = self.section()
        if row is not None:
            # In place of what was typed last and is not kept yet.
            self._page.autosave.put_now(f"{row.id}:headline", "")

    def section_commands(self) -> tuple[Command, ...]:
        """Return what can be done with the section that is shown."""
        row, lists = self.section(), Reach.LISTS
        add = Command("add-section", _("Add a section…"), "", "plus", self.add)
        if row is None:
            return (add,)
        hide = _("Show the section again") if row.is_hidden else _("Hide the section")
        made = [
            Command("headline", _("Write the headline"), "Return", "pencil", self._page.to_headline, lists),
            Command("accept", _("Accept the section as it is"), "E", "check", self.accept, lists),
            Command("hide", hide, "V", "eye" if row.is_hidden else "eye-off", self.turn, lists),
            Command("move-up", _("Move up"), "Alt+Up", "arrow-up", lambda: self.move(-1), lists),
            Command("move-down", _("Move down"), "Alt+Down", "arrow-down", lambda: self.move(1), lists),
            add,
        ]
        if row.chapter is Chapter.OWN:
            made.append(Command("rename", _("Write its title anew"), "F2", "pen-line", self.rename, lists))
            made.append(Command("remove", _("Remove"), "Delete", "trash-2", self.remove, lists))
        return tuple(made)


def _write(
    _report: object, _cancelled: object, book: Any, operation: Callable[..., Any], args: tuple[Any, ...],
    kw: dict[str, Any],
) -> Any:  # fmt: skip
    return book.write(operation, *args, **kw)[0]
