"""The touchpoints of an account as a list: planned ones first, then the newest, filtered by folded words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.language import _, day, name_of
from app.operations.finding import fold
from app.operations.touchpoints import TouchpointRow

Index = QModelIndex | QPersistentModelIndex
_ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
_NO_PARENT = QModelIndex()


class TimelineModel(QAbstractListModel):
    """Rows that pass the filter; `expanded` holds the ids of those shown in full."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[TouchpointRow] = []
        self._hay: list[str] = []
        self._shown: list[TouchpointRow] = []
        self._needles: list[str] = []
        self.expanded: set[str] = set()

    def set_rows(self, rows: Sequence[TouchpointRow]) -> None:
        """Show other rows under the same filter: planned ones soonest first, then done ones newest first."""
        planned = [row for row in reversed(rows) if row.planned]
        self._rows = planned + [row for row in rows if not row.planned]
        self._hay = [fold(haystack(row)) for row in self._rows]
        self._arrange()

    def filter(self, text: str) -> None:
        """Show the rows that hold every word of `text`."""
        self._needles = fold(text).split()
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        pairs = zip(self._rows, self._hay, strict=True)
        self._shown = [row for row, hay in pairs if all(needle in hay for needle in self._needles)]
        self.endResetModel()

    @property
    def total(self) -> int:
        """Return how many rows there are without the filter."""
        return len(self._rows)

    def row_at(self, at: int) -> TouchpointRow:
        """Return the row shown at a place."""
        return self._shown[at]

    def place_of(self, touchpoint_id: str) -> int:
        """Return where a touchpoint is shown, or -1."""
        return next((at for at, row in enumerate(self._shown) if row.id == touchpoint_id), -1)

    def turn(self, at: int) -> None:
        """Show a row in full, or its first lines again."""
        self.expanded ^= {self._shown[at].id}

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def flags(self, _index: Index) -> Qt.ItemFlag:
        """Every row can be selected, and its words edited."""
        return _FLAGS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a touchpoint, and all of it as a sentence to screen readers."""
        if not index.isValid():
            return None
        row = self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.body
        return sentence(row) if role == _ACCESSIBLE else None


def haystack(row: TouchpointRow) -> str:
    """Return everything the filter looks through."""
    return "\n".join((row.body, name_of(row.kind), row.by, *row.people, *(f"#{tag}" for tag in row.tags)))


def sentence(row: TouchpointRow) -> str:
    """Return a touchpoint as it is read aloud."""
    parts = [day(row.date), name_of(row.kind), _("planned") if row.planned else "", *row.people]
    return ", ".join(part for part in (*parts, *(f"#{tag}" for tag in row.tags), row.body) if part)
