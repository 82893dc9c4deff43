"""Between the bands: how many stand where, who changed since thirty days ago, and what did most of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.language import _, name_of, ngettext, number
from app.operations.health.movement import ORDER, Driver, Moved, Movement, shown
from app.operations.health.portfolio import PortfolioRow
from app.views.page import Host
from app.views.portfolio import words
from app.views.portfolio.beside import stacked
from app.views.portfolio.one_of import OneOf
from app.views.portfolio.parts import Section, TableCard, account_column, difference_column, health_column
from app.views.portfolio.questions import OVERVIEW, Question
from app.views.portfolio.retention.tile_grid import TileGrid
from app.views.portfolio.scope import Scope
from app.views.portfolio.tile import Tile
from app.views.row_table import Column, RowTable
from app.views.workspace import Workspace
from app.vocabulary import Band

_MOVED = "moved"


class MovementSection(Section):
    """A number for each band and one for those that moved; pressed, it lists its accounts."""

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(workspace, host, parent)
        self.setAccessibleName(_("Band movement"))
        self._movement: Movement | None = None
        self._drivers: dict[str, tuple[Driver, ...]] = {}
        self.table: RowTable[PortfolioRow] = RowTable(self._columns(), lambda row: row.account_id, parent=self)
        self.card = TableCard(self.table, _("Changed band"))
        self.tiles: dict[str, Tile] = {_MOVED: Tile(_("Changed band"))}
        self.tiles.update({str(band): Tile(name_of(band), str(band)) for band in ORDER})
        self._group = OneOf(self)
        for tile in self.tiles.values():
            self._group.add(tile)
            tile.clicked.connect(self._list)
        self._line = TileGrid(list(self.tiles.values()))
        self._group.check(self.tiles[_MOVED])
        self.setLayout(stacked(self._line, self.card))
        self.card.view.opened.connect(lambda one: self.opened.emit(one.account_id))

    def _columns(self) -> Sequence[Column[PortfolioRow]]:
        return (
            account_column(_("Account"), lambda row: row.name),
            health_column("then", _("30 days ago"), lambda row: (row.band_before, row.before)),
            health_column("now", _("As of today"), lambda row: (row.band, row.score)),
            difference_column("delta", _("30 d"), lambda row: row.delta),
            Column("why", _("What did most of it"), self._why, tone="text2", width=420, tooltip=self._why),
        )

    def _why(self, row: PortfolioRow) -> str:
        causes = self._drivers.get(row.account_id)
        if causes:
            return words.drivers(causes)
        if row.score is None or row.before is None:
            return _("No score on one of the two days")
        return words.NOTHING

    # What is shown

    def asks(self, _scope: Scope) -> tuple[Question, ...]:
        """Return the question of the whole book."""
        return (OVERVIEW,)

    def show_answer(self, _what: str, answer: Any, _scope: Scope) -> None:
        """Show how the book moved."""
        self.show_movement(answer.movement)

    def show_movement(self, movement: Movement) -> None:
        """Show how the book moved."""
        self._movement = movement
        self._drivers = {one.row.account_id: one.drivers for one in movement.moved}
        for band in ORDER:
            now, then = movement.now[band], movement.then[band]
            self.tiles[str(band)].tell(number(now), _("30 days ago {n}", n=number(then)))
        self.tiles[_MOVED].tell(number(len(movement.moved)), _steps(movement.moved))
        self._line.arrange()
        self._list()

    def chosen(self) -> str:
        """Return whose list is shown: that of a band, or of those that moved."""
        return next((key for key, tile in self.tiles.items() if tile.isChecked()), _MOVED)

    def choose(self, key: str) -> None:
        """Show the list of a number."""
        self._group.check(self.tiles[key])
        self._list()

    def _list(self) -> None:
        movement, key = self._movement, self.chosen()
        if movement is None:
            return
        if key == _MOVED:
            rows = [one.row for one in movement.moved]
            title = _("Changed band in 30 days")
            empty = _("No account changed its band in the last 30 days.")
        else:
            rows = [row for row in movement.rows if shown(row.band) is Band(key)]
            rows.sort(key=lambda row: (row.score is None, row.score or 0, row.name))
            title = name_of(Band(key))
            empty = _("No account is in this band.")
        self.card.tell(title, ngettext("{n} account", "{n} accounts", len(rows)))
        self.card.show_rows(rows, ("route", empty))

    # What the window asks

    def panes(self) -> tuple[QWidget, ...]:
        """Return the numbers and the list."""
        return (self.tiles[self.chosen()], self.card.view if self.table.rowCount() else self.card)

    def taker(self) -> QWidget:
        """Return the list, or the numbers where it is empty."""
        return self.card.view if self.table.rowCount() else self.tiles[self.chosen()]

    def account_here(self) -> str | None:
        """Return the account of the row with the focus."""
        row = self.card.row()
        return row.account_id if row is not None else None


def _steps(moved: Sequence[Moved]) -> str:
    up, down = sum(one.step > 0 for one in moved), sum(one.step < 0 for one in moved)
    parts = []
    if up:
        parts.append(ngettext("{n} up", "{n} up", up))
    if down:
        parts.append(ngettext("{n} down", "{n} down", down))
    return " · ".join(parts)
