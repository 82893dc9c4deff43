"""Loyalty by two sides: the map, and the accounts of one of its quarters; first of those that use and do not like."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import _, keyed, ngettext
from app.operations.health.overview import QUARTERS, Overview, quarter_of
from app.operations.health.portfolio import PortfolioRow
from app.views.page import Host
from app.views.portfolio.beside import stacked
from app.views.portfolio.columns import loyalty_columns
from app.views.portfolio.loyalty_map import LoyaltyMap
from app.views.portfolio.parts import Section, TableCard
from app.views.portfolio.questions import OVERVIEW, Question
from app.views.portfolio.scope import Scope
from app.views.row_table import RowTable
from app.views.widgets.card import Card
from app.views.widgets.labels import PlainLabel
from app.views.widgets.segmented import SegmentedControl
from app.views.workspace import Workspace


class LoyaltySection(Section):
    """The quarter is chosen above, on the map or by an account of it."""

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(workspace, host, parent)
        self.setAccessibleName(_("Loyalty"))
        self._overview: Overview | None = None
        self._names = {key: keyed("portfolio.quarter", key) for key in QUARTERS}
        self.quarter = SegmentedControl([(key, self._names[key]) for key in QUARTERS], _("Quarter of loyalty"))
        self._unknown = PlainLabel("", "label", tone="text2", wrap=True)
        self.map = LoyaltyMap()
        self.table: RowTable[PortfolioRow] = RowTable(loyalty_columns(), lambda row: row.account_id, parent=self)
        self.list = TableCard(self.table, self._names["uses"])
        self._meaning = PlainLabel("", "label", tone="text2", wrap=True)
        picture = Card()
        picture.setAccessibleName(_("Loyalty"))
        picture.body.addWidget(self.map, 1)
        picture.body.addWidget(self._unknown)
        right = QWidget()
        right.setLayout(stacked(self._meaning, self.list))
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(picture, 1)
        line.addWidget(right, 1)
        head = QWidget()
        top = QHBoxLayout(head)
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self.quarter)
        top.addStretch(1)
        self.setLayout(stacked(head, both))
        self.quarter.chosen.connect(lambda _key: self._list())
        self.map.quarter_chosen.connect(self.choose)
        self.map.account_chosen.connect(self._point)
        self.list.view.chosen.connect(lambda _row: self._mark())
        self.list.view.opened.connect(lambda row: self.opened.emit(row.account_id))

    # What is shown

    def asks(self, _scope: Scope) -> tuple[Question, ...]:
        """Return the question of the whole book."""
        return (OVERVIEW,)

    def show_answer(self, _what: str, answer: Any, _scope: Scope) -> None:
        """Show where the accounts stand."""
        self.show_overview(answer)

    def show_overview(self, found: Overview) -> None:
        """Show where the accounts stand."""
        self._overview = found
        self.map.show_rows(found.rows, self._names)
        unknown = sum(quarter_of(row) is None for row in found.rows)
        self._unknown.setText(
            ngettext(
                "{n} account is not on the map: one side has fewer than two answers.",
                "{n} accounts are not on the map: one side has fewer than two answers.",
                unknown,
            )
            if unknown
            else ""
        )
        self._list()

    def choose(self, key: str) -> None:
        """Show the accounts of a quarter."""
        self.quarter.choose(key)
        self._list()

    def _list(self) -> None:
        if self._overview is None:
            return
        key = self.quarter.key()
        rows = self._overview.quarter(key)
        self.list.tell(self._names[key], ngettext("{n} account", "{n} accounts", len(rows)))
        self._meaning.setText(keyed("portfolio.quarter.means", key))
        self.list.show_rows(rows, ("circle-check", _("No account stands in this quarter.")))
        self._mark()

    def _mark(self) -> None:
        self.map.point_out(self.quarter.key(), self.account_here() or "")

    def _point(self, row: PortfolioRow) -> None:
        self.choose(quarter_of(row) or "uses")
        self.list.view.go_to(self.table.place_of(row.account_id))
        self.list.view.setFocus(Qt.FocusReason.MouseFocusReason)

    # What the window asks

    def panes(self) -> tuple[QWidget, ...]:
        """Return the quarters and the list."""
        return (self.quarter, self.list.view) if self.table.rowCount() else (self.quarter,)

    def taker(self) -> QWidget:
        """Return the list, or the quarters where it is empty."""
        return self.panes()[-1]

    def account_here(self) -> str | None:
        """Return the account of the row with the focus."""
        row = self.list.row()
        return row.account_id if row is not None else None
