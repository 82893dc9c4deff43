"""自分の時間: hours by purpose and segment beside the ARR; the accounts of the cell that is chosen stand beside it."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.language import _, ngettext, number
from app.operations.money.own_time import ALL, AccountTime, OwnTime
from app.views.page import Host
from app.views.portfolio.beside import bare
from app.views.portfolio.following import Following
from app.views.portfolio.one_of import OneOf
from app.views.portfolio.parts import Section, TableCard
from app.views.portfolio.questions import OWN_TIME, Question
from app.views.portfolio.scope import Scope
from app.views.portfolio.tile import Tile
from app.views.portfolio.time.lines import (
    ARR,
    PER,
    UNMEASURED,
    AccountLine,
    account_columns,
    hours,
    matrix_lines,
    per_words,
    purpose_name,
    segment_name,
)
from app.views.portfolio.time.matrix import TimeMatrix
from app.views.portfolio.words import NOTHING
from app.views.row_table import RowTable
from app.views.widgets.card import Card
from app.views.widgets.columns import TwoColumns
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Workspace
from app.vocabulary import Band

TIME, UNTOLD, SILENT = "time", "untold", "silent"
_SIDE, _LIST_LEAST = 644, 300


class TimeSection(Section):
    """Three numbers, the matrix, and the accounts of what is chosen, those with the most time first."""

    scoped: ClassVar[bool] = True
    by_method: ClassVar[bool] = False

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(workspace, host, parent)
        self.setAccessibleName(_("My time"))
        self._found: OwnTime | None = None
        self._group = OneOf(self)
        self.tiles = {key: Tile(words) for key, words in _captions().items()}
        self.matrix = TimeMatrix()
        self.table: RowTable[AccountLine] = RowTable(
            account_columns(self._health), lambda one: one.account.account_id, parent=self
        )
        self.list = TableCard(self.table, _("Accounts"))
        self.list.setMinimumHeight(_LIST_LEAST)
        self._left_out = PlainLabel("", "label", tone="text2", wrap=True)
        self._lay_out()
        self._group.check(self.tiles[TIME])
        self._group.chosen.connect(self._list)
        self.matrix.chosen.connect(lambda _row, _segment: self._choose_cell())
        self.matrix.entered.connect(self._into_list)
        self.list.view.opened.connect(lambda one: self.account_wanted.emit(one.account.account_id))
        workspace.scores.changed.connect(lambda _ids: self.list.view.viewport().update())

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        for tile in self.tiles.values():
            self._group.add(tile)
            row.addWidget(tile, 1)
        card = Card(_("Hours by purpose and segment"))
        card.body.addWidget(self.matrix)
        card.body.addWidget(self._left_out)
        card.body.addStretch(1)
        content = QWidget()
        content.setAutoFillBackground(False)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(row)
        both = TwoColumns(card, self.list, _SIDE)
        both.setAutoFillBackground(False)
        column.addWidget(both, 1)
        area = QScrollArea()
        bare(area)
        area.setWidget(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        Following(area, *self.tiles.values(), self.matrix, self.list.view)

    def _health(self, account_id: str) -> tuple[Band, int | None]:
        found = self._workspace.scores.of(account_id)
        return (Band.UNKNOWN, None) if found is None else (found.band, found.score)

    # What is shown

    def asks(self, scope: Scope) -> tuple[Question, ...]:
        """Return the question of my time."""
        return ((OWN_TIME, (scope.period, scope.segment)),)

    def show_answer(self, _what: str, answer: Any, _scope: Scope) -> None:
        """Show where my time went."""
        self._found = found = answer
        spent = found.spent()
        count = ngettext("{n} touchpoint", "{n} touchpoints", spent.measured)
        shown = hours(spent.minutes)
        self.tiles[TIME].tell(_("{hours} h", hours=shown) if spent.minutes else NOTHING, count)
        self.tiles[UNTOLD].tell(number(spent.unmeasured), _("counted, not guessed") if spent.unmeasured else "")
        silent, paying = self._silent(), [one for one in found.accounts if one.arr]
        of = ngettext("of {n} that pays", "of {n} that pay", len(paying))
        self.tiles[SILENT].tell(number(len(silent)), of if paying else "")
        for key, meaning in _meanings().items():
            self.tiles[key].explain(meaning)
        columns = [*found.segments(), ALL] if found.accounts else []
        names = [(key, segment_name(key)) for key in columns]
        self.matrix.show_lines(names, matrix_lines(found, columns) if columns else [])
        self._left_out.setText(_left_out(found) if found.accounts else _("Nothing in this period."))
        self._left_out.setVisible(bool(self._left_out.text()))
        self._list()

    def _silent(self) -> list[AccountTime]:
        found = self._found
        return [one for one in found.accounts if one.arr and not one.spent().touchpoints] if found else []

    def chosen(self) -> str:
        """Return whose list is shown: that of a number, or "" for that of a cell."""
        return next((key for key, tile in self.tiles.items() if tile.isChecked()), "")

    def choose(self, key: str) -> None:
        """Show the list of a number."""
        self._group.check(self.tiles[key])
        self._list()

    def _choose_cell(self) -> None:
        # A group of which none is pressed: the cell stands for what is chosen.
        self._group.check(None)
        self._list()

    def _list(self) -> None:
        found, key = self._found, self.chosen()
        if found is None:
            return
        self.matrix.light(not key)
        row, segment = (ALL, ALL) if key else self.matrix.cell()
        purpose = ALL if row in (UNMEASURED, ARR, PER) else row
        if key == SILENT:
            accounts = self._silent()
        elif key == UNTOLD or row == UNMEASURED:
            accounts = [one for one in found.behind(segment) if one.spent().unmeasured]
        else:
            accounts = [one for one in found.behind(segment, purpose) if key != TIME or one.spent().touchpoints]
        lines = [AccountLine(one, one.spent(purpose), found.currency, found.per) for one in accounts]
        lines.sort(key=lambda one: (-one.spent.minutes, -(one.account.arr or 0), one.account.name))
        title = _captions()[key] if key else self._cell_words(row, segment)
        self.list.tell(title, ngettext("{n} account", "{n} accounts", len(lines)))
        self.list.show_rows(lines, ("clock", _("No account here in this period.")))

    def _cell_words(self, row: str, segment: str) -> str:
        assert self._found is not None
        said = {UNMEASURED: _("Without minutes"), ARR: _("ARR"), PER: per_words(self._found)}
        return f"{segment_name(segment)} · {said.get(row) or purpose_name(row)}"

    def _into_list(self) -> None:
        if self.table.rowCount():
            self.list.view.setFocus()

    # What the window asks

    def panes(self) -> tuple[QWidget, ...]:
        """Return the numbers, the matrix and the list."""
        tile = self.tiles[self.chosen() or TIME]
        lists = (self.list.view,) if self.table.rowCount() else ()
        cells = (self.matrix,) if self._found is not None and self._found.accounts else ()
        return (tile, *cells, *lists)

    def account_here(self) -> str | None:
        """Return the account of the row with the focus."""
        line = self.list.row()
        return line.account.account_id if line is not None else None


def _captions() -> dict[str, str]:
    return {
        TIME: _("My time"),
        UNTOLD: _("Touchpoints without minutes"),
        SILENT: _("Customers without a touchpoint"),
    }


def _meanings() -> dict[str, str]:
    return {
        TIME: _(
            "The minutes of my touchpoints in the period. Those of an event for several customers are shared among"
            " them. Preparation and travel are in it only where they were logged."
        ),
        UNTOLD: _("Touchpoints that do not say how long they took. They are counted and not in the hours."),
        SILENT: _("Accounts that pay on the last day and had no touchpoint of mine in the period."),
    }


def _left_out(found: OwnTime) -> str:
    said = []
    if found.others:
        count = ngettext("{n} touchpoint of somebody else is not in it.",
                         "{n} touchpoints of somebody else are not in it.", found.others)  # fmt: skip
        said.append(count)
    if found.without_rate:
        codes = _(", ").join(found.without_rate)
        said.append(_("There is no rate for {currencies}: the ARR in it is left out.", currencies=codes))
    return "\n".join(said)
