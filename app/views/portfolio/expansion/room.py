"""The matrix with its tools, and beside it who has room for the product that was chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.language import _, day, ngettext, number
from app.operations.money.whitespace import Whitespace
from app.views import theme as themes
from app.views.portfolio.expansion.lists import Candidate, candidate_columns, candidates
from app.views.portfolio.expansion.matrix_model import ORDERS, MatrixModel
from app.views.portfolio.expansion.matrix_view import MatrixView
from app.views.portfolio.parts import TableCard
from app.views.row_table import RowTable
from app.views.scores import Scores
from app.views.widgets.card import Card, rule
from app.views.widgets.columns import TwoColumns
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.search_field import SearchField
from app.views.widgets.segmented import SegmentedControl

_SIDE, _LEAST = 436, 260


class Room(QWidget):
    """`account_wanted(customer)` where somebody wants to go."""

    account_wanted = Signal(str)

    def __init__(self, scores: Scores, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Whitespace"))
        self._scores = scores
        self._found: Whitespace | None = None
        self.matrix = MatrixModel(scores.of, self)
        self.view = MatrixView(self.matrix, _("Accounts and products"))
        self.filter = SearchField(_("Filter products"), _("Show all products"))
        words = (_("MRR"), _("Fit"), _("Health"), _("Name"))
        self.order = SegmentedControl(list(zip(ORDERS, words, strict=True)), _("Order of the accounts"))
        self._note = ElidedLabel("", "label", tone="text2")
        self._empty = EmptyState("sprout", _("No product is in force. Contracts with lines fill the whitespace."))
        self._none = EmptyState("search", _("No product has these letters in its name."))
        self._stack = QStackedWidget()
        for part in (self.view, self._empty, self._none):
            self._stack.addWidget(part)
        self.table: RowTable[Candidate] = RowTable(
            candidate_columns(self.matrix.money), lambda one: one.customer, parent=self
        )
        self.list = TableCard(self.table, _("Room for a product"))
        self._lay_out()
        self.filter.textChanged.connect(self._narrow)
        self.filter.left.connect(self.view.setFocus)
        self.order.chosen.connect(self.matrix.order_by)
        self.view.order_wanted.connect(self._order_by)
        self.view.product_chosen.connect(self.choose)
        self.view.opened.connect(self.account_wanted)
        self.list.view.opened.connect(lambda one: self.account_wanted.emit(one.customer))
        scores.changed.connect(lambda _ids: self._rescore())

    def _lay_out(self) -> None:
        card = Card()
        card.flush()
        card.setAccessibleName(_("Whitespace"))
        head = QHBoxLayout()
        head.setContentsMargins(20, 10, 16, 10)
        head.setSpacing(12)
        head.addWidget(PlainLabel(_("Whitespace"), "bodyStrong"))
        head.addWidget(self._note, 1)
        tools = QHBoxLayout()
        tools.setContentsMargins(20, 0, 16, 10)
        tools.setSpacing(12)
        tools.addWidget(self.filter, 1)
        tools.addWidget(self.order)
        for line in (head, tools):
            card.body.addLayout(line)
        card.body.addWidget(rule())
        card.body.addWidget(self._stack, 1)
        self._card = card
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(TwoColumns(card, self.list, _SIDE))
        self._measure()

    def _measure(self) -> None:
        for part in (self._card, self.list):
            part.setMinimumHeight(themes.current().px(_LEAST))

    def changeEvent(self, event: QEvent) -> None:
        """Keep rows in view at a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_card"):
            self._measure()

    # What is shown

    def show_room(self, found: Whitespace) -> None:
        """Show the whitespace of a day; the product that was chosen stays chosen where it is still sold."""
        self._found = found
        self.matrix.show(found)
        names = {product.name for product in found.products}
        wanted = self.view.chosen_product
        if wanted not in names:
            wanted = next((one.name for one in found.products if one.sold and one.lacking), "")
            wanted = wanted or next((one.name for one in found.products), "")
        accounts = ngettext("{n} account", "{n} accounts", len(found.rows))
        products = ngettext("{n} product", "{n} products", len(found.products))
        self._note.setText(f"{day(found.day)} · {accounts} · {products}")
        self._turn()
        self.choose(wanted)

    def choose(self, product: str) -> None:
        """List who has room for a product."""
        self.view.choose_product(product)
        found = self._found
        if found is None:
            return
        rows = candidates(found, product, self._scores.of) if product else []
        count = _("{n} of {of}", n=number(len(rows)), of=number(len(found.rows)))
        if product:
            self.list.tell(
                _("Without {product}", product=product), _("{count}, best fit and health first", count=count)
            )
        empty = _("Everybody has this product.") if product else _("Press a product to see who does not have it.")
        self.list.show_rows(rows, ("circle-check" if product else "target", empty))

    def choose_here(self) -> None:
        """List who has room for the product of the column with the focus."""
        product = self.matrix.product(self.view.currentIndex().column())
        if product is not None:
            self.choose(product.name)

    def _narrow(self, needle: str) -> None:
        self.matrix.narrow(needle)
        self._turn()

    def _order_by(self, key: str) -> None:
        self.order.choose(key)
        self.matrix.order_by(key)

    def _turn(self) -> None:
        shown: QWidget = self.view
        if not self.matrix.rows:
            shown = self._empty
        elif not self.matrix.products:
            shown = self._none
        self._stack.setCurrentWidget(shown)

    def _rescore(self) -> None:
        self.matrix.health_changed()
        if self._found is not None and self.view.chosen_product:
            self.choose(self.view.chosen_product)

    # What the window asks

    def panes(self) -> tuple[QWidget, ...]:
        """Return the filter, the matrix and the list."""
        if not self.matrix.rows:
            return ()
        some = (self.filter, self.view) if self.matrix.products else (self.filter,)
        return (*some, self.list.view) if self.table.rowCount() else some

    def account_here(self) -> str | None:
        """Return the account that the keys are at: of the list while it has the focus, else of the matrix."""
        if self.list.view.hasFocus():
            row = self.list.row()
            return row.customer if row is not None else None
        return self.view.customer_here()
