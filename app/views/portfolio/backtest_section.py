"""The back-test: what scores were worth before renewals were decided, with the renewals behind each number."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.health.backtest import HORIZONS, BackTest, Case, NotEnough
from app.health.model import Model
from app.language import _, ngettext, number
from app.views import theme as themes
from app.views.page import Host
from app.views.portfolio.backtest_card import BacktestCards
from app.views.portfolio.backtest_lists import ALL, GREEN, LED, Behind, area, at, behind, title
from app.views.portfolio.backtest_tables import case_columns
from app.views.portfolio.beside import Beside, bare
from app.views.portfolio.case_card import CaseCard
from app.views.portfolio.parts import Section, TableCard
from app.views.portfolio.questions import BACKTEST, Question
from app.views.portfolio.scope import Scope
from app.views.portfolio.tile import Tile
from app.views.row_table import RowTable
from app.views.widgets.choices import CheckBox
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.segmented import SegmentedControl
from app.views.workspace import Workspace

_SIDE = 470


class BacktestSection(Section):
    """Asks again with or without what is assumed of imported readings."""

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(workspace, host, parent)
        self.setAccessibleName(_("Back-test"))
        self._found: BackTest | NotEnough | None = None
        self._model: Model | None = None
        self._behind: Behind = (GREEN, 0)
        spans = [(str(days), _("{n} days before", n=str(days))) for days in HORIZONS]
        self.horizon = SegmentedControl(spans, _("Before the decision"))
        self.strict = CheckBox(_("Only what was recorded by then"))
        self.tiles = {
            ALL: Tile(_("Renewals with a score")),
            "auc": Tile(_("Tells losses apart")),
            LED: Tile(_("Days of warning")),
            GREEN: Tile(_("Left while healthy")),
        }
        self.cards = BacktestCards(workspace)
        self.table: RowTable[Case] = RowTable(case_columns(self.days), lambda case: case.contract_id, parent=self)
        self.list = TableCard(self.table, _("Left while healthy"))
        self.case = CaseCard()
        self._stack = QStackedWidget()
        self._full, self._little = QWidget(), QWidget()
        self._empty: EmptyState | None = None
        self._build()
        self.horizon.chosen.connect(lambda _key: self._tell())
        self.strict.toggled.connect(lambda _on: self.asks_again.emit())
        self.cards.cell_chosen.connect(self.choose)
        self.list.view.chosen.connect(lambda _row: self._point())
        self.list.view.opened.connect(lambda case: self.opened.emit(case.account_id))
        for key, tile in self.tiles.items():
            tile.clicked.connect(lambda _on=False, key=key: self.choose((ALL if key == "auc" else key, 0)))

    def _build(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(16)
        tools.addWidget(self.horizon)
        tools.addWidget(self.strict)
        tools.addStretch(1)
        numbers = QHBoxLayout()
        numbers.setSpacing(12)
        for tile in self.tiles.values():
            tile.setAutoExclusive(False)
            numbers.addWidget(tile, 1)
        scroll = QScrollArea()
        bare(scroll)
        self.cards.setAutoFillBackground(False)
        scroll.setWidget(self.cards)
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        self.list.setMinimumHeight(themes.current().px(180))
        right.addWidget(self.list, 1)
        right.addWidget(self.case)
        column = QVBoxLayout(self._full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(numbers)
        self._beside = Beside(scroll, side, _SIDE, scroll)
        column.addWidget(self._beside, 1)
        self._stack.addWidget(self._little)
        self._stack.addWidget(self._full)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(tools)
        whole.addWidget(self._stack, 1)

    def days(self) -> int:
        """Return how many days before the decision the scores are of."""
        return int(self.horizon.key())

    # What is shown

    def asks(self, _scope: Scope) -> tuple[Question, ...]:
        """Return the question of the back-test, strict or not."""
        return ((BACKTEST, self.strict.isChecked()),)

    def show_answer(self, _what: str, answer: Any, _scope: Scope) -> None:
        """Show what scores were worth."""
        self.show_backtest(*answer)

    def show_backtest(self, found: BackTest | NotEnough, model: Model) -> None:
        """Show what scores were worth, or how much is missing to tell; `model` is that of today."""
        self._found, self._model = found, model
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.hide()
            self._empty.deleteLater()
            self._empty = None
        if isinstance(found, NotEnough):
            self._empty = EmptyState("hourglass", not_enough(found))
            self._stack.addWidget(self._empty)
            self._stack.setCurrentWidget(self._empty)
        else:
            self._stack.setCurrentWidget(self._full)
            self._tell()
        self.horizon.setEnabled(isinstance(found, BackTest))

    def _tell(self) -> None:
        found = self._found
        if not isinstance(found, BackTest) or self._model is None:
            return
        figures = at(found, self.days())
        self.tiles[ALL].tell(number(figures.outcomes), ngettext("{n} lost", "{n} lost", figures.losses))
        self.tiles["auc"].tell(area(figures.auc), _("0.5 is chance, 1.0 is certain"))
        lead = number(round(found.lead)) if found.lead is not None else "—"
        led = sum(case.lost and case.lead is not None for case in found.cases)
        self.tiles[LED].tell(lead, _("median of {n} losses", n=number(led)))
        self.tiles[GREEN].tell(number(len(found.green_churners)), _("healthy at every look"))
        self.cards.show_figures(found, self._model, self.days())
        self._beside.fit()
        self._list()

    def choose(self, key: Behind) -> None:
        """Show the renewals behind a number, also where their list stands far below it."""
        self._behind = key
        self._list()
        self._beside.show_part(self.list)

    def _list(self) -> None:
        found = self._found
        if not isinstance(found, BackTest):
            return
        for key, tile in self.tiles.items():
            tile.setChecked(key == self._behind[0])
        cases = behind(found, self.days(), self._behind)
        self.list.tell(title(self._behind), ngettext("{n} renewal", "{n} renewals", len(cases)))
        self.list.show_rows(cases, ("circle-check", _("No renewal stands behind this number.")))
        if cases and self.list.row() is None:
            self.list.view.go_to(0)
        self._point()

    def _point(self) -> None:
        case = self.list.row()
        self.case.show_case(case if isinstance(case, Case) else None)

    # What the window asks

    def panes(self) -> tuple[QWidget, ...]:
        """Return the day, the numbers, the table and the list."""
        if not isinstance(self._found, BackTest):
            return (self.strict,)
        return (self.horizon, self.tiles[ALL], self.cards.thresholds, self.list.view)

    def taker(self) -> QWidget:
        """Return the table of thresholds, or what can be used without one."""
        return self.cards.thresholds if isinstance(self._found, BackTest) else self.strict

    def account_here(self) -> str | None:
        """Return the account of the row with the focus."""
        case = self.list.row()
        return case.account_id if isinstance(case, Case) else None


def not_enough(found: NotEnough) -> str:
    """Return what is there and what it takes."""
    return _(
        "Not enough data: {n} decided renewals with {lost} losses had a score. It takes {least} renewals and "
        "{least_lost} losses.",
        n=number(found.outcomes), lost=number(found.losses), least=number(found.least_outcomes),
        least_lost=number(found.least_losses),
    )  # fmt: skip
