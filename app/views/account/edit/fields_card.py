"""A card of fields of one row of the book, each edited in place, with its history and a way back to earlier values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from app.errors import BansoError
from app.language import _
from app.operations.account_fields import Choice
from app.operations.field_history import FieldChange, field_history
from app.views.account.edit.face import PAD
from app.views.account.edit.field import Field
from app.views.account.edit.history_card import HistoryCard
from app.views.account.edit.values import value_words
from app.views.dialogs.error import show_error
from app.views.page import Host
from app.views.widgets.card import Card
from app.views.workspace import Workspace


class FieldsCard(Card):
    """Fields by key, in `across` columns. A subclass says how one is written, kept and restored."""

    entity = ""

    def __init__(self, title: str, workspace: Workspace, host: Host, *, across: int) -> None:
        super().__init__(title)
        self._workspace, self._host = workspace, host
        self.row_id: str | None = None
        self.fields: dict[str, Field] = {}
        self._across = across
        self._grid = QGridLayout()
        # The ground of a field under the mouse reaches further left than its words, which line up with the heading.
        self.body.setContentsMargins(16 - PAD, 14, 16 - PAD, 12)
        self.head.setContentsMargins(PAD, 0, PAD, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        for column in range(across):
            self._grid.setColumnStretch(column, 1)
        self.body.addLayout(self._grid)

    def add(
        self,
        key: str,
        caption: str,
        *,
        choices: Callable[[], Sequence[Choice]] | None = None,
        free: bool = False,
        hint: str = "",
    ) -> None:
        """Add a field."""
        field = Field(caption, lambda said: self._keep(key, said), self._undo, choices=choices, free=free, hint=hint)
        field.history_wanted.connect(lambda: self.show_history(key))
        self.put(key, field)

    def put(self, key: str, field: Field) -> None:
        """Lay a field out after those that are there."""
        at = len(self.fields)
        self._grid.addWidget(field, at // self._across, at % self._across, Qt.AlignmentFlag.AlignTop)
        self.fields[key] = field

    def take_out(self, field: Field) -> None:
        """Lay a field out no more."""
        self._grid.removeWidget(field)

    def settle(self) -> None:
        """Keep what is being written and close every editor, before another row is shown."""
        for field in self.fields.values():
            field.leave()
            if field.is_open:
                # What cannot be meant belongs to this row and to no other.
                field.take_back()

    # What a subclass says

    def write(self, key: str, said: str) -> None:
        """Write a field as it was said; BansoError where that cannot be meant."""
        raise NotImplementedError

    def write_back(self, key: str, value: object) -> None:
        """Write what a field was once."""
        raise NotImplementedError

    def columns(self, key: str) -> tuple[str, ...]:
        """Return the columns that a field is kept in."""
        return (key,)

    def past(self, key: str) -> list[FieldChange]:
        """Return what a field was before, newest first."""
        found: list[FieldChange] = self._workspace.read(field_history, self.entity, self.row_id, *self.columns(key))
        return found

    # Writing

    def _keep(self, key: str, said: str) -> str | None:
        before = self._workspace.last_change
        self.write(key, said)
        after = self._workspace.last_change
        return after if after != before else None

    def _undo(self, change_id: str) -> None:
        self._workspace.undo(change_id)

    # History

    def show_history(self, key: str) -> HistoryCard | None:
        """Show the history of a field beside it."""
        if self.row_id is None:
            return None
        field = self.fields[key]
        field.leave()
        changes = self.past(key)

        def words(value: Any, name: str) -> str:
            return value_words(key, value, name)

        card = HistoryCard(field.caption, changes, words, self._workspace.clock, field)
        card.restore.connect(lambda change: self._restore(key, change))
        card.appear()
        return card

    def _restore(self, key: str, change: FieldChange) -> None:
        before = self._workspace.last_change
        try:
            self.write_back(key, change.new)
        except BansoError as error:
            show_error(self.window(), error)
            return
        made = self._workspace.last_change
        if made is not None and made != before:
            value = value_words(key, change.new, change.new_name) or _("not recorded")
            words = _("{field} is {value} again", field=self.fields[key].caption, value=value)
            self._host.toast(words, lambda: self._host.take_back(made))
