"""The view of the matrix: names stay at the left and products at the top; keys go from cell to cell."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.language import _
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import LEFT, RIGHT, paint_text
from app.views.portfolio.expansion.cells import PAD, paint_score, paint_stand
from app.views.portfolio.expansion.heads import NAMES, ORDER_OF, NameHeads, ProductHeads, paint_corner
from app.views.portfolio.expansion.matrix_model import HEALTH, LEADING, MRR, MatrixModel

Index = QModelIndex | QPersistentModelIndex
_CELL = 96
_LEADING = (74, 76, 60)
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class _Cells(QStyledItemDelegate):
    def __init__(self, view: MatrixView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        view, theme, model = self._view, themes.current(), self._view.matrix
        at, column = index.row(), index.column()
        box = QRectF(option.rect)
        here = at == view.currentIndex().row() and view.hasFocus()
        painter.fillRect(box, theme.color.hover if here else theme.color.surface)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), theme.color.divider)
        inner = box.adjusted(PAD, 0, -PAD, -1)
        product = model.product(column)
        if product is not None:
            late = product.name in model.rows[at].late
            paint_stand(painter, box, model.stand(at, column), model.cell(at, column), theme, late=late)
        elif column == HEALTH:
            paint_score(painter, inner, *model.health(at), theme)
        else:
            align = RIGHT if column == MRR else LEFT
            paint_text(painter, inner, model.cell(at, column), theme, theme.color.text, "label", 0, align)
        if index == view.currentIndex() and view.shows_ring:
            paint_focus_ring(painter, box.adjusted(0, 0, 0, -1), theme, 3)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """The view gives the sizes."""
        return QSize(themes.current().px(_CELL), themes.current().size.row_compact)


class MatrixView(QTableView):
    """`opened(customer)` by Enter or a double click, `product_chosen(name)` by Space or a press on its title.

    `order_wanted(key)` by a press on one of the titles before the products.
    """

    opened = Signal(str)
    product_chosen = Signal(str)
    order_wanted = Signal(str)

    def __init__(self, matrix: MatrixModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.matrix = matrix
        self.chosen_product = ""
        self.shows_ring = False
        self._place: tuple[str | None, str | int] = (None, -1)
        self.setHorizontalHeader(ProductHeads(self))
        self.setVerticalHeader(NameHeads(self))
        self.setModel(matrix)
        self.setAccessibleName(name)
        self.setItemDelegate(_Cells(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        # A figure that is cut off at its left would be read as another one.
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerWidget(QWidget(self))
        self.setCornerButtonEnabled(False)
        self._corner = next(iter(self.findChildren(QAbstractButton)))
        self._corner.setAccessibleName(_("Account"))
        self._corner.setToolTip(_("Order by name"))
        self._corner.installEventFilter(self)
        # Single letters act on lists, also while a Japanese input method is on.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.horizontalHeader().pressed_at.connect(self._press)  # type: ignore[attr-defined]
        self.verticalHeader().sectionDoubleClicked.connect(lambda at: self.opened.emit(matrix.rows[at].customer))
        self.doubleClicked.connect(lambda index: self.opened.emit(matrix.rows[index.row()].customer))
        matrix.modelAboutToBeReset.connect(self._leave)
        matrix.modelReset.connect(self._come_back)
        matrix.modelReset.connect(self._measure)
        matrix.modelReset.connect(self._corner.update)
        self._measure()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw the title over the names; pressed, it orders the rows by them."""
        if watched is not self._corner or event.type() not in (QEvent.Type.Paint, QEvent.Type.MouseButtonRelease):
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.MouseButtonRelease:
            self.order_wanted.emit("name")
            return True
        painter = QPainter(self._corner)
        paint_corner(painter, QRectF(self._corner.rect()), self.matrix.order == "name")
        painter.end()
        return True

    def choose_product(self, name: str) -> None:
        """Mark the column of a product."""
        self.chosen_product = name
        column = self.matrix.column_of(name)
        if column >= 0 and not self.hasFocus() and self.matrix.rows:
            # Who looks for it finds its column; a cell with the focus stays where it is.
            self.scrollTo(self.matrix.index(max(self.rowAt(0), 0), column))
        self.horizontalHeader().viewport().update()

    def customer_here(self) -> str | None:
        """Return the customer in the row with the focus."""
        at = self.currentIndex().row()
        return self.matrix.rows[at].customer if 0 <= at < len(self.matrix.rows) else None

    def _leave(self) -> None:
        """Keep in mind where the focus stands: at whom, and at which product or column."""
        index = self.currentIndex()
        product = self.matrix.product(index.column())
        self._place = (self.customer_here(), product.name if product is not None else index.column())

    def _come_back(self) -> None:
        """Stand there again, wherever it is shown now."""
        customer, column = self._place
        at = next((n for n, row in enumerate(self.matrix.rows) if row.customer == customer), -1)
        across = self.matrix.column_of(column) if isinstance(column, str) else column
        if at >= 0:
            across = across if 0 <= across < self.matrix.columnCount() else 0
            self.setCurrentIndex(self.matrix.index(at, across))

    def _press(self, section: int) -> None:
        product = self.matrix.product(section)
        if product is not None:
            self.product_chosen.emit(product.name)
        elif section in ORDER_OF:
            self.order_wanted.emit(ORDER_OF[section])

    def _measure(self) -> None:
        theme = themes.current()
        self.verticalHeader().setDefaultSectionSize(theme.size.row_compact)
        self.verticalHeader().setFixedWidth(theme.px(NAMES))
        self.horizontalHeader().setFixedHeight(2 * theme.line("caption") + 8)
        self.horizontalHeader().setDefaultSectionSize(theme.px(_CELL))
        for at, width in enumerate(_LEADING):
            self.setColumnWidth(at, theme.px(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from cell to cell, Enter opens the account, Space chooses the product; letters are the page's."""
        key, plain = event.key(), event.modifiers() in _PLAIN
        customer = self.customer_here()
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and customer is not None:
            self.opened.emit(customer)
        elif plain and key == Qt.Key.Key_Space:
            self._press(self.currentIndex().column())
        elif plain and key in (Qt.Key.Key_J, Qt.Key.Key_K):
            at = self.currentIndex().row() + (1 if key == Qt.Key.Key_J else -1)
            if 0 <= at < len(self.matrix.rows):
                self.setCurrentIndex(self.matrix.index(at, max(self.currentIndex().column(), 0)))
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)
            self.shows_ring = True

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Draw the row, its name and its title anew."""
        super().currentChanged(current, previous)
        for part in (self, self.horizontalHeader(), self.verticalHeader()):
            part.viewport().update()

    def focusInEvent(self, event: Any) -> None:
        """Stand on a cell, and show the ring where the keyboard brought the focus."""
        self.shows_ring = event.reason() not in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.PopupFocusReason)
        # Before Qt takes the first cell: what is looked for are products.
        if not self.currentIndex().isValid() and self.matrix.rows:
            self.setCurrentIndex(self.matrix.index(0, min(LEADING, self.matrix.columnCount() - 1)))
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: Any) -> None:
        """Drop the ring."""
        self.shows_ring = False
        super().focusOutEvent(event)
        for part in (self, self.horizontalHeader(), self.verticalHeader()):
            part.viewport().update()

    def changeEvent(self, event: Any) -> None:
        """Take the sizes of a new text scale."""
        super().changeEvent(event)
        if event.type() is event.Type.StyleChange and hasattr(self, "matrix"):
            self._measure()
