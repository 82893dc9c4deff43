"""What came of renewals: the rate by amount, twice, and how near the calls of 90, 60 and 30 days before were."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import _, day, ngettext
from app.operations.money.renewals import HORIZONS, Accuracy, RenewalRow, Renewals
from app.operations.money.words import per_cent
from app.views.portfolio.one_of import OneOf
from app.views.portfolio.parts import TableCard
from app.views.portfolio.renewals import words
from app.views.portfolio.renewals.columns import decided_columns, least_words
from app.views.portfolio.retention.figure_tile import FigureTile
from app.views.portfolio.retention.tile_grid import TileGrid
from app.views.portfolio.words import NOTHING
from app.views.row_table import RowTable

DECIDED, ALL = "decided", "all"


class OutcomePart(QWidget):
    """Numbers of the period; one of them is chosen, and its renewals are listed. `opened(account id)`."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Renewals | None = None
        self._group = OneOf(self)
        self.tiles = {key: FigureTile(caption, 1) for key, caption in _captions().items()}
        self.table: RowTable[RenewalRow] = RowTable(decided_columns(self._currency), lambda row: row.id, parent=self)
        self.list = TableCard(self.table, _("Decided renewals"), least_words(self._currency))
        for tile in self.tiles.values():
            self._group.add(tile)
        self._line = TileGrid(list(self.tiles.values()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._line)
        column.addWidget(self.list, 1)
        self._group.check(self.tiles[DECIDED])
        self._group.chosen.connect(self._list)
        self.list.view.opened.connect(lambda row: self.opened.emit(row.account_id))

    def _currency(self) -> str:
        return self._found.currency if self._found is not None else "JPY"

    def show_renewals(self, found: Renewals) -> None:
        """Show what came of the renewals of a period."""
        self._found = found
        decided = sum(words.decided(row) for row in found.of_period)
        by_amount = _("by amount")
        self._tell(DECIDED, per_cent(found.rate.decided), _count(decided, len(found.of_period)), by_amount)
        still = len(found.of_period) - decided
        left = ngettext("{n} still open", "{n} still open", still)
        self._tell(ALL, per_cent(found.rate.open_as_lost), left, by_amount)
        for days in HORIZONS:
            one = found.accuracy[days]
            called = _("{n} of {of} called", n=str(one.called), of=str(one.of))
            self._tell(str(days), per_cent(one.error), called, _lean(one))
        self._line.arrange()
        self._list()

    def _tell(self, key: str, shown: str, note: str, below: str) -> None:
        self.tiles[key].tell(shown, note, "", (below,), _meaning(key))

    def chosen(self) -> str:
        """Return the key of the number that is chosen."""
        return next((key for key, tile in self.tiles.items() if tile.isChecked()), DECIDED)

    def choose(self, key: str) -> None:
        """Show the list of a number."""
        self._group.check(self.tiles[key])
        self._list()

    def _list(self) -> None:
        found = self._found
        if found is None:
            return
        key = self.chosen()
        passes: Callable[[RenewalRow], bool] = words.decided
        if key == ALL:
            passes = lambda row: True  # noqa: E731
        elif key != DECIDED:
            passes = lambda row: row.expected.get(int(key)) is not None  # noqa: E731
        rows = [row for row in found.of_period if passes(row)]
        span = found.period
        title = words.DOT.join((_captions()[key], f"{day(span.start)} – {day(span.end)}"))
        self.list.tell(title, _meaning(key))
        if not found.of_period:
            empty = _("No term ended in this period.")
        elif key in (DECIDED, ALL):
            empty = _("No renewal of this period is decided yet.")
        else:
            empty = _("No decided renewal of this period was called {n} days before its end.", n=key)
        self.list.show_rows(rows, ("handshake", empty))

    def row(self) -> RenewalRow | None:
        """Return the renewal that the keys are at."""
        row = self.list.row()
        return row if isinstance(row, RenewalRow) else None

    def panes(self) -> tuple[QWidget, ...]:
        """Return the numbers and the list."""
        return (self.tiles[self.chosen()], *((self.list.view,) if self.table.rowCount() else ()))


def _count(n: int, of: int) -> str:
    return _("{n} of {of}", n=str(n), of=str(of))


def _lean(one: Accuracy) -> str:
    if not one.called or one.bias is None:
        return ""
    if one.bias == 0:
        return _("as expected")
    lean = _("hoped for {share} too much") if one.bias > 0 else _("hoped for {share} too little")
    return lean.format(share=per_cent(abs(one.bias)))


def _captions() -> dict[str, str]:
    return {
        DECIDED: _("Renewal rate, decided"),
        ALL: _("With open ones as lost"),
        **{str(days): _("Off, {n} days before", n=str(days)) for days in HORIZONS},
    }


def _meaning(key: str) -> str:
    if key in (DECIDED, ALL):
        return _("By amount: what was kept ÷ what was due; more than was due counts as expansion.")
    return _("Sum of |committed − kept| ÷ what was due, of the decided renewals called by then; {none} without one.",
             none=NOTHING)  # fmt: skip
