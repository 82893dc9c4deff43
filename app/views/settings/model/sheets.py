"""Opens the sheets of the editor, and puts what they give into what is being edited."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.health.model import Curve, Dimension, Effect, Measure, Model, Rule
from app.views.settings.model import parts
from app.views.settings.model.group_sheet import DimensionSheet, RuleSheet
from app.views.settings.model.measure_sheet import MeasureSheet

if TYPE_CHECKING:
    from app.views.settings.model.section import HealthModel

_TEN = Decimal(10)
_STRAIGHT = Curve(((Decimal(0), Decimal(0)), (Decimal(100), Decimal(100))))


class Sheets:
    """The sheets of one editor."""

    def __init__(self, section: HealthModel) -> None:
        self._of = section

    def measure(self, key: str) -> MeasureSheet | None:
        """Open the sheet of a measure."""
        found = next(((d, m) for d, m in self._of.draft.measures() if m.key == key), None)
        if found is None:
            return None
        dimension, measure = found
        return self._measure_sheet(dimension, measure, key)

    def add_measure(self, dimension_key: str) -> MeasureSheet:
        """Open the sheet of a measure to come."""
        dimension = next(one for one in self._of.draft.dimensions if one.key == dimension_key)
        return self._measure_sheet(dimension, self._new_measure(), None)

    def dimension(self, key: str) -> DimensionSheet:
        """Open the sheet of a dimension."""
        dimension = next(one for one in self._of.draft.dimensions if one.key == key)
        sheet = DimensionSheet(
            self._of.window_,
            dimension,
            lambda made: self._of.edit(parts.with_dimension(self._of.draft, key, made)),
            self._of.draft,
            fresh=False,
        )
        sheet.removed.connect(lambda: self._of.try_edit(parts.without_dimension(self._of.draft, key)))
        sheet.show_sheet()
        return sheet

    def add_dimension(self) -> DimensionSheet:
        """Open the sheet of a dimension to come, then that of its first measure: it is not without one."""
        fresh = Dimension(parts.free_key(self._of.draft, "dimension"), {}, "", _TEN, ())

        def use(made: Dimension) -> None:
            if not made.letter.strip():
                made = parts.lettered(made)
            # The sheet closes first, so that the next one lies over the window and not over it.
            QTimer.singleShot(0, self._of, lambda: self._measure_sheet(made, self._new_measure(), None))

        sheet = DimensionSheet(self._of.window_, fresh, use, self._of.draft, fresh=True)
        sheet.show_sheet()
        return sheet

    def rule(self, key: str | None) -> RuleSheet:
        """Open the sheet of a rule, or of one to come."""
        rule = next((one for one in self._of.draft.rules if one.key == key), None)
        shown = rule or Rule(parts.free_key(self._of.draft, "rule"), {}, Effect.CAP, Decimal(40), reading="nps")
        sheet = RuleSheet(
            self._of.window_,
            shown,
            self._of.series,
            lambda made: self._of.edit(parts.with_rule(self._of.draft, key, made)),
            self._of.draft,
            fresh=rule is None,
        )
        if key is not None:
            sheet.removed.connect(lambda: self._of.try_edit(parts.without_rule(self._of.draft, key)))
        sheet.show_sheet()
        return sheet

    def _measure_sheet(self, dimension: Dimension, measure: Measure, key: str | None) -> MeasureSheet:
        def use(made: Measure) -> Model:
            there = any(one.key == dimension.key for one in self._of.draft.dimensions)
            model = self._of.draft if there else parts.with_dimension(self._of.draft, None, dimension)
            return self._of.edit(parts.with_measure(model, dimension.key, key, made))

        sheet = MeasureSheet(self._of.window_, measure, self._of.series, use, self._of.draft, fresh=key is None)
        if key is not None:
            sheet.removed.connect(lambda: self._of.try_edit(parts.without_measure(self._of.draft, key)))
        sheet.show_sheet()
        return sheet

    def _new_measure(self) -> Measure:
        used = {measure.reading for _d, measure in self._of.draft.measures()}
        series = next((one for one in self._of.series if one not in used), next(iter(self._of.series), "nps"))
        return Measure(parts.free_key(self._of.draft, "measure"), {}, _STRAIGHT, _TEN, series, validity_days=30)
