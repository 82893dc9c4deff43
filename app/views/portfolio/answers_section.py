"""更新の答え合わせ: what the data said before each decided renewal, what I said, and what happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import _, ngettext, number
from app.operations.health.answers import HORIZONS, Answer, Answers
from app.views.page import Host
from app.views.portfolio import words
from app.views.portfolio.beside import stacked
from app.views.portfolio.columns import SPARE, answer_columns
from app.views.portfolio.one_of import OneOf
from app.views.portfolio.parts import Section, TableCard
from app.views.portfolio.questions import ANSWERS, Question
from app.views.portfolio.scope import Scope
from app.views.portfolio.tile import Tile
from app.views.row_table import RowTable
from app.views.widgets.segmented import SegmentedControl
from app.views.workspace import Workspace

Passes = Callable[[Answer], bool]
_LISTS: dict[str, Passes] = {
    "all": lambda row: True,
    "contested": lambda row: row.contested,
    "data": lambda row: row.data.right(row.happened) is True,
    "me": lambda row: row.me.right(row.happened) is True,
    "surprise": lambda row: words.verdict(row) == "neither",
}


class AnswersSection(Section):
    """Asks again when another distance to the decision is chosen."""

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(workspace, host, parent)
        self.setAccessibleName(_("Renewals looked back on"))
        self._answers: Answers | None = None
        self.table: RowTable[Answer] = RowTable(answer_columns(), lambda row: row.contract_id, parent=self)
        self.list = TableCard(self.table, _("Decided renewals"), spare=SPARE)
        spans = [(str(days), _("{n} days", n=str(days))) for days in HORIZONS]
        self.horizon = SegmentedControl(spans, _("Before the decision"), spans[0][0])
        self.list.tools.addWidget(self.horizon)
        self.tiles = {
            "all": Tile(_("Decided renewals")),
            "data": Tile(_("The data was right")),
            "me": Tile(_("I was right")),
            "contested": Tile(_("Data and I differed")),
            "surprise": Tile(_("Nobody saw it")),
        }
        self._group = OneOf(self)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        for tile in self.tiles.values():
            self._group.add(tile)
            tile.clicked.connect(self._list)
            line.addWidget(tile, 1)
        self._group.check(self.tiles["all"])
        self.setLayout(stacked(row, self.list))
        self.horizon.chosen.connect(lambda _key: self.asks_again.emit())
        self.list.view.opened.connect(lambda one: self.opened.emit(one.account_id))

    def days(self) -> int:
        """Return how many days before the decision it is asked what was said."""
        return int(self.horizon.key())

    # What is shown

    def asks(self, _scope: Scope) -> tuple[Question, ...]:
        """Return the question of the decided renewals, so many days before."""
        return ((ANSWERS, self.days()),)

    def show_answer(self, _what: str, answer: Any, _scope: Scope) -> None:
        """Show the renewals that were decided."""
        self.show_answers(answer)

    def show_answers(self, found: Answers) -> None:
        """Show the renewals that were decided."""
        self._answers = found
        for key, passes in _LISTS.items():
            rows = [row for row in found.rows if passes(row)]
            self.tiles[key].tell(number(len(rows)), self._note(key, found, rows))
        self._list()

    def _note(self, key: str, found: Answers, rows: list[Answer]) -> str:
        if key in ("data", "me"):
            return _("wrong {n}", n=number(found.right(key)[1]))
        if key == "contested":
            me = sum(row.me.right(row.happened) is True for row in rows)
            return _("I {me}, data {data}", me=number(me), data=number(len(rows) - me)) if rows else ""
        if key == "all":
            lost = sum(row.happened == "churned" for row in rows)
            return ngettext("{n} lost", "{n} lost", lost)
        return ""

    def chosen(self) -> str:
        """Return whose list is shown."""
        return next((key for key, tile in self.tiles.items() if tile.isChecked()), "all")

    def choose(self, key: str) -> None:
        """Show the list of a number."""
        self._group.check(self.tiles[key])
        self._list()

    def _list(self) -> None:
        if self._answers is None:
            return
        key = self.chosen()
        rows = [row for row in self._answers.rows if _LISTS[key](row)]
        said = _("what was said {n} days before the decision, as known on that day", n=str(self.days()))
        self.list.tell(self._titles()[key], said)
        if not self._answers.rows:
            empty = _("Nothing is decided yet. The first decided renewal appears here.")
        else:
            empty = _("No renewal of this kind.")
        self.list.show_rows(rows, ("handshake", empty))

    def _titles(self) -> dict[str, str]:
        return {
            "all": _("Decided renewals"),
            "data": _("The data was right"),
            "me": _("I was right"),
            "contested": _("Data and I differed"),
            "surprise": _("Nobody saw it"),
        }

    # What the window asks

    def panes(self) -> tuple[QWidget, ...]:
        """Return the numbers, the list and the distance."""
        tile = self.tiles[self.chosen()]
        return (tile, self.list.view, self.horizon) if self.table.rowCount() else (tile, self.horizon)

    def taker(self) -> QWidget:
        """Return the list, or the numbers where it is empty."""
        return self.list.view if self.table.rowCount() else self.tiles[self.chosen()]

    def account_here(self) -> str | None:
        """Return the account of the row with the focus."""
        row = self.list.row()
        return row.account_id if row is not None else None
