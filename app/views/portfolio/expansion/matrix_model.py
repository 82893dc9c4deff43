"""The matrix of accounts and products as a model: thousands of rows and dozens of columns, asked cell by cell."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.language import _, name_of, number, short_money
from app.operations.health.row_health import RowHealth
from app.operations.money.whitespace import Holding, Product, Stand, Whitespace
from app.views.portfolio.words import NOTHING, chip_words
from app.views.row_table import fold
from app.vocabulary import Band, Fit

Index = QModelIndex | QPersistentModelIndex
MRR, FIT, HEALTH = range(3)
LEADING = 3
"""Columns before the first product."""
ORDERS = ("mrr", "fit", "health", "name")
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_NO_PARENT = QModelIndex()
_FIT_RANK: Mapping[str | None, int] = {Fit.GOOD: 0, Fit.DESIGN_PARTNER: 1, Fit.PARTIAL: 2, Fit.POOR: 3}


def fit_words(fit: str | None) -> str:
    """Return how well a customer fits, or a dash."""
    return name_of(Fit(fit)) if fit in list(Fit) else NOTHING


def fit_rank(fit: str | None) -> int:
    """Return where a fit stands: the best first, those not judged last."""
    return _FIT_RANK.get(fit, len(_FIT_RANK))


class MatrixModel(QAbstractTableModel):
    """Rows are customers, the first columns MRR, fit and health, the others products, as many as pass the filter."""

    def __init__(self, health: Callable[[str], RowHealth | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._health = health
        self._found: Whitespace | None = None
        self.rows: list[Holding] = []
        self.products: list[Product] = []
        self._order, self._needle = ORDERS[0], ""

    # What is shown

    def show(self, found: Whitespace) -> None:
        """Show other rows and products, in the same order and filter."""
        self._found = found
        self.beginResetModel()
        self._arrange()
        self.endResetModel()

    def order_by(self, key: str) -> None:
        """Put the customers in another order: "mrr", "fit", "health" or "name"."""
        self._order = key
        self.beginResetModel()
        self._arrange()
        self.endResetModel()

    def narrow(self, needle: str) -> None:
        """Show only the products whose name holds every word of `needle`."""
        self._needle = needle
        self.beginResetModel()
        self._arrange()
        self.endResetModel()

    @property
    def order(self) -> str:
        """Return what the customers are ordered by."""
        return self._order

    def health_changed(self) -> None:
        """Take other scores; where they make the order, the rows move."""
        if self._order == "health":
            self.order_by(self._order)
        elif self.rows:
            self.dataChanged.emit(self.index(0, HEALTH), self.index(len(self.rows) - 1, HEALTH))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.rows) - 1)

    def _arrange(self) -> None:
        found = self._found
        if found is None:
            return
        words = fold(self._needle).split()
        self.products = [one for one in found.products if all(word in fold(one.name) for word in words)]
        keys: dict[str, Callable[[Holding], Any]] = {
            "mrr": lambda row: -row.amount,
            "fit": lambda row: (fit_rank(found.fits.get(row.customer)), -row.amount),
            "health": lambda row: (-self._score(row), -row.amount),
            "name": lambda row: fold(found.name(row.customer)),
        }
        self.rows = sorted(found.rows, key=keys[self._order])

    def _score(self, row: Holding) -> int:
        health = self._health(row.customer)
        return -1 if health is None or health.score is None else health.score

    # What the view and its painters read

    def product(self, column: int) -> Product | None:
        """Return the product of a column, None for those before them."""
        at = column - LEADING
        return self.products[at] if 0 <= at < len(self.products) else None

    def column_of(self, product: str) -> int:
        """Return the column of a product, or -1 where the filter leaves it out."""
        names = [one.name for one in self.products]
        return LEADING + names.index(product) if product in names else -1

    def name(self, at: int) -> str:
        """Return the name of the customer in a row."""
        assert self._found is not None
        return self._found.name(self.rows[at].customer)

    def health(self, at: int) -> tuple[Band, int | None]:
        """Return the health of the customer in a row, as far as it is known."""
        health = self._health(self.rows[at].customer)
        return (Band.UNKNOWN, None) if health is None else (health.band, health.score)

    def fit(self, at: int) -> str:
        """Return the fit of the customer in a row, in words."""
        assert self._found is not None
        return fit_words(self._found.fits.get(self.rows[at].customer))

    def money(self, fine: int) -> str:
        """Return an amount for a cell."""
        assert self._found is not None
        return short_money(self._found.money(fine), self._found.currency)

    def stand(self, at: int, column: int) -> Stand:
        """Return how the customer in a row stands to the product of a column."""
        return self.rows[at].stand(self.products[column - LEADING].name)

    def cell(self, at: int, column: int) -> str:
        """Return the words in a cell."""
        row, product = self.rows[at], self.product(column)
        if product is None:
            return (self.money(row.amount), self.fit(at), chip_words(*self.health(at)))[column]
        stand = row.stand(product.name)
        if stand is Stand.HELD:
            return self.money(row.held[product.name])
        return {Stand.TIER: _("Other tier"), Stand.LOST: _("Had it"), Stand.NEVER: ""}[stand]

    def said(self, at: int, column: int) -> str:
        """Return a cell in a sentence, as a screen reader and the tooltip say it."""
        row, product, name = self.rows[at], self.product(column), self.name(at)
        if product is None:
            title = (_("MRR"), _("Fit"), _("Health"))[column]
            return f"{name}, {title}: {self.cell(at, column)}"
        stand = row.stand(product.name)
        if stand is Stand.HELD:
            amount = self.money(row.held[product.name])
            if product.name in row.late:
                return _("{name}, {product}: {amount} a month, past its last day and not renewed yet",
                         name=name, product=product.name, amount=amount)  # fmt: skip
            return _("{name}, {product}: {amount} a month", name=name, product=product.name, amount=amount)
        words = {
            Stand.TIER: _("{name}, {product}: has another tier of it", name=name, product=product.name),
            Stand.LOST: _("{name}, {product}: had it once", name=name, product=product.name),
            Stand.NEVER: _("{name}, {product}: never had it", name=name, product=product.name),
        }
        return words[stand]

    def heading(self, column: int) -> tuple[str, str]:
        """Return the title of a column and, for a product, how many have it."""
        product = self.product(column)
        if product is None:
            return (_("MRR"), _("Fit"), _("Health"))[column], ""
        return product.name, _("{n} of {of}", n=number(product.holders), of=number(len(self.rows)))

    # What Qt asks

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many customers there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else LEADING + len(self.products)

    def flags(self, _index: Index) -> Qt.ItemFlag:
        """Every cell can be selected, none edited."""
        return _FLAGS

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Return the words of a cell, or what is said of it."""
        if int(role) == _DISPLAY:
            return self.cell(index.row(), index.column())
        if int(role) in (_ACCESSIBLE, _TOOLTIP):
            return self.said(index.row(), index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Return the title of a column, or the name of a customer."""
        if int(role) not in (_DISPLAY, _ACCESSIBLE, _TOOLTIP):
            return None
        if orientation is Qt.Orientation.Vertical:
            return self.name(section) if 0 <= section < len(self.rows) else None
        if not 0 <= section < self.columnCount():
            return None
        title, count = self.heading(section)
        return title if int(role) == _DISPLAY or not count else f"{title}: {count}"


def without(
    found: Whitespace, product: str, health: Callable[[str], RowHealth | None]
) -> Sequence[tuple[Holding, RowHealth | None]]:  # fmt: skip
    """Return the customers with room for a product in the order in which one would go to them: fit, health, MRR."""

    def key(one: tuple[Holding, RowHealth | None]) -> tuple[int, int, int]:
        row, said = one
        score = -1 if said is None or said.score is None else said.score
        return fit_rank(found.fits.get(row.customer)), -score, -row.amount

    return sorted(((row, health(row.customer)) for row in found.without(product)), key=key)
