"""A list of things at an account: frozen rows with headings between them, walked by J and K, drawn by a delegate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QStyledItemDelegate, QWidget

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class RowModel(QAbstractListModel):
    """Rows as they come. `spoken` says one aloud; `heading` names its group, shown where it differs from the last."""

    def __init__(
        self,
        spoken: Callable[[Any], str],
        heading: Callable[[Any], str] = lambda _row: "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._spoken, self._heading = spoken, heading
        self._rows: list[Any] = []
        self._headings: list[str] = []

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self._headings = self._headed(rows, "")
        self.endResetModel()

    def _headed(self, rows: Sequence[Any], last: str) -> list[str]:
        found = []
        for row in rows:
            heading = self._heading(row)
            found.append(heading if heading != last else "")
            last = heading
        return found

    @property
    def rows(self) -> Sequence[Any]:
        """Return what is shown."""
        return self._rows

    def row_at(self, at: int) -> Any:
        """Return the row at a place."""
        return self._rows[at]

    def heading_at(self, at: int) -> str:
        """Return what stands over the row at a place; empty where it goes on with the group."""
        return self._headings[at]

    def place_of(self, row_id: str) -> int:
        """Return where a row is shown, or -1."""
        return next((at for at, row in enumerate(self._rows) if row.id == row_id), -1)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row as it is read aloud; a delegate draws it."""
        if index.isValid() and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(self._rows[index.row()])
        return None


class RowView(QListView):
    """The list. `selected(row or None)` as one moves; `keys` act on the row with the focus, as does its menu."""

    selected = Signal(object)

    def __init__(self, model: RowModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.of = model
        self.keys: Mapping[Qt.Key, Callable[[], object]] = {}
        self.fill_menu: Callable[[QMenu], object] | None = None
        self.setModel(model)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def draw_by(self, delegate: QStyledItemDelegate) -> None:
        """Let a delegate draw the rows."""
        self.setItemDelegate(delegate)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell who moved; single letters act on the list also while a Japanese input method is on."""
        super().currentChanged(current, previous)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.selected.emit(self.current())

    def current(self) -> Any:
        """Return the row with the focus, or None."""
        index = self.currentIndex()
        return self.of.row_at(index.row()) if index.isValid() else None

    def go_to(self, at: int) -> None:
        """Go to the row at a place, or the nearest there is."""
        if self.of.rowCount():
            self.setCurrentIndex(self.of.index(max(0, min(at, self.of.rowCount() - 1)), 0))

    def go_to_row(self, row_id: str) -> bool:
        """Go to a row and bring it into view; False where it is not shown."""
        at = self.of.place_of(row_id)
        if at >= 0:
            self.go_to(at)
            self.scrollTo(self.currentIndex())
        return at >= 0

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; the focus stays on its row, or on the one that is now in its place."""
        current = self.current()
        place, was = self.currentIndex().row(), self.verticalScrollBar().value()
        self.blockSignals(True)
        self.of.set_rows(rows)
        if rows:
            kept = self.of.place_of(current.id) if current is not None else 0
            self.go_to(kept if kept >= 0 else place)
        self.blockSignals(False)
        self.verticalScrollBar().setValue(was)
        self.selected.emit(self.current())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the list; letters it does not know are left to the page."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Enter:
            key = Qt.Key.Key_Return
        if event.modifiers() not in _PLAIN:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_J, Qt.Key.Key_K):
            self.go_to(self.currentIndex().row() + (1 if key == Qt.Key.Key_J else -1))
        elif key in self.keys and self.currentIndex().isValid():
            self.keys[key]()
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the focus a row to stand on."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_to(0)
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what the keys do."""
        if self.fill_menu is None or not self.currentIndex().isValid():
            return
        menu = QMenu(self)
        self.fill_menu(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())
