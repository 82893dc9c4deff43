"""What can be done with several selected accounts at once; each is one change with one way back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, name_of, ngettext
from app.operations.account_row import AccountRow
from app.views.accounts.choice_list import Choice, ChoiceList
from app.views.accounts.flow_row import flowing
from app.views.page import Host
from app.views.widgets.buttons import Button
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Book, Workspace
from app.vocabulary import Segment

if TYPE_CHECKING:
    from app.operations.changes import Changes

# Above this many rows a change is made on a worker thread.
AT_ONCE = 100


class BulkBar(QWidget):
    """`left` when the selection is to be let go. `chosen` returns the selected rows."""

    left = Signal()

    def __init__(
        self,
        workspace: Workspace,
        host: Host | None,
        chosen: Callable[[], Sequence[AccountRow]],
        known_tags: Callable[[], Sequence[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Actions for the selection"))
        self._workspace, self._host, self._chosen, self._known_tags = workspace, host, chosen, known_tags
        box, flow = flowing(self)
        self.count = PlainLabel("", "bodyStrong")
        flow.addWidget(self.count)
        self.tags = self._button(_("Tags"), "hash", self.open_tags)
        self.segment = self._button(_("Segment"), "signpost", self.open_segments)
        self.owner = self._button(_("Owner"), "user", self.open_owners)
        self.pin = self._button(_("Pin"), "pin", self.toggle_pins)
        self.clear = Button(_("Clear selection"), kind="quiet", icon="x")
        self.clear.clicked.connect(self.left)
        for button in (self.tags, self.segment, self.owner, self.pin, self.clear):
            flow.addWidget(button)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(box, 1)

    def _button(self, words: str, icon: str, act: Callable[[], object]) -> Button:
        button = Button(words, icon=icon)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def tell(self, rows: Sequence[AccountRow]) -> None:
        """Say how many are selected and what pinning would do."""
        self.count.setText(ngettext("{n} selected", "{n} selected", len(rows)))
        self.pin.setText(_("Unpin") if rows and all(row.pinned for row in rows) else _("Pin"))

    # Acts

    def open_tags(self, anchor: QWidget | None = None) -> ChoiceList:
        """Ask which tags to put on and take off."""
        popover = ChoiceList(
            anchor or self.tags, _("Tags"), self._tags(), hint=_("Type to narrow, or to add a tag"),
            make=lambda text: _("Add “{tag}”", tag=text),
        )  # fmt: skip

        def choose(tag: str, on: bool) -> None:
            self._tag(tag, on=on)
            popover.set_choices(self._tags())

        popover.chosen.connect(choose)
        popover.made.connect(lambda text: choose(text, True))
        popover.appear()
        return popover

    def _tags(self) -> list[Choice]:
        rows = self._chosen()
        counts = Counter(tag for row in rows for tag in row.tags)
        return [
            Choice(tag, f"#{tag}", counts[tag] or None, on=counts[tag] == len(rows) or (None if counts[tag] else False))
            for tag in sorted({*self._known_tags(), *counts}, key=lambda tag: (tag not in counts, tag.casefold()))
        ]

    def _tag(self, tag: str, *, on: bool) -> None:
        from app.operations.bulk import clean_tag, tag_accounts

        name = clean_tag(tag)
        if on:
            said = ngettext("#{tag} put on {n} account", "#{tag} put on {n} accounts", len(self._ids()), tag=name)
            self._write(said, tag_accounts, self._ids(), add=[tag])
        else:
            said = ngettext("#{tag} taken off {n} account", "#{tag} taken off {n} accounts", len(self._ids()), tag=name)
            self._write(said, tag_accounts, self._ids(), remove=[tag])

    def open_segments(self, anchor: QWidget | None = None) -> ChoiceList:
        """Ask for a segment."""
        choices = [Choice(str(segment), name_of(segment)) for segment in Segment]
        popover = ChoiceList(
            anchor or self.segment, _("Segment"), choices, hint=_("Type to narrow"), many=False
        )  # fmt: skip
        popover.chosen.connect(lambda key, _on: self._move(Segment(key)))
        popover.appear()
        return popover

    def _move(self, segment: Segment) -> None:
        from app.operations.bulk import move_accounts

        said = ngettext(
            "{n} account is now {segment}", "{n} accounts are now {segment}", len(self._ids()),
            segment=name_of(segment),
        )  # fmt: skip
        self._write(said, move_accounts, self._ids(), segment=segment, today=self._today())

    def open_owners(self, anchor: QWidget | None = None) -> ChoiceList:
        """Ask who holds them from now on."""
        from app.operations.bulk import members

        known = dict(self._workspace.read(members))
        choices = [Choice(member_id, name) for member_id, name in known.items()]
        popover = ChoiceList(
            anchor or self.owner, _("Owner"), choices, hint=_("Type to narrow"), many=False
        )  # fmt: skip
        popover.chosen.connect(lambda key, _on: self._hand(key, known[key]))
        popover.appear()
        return popover

    def _hand(self, member_id: str, name: str) -> None:
        from app.operations.bulk import hand_accounts

        said = ngettext(
            "{owner} holds {n} account from today", "{owner} holds {n} accounts from today", len(self._ids()),
            owner=name,
        )  # fmt: skip
        self._write(said, hand_accounts, self._ids(), to=member_id, today=self._today())

    def toggle_pins(self) -> None:
        """Pin them, or let them go where all are pinned."""
        from app.operations.bulk import pin_accounts

        rows = self._chosen()
        if not rows:
            return
        pinned = not all(row.pinned for row in rows)
        if pinned:
            said = ngettext("{n} account pinned", "{n} accounts pinned", len(rows))
        else:
            said = ngettext("{n} account unpinned", "{n} accounts unpinned", len(rows))
        self._write(said, pin_accounts, self._ids(), pinned=pinned)

    # Writing

    def _ids(self) -> list[str]:
        return [row.id for row in self._chosen()]

    def _today(self) -> date:
        return self._workspace.clock.today()

    def _write(self, said: str, operation: Callable[..., object], ids: Sequence[str], **how: object) -> None:
        if not ids:
            return
        if len(ids) > AT_ONCE:
            running = self._workspace.run(
                _write, self._workspace.book, operation, list(ids), how, owner=self,
                done=lambda changes: self._written(said, changes),
                failed=self._refused,
            )  # fmt: skip
            if self._host is not None:
                self._host.follow(running, said)
            return
        before = self._workspace.last_change
        try:
            self._workspace.write(operation, ids, **how)
        except BansoError as error:
            self._refused(error)
            return
        after = self._workspace.last_change
        self._told(said, after if after != before else None)

    def _written(self, said: str, changes: Changes) -> None:
        self._workspace.announce(changes)
        self._told(said, changes.id)

    def _told(self, said: str, change_id: str | None) -> None:
        if self._host is None:
            return
        host = self._host
        if change_id is None:
            host.toast(_("Nothing to change"))
        else:
            host.toast(said, lambda: host.take_back(change_id))

    def _refused(self, error: BansoError) -> None:
        from app.views.dialogs.error import show_error

        show_error(self.window(), error)

    def focus_first(self) -> None:
        """Give the focus to the first action."""
        self.tags.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _write(
    _report: Callable[..., None],
    _cancelled: Callable[[], bool],
    book: Book,
    operation: Callable[..., object],
    ids: Sequence[str],
    how: dict[str, object],
) -> object:
    return book.write(operation, ids, **how)[0]
