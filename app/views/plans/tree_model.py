"""The rows of a plan as a list: folded objectives hide what is below them, and a row may be about to be written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.language import _
from app.operations.plans.rows import TreeRow
from app.views.plans import words
from app.views.row_table import plain_tip

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


@dataclass(frozen=True)
class Draft:
    """A row that is being written: behind which row, how deep; without a row it becomes an objective at the end."""

    after: str | None
    depth: int


@dataclass(frozen=True)
class Adder:
    """The last line, which adds an objective."""


Entry = TreeRow | Draft | Adder


class TreeModel(QAbstractListModel):
    """Filled by `show`; `tips` says what the tooltip of a row tells."""

    def __init__(self, tips: Callable[[TreeRow], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tips = tips
        self._rows: tuple[TreeRow, ...] = ()
        self._folded: set[str] = set()
        self._draft: Draft | None = None
        self.entries: list[Entry] = []

    def show(self, rows: Sequence[TreeRow]) -> None:
        """Show other rows."""
        self._rows = tuple(rows)
        self._renew()

    def _renew(self) -> None:
        self.beginResetModel()
        found: list[Entry] = []
        hidden_below = ""
        for row in self._rows:
            if row.depth == 0:
                hidden_below = row.id if row.id in self._folded else ""
            if row.depth == 0 or not hidden_below:
                found.append(row)
        if self._draft is not None:
            found.insert(self._draft_place(found, self._draft), self._draft)
        found.append(Adder())
        self.entries = found
        self.endResetModel()

    def _draft_place(self, found: Sequence[Entry], draft: Draft) -> int:
        at = next((n for n, row in enumerate(found) if isinstance(row, TreeRow) and row.id == draft.after), -1)
        if at < 0:
            return len(found)
        at += 1
        # Behind a sibling stands all that is below it; right under its objective the first milestone begins.
        above = found[at - 1]
        if isinstance(above, TreeRow) and above.depth == draft.depth:
            while at < len(found):
                row = found[at]
                if not isinstance(row, TreeRow) or row.depth <= draft.depth:
                    break
                at += 1
        return at

    # Folding and writing

    def fold(self, row_id: str, *, folded: bool) -> None:
        """Hide what is below an objective, or show it."""
        if (row_id in self._folded) is not folded:
            (self._folded.add if folded else self._folded.discard)(row_id)
            self._renew()

    def is_folded(self, row: TreeRow) -> bool | None:
        """Tell whether what is below an objective is hidden; None where nothing is below it."""
        if row.depth or not any(one.parent_id == row.id for one in self._rows):
            return None
        return row.id in self._folded

    def draft(self, draft: Draft | None) -> None:
        """Make room for a row that is being written, or take it away."""
        if draft != self._draft:
            self._draft = draft
            self._renew()

    # Places

    def entry(self, at: int) -> Entry | None:
        """Return what stands at a place."""
        return self.entries[at] if 0 <= at < len(self.entries) else None

    def row_at(self, at: int) -> TreeRow | None:
        """Return the row at a place; None for what is none."""
        entry = self.entry(at)
        return entry if isinstance(entry, TreeRow) else None

    def place_of(self, row_id: str) -> int:
        """Return where a row is shown, or −1."""
        return next((at for at, one in enumerate(self.entries) if isinstance(one, TreeRow) and one.id == row_id), -1)

    def draft_place(self) -> int:
        """Return where the row stands that is being written, or −1."""
        return next((at for at, one in enumerate(self.entries) if isinstance(one, Draft)), -1)

    # What Qt asks

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a line."""
        entry = self.entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if isinstance(entry, TreeRow):
                return words.aloud(entry)
            return _("Add an objective") if isinstance(entry, Adder) else ""
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(entry, TreeRow):
            return plain_tip(self._tips(entry))
        return None
