"""A read-only table of frozen rows with declared columns: sorted and filtered on keys made beforehand.

Text is made once per row, the first time the row is shown. Sorting and filtering never ask Python per cell.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter

from app.views.theme import Theme

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

# Qt hands roles to Python as small ints, which are single objects: `is` is the cheapest test there is.
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_NO_PARENT = QModelIndex()
_FEW = 8


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column: its words for a row, and how they are sorted, aligned, drawn and read aloud.

    `sort_key` returns something comparable, or None for rows that come last in either direction; without it the
    column is not sortable. `delegate` draws the cell instead of the text. `tone` is a colour of the theme.
    """

    key: str
    title: str
    text: Callable[[R], str]
    sort_key: Callable[[R], Any] | None = None
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    width: int = 120
    delegate: Callable[[QPainter, QRectF, R, Theme], None] | None = None
    tooltip: Callable[[R], str] | None = None
    accessible: Callable[[R], str] | None = None
    strong: bool = False
    tone: str = "text"


def fold(text: str) -> str:
    """Return text as it is compared by a filter: width and case do not matter."""
    return unicodedata.normalize("NFKC", text).casefold()


class RowTable(QAbstractTableModel, Generic[R]):
    """The model. `identity` tells rows apart across `set_rows`, so that the selection stays."""

    def __init__(
        self,
        columns: Sequence[Column[R]],
        identity: Callable[[R], Hashable],
        *,
        haystack: Callable[[R], str] | None = None,
        folded: Callable[[str], str] = fold,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._identity = identity
        self._haystack = haystack or (lambda row: "\n".join(column.text(row) for column in self.columns))
        self._folded = folded
        self._rows: list[R] = []
        self._texts: list[list[str | None] | None] = []
        self._hay: list[str] | None = None
        self._keys: dict[int, list[Any]] = {}
        self._order: list[int] = []
        self._shown: list[int] = []
        self._needles: tuple[str, ...] = ()
        self._fresh = False
        self._predicate: Callable[[R], bool] | None = None
        self._sorted_by: tuple[int, Qt.SortOrder] | None = None

    # Rows

    def set_rows(self, rows: Iterable[R], hay: Sequence[str] | None = None) -> None:
        """Show other rows in the same order and filter; selected rows that are still there stay selected.

        `hay` is the folded haystack of each row where a worker has already made it.
        """
        old = self._rows
        self.layoutAboutToBeChanged.emit()
        held = self._held()
        self._rows = list(rows)
        self._texts = [None] * len(self._rows)
        self._hay = list(hay) if hay is not None else None
        self._keys = {}
        self._order = list(range(len(self._rows)))
        self._arrange()
        if held:
            places = {self._identity(self._rows[source]): at for at, source in enumerate(self._shown)}
            self._rehang(held, lambda source: places.get(self._identity(old[source]), -1))
        self.layoutChanged.emit()

    def prepare(self) -> None:
        """Make the filter's haystack now, in an idle moment, rather than at the first key."""
        if self._hay is None:
            self._hay = [self._folded(self._haystack(row)) for row in self._rows]

    @property
    def hay(self) -> Sequence[str] | None:
        """Return the folded haystack of each row, for rows whose words stay as they are."""
        return self._hay

    def row_at(self, shown: int) -> R:
        """Return the row shown at a place."""
        return self._rows[self._shown[shown]]

    def shown_rows(self) -> list[R]:
        """Return the rows that pass the filter, in their order."""
        return [self._rows[source] for source in self._shown]

    def shown_places(self) -> Sequence[int]:
        """Return where the rows that pass the filter stand among those of `set_rows`, in the order shown."""
        return self._shown

    def all_rows(self) -> Sequence[R]:
        """Return every row as `set_rows` gave them."""
        return self._rows

    def set_columns(self, columns: Sequence[Column[R]]) -> None:
        """Take the same columns with other words, as over midnight."""
        self.columns = tuple(columns)
        self._texts = [None] * len(self._rows)
        self._keys = {}

    @property
    def sorted_by(self) -> tuple[str, Qt.SortOrder] | None:
        """Return the key of the column that the rows are ordered by, and which way; None for that of `set_rows`."""
        if self._sorted_by is None:
            return None
        column, order = self._sorted_by
        return self.columns[column].key, order

    def place_of(self, key: Hashable) -> int:
        """Return where the row with this identity is shown, or -1."""
        for at, source in enumerate(self._shown):
            if self._identity(self._rows[source]) == key:
                return at
        return -1

    def hits(self, word: str) -> int:
        """Return how many rows hold a word."""
        self.prepare()
        needles = self._folded(word).split()
        return sum(all(needle in hay for needle in needles) for hay in self._hay or [])

    @property
    def total(self) -> int:
        """Return how many rows there are without the filter."""
        return len(self._rows)

    # Filter and order

    def filter(self, needle: str = "", predicate: Callable[[R], bool] | None = None) -> None:
        """Show the rows that hold every word of `needle` and pass `predicate`."""
        self.admit(predicate)
        self.narrow(needle)

    def admit(self, predicate: Callable[[R], bool] | None) -> None:
        """Let only rows pass that pass `predicate`; shown with the next `narrow`."""
        self._predicate = predicate
        self._fresh = False

    def narrow(self, needle: str) -> None:
        """Show the rows that hold every word of `needle` and are admitted."""
        before, self._needles = self._needles, tuple(self._folded(needle).split())
        # A word written on can only leave out more: what is shown already is all there is to look through.
        narrower = self._fresh and bool(before) and all(any(old in new for new in self._needles) for old in before)
        self._fresh = True
        self._rearrange(self._shown if narrower else None)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; a negative one or one without a sort key gives the order of `set_rows`."""
        sortable = 0 <= column < len(self.columns) and self.columns[column].sort_key is not None
        self._sorted_by = (column, order) if sortable else None
        self._order = list(range(len(self._rows)))
        self._rearrange()

    def _rearrange(self, among: list[int] | None = None) -> None:
        self.layoutAboutToBeChanged.emit()
        held = self._held()
        if among is None:
            self._arrange()
        else:
            self._shown = self._passing(among)
        if held:
            wanted = {source for _index, source in held}
            places = _places(self._shown, wanted)
            self._rehang(held, lambda source: places.get(source, -1))
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        if self._sorted_by is not None:
            self._order = self._ordered(*self._sorted_by)
        self._shown = self._passing(self._order)

    def _passing(self, shown: list[int]) -> list[int]:
        if self._needles:
            self.prepare()
            hay = self._hay or []
            for needle in self._needles:
                shown = [source for source in shown if needle in hay[source]]
        if self._predicate is not None:
            rows, passes = self._rows, self._predicate
            shown = [source for source in shown if passes(rows[source])]
        return shown

    def _ordered(self, column: int, order: Qt.SortOrder) -> list[int]:
        keys = self._keys.get(column)
        if keys is None:
            sort_key = self.columns[column].sort_key
            keys = self._keys[column] = [sort_key(row) for row in self._rows] if sort_key is not None else []
        known = [source for source, key in enumerate(keys) if key is not None]
        known.sort(key=keys.__getitem__, reverse=order == Qt.SortOrder.DescendingOrder)
        if len(known) < len(keys):
            known += [source for source, key in enumerate(keys) if key is None]
        return known

    # Selection and other indexes that a view keeps

    def _held(self) -> list[tuple[QModelIndex, int]]:
        return [(index, self._shown[index.row()]) for index in self.persistentIndexList()]

    def _rehang(self, held: list[tuple[QModelIndex, int]], place: Callable[[int], int]) -> None:
        moved = []
        for index, source in held:
            at = place(source)
            moved.append(self.createIndex(at, index.column()) if at >= 0 else QModelIndex())
        self.changePersistentIndexList([index for index, _source in held], moved)

    # What Qt asks

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many columns are declared."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, _index: Index) -> Qt.ItemFlag:
        """Every cell can be selected, none edited."""
        return _FLAGS

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Return what a view asks of a cell; the text first, as it is asked most."""
        if role is _DISPLAY:
            return self.words(index.row(), index.column())
        if role is _ALIGN:
            return self.columns[index.column()].align | Qt.AlignmentFlag.AlignVCenter
        if role is _TOOLTIP:
            tooltip = self.columns[index.column()].tooltip
            return plain_tip(tooltip(self.row_at(index.row()))) if tooltip is not None else None
        if role is _ACCESSIBLE:
            column = self.columns[index.column()]
            if column.accessible is not None:
                return column.accessible(self.row_at(index.row()))
            return self.words(index.row(), index.column())
        # Qt asks with ints; Python may ask with the enum.
        return None if type(role) is int else self.data(index, int(role))

    def words(self, shown: int, column: int) -> str:
        """Return the words of one cell of the row shown at a place."""
        source = self._shown[shown]
        made = self._texts[source]
        if made is None:
            made = self._texts[source] = [None] * len(self.columns)
        text = made[column]
        if text is None:
            text = made[column] = self.columns[column].text(self._rows[source])
        return text

    def texts(self, shown: int) -> tuple[str, ...]:
        """Return the words of every column of the row shown at a place."""
        return tuple(self.words(shown, column) for column in range(len(self.columns)))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Return the title of a column and its alignment."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role is _DISPLAY or role is _ACCESSIBLE:
            return self.columns[section].title
        if role is _ALIGN:
            return self.columns[section].align | Qt.AlignmentFlag.AlignVCenter
        return None if type(role) is int else self.headerData(section, orientation, int(role))


def _places(shown: list[int], wanted: set[int]) -> dict[int, int]:
    """Return where rows are shown; of a few, as when only one has the focus, the list itself finds them faster."""
    if len(wanted) > _FEW:
        return {source: at for at, source in enumerate(shown) if source in wanted}
    found = {}
    for source in wanted:
        with suppress(ValueError):
            found[source] = shown.index(source)
    return found


def plain_tip(text: str) -> str:
    """Return text so that a tooltip shows it as it is, even where it looks like HTML."""
    # Qt takes a text for HTML only where it finds a tag.
    if "<" not in text:
        return text
    from html import escape

    return f"<span>{escape(text)}</span>".replace("\n", "<br>")
