"""The view of a RowTable: rows drawn by one delegate, whole-row selection, keys that also work with an IME on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from app.views import theme as themes
from app.views.header import LEAD, PAD, Header
from app.views.paint.marks import paint_focus_ring
from app.views.paint.row import paint_row
from app.views.paint.text import paint_text
from app.views.row_table import Column, RowTable, plain_tip

Index = QModelIndex | QPersistentModelIndex
_SELECTED, _ACTIVE = QStyle.StateFlag.State_Selected, QStyle.StateFlag.State_Active
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


class RowDelegate(QStyledItemDelegate):
    """Draws every cell of a RowTable: its ground first, then the column's own drawing or its text."""

    def __init__(self, view: RowTableView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        view, theme = self._view, themes.current()
        state: QStyle.StateFlag = option.state
        box = QRectF(option.rect)
        table, at, section = view.table, index.row(), index.column()
        column = table.columns[section]
        first = view.is_first(section)
        paint_row(
            painter,
            box,
            theme,
            selected=_SELECTED in state,
            hovered=at == view.hovered_row,
            active=_ACTIVE in state or view.hasFocus(),
            first=first,
        )
        inner = box.adjusted(LEAD if first else PAD, 0, -PAD, -1)
        if column.delegate is not None:
            column.delegate(painter, inner, table.row_at(at), theme)
        else:
            text = table.words(at, section)
            weight = 600 if column.strong else 0
            paint_text(painter, inner, text, theme, theme.tone(column.tone), "body", weight, column.align)
        if view.shows_ring and at == view.currentIndex().row():
            self._ring(painter, box, theme)

    def _ring(self, painter: QPainter, box: QRectF, theme: themes.Theme) -> None:
        painter.save()
        painter.setClipRect(box)
        whole = QRectF(0, box.top(), self._view.viewport().width(), box.height() - 1)
        paint_focus_ring(painter, whole, theme, 4)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows have the height of the view; widths come from the columns."""
        return QSize(self._view.table.columns[index.column()].width, self._view.verticalHeader().defaultSectionSize())

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show the column's tooltip, or the whole text where it is cut off."""
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        tip = self._view.table.data(index, int(Qt.ItemDataRole.ToolTipRole))
        column: Column[Any] = self._view.table.columns[index.column()]
        if tip is None and column.delegate is None:
            text = self._view.table.words(index.row(), index.column())
            room = self._view.columnWidth(index.column()) - 2 * PAD
            if themes.current().width(text, "body", 600 if column.strong else 0) > room:
                tip = plain_tip(text)
        QToolTip.showText(event.globalPos(), tip or "", view)
        return True


class RowTableView(QTableView):
    """A table of rows. `opened` is Enter or a double click, `looked_into` Shift+Enter, `peeked` Space; with the row.

    X marks rows: from then on the arrows only move, until the selection is let go. `column_step` is Alt+Shift+Left
    (−1) and Right (1) for the column that the keys stand in.
    """

    opened = Signal(object)
    peeked = Signal(object)
    looked_into = Signal(object)
    chosen = Signal(object)
    column_step = Signal(int)
    resized = Signal()

    def __init__(self, table: RowTable[Any], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.hovered_row = -1
        self.shows_ring = False
        self.marking = False
        self.pressed_at = QPointF()
        self.setModel(table)
        self.setAccessibleName(name)
        self.setItemDelegate(RowDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        # Single letters act on lists, also while a Japanese input method is on.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads = Header(table, self)
        self.setHorizontalHeader(heads)
        self.setSortingEnabled(True)
        heads.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._measure()
        for at, column in enumerate(table.columns):
            self.setColumnWidth(at, themes.current().px(column.width))
        self.doubleClicked.connect(lambda index: self.opened.emit(table.row_at(index.row())))
        self.selectionModel().currentRowChanged.connect(self._tell_chosen)
        self.selectionModel().currentColumnChanged.connect(lambda *_at: heads.viewport().update())

    def is_first(self, column: int) -> bool:
        """Tell whether a column stands leftmost now."""
        return self.horizontalHeader().visualIndex(column) == 0

    def current_row(self) -> Any:
        """Return the row with the focus, or None."""
        index = self.currentIndex()
        return self.table.row_at(index.row()) if index.isValid() else None

    def selected_rows(self) -> list[Any]:
        """Return the selected rows in their order."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self.table.row_at(at) for at in places]

    def go_to(self, at: int) -> None:
        """Select the row at a place and bring it into view."""
        if not 0 <= at < self.table.rowCount():
            return
        index = self.table.index(at, max(self.currentIndex().column(), 0))
        if self.marking:
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        else:
            self.setCurrentIndex(index)

    def mark(self) -> None:
        """Select the row with the focus, or let it go, and leave the others as they are."""
        index = self.currentIndex()
        if not index.isValid():
            return
        flag = QItemSelectionModel.SelectionFlag
        selected = self.selectionModel().isRowSelected(index.row())
        if not self.marking and self.selectionModel().selectedRows() == [index.siblingAtColumn(0)]:
            # It was selected only because the focus was on it.
            selected = False
        self.marking = self.shows_ring = True
        self.selectionModel().select(index, (flag.Deselect if selected else flag.Select) | flag.Rows)
        self.viewport().update()

    def let_go(self) -> None:
        """Select nothing but the row with the focus."""
        self.marking = False
        index = self.currentIndex()
        if index.isValid():
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().select(index, flag.ClearAndSelect | flag.Rows)
        else:
            self.clearSelection()

    def selectionCommand(self, index: Index, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        """While rows are being marked, moving by plain keys selects nothing."""
        plain = isinstance(event, QKeyEvent) and event.modifiers() in _PLAIN
        if self.marking and plain:
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A plain click begins a new selection."""
        self.pressed_at = event.position()
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and event.button() == Qt.MouseButton.LeftButton:
            self.marking = False
        super().mousePressEvent(event)

    def _tell_chosen(self, index: QModelIndex, before: QModelIndex) -> None:
        if self.shows_ring:
            for changed in (index.row(), before.row()):
                self._repaint_row(changed)
        self.chosen.emit(self.table.row_at(index.row()) if index.isValid() else None)

    def _measure(self) -> None:
        size = themes.current().size
        self.verticalHeader().setDefaultSectionSize(size.row_default)
        self.horizontalHeader().setFixedHeight(size.row_compact + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space peeks, J and K move, X marks; the rest is Qt's, without its search by letters."""
        key = event.key()
        row = self.current_row()
        plain = event.modifiers() in _PLAIN
        sideways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)
        if sideways and event.modifiers() & _ALT_SHIFT == _ALT_SHIFT:
            self.column_step.emit(sideways)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.opened.emit(row)
        elif event.modifiers() == _SHIFT and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self.looked_into.emit(row)
        elif plain and key == Qt.Key.Key_Space and row is not None:
            self.peeked.emit(row)
        elif plain and key in (Qt.Key.Key_J, Qt.Key.Key_K):
            self.go_to(self.currentIndex().row() + (1 if key == Qt.Key.Key_J else -1))
        elif plain and key == Qt.Key.Key_X:
            self.mark()
        elif event.text().isprintable() and event.text() and (plain or event.modifiers() == _SHIFT):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of the new room, so that columns can give way to it."""
        super().resizeEvent(event)
        self.resized.emit()

    def focusInEvent(self, event: Any) -> None:
        """Show the ring when the keyboard brought the focus here, and give it a row to stand on."""
        self.shows_ring = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
            Qt.FocusReason.OtherFocusReason,
        )
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.selectionModel().setCurrentIndex(self.table.index(0, 0), self.selectionModel().SelectionFlag.NoUpdate)
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        """Drop the ring."""
        self.shows_ring = False
        super().focusOutEvent(event)
        self.viewport().update()

    def mouseMoveEvent(self, event: Any) -> None:
        """Light up the row under the mouse."""
        self._hover(self.rowAt(round(event.position().y())))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Let the row under the mouse go dark."""
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, at: int) -> None:
        if at != self.hovered_row:
            for changed in (self.hovered_row, at):
                self._repaint_row(changed)
            self.hovered_row = at

    def _repaint_row(self, at: int) -> None:
        if 0 <= at < self.table.rowCount():
            self.viewport().update(0, self.rowViewportPosition(at), self.viewport().width(), self.rowHeight(at))

    def changeEvent(self, event: QEvent) -> None:
        """Take the heights of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "table"):
            self._measure()
