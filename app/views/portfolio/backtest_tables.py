"""The tables of the back-test: a row for each threshold, whose numbers lead to their renewals, and what is compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.health.backtest import AtHorizon, Case, Row
from app.language import _, day, number
from app.views import theme as themes
from app.views.paint.pill import Pill, paint_pill
from app.views.paint.text import RIGHT, paint_text
from app.views.portfolio import words
from app.views.portfolio.backtest_lists import CELLS, area, rate, share
from app.views.portfolio.parts import account_column, heading_width, health_column
from app.views.row_table import Column, RowTable
from app.views.table_view import RowTableView
from app.views.theme import Theme
from app.vocabulary import Outcome

Threshold = tuple[Row, str]
"""A row with its words."""


@dataclass(frozen=True)
class Beside:
    """One thing that the score is compared with: its name, how well it orders, and what that stands on."""

    name: str
    worth: str
    note: str


class FlatTable(RowTableView):
    """As high as its rows. `pressed_cell(row, column key)` by a click, or by Enter in the column the arrows chose."""

    pressed_cell = Signal(object, str)

    def __init__(self, table: RowTable[Any], name: str, parent: QWidget | None = None) -> None:
        super().__init__(table, name, parent)
        self.horizontalHeader().setSortIndicatorShown(False)
        self.setSortingEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._press)
        self.opened.connect(lambda _row: self._press(self.currentIndex()))

    def _press(self, index: QModelIndex) -> None:
        if index.isValid():
            self.pressed_cell.emit(self.table.row_at(index.row()), self.table.columns[index.column()].key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the columns share the width there is."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        px = themes.current().px
        wanted = [px(column.width) for column in self.table.columns]
        room = self.viewport().width()
        share = min(room / sum(wanted), 1.0)
        for at, width in enumerate(wanted):
            self.setColumnWidth(at, max(int(width * share), 1))

    def _measure(self) -> None:
        size = themes.current().size
        self.verticalHeader().setDefaultSectionSize(size.row_compact + 4)
        self.horizontalHeader().setFixedHeight(size.row_compact + 2)
        self.fit()

    def fit(self) -> None:
        """Take the height of the rows of now."""
        rows = self.table.rowCount() * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(rows + self.horizontalHeader().height() + 2)


def threshold_columns() -> Sequence[Column[Threshold]]:
    """Return the columns of the table of thresholds."""
    titles = {
        "caught": _("Caught"),
        "missed": _("Missed"),
        "false_alarms": _("False alarm"),
        "kept": _("Rightly calm"),
    }
    return (
        Column("threshold", _("Score below"), lambda row: row[1], width=112),
        *(_count(key, titles[key]) for key in CELLS),
        Column("recall", _("Losses caught"), lambda row: share(row[0].recall), width=140, tone="text2",
               tooltip=lambda row: rate(row[0].recall)),
        Column("precision", _("Alarms that held"), lambda row: share(row[0].precision), width=140, tone="text2",
               tooltip=lambda row: rate(row[0].precision)),
    )  # fmt: skip


def _count(key: str, title: str) -> Column[Threshold]:
    def count(row: Threshold) -> int:
        found: int = getattr(row[0], key)
        return found

    def draw(painter: QPainter, box: QRectF, row: Threshold, theme: Theme) -> None:
        ink = theme.color.accent_text if count(row) else theme.color.text2
        paint_text(painter, box, number(count(row)), theme, ink, "body", 600, RIGHT)

    return Column(
        key, title, lambda row: number(count(row)), align=RIGHT, width=heading_width(title, 60) - 12, delegate=draw,
        tooltip=lambda row: _("Show these renewals"), accessible=lambda row: f"{title} {number(count(row))}",
    )  # fmt: skip


def case_columns(horizon: Callable[[], int]) -> Sequence[Column[Case]]:
    """Return the columns of the renewals behind a number; `horizon` tells of which day the score is."""

    def scored(case: Case) -> Any:
        point = case.points.get(horizon())
        return (point.band, point.score) if point is not None else ("unknown", None)

    return (
        account_column(_("Account"), lambda case: case.name, 150),
        health_column("then", _("Score then"), scored),
        Column("happened", _("It came to"), _happened, width=84, delegate=_draw_happened),
        Column("decided", _("Decided"), lambda case: day(case.decided_on), sort_key=lambda case: case.decided_on,
               width=104, tone="text2"),
    )  # fmt: skip


def beside_columns() -> Sequence[Column[Beside]]:
    """Return the columns of what the score is compared with."""
    return (
        Column("name", _("Compared with"), lambda row: row.name, width=190),
        Column("worth", _("Tells losses apart"), lambda row: row.worth, width=150, strong=True),
        Column("note", _("Stands on"), lambda row: row.note, width=240, tone="text2", tooltip=lambda row: row.note),
    )


def beside(figures: AtHorizon) -> list[Beside]:
    """Return the score and what is simpler than it."""

    def on(outcomes: int, losses: int) -> str:
        return _("{n} renewals, {lost} lost", n=number(outcomes), lost=number(losses))

    return [
        Beside(_("Health score"), area(figures.auc), on(figures.outcomes, figures.losses)),
        Beside(_("Pulse alone"), area(figures.pulse.auc), on(figures.pulse.outcomes, figures.pulse.losses)),
        Beside(_("Use alone"), area(figures.usage.auc), on(figures.usage.outcomes, figures.usage.losses)),
        Beside(_("“Everybody renews”"), area(0.5), _("right in {rate}", rate=rate(figures.always_renews))),
    ]


def _happened(case: Case) -> str:
    return words.outcome(Outcome.CHURNED if case.lost else Outcome.RENEWED)


def _draw_happened(painter: QPainter, box: QRectF, case: Case, theme: Theme) -> None:
    paint_pill(painter, box, Pill(_happened(case), "risk" if case.lost else "good"), theme)
