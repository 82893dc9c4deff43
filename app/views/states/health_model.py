"""The states of the editor of the health model."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.operations.health.models import same
from app.views.settings.model.parts import with_measure
from app.views.settings.model.section import HealthModel
from app.views.stage import Shot, Stage
from app.views.states.settings import opened


def _section(stage: Stage) -> HealthModel:
    section = opened(stage, "health").section()
    assert isinstance(section, HealthModel)
    # What the state before was editing is kept in the book.
    if not same(section.draft, section.base):
        section.edit(section.base)
    return section


def _edited(stage: Stage) -> None:
    """A heavier measure, and a weight that cannot be."""
    section = _section(stage)
    dimension, measure = next(pair for pair in section.draft.measures() if pair[0].key == "engagement")
    section.edit(with_measure(section.draft, dimension.key, measure.key, replace(measure, weight=Decimal(60))))
    wrong = section.cards["adoption"].rows["use_change"]
    wrong.weight.setText("-3")
    wrong.weight.setModified(True)
    wrong.weight.flush()
    stage.settle()
    section.ensureWidgetVisible(wrong, 50, 300)


def _foot(stage: Stage) -> None:
    section = _section(stage)
    section.ensureWidgetVisible(section.files)


def _measure(stage: Stage) -> None:
    _section(stage).sheets.measure("licence_use")


def _curve(stage: Stage) -> None:
    """The curve of a phase, and the end of the sheet."""
    sheet = _section(stage).sheets.measure("licence_use")
    if sheet is not None:
        sheet.curves.show_curve(1)
        stage.settle()
        sheet.area.ensureWidgetVisible(sheet.rationale_ja)


def _rule(stage: Stage) -> None:
    sheet = _section(stage).sheets.rule(None)
    sheet.at_most.setText("x")
    sheet.go_on()


def _dimension(stage: Stage) -> None:
    _section(stage).sheets.dimension("engagement")


def _save(stage: Stage) -> None:
    section = _section(stage)
    section.edit(replace(section.draft, good=78, watch=50))
    section.ask_save()


SHOTS: tuple[Shot, ...] = (
    Shot("settings-health", _section),
    Shot("settings-health-edited", _edited),
    Shot("settings-health-foot", _foot),
    Shot("settings-health-measure", _measure),
    Shot("settings-health-curve", _curve),
    Shot("settings-health-rule", _rule),
    Shot("settings-health-dimension", _dimension),
    Shot("settings-health-save", _save),
)
