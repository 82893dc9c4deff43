"""広がり: the whitespace, upsell and cross-sell, and the funnel of leads; what is chosen is shown below."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, ClassVar, Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from app.language import _, ngettext, number, short_money
from app.operations.money.definitions import definition
from app.operations.money.figures import Metrics
from app.operations.money.growth import Expansion, LeadRow
from app.operations.money.lost import Rate
from app.operations.money.whitespace import Whitespace
from app.operations.money.words import interval_words, per_cent, term_name
from app.views.commands import Command, Reach
from app.views.page import Host
from app.views.portfolio.beside import stacked
from app.views.portfolio.expansion.lists import (
    Grown,
    LeadLine,
    grown_columns,
    grown_rows,
    lead_columns,
    lead_lines,
)
from app.views.portfolio.expansion.room import Room
from app.views.portfolio.one_of import OneOf
from app.views.portfolio.parts import Section, TableCard
from app.views.portfolio.questions import LEADS, METRICS, WHITESPACE, Question
from app.views.portfolio.scope import Scope
from app.views.portfolio.scrolled import Scrolled
from app.views.portfolio.tile import Tile
from app.views.portfolio.words import NOTHING
from app.views.row_table import RowTable
from app.views.workspace import Workspace

ROOM: Final = "room"
_GROWN: Final = ("upsell", "upsell_amount", "cross_sell", "cross_sell_amount")
_STEPS: Final = ("submitted", "accepted", "won", "lost", "pending")
_GRID = ((ROOM, *_GROWN), _STEPS)
Term = Literal["upsell", "cross_sell"]


class ExpansionSection(Section):
    """Numbers; below them the matrix, what came on top, or the leads, whichever number was pressed."""

    scoped: ClassVar[bool] = True

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(workspace, host, parent)
        self.setAccessibleName(_("Expansion"))
        self._metrics: Metrics | None = None
        self._leads: dict[str, LeadRow] = {}
        self.tiles = {key: Tile(words) for key, words in _captions().items()}
        self._group = OneOf(self)
        self.room = Room(workspace.scores)
        self.grown: RowTable[Grown] = RowTable(grown_columns(), lambda one: id(one.part), parent=self)
        self.leads: RowTable[LeadLine] = RowTable(lead_columns(), lambda one: one.lead.id, parent=self)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.room)
        tiles = QWidget()
        grid = QGridLayout(tiles)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        for at, keys in enumerate(_GRID):
            for across, key in enumerate(keys):
                self._group.add(self.tiles[key])
                grid.addWidget(self.tiles[key], at, across)
                grid.setColumnStretch(across, 1)
        self._group.check(self.tiles[ROOM])
        self._group.chosen.connect(self._turn)
        self.tiles[ROOM].explain(_room_note())
        for key in _STEPS:
            self.tiles[key].explain(_lead_note(key))
        content = QWidget()
        content.setLayout(stacked(tiles, self._stack))
        self.setLayout(stacked(Scrolled(content)))
        self.room.account_wanted.connect(self.account_wanted)

    @cached_property
    def grown_list(self) -> TableCard:
        """Return the list of what came on top, made when it is wanted first."""
        card = TableCard(self.grown, _("Upsell"))
        self._stack.addWidget(card)
        card.view.opened.connect(lambda one: self.account_wanted.emit(one.customer))
        return card

    @cached_property
    def lead_list(self) -> TableCard:
        """Return the list of the leads, made when it is wanted first."""
        card = TableCard(self.leads, _("CSQLs submitted"))
        self._stack.addWidget(card)
        card.view.opened.connect(lambda one: self.account_wanted.emit(one.lead.account))
        return card

    # What is shown

    def asks(self, scope: Scope) -> tuple[Question, ...]:
        """Return the questions of the figures, of the whitespace on the last day, and of the leads of the period."""
        return (METRICS, scope), (WHITESPACE, (scope.period.end, scope.segment)), (LEADS, scope.period)

    def show_answer(self, what: str, answer: Any, _scope: Scope) -> None:
        """Show one of the three."""
        shows: dict[str, Callable[[Any], None]] = {
            METRICS: self.show_figures, WHITESPACE: self.show_room, LEADS: self.show_leads,
        }  # fmt: skip
        shows[what](answer)

    def show_room(self, found: Whitespace) -> None:
        """Show the matrix and how much room there is."""
        pairs = ngettext("of {n} account", "of {n} accounts", len(found.rows))
        self.tiles[ROOM].tell(number(found.room) if found.rows else NOTHING, pairs)
        self.room.show_room(found)

    def show_leads(self, found: dict[str, LeadRow]) -> None:
        """Show what the leads are about."""
        self._leads = found
        self._turn()

    def show_figures(self, m: Metrics) -> None:
        """Show the rates of a period."""
        self._metrics = m
        rated: tuple[tuple[Term, Expansion], ...] = (("upsell", m.upsell), ("cross_sell", m.cross_sell))
        for term, rates in rated:
            for key in (term, f"{term}_amount"):
                self.tiles[key].explain(definition(term, m))
            self.tiles[term].tell(*_rate(rates.customers))
            added = sum(row.part.amount for row in grown_rows(m, term))
            whole = sum(member.start for member in m.retention.members)
            beside = _("{part} of {whole}", part=_short(m, added), whole=_short(m, whole))
            self.tiles[f"{term}_amount"].tell(per_cent(rates.amount), beside if rates.amount is not None else "")
        funnel = m.leads
        self.tiles["submitted"].tell(number(len(funnel.submitted)), "")
        self.tiles["accepted"].tell(*_rate(funnel.accepted))
        self.tiles["won"].tell(*_rate(funnel.won))
        today = self._workspace.clock.today()
        self.tiles["lost"].tell(number(len(lead_lines(m, {}, "lost", today))), "")
        self.tiles["pending"].tell(number(len(funnel.pending)), "")
        self._turn()

    def chosen(self) -> str:
        """Return the number whose list is shown."""
        return next((key for key, tile in self.tiles.items() if tile.isChecked()), ROOM)

    def choose(self, key: str) -> None:
        """Show what is behind a number."""
        self._group.check(self.tiles[key])
        self._turn()

    def _turn(self) -> None:
        key, m = self.chosen(), self._metrics
        if key == ROOM:
            self._stack.setCurrentWidget(self.room)
        elif m is not None and key in _GROWN:
            term: Term = "upsell" if key.startswith("upsell") else "cross_sell"
            self.grown_list.tell(term_name(term), self._said(key, definition(term, m)))
            empty = _("Nobody bought more in this period.")
            self.grown_list.show_rows(grown_rows(m, term), ("trending-up", empty))
            self._stack.setCurrentWidget(self.grown_list)
        elif m is not None:
            self.lead_list.tell(_captions()[key], self._said(key, _lead_note(key)))
            empty = _("No CSQL of this kind was submitted in this period.")
            rows = lead_lines(m, self._leads, key, self._workspace.clock.today())
            self.lead_list.show_rows(rows, ("sprout", empty))
            self._stack.setCurrentWidget(self.lead_list)

    def _said(self, key: str, meaning: str) -> str:
        """Return the figure of a tile with all that stands beside it, and what it means."""
        figure = " · ".join(part for part in self.tiles[key].figure() if part)
        return f"{figure} — {meaning}"

    # What the window asks

    def panes(self) -> tuple[QWidget, ...]:
        """Return the numbers and what is below them."""
        key = self.chosen()
        tile = self.tiles[key]
        if key == ROOM:
            return (tile, *self.room.panes())
        card = self.grown_list if key in _GROWN else self.lead_list
        return (tile, card.view) if card.table.rowCount() else (tile,)

    def taker(self) -> QWidget:
        """Return the matrix or the list, or the numbers where there is none."""
        if self.chosen() == ROOM and self.room.view in self.panes():
            return self.room.view
        return self.panes()[-1]

    def account_here(self) -> str | None:
        """Return the account of the row with the focus."""
        key = self.chosen()
        if key == ROOM:
            return self.room.account_here()
        if key in _GROWN:
            row = self.grown_list.row()
            return row.customer if row is not None else None
        line = self.lead_list.row()
        return line.lead.account if line is not None else None

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done in the matrix."""
        if self.chosen() != ROOM or not self.room.matrix.rows:
            return ()
        here = self.account_here()
        leads = (lambda: self.account_wanted.emit(here)) if here is not None else None
        return (
            Command("portfolio.open", _("Open the account"), "Return", "arrow-right", leads, Reach.LISTS),
            Command("portfolio.product", _("List who does not have the product"), "Space", "target",
                    self.room.choose_here, Reach.LISTS),
            Command("portfolio.products", _("Filter products"), "F", "funnel", self._filter, Reach.LISTS),
        )  # fmt: skip

    def _filter(self) -> None:
        self.room.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F goes to the filter of products."""
        if event.key() == Qt.Key.Key_F and not event.modifiers() and self.chosen() == ROOM and self.room.matrix.rows:
            self._filter()
        else:
            super().keyPressEvent(event)


def _captions() -> dict[str, str]:
    return {
        ROOM: _("Whitespace"),
        "upsell": _("Upsell, customers"),
        "upsell_amount": _("Upsell, amount"),
        "cross_sell": _("Cross-sell, customers"),
        "cross_sell_amount": _("Cross-sell, amount"),
        "submitted": _("CSQLs submitted"),
        "accepted": _("CSQLs accepted"),
        "won": _("CSQLs won"),
        "lost": _("CSQLs lost"),
        "pending": _("CSQLs pending"),
    }


def _short(m: Metrics, fine: int) -> str:
    return short_money(m.money(fine), m.currency)


def _rate(rate: Rate) -> tuple[str, str]:
    beside = _("{n} of {of}", n=number(rate.n), of=number(rate.of))
    return per_cent(rate.value), f"{beside} ({interval_words(rate.interval)})" if rate.of else beside


def _room_note() -> str:
    return _("Pairs of an account and a product that it does not have, of products that anybody has on the last day.")


def _lead_note(key: str) -> str:
    notes = {
        "submitted": _("Submitted in the period, wherever they stand today."),
        "accepted": _("Accepted by sales ÷ submitted in the period."),
        "won": _("Won ÷ accepted, of those submitted in the period."),
        "lost": _("Submitted in the period and lost since."),
        "pending": _("Submitted in the period and neither won nor lost today."),
    }
    return notes[key]
