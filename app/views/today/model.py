"""The rows of Today in their groups, as a list view asks for them: a head over each group, then its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.language import number
from app.views.row_table import plain_tip
from app.views.today import words

if TYPE_CHECKING:
    from app.operations.today import TodayRow

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Head:
    """The head of a group and how many rows it has."""

    group: str
    count: int


def grouped(rows: Sequence[TodayRow], span: str) -> list[Head | TodayRow]:
    """Return the rows under their heads: groups by their most pressing row, rows within as ranked."""
    groups: dict[str, list[TodayRow]] = {}
    for row in rows:
        groups.setdefault(words.group_of(row, span), []).append(row)
    entries: list[Head | TodayRow] = []
    for group, some in groups.items():
        entries += [Head(group, len(some)), *some]
    return entries


def key_of(row: TodayRow) -> tuple[str, str, str]:
    """Return what names a row from one asking to the next."""
    return row.account_id, str(row.kind), row.subject_id


class TodayModel(QAbstractListModel):
    """Filled by `show`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Head | TodayRow] = []
        self.today = date.min

    def show(self, rows: Sequence[TodayRow], span: str, today: date) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.entries, self.today = grouped(rows, span), today
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many heads and rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.entries)

    def entry(self, at: int) -> Head | TodayRow:
        """Return the head or the row at a place."""
        return self.entries[at]

    def row_at(self, at: int) -> TodayRow | None:
        """Return the row at a place; None for a head and beyond the ends."""
        entry = self.entries[at] if 0 <= at < len(self.entries) else None
        return None if entry is None or isinstance(entry, Head) else entry

    def places(self) -> list[int]:
        """Return where the rows are."""
        return [at for at, entry in enumerate(self.entries) if not isinstance(entry, Head)]

    def place_of(self, key: tuple[str, str, str]) -> int:
        """Return where a row is now, or −1."""
        return next((at for at in self.places() if (row := self.row_at(at)) and key_of(row) == key), -1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be selected, heads not."""
        if self.row_at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a head or a row."""
        entry = self.entries[index.row()]
        if isinstance(entry, Head):
            if role == Qt.ItemDataRole.ToolTipRole:
                return words.order_rule()
            said = f"{words.group_title(entry.group)} {number(entry.count)}"
            return said if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        if role == Qt.ItemDataRole.DisplayRole:
            return words.title(entry, self.today)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return words.aloud(entry, self.today)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(words.tip(entry, self.today))
        return None
