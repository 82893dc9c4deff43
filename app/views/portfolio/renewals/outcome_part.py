"""What came of renewals: the rate by amount, twice, and how near the calls of 90, 60 and 30 days before were."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import _, day, ngettext
from app.operations.money.renewals import HORIZONS, Accuracy, RenewalRow, Renewals
from app.operations.money.words import per_cent
from app.views.portfolio.one_of import OneOf
from app.views.portfolio.parts import TableCard
from app.views.portfolio.renewals import words
from app.views.portfolio.renewals.columns import decided_columns
from app.views.portfolio.tile import Tile
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
        self.tiles = {key: Tile(caption) for key, caption in _captions().items()}
        self.table: RowTable[RenewalRow] = RowTable(decided_columns(self._currency), lambda row: row.id, parent=self)
        self.list = TableCard(self.table, _("Decided renewals"))
        line = QHBoxLayout()
        line.setSpacing(12)
        for key, tile in self.tiles.items():
            self._group.add(tile)
            line.addWidget(tile, 1)
            tile.explain(_meaning(key))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(line)
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
        self.tiles[DECIDED].tell(per_cent(found.rate.decided), _count(decided, len(found.of_period)))
        still = len(found.of_period) - decided
        self.tiles[ALL].tell(per_cent(found.rate.open_as_lost), ngettext("{n} still open", "{n} still open", still))
        for days in HORIZONS:
            one = found.accuracy[days]
            self.tiles[str(days)].tell(per_cent(one.error), _accuracy_note(one))
        self._list()

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


def _accuracy_note(one: Accuracy) -> str:
    called = _("{n} of {of} called", n=str(one.called), of=str(one.of))
    if not one.called or one.bias is None:
        return called
    if one.bias == 0:
        return words.DOT.join((called, _("as expected")))
    lean = _("hoped for {share} too much") if one.bias > 0 else _("hoped for {share} too little")
    return words.DOT.join((called, lean.format(share=per_cent(abs(one.bias)))))


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
