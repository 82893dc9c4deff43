"""Retention and bridge: what customers are kept and what they pay, against the targets, with who stands behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.language import _
from app.operations.money.contracts_told import ContractTold
from app.operations.money.definitions import definition
from app.operations.money.figures import Metrics
from app.operations.money.scopes import Method
from app.operations.money.series import MonthTotals
from app.operations.money.to_date import ToDate
from app.views.commands import Command, Reach
from app.views.page import Host
from app.views.portfolio.beside import bare
from app.views.portfolio.one_of import OneOf
from app.views.portfolio.parts import Section
from app.views.portfolio.questions import CONTRACTS, METRICS, MONTHS, TO_DATE, Question
from app.views.portfolio.retention import words
from app.views.portfolio.retention.cards import METHODS, BridgeCard, CourseCard
from app.views.portfolio.retention.choice import BROKEN, LATE, METHOD, MONTH, TERM, TILE, Choice, listed
from app.views.portfolio.retention.figure_tile import FigureTile
from app.views.portfolio.retention.lists import Behind
from app.views.portfolio.retention.tile_grid import TileGrid
from app.views.portfolio.scope import Scope
from app.views.widgets.buttons import Button
from app.views.widgets.columns import TwoColumns
from app.views.widgets.empty_state import EmptyState
from app.views.workspace import Workspace

_SIDE, _LIST_LEAST = 344, 184


class RetentionSection(Section):
    """Every number, bar and month can be pressed and lists who stands behind it."""

    scoped: ClassVar[bool] = True

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(workspace, host, parent)
        self.setAccessibleName(_("Retention and bridge"))
        self._found: Metrics | None = None
        self._contracts: Mapping[str, ContractTold] = {}
        self._to_date: Sequence[ToDate] = ()
        self._choice: Choice = (TILE, "nrr")
        self.tiles: dict[str, FigureTile] = {}
        self._inner = QWidget()
        self._group = OneOf(self)
        self.bridge, self.course, self.behind = BridgeCard(), CourseCard(), Behind()
        self.targets = Button(_("Set targets…"), icon="target")
        self._columns = TwoColumns(self.bridge, self.course, _SIDE)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._content())
        self._empty = EmptyState("receipt-japanese-yen", _("As soon as a contract is in the book, its money is here."))
        self._pages.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self.bridge.chart.pressed.connect(lambda term: self.choose(TERM, term))
        self.bridge.late_wanted.connect(lambda: self.choose(LATE, None))
        self.bridge.broken_wanted.connect(lambda: self.choose(BROKEN, None))
        self.course.month_pressed.connect(lambda at: self.choose(MONTH, at))
        self.course.method_pressed.connect(lambda method: self.choose(METHOD, method))
        self.behind.opened.connect(self.account_wanted)
        self.targets.clicked.connect(self.ask_for_targets)

    def _content(self) -> QScrollArea:
        self._grids = (
            TileGrid([self._tile(key, 2) for key in words.TILES]),
            TileGrid([self._tile(key, 1) for key in words.MORE], self.targets),
        )
        self.behind.setMinimumHeight(_LIST_LEAST)
        grid = QGridLayout(self._inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(12)
        for at, tiles in enumerate(self._grids):
            grid.addWidget(tiles, at, 0)
        grid.addWidget(self._columns, 2, 0)
        grid.addWidget(self.behind, 3, 0)
        grid.setRowStretch(3, 1)
        area = QScrollArea()
        bare(area)
        area.setWidget(self._inner)
        self._inner.setAutoFillBackground(False)
        return area

    def _tile(self, key: str, lines: int) -> FigureTile:
        tile = self.tiles[key] = FigureTile(words.caption(key), lines)
        self._group.add(tile)
        tile.clicked.connect(lambda: self.choose(TILE, key))
        return tile

    # What is shown

    def asks(self, scope: Scope) -> tuple[Question, ...]:
        """Return the questions of the figures, their months and the contracts."""
        return ((CONTRACTS, None), (METRICS, scope), (TO_DATE, scope), (MONTHS, scope))

    def show_answer(self, what: str, answer: Any, scope: Scope) -> None:
        """Show what arrived; the list waits for the figures."""
        if what == CONTRACTS:
            self._contracts = answer
            if self._found is not None:
                self.bridge.show_figures(self._found, self._contracts)
            self._list()
        elif what == METRICS:
            self._show(answer)
        elif what == TO_DATE:
            self._to_date = answer
            self._show_course()
        else:
            self._show_months(answer)

    def _show(self, found: Metrics) -> None:
        self._found = found
        bridge = found.bridge
        there = bool(bridge.starts or bridge.ends or bridge.parts or found.lifetime.each)
        self._pages.setCurrentIndex(0 if there else 1)
        for key, tile in self.tiles.items():
            said = words.tile_words(key, found)
            meaning = definition(key, found)
            tile.tell(said.number, said.note, said.corner, said.lines, meaning, words.besides(key, found))
        for tiles in self._grids:
            tiles.arrange()
        self.bridge.show_figures(found, self._contracts)
        self.course.show_figures(found)
        self._show_course()
        self._list()

    def _show_course(self) -> None:
        if self._found is not None and self._to_date:
            self.course.show_course(self._found, self._to_date)
            self._mark()

    def _show_months(self, found: Sequence[MonthTotals]) -> None:
        self.course.show_months(found)
        self._mark()

    def choice(self) -> Choice:
        """Return what the list is about."""
        return self._choice

    def choose(self, kind: str, key: Any) -> None:
        """List who stands behind a figure ("tile"), a term of the bridge, a month, a method, …"""
        self._choice = (kind, key)
        self._list()

    def _mark(self) -> None:
        """Light up what the list is about, and nothing else."""
        kind, key = self._choice
        self._group.check(self.tiles[key] if kind == TILE else None)
        self.bridge.chart.mark(key if kind == TERM else "")
        self.course.mark(key if kind == MONTH and key < len(self.course.months) else -1)

    def _list(self) -> None:
        if self._found is None:
            return
        kind, key = self._choice
        if kind == MONTH and key >= len(self.course.months):
            # Another period has fewer months.
            self._choice = (TILE, "nrr")
        self._mark()
        shown = listed(self._choice, self._found, self._contracts, self.course.months)
        self.behind.show_rows(shown.kind, shown.rows, shown.title, shown.note, shown.empty, self._found, shown.counted)

    # What can be done

    def ask_for_targets(self) -> None:
        """Open the sheet of the targets of the fiscal year that the period ends in."""
        from app.views.portfolio.retention.targets_sheet import TargetsSheet

        day = self._found.period.end if self._found is not None else self._workspace.clock.today()
        TargetsSheet(self.window(), self._workspace, day).open()

    def compare_methods(self) -> None:
        """Show the methods side by side."""
        self.course.turn(METHODS)
        self.course.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def method(self) -> Method | None:
        """Return the method whose figures are shown."""
        return self._found.method if self._found is not None else None

    def panes(self) -> tuple[QWidget, ...]:
        """Return the figures, the bridge, the course and the list."""
        if self._pages.currentIndex() == 1:
            return (self._empty,)
        view = self.behind.view()
        tile = self.tiles[self._choice[1] if self._choice[0] == TILE else "nrr"]
        return (tile, self.bridge.chart, self.course.here(), *((view,) if view is not None else ()))

    def taker(self) -> QWidget:
        """Return the list, or the figures where it is empty."""
        view = self.behind.view()
        return view if view is not None and self._pages.currentIndex() == 0 else self.panes()[0]

    def picture(self) -> QWidget:
        """Return everything that scrolls."""
        return self._inner if self._pages.currentIndex() == 0 else self

    def account_here(self) -> str | None:
        """Return the account of the row with the focus."""
        return self.behind.account_here()

    def commands(self) -> tuple[Command, ...]:
        """Return opening the account, the targets and the methods."""
        account_id = self.account_here()

        def lead() -> None:
            self.account_wanted.emit(account_id)

        act = lead if account_id is not None else None
        return (
            Command("portfolio.open", _("Open the account"), "Return", "arrow-right", act, Reach.LISTS),
            Command("portfolio.targets", _("Set targets…"), icon="target", act=self.ask_for_targets),
            Command("portfolio.methods", _("Methods compared"), icon="scale", act=self.compare_methods),
        )
