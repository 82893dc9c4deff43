"""The left of the back-test: thresholds with their counts, the picture, what is compared, and other weights."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.health.backtest import BackTest, Suggestion
from app.health.model import Model
from app.language import _, number
from app.views.portfolio.backtest_lists import CELLS, area, at, threshold_words
from app.views.portfolio.backtest_picture import BacktestPicture
from app.views.portfolio.backtest_tables import (
    Beside,
    FlatTable,
    Threshold,
    beside,
    beside_columns,
    threshold_columns,
)
from app.views.portfolio.words import named
from app.views.row_table import RowTable
from app.views.widgets.card import Card, rule
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.workspace import Workspace


class BacktestCards(QWidget):
    """`cell_chosen((which, threshold))` when a number of the table is pressed."""

    cell_chosen = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thresholds: RowTable[Threshold] = RowTable(threshold_columns(), lambda row: row[0].threshold, parent=self)
        self._beside: RowTable[Beside] = RowTable(beside_columns(), lambda row: row.name, parent=self)
        self.thresholds = FlatTable(self._thresholds, _("Thresholds"))
        self.compared = FlatTable(self._beside, _("Compared with"))
        self.picture = BacktestPicture(workspace)
        self._note = ElidedLabel("", "label", tone="text2")
        self._said = PlainLabel("", "label", tone="text2", wrap=True)
        self._weights = PlainLabel("", "body", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(_card(_("If everybody below a score is taken for lost"), self._note, self.thresholds))
        drawn = Card(_("Scores of then, by what they came to"))
        drawn.body.addWidget(self.picture)
        column.addWidget(drawn)
        column.addWidget(_card(_("Is it worth more than something simpler?"), None, self.compared))
        other = Card(_("Other weights"))
        other.body.addWidget(self._weights)
        other.body.addWidget(self._said)
        column.addWidget(other)
        column.addStretch(1)
        self.thresholds.pressed_cell.connect(self._press)

    def _press(self, row: Threshold, key: str) -> None:
        if key in CELLS:
            self.cell_chosen.emit((key, row[0].threshold))

    def show_figures(self, found: BackTest, model: Model, horizon: int) -> None:
        """Show the figures of one day before the decisions, with the bands and names of a model."""
        figures = at(found, horizon)
        good, watch = found.good, model.watch
        self._thresholds.set_rows([(row, threshold_words(row, good, watch)) for row in figures.table])
        self._beside.set_rows(beside(figures))
        self.thresholds.fit()
        self.compared.fit()
        scored = [(case.points[horizon].score, case.lost) for case in found.cases]
        self.picture.show_dots([(score, lost) for score, lost in scored if score is not None], good, watch)
        unscored = _("{n} had no score", n=number(figures.unscored)) if figures.unscored else ""
        assumed = _("{n} imported readings taken as known in time", n=number(found.assumed)) if found.assumed else ""
        self._note.setText(" · ".join(part for part in (unscored, assumed) if part))
        self._tell_weights(found.suggestion, model)

    def _tell_weights(self, other: Suggestion | None, model: Model) -> None:
        if other is None:
            self._weights.setText(_("No other weights would have told the losses apart better on held-out renewals."))
            self._said.hide()
            return
        names = {dimension.key: named(dimension.name.items()) for dimension in model.dimensions}
        moved = [
            f"{names.get(key, key)} {weight(was)} → {weight(now)}"
            for key, (was, now) in other.weights.items()
            if was != now
        ]
        self._weights.setText(" · ".join(moved))
        self._said.show()
        self._said.setText(
            _(
                "On held-out renewals {now} → {then} ({folds} folds, {n} renewals, {lost} losses). Few cases: take it "
                "as a question, not as an answer.",
                now=area(other.auc_now), then=area(other.auc_then), folds=number(other.folds),
                n=number(other.outcomes), lost=number(other.losses),
            )
        )  # fmt: skip


def weight(value: Decimal) -> str:
    """Return a weight without needless decimals."""
    return f"{value.normalize():f}"


def _card(title: str, note: QWidget | None, table: FlatTable) -> Card:
    card = Card(title)
    card.flush()
    card.head.setContentsMargins(20, 10, 16, 10)
    if note is not None:
        card.head.addWidget(note, 1)
    card.body.addWidget(rule())
    card.body.addWidget(table)
    return card
