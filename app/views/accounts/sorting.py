"""The order of the list: said at the right of the filters, and chosen there without the mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from app.language import _
from app.views.row_table import Column
from app.views.table_view import RowTableView
from app.views.widgets.buttons import Button

_DOWN, _UP = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
# What is asked for first of a column: the largest amount, the longest silence.
_LARGEST_FIRST = ("arr", "contact")


class SortButton(Button):
    """Says by what the rows are ordered. The order of priority is that of the rows as they come."""

    def __init__(self, view: RowTableView) -> None:
        super().__init__(_("By priority"), kind="quiet", icon="arrow-down-wide-narrow")
        self._view = view
        self.clicked.connect(lambda: self.menu_of_orders().popup(self.mapToGlobal(self.rect().bottomLeft())))

    def tell(self) -> None:
        """Say the order of now."""
        by = self._view.table.sorted_by
        if by is None:
            self.setText(_("By priority"))
            self.set_icon("arrow-down-wide-narrow")
            tip = _("What presses most today first, then by ARR")
        else:
            title = next(column.title for column in self._view.table.columns if column.key == by[0])
            self.setText(_("By {column}", column=title))
            self.set_icon("arrow-down" if by[1] == _DOWN else "arrow-up")
            tip = _("Largest or latest first") if by[1] == _DOWN else _("Smallest or earliest first")
        self.setToolTip(tip)
        self.setAccessibleDescription(tip)

    def menu_of_orders(self) -> QMenu:
        """Return the menu; choosing the order of now turns it round."""
        menu = QMenu(self)
        menu.setAccessibleName(_("Order"))
        by = self._view.table.sorted_by
        self._add(menu, _("By priority"), by is None, partial(order_by, self._view, "", _UP))
        menu.addSeparator()
        for column in self._view.table.columns:
            if column.sort_key is None:
                continue
            holds = by is not None and by[0] == column.key
            order = _DOWN if column.key in _LARGEST_FIRST else _UP
            if holds and by is not None:
                order = _UP if by[1] == _DOWN else _DOWN
            self._add(menu, column.title, holds, partial(order_by, self._view, column.key, order))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _add(self, menu: QMenu, words: str, holds: bool, act: Callable[[], object]) -> None:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(holds)
        action.triggered.connect(lambda: act())


def order_by(view: RowTableView, key: str, order: Qt.SortOrder) -> None:
    """Order the rows by a column, "" for the order they come in; its title shows the arrow."""
    view.horizontalHeader().setSortIndicator(_at(view.table.columns, key), order)


def _at(columns: Sequence[Column[object]], key: str) -> int:
    return next((at for at, column in enumerate(columns) if column.key == key), -1)
