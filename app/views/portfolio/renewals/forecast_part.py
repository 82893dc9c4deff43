"""What is expected of renewals: due, committed, best, worst, what nobody called, and by month and health."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import _, day, name_of, ngettext, number, short_money
from app.operations.money.renewals import RenewalRow, Renewals
from app.views.portfolio.beside import bare
from app.views.portfolio.one_of import OneOf
from app.views.portfolio.parts import TableCard
from app.views.portfolio.renewals.columns import FORECAST_SPARE, forecast_columns, least_words
from app.views.portfolio.renewals.health_now import HealthNow
from app.views.portfolio.renewals.months import MonthBands, month_words
from app.views.portfolio.retention.tile_grid import TileGrid
from app.views.portfolio.tile import Tile
from app.views.row_table import RowTable
from app.views.widgets.card import Card
from app.views.widgets.in_view import FollowingArea
from app.views.widgets.labels import PlainLabel

_LIST_LEAST = 240


class ForecastPart(QWidget):
    """Numbers and marks; one of them is chosen, and its renewals are listed. `opened(account id)`."""

    opened = Signal(str)

    def __init__(self, health: HealthNow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Renewals | None = None
        self._group = OneOf(self)
        self.tiles = {key: Tile(words) for key, words in _captions().items()}
        self.months = MonthBands(health.band, self._group)
        self._span = PlainLabel("", "label", tone="text2")
        self.table: RowTable[RenewalRow] = RowTable(
            forecast_columns(health.of, self._currency), lambda row: row.id, parent=self
        )
        self.list = TableCard(self.table, _("Renewals"), least_words(self._currency), FORECAST_SPARE)
        self.list.setMinimumHeight(_LIST_LEAST)
        self._lay_out()
        for key, words in _meanings().items():
            self.tiles[key].explain(words)
        self._group.check(self.tiles["due"])
        self._group.chosen.connect(self._list)
        self.list.view.opened.connect(lambda row: self.opened.emit(row.account_id))

    def _lay_out(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for tile in self.tiles.values():
            self._group.add(tile)
        self._line = TileGrid(list(self.tiles.values()))
        card = Card(_("Renewals by month"))
        card.head.addWidget(self._span)
        card.body.addWidget(self.months)
        column.addWidget(self._line)
        column.addWidget(card)
        column.addWidget(self.list, 1)
        area = FollowingArea()
        bare(area)
        area.setWidget(content)
        content.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _currency(self) -> str:
        return self._found.currency if self._found is not None else "JPY"

    # What is shown

    def show_renewals(self, found: Renewals) -> None:
        """Show what is expected; what is chosen stays chosen where it is still there."""
        self._found = found
        forecast, span = found.forecast, found.ahead_period
        for key in ("due", "committed", "best", "worst"):
            fine = getattr(forecast, key)
            share = f"{round(100 * fine / forecast.due)} %" if forecast.due and key != "due" else ""
            note = share or ngettext("{n} renewal", "{n} renewals", len(found.ahead))
            self.tiles[key].tell(short_money(found.money(fine), found.currency), note)
        uncalled = sum(one.target for one in forecast.uncalled)
        said = short_money(found.money(uncalled), found.currency) if uncalled else ""
        self.tiles["uncalled"].tell(number(len(forecast.uncalled)), said)
        self._line.arrange()
        self._span.setText(
            _("terms that end {start} – {end}; size = MRR, shape = band", start=day(span.start), end=day(span.end))
        )
        self.show_bands()
        if self._group.checked() is None or (self.months.checked() is None and self.chosen() == ""):
            self._group.check(self.tiles["due"])
        self._list()

    def show_bands(self) -> None:
        """Show the health that is known now."""
        found = self._found
        if found is not None:
            span = found.ahead_period
            self.months.show_rows(found.ahead, span.start, span.end, found.currency)
            self.list.view.viewport().update()

    def chosen(self) -> str:
        """Return the key of the number that is chosen; "" for a mark."""
        return next((key for key, tile in self.tiles.items() if tile.isChecked()), "")

    def choose(self, key: str) -> None:
        """Show the list of a number."""
        self._group.check(self.tiles[key])
        self._list()

    def _list(self) -> None:
        found = self._found
        if found is None:
            return
        key, cell = self.chosen(), self.months.checked()
        rows: list[RenewalRow]
        if cell is not None and not key:
            rows, title = list(cell.rows), f"{month_words(cell.month)} · {name_of(cell.band)}"
            note = short_money(cell.amount, found.currency)
        else:
            if not key:
                key = "due"
                self._group.check(self.tiles[key])
            passes: Callable[[RenewalRow], bool] = _PASSES.get(key, lambda row: bool(row.amount(key)))
            rows = [row for row in found.ahead if passes(row)]
            title, note = _captions()[key], _meanings()[key]
        self.list.tell(title, note)
        empty = _("No renewal is due in this time.") if not found.ahead else _("No renewal of this kind.")
        self.list.show_rows(rows, ("calendar-clock", empty))

    # What the window asks

    def row(self) -> RenewalRow | None:
        """Return the renewal that the keys are at."""
        row = self.list.row()
        return row if isinstance(row, RenewalRow) else None

    def panes(self) -> tuple[QWidget, ...]:
        """Return the numbers, the marks and the list."""
        mark = self.months.roving.current()
        tile = self.tiles[self.chosen() or "due"]
        return (tile, *((mark,) if mark is not None else ()), *((self.list.view,) if self.table.rowCount() else ()))


_PASSES: dict[str, Callable[[RenewalRow], bool]] = {
    "due": lambda row: True,
    "uncalled": lambda row: row.state.is_open and row.call is None,
}


def _captions() -> dict[str, str]:
    return {
        "due": _("Due for renewal"),
        "committed": _("Committed"),
        "best": _("At best"),
        "worst": _("At worst"),
        "uncalled": _("Not called"),
    }


def _meanings() -> dict[str, str]:
    limit = _("A decided renewal counts as it was decided, an open one as it was called last, never more than is due.")
    return {
        "due": _("MRR of the contracts whose term ends in this time."),
        "committed": limit,
        "best": limit,
        "worst": limit,
        "uncalled": _("Open renewals nobody has called: they count in what is due alone."),
    }
