"""The list below the figures: who stands behind the number, the bar or the month that was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.language import _
from app.operations.money.behind import Held, Moved, Worth
from app.operations.money.figures import Metrics
from app.views.portfolio.parts import TableCard
from app.views.portfolio.retention.columns import held_columns, moved_columns, worth_columns
from app.views.row_table import RowTable
from app.views.table_view import RowTableView

HELD, MOVED, WORTH = "held", "moved", "worth"


class Behind(QStackedWidget):
    """`opened(account id)` by Enter or a double click. Each kind of list is made when it is shown first."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Metrics | None = None
        self._cards: dict[str, TableCard] = {}
        self._kind = HELD
        self.card()

    def _table(self, kind: str) -> RowTable[Any]:
        if kind == MOVED:
            return RowTable(moved_columns(self._say), _moved_key, parent=self)
        columns = self._held(_("Counts")) if kind == HELD else worth_columns(self._say)
        return RowTable(columns, lambda row: row.customer, parent=self)

    def _say(self, fine: int | Fraction) -> tuple[Decimal, str]:
        return (self._found.money(fine), self._found.currency) if self._found is not None else (Decimal(0), "JPY")

    def _held(self, counted: str) -> Sequence[Any]:
        return held_columns(self._say, lambda: counted)

    def show_rows(
        self, kind: str, rows: Sequence[Any], title: str, note: str, empty: str, found: Metrics, counted: str = ""
    ) -> None:
        """Show rows of a kind of some figures; `counted` words what counts of the customers of a method."""
        self._found = found
        self._kind = kind
        card = self.card()
        if kind == HELD:
            card.table.set_columns(self._held(counted or _("Counts")))
        card.tell(title, note)
        card.show_rows(rows, ("users", empty))
        self.setCurrentWidget(card)

    def kind(self) -> str:
        """Return what kind of rows is shown."""
        return self._kind

    def card(self) -> TableCard:
        """Return the list that is shown."""
        card = self._cards.get(self._kind)
        if card is None:
            card = self._cards[self._kind] = TableCard(self._table(self._kind), _("Who stands behind it"))
            self.addWidget(card)
            card.view.opened.connect(lambda row: self.opened.emit(account_of(row)))
        return card

    def view(self) -> RowTableView | None:
        """Return the list where it has rows."""
        card = self.card()
        return card.view if card.table.rowCount() else None

    def account_here(self) -> str | None:
        """Return the account of the row with the focus."""
        row = self.card().row()
        return account_of(row) if row is not None else None


def account_of(row: Held | Moved | Worth) -> str:
    """Return the account that a row leads to."""
    return row.account if isinstance(row, Moved) else row.customer


def _moved_key(row: Moved) -> tuple[object, ...]:
    return (row.account, row.what, row.day, row.product, row.amount, tuple(one.id for one in row.contracts))
