"""立ち上がり: time to value by cohort against that of all, onboarding in time; what is chosen is listed below."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, ClassVar

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.language import _, ngettext, number
from app.operations.money.cohorts import Clock, Cohort, Cohorts, StartRow
from app.operations.money.words import interval_words, per_cent
from app.views import theme as themes
from app.views.page import Host
from app.views.portfolio.beside import bare
from app.views.portfolio.following import Following
from app.views.portfolio.one_of import OneOf
from app.views.portfolio.parts import Section, TableCard
from app.views.portfolio.questions import COHORTS, Question
from app.views.portfolio.retention.figure_tile import FigureTile
from app.views.portfolio.scope import Scope
from app.views.portfolio.value.curve import CurvePicture
from app.views.portfolio.value.lines import Line, cohort_columns, cohort_name, days_words, line_columns, lines_of
from app.views.portfolio.value.words import GIVEN_UP, IN_TIME, LATE, NEVER, TTV, WAITING, captions, meanings
from app.views.portfolio.words import NOTHING
from app.views.row_table import RowTable
from app.views.widgets.card import Card
from app.views.widgets.columns import TwoColumns
from app.views.widgets.segmented import SegmentedControl
from app.views.workspace import Workspace

_WIDTHS = {TTV: 5, IN_TIME: 6}
_WIDTH = 3
_LIST_LEAST, _COHORTS_LEAST = 240, 284
_SIDE, _ONE_ROW = 580, 980


class ValueSection(Section):
    """Numbers, the curve of the cohort that is chosen with the cohorts beside it, and the accounts behind what is."""

    scoped: ClassVar[bool] = True
    by_method: ClassVar[bool] = False

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(workspace, host, parent)
        self.setAccessibleName(_("Time to value"))
        self._found: Cohorts | None = None
        self._wide: bool | None = None
        self._group = OneOf(self)
        self.tiles = {key: FigureTile(words, 1) for key, words in captions().items()}
        clocks = [("contract", _("From the contract start")), ("kick_off", _("From the kick-off"))]
        self.clock = SegmentedControl(clocks, _("Where the clock begins"))
        self.by = SegmentedControl([("quarter", _("By quarter")), ("segment", _("By segment"))], _("Cohorts"))
        self.curve = CurvePicture()
        self.cohorts: RowTable[Cohort] = RowTable(cohort_columns(), lambda one: one.key, parent=self)
        self.cohort_list = TableCard(self.cohorts, _("Cohorts"))
        self.cohort_list.tools.addWidget(self.by)
        self.table: RowTable[Line] = RowTable(line_columns(), _identity, parent=self)
        self.list = TableCard(self.table, _("Time to value"))
        self.list.setMinimumHeight(_LIST_LEAST)
        self._lay_out()
        self._group.check(self.tiles[TTV])
        self._group.chosen.connect(self._list)
        self.clock.chosen.connect(lambda _key: self._show())
        self.by.chosen.connect(lambda _key: self._show_cohorts())
        self.cohort_list.view.chosen.connect(lambda _row: self._choose_cohort())
        self.cohort_list.view.opened.connect(lambda _row: self._into_list())
        self.curve.stepped.connect(lambda _day: self._list())
        self.list.view.opened.connect(lambda line: self.account_wanted.emit(line.row.account_id))

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        for tile in self.tiles.values():
            self._group.add(tile)
        self._arrange()
        picture = Card(_("Share with a first value"))
        picture.head.addWidget(self.clock)
        picture.body.addWidget(self.curve, 1)
        self.cohort_list.setMinimumHeight(_COHORTS_LEAST)
        self._both = TwoColumns(picture, self.cohort_list, _SIDE)
        self._both.setAutoFillBackground(False)
        content = QWidget()
        content.setAutoFillBackground(False)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._grid)
        column.addWidget(self._both)
        column.addWidget(self.list, 1)
        area = QScrollArea()
        bare(area)
        area.setWidget(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        Following(area, *self.tiles.values(), self.curve, self.cohort_list.view, self.list.view)

    def _arrange(self) -> None:
        """Put the numbers into one row, or into two of three where there is little room."""
        wide = self.width() >= themes.current().px(_ONE_ROW)
        if wide is self._wide:
            return
        self._wide = wide
        across = len(self.tiles) if wide else len(self.tiles) // 2
        for at, tile in enumerate(self.tiles.values()):
            self._grid.addWidget(tile, at // across, at % across)
            self._grid.setColumnStretch(at, 0)
        for at, key in enumerate(list(self.tiles)[:across]):
            self._grid.setColumnStretch(at, _WIDTHS.get(key, _WIDTH) if wide else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the numbers out anew where the width calls for it."""
        super().resizeEvent(event)
        self._arrange()

    # What is shown

    def asks(self, scope: Scope) -> tuple[Question, ...]:
        """Return the question of how customers start."""
        return ((COHORTS, (scope.period, scope.segment)),)

    def show_answer(self, _what: str, answer: Any, _scope: Scope) -> None:
        """Show how customers started."""
        self._found = answer
        self._show()

    def _show(self) -> None:
        found, clock = self._found, self._clock()
        if found is None or clock is None:
            return
        whole = clock.whole
        count = ngettext("{n} customer", "{n} customers", len(whole.rows))
        p90 = _("9 in 10: {days}", days=days_words(whole.curve.p90))
        self._both.setVisible(bool(whole.rows))
        if whole.rows:
            self._tell(TTV, days_words(whole.curve.median), count, p90)
        else:
            self._tell(TTV, NOTHING)
        self._tell(WAITING, number(len(whole.waiting())))
        self._tell(NEVER, number(len(whole.never())))
        onboarding, rate = found.onboarding, found.onboarding.rate
        counted = f"{number(rate.n)} / {number(rate.of)}"
        parts = [_("95 % interval {interval}", interval=interval_words(rate.interval))] if rate.of else []
        if found.target is not None:
            parts.append(_("target {share}", share=per_cent(Fraction(found.target))))
        self._tell(IN_TIME, per_cent(rate.value), counted, " · ".join(parts))
        self._tell(LATE, number(len(onboarding.late)))
        gone = (*onboarding.abandoned, *onboarding.failed)
        self._tell(GIVEN_UP, number(len(gone)), "", _failures(found) if gone else "")
        self._show_cohorts()

    def _tell(self, key: str, shown: str, note: str = "", below: str = "") -> None:
        self.tiles[key].tell(shown, note, "", (below,), meanings()[key])

    def _clock(self) -> Clock | None:
        if self._found is None:
            return None
        return self._found.kick_off if self.clock.key() == "kick_off" else self._found.contract

    def _show_cohorts(self) -> None:
        clock = self._clock()
        if clock is None:
            return
        parts = clock.segments if self.by.key() == "segment" else clock.quarters
        rows = (clock.whole, *parts) if clock.whole.rows else ()
        self.cohort_list.tell(_("Cohorts"), "")
        self.cohort_list.show_rows(rows, ("clock", _("Nobody has an onboarding whose clock has begun.")))
        self._draw()
        self._list()

    def cohort(self) -> Cohort | None:
        """Return the cohort that is chosen, or all."""
        clock = self._clock()
        row = self.cohort_list.row()
        return row if row is not None else clock.whole if clock is not None else None

    def _choose_cohort(self) -> None:
        self._group.check(self.tiles[TTV])
        self._draw()
        self._list()

    def _draw(self) -> None:
        clock, cohort = self._clock(), self.cohort()
        if clock is None or cohort is None:
            return
        if cohort.key == clock.whole.key:
            self.curve.show_curves(cohort_name(cohort), cohort.curve)
        else:
            name = cohort_name(cohort)
            self.curve.show_curves(name, cohort.curve, cohort_name(clock.whole), clock.whole.curve)

    # The list

    def chosen(self) -> str:
        """Return whose list is shown."""
        return next((key for key, tile in self.tiles.items() if tile.isChecked()), TTV)

    def choose(self, key: str) -> None:
        """Show the list of a number."""
        self._group.check(self.tiles[key])
        self._list()

    def _list(self) -> None:
        found, clock, cohort = self._found, self._clock(), self.cohort()
        if found is None or clock is None or cohort is None:
            return
        key = self.chosen()
        if key == TTV:
            title, rows = self._of_cohort(clock, cohort)
            lines = lines_of(rows)
        elif key in (WAITING, NEVER):
            title = captions()[key]
            lines = lines_of(clock.whole.waiting() if key == WAITING else clock.whole.never())
        else:
            title, lines = captions()[key], self._due(found, key)
        self.list.tell(title, ngettext("{n} account", "{n} accounts", len(lines)))
        self.list.show_rows(lines, ("sprout", _("No onboarding of this kind.")))

    def _of_cohort(self, clock: Clock, cohort: Cohort) -> tuple[str, Sequence[StartRow]]:
        day = self.curve.day()
        if day is not None:
            title = _("{cohort}: first value by day {day}", cohort=cohort_name(cohort), day=number(day))
            return title, [row for row in cohort.reached() if row.wait is not None and row.wait.days <= day]
        # Those without a clock are in no cohort; they are told with all.
        rows = (*cohort.rows, *clock.unclocked) if cohort.key == clock.whole.key else cohort.rows
        return _("Time to value, {cohort}", cohort=cohort_name(cohort)), rows

    def _due(self, found: Cohorts, key: str) -> list[Line]:
        onboarding = found.onboarding
        states = {
            "in_time": onboarding.in_time, "late": onboarding.late, "abandoned": onboarding.abandoned,
            "failed": onboarding.failed, "under_way": onboarding.waiting,
        }  # fmt: skip
        shown = {
            IN_TIME: tuple(states), LATE: ("late",), GIVEN_UP: ("abandoned", "failed"),
        }  # fmt: skip
        return [Line(found.due[account], state) for state in shown[key] for account in states[state]]

    def _into_list(self) -> None:
        if self.table.rowCount():
            self.list.view.setFocus()

    # What the window asks

    def panes(self) -> tuple[QWidget, ...]:
        """Return the numbers, the curve, the cohorts and the list."""
        cohorts = (self.curve, self.cohort_list.view) if self.cohorts.rowCount() else ()
        lists = (self.list.view,) if self.table.rowCount() else ()
        return (self.tiles[self.chosen()], *cohorts, *lists)

    def account_here(self) -> str | None:
        """Return the account of the row with the focus."""
        line = self.list.row()
        return line.row.account_id if line is not None else None


def _identity(line: Line) -> object:
    return line.row.account_id, line.row.contract_start, line.state


def _failures(found: Cohorts) -> str:
    return _(
        "abandoned {a}, failed {f}",
        a=number(len(found.onboarding.abandoned)), f=number(len(found.onboarding.failed)),
    )  # fmt: skip
