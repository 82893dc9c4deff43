"""The lines of the palette and the model that its list shows: headings, and lines that do something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.language import _

LINE = int(Qt.ItemDataRole.UserRole) + 1
_NO_INDEX = QModelIndex()


@dataclass(frozen=True)
class Heading:
    """What the lines under it have in common."""

    words: str


@dataclass(frozen=True)
class Line:
    """One thing to choose. `account_id` where it is an account, whose actions are then shown; `act` None completes.

    `key` tells it apart and, where `learns`, is remembered as used.
    """

    key: str
    words: str
    detail: str = ""
    icon: str = ""
    band: str = ""
    keys: str = ""
    account_id: str = ""
    completes: str = ""
    learns: bool = False
    act: Callable[[], object] | None = field(default=None, compare=False)

    @property
    def spoken(self) -> str:
        """Return the line as a screen reader says it."""
        return _(", ").join(part for part in (self.words, self.detail) if part)


Item = Heading | Line


class LinesModel(QAbstractListModel):
    """Headings, which cannot be chosen, and lines."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: tuple[Item, ...] = ()

    def show(self, items: Sequence[Item]) -> bool:
        """Show other items; False where they are the same as before."""
        if tuple(items) == self.items:
            # What they do may be new although they look alike.
            self.items = tuple(items)
            return False
        self.beginResetModel()
        self.items = tuple(items)
        self.endResetModel()
        return True

    def line_at(self, at: int) -> Line | None:
        """Return the line at a place; None for a heading and beyond the ends."""
        found = self.items[at] if 0 <= at < len(self.items) else None
        return found if isinstance(found, Line) else None

    def places(self) -> list[int]:
        """Return where lines stand."""
        return [at for at, item in enumerate(self.items) if isinstance(item, Line)]

    def place_of(self, key: str) -> int | None:
        """Return where the line with a key stands."""
        return next((at for at, item in enumerate(self.items) if isinstance(item, Line) and item.key == key), None)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_INDEX) -> int:
        """As many rows as items."""
        return 0 if parent.isValid() else len(self.items)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Lines can be chosen, headings only read."""
        if self.line_at(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        """Return what a view and a screen reader ask for."""
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == LINE:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return item.spoken if isinstance(item, Line) else item.words
        return None
