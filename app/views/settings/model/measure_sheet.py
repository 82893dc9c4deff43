"""The sheet of one measure: what it is read from, its curve, weights, validity, and why it is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.errors import BansoError
from app.health.model import Direction, Expired, Kind, Loyalty, Measure, Model, NullRule, Take
from app.language import _, day
from app.views.settings.model.curve_editor import CurveEditor
from app.views.settings.model.fields import (
    ChoiceBox,
    DecimalField,
    Lines,
    SeriesBox,
    beside,
    both,
    line,
    number_in,
    under,
    whole_in,
)
from app.views.settings.model.sheet import Sheet
from app.views.settings.model.weights import Weights
from app.views.settings.model.words import in_words, said
from app.views.settings.rows import bare_field
from app.views.widgets.labels import PlainLabel

Use = Callable[[Measure], Model]


class MeasureSheet(Sheet):
    """`use` puts the measure into what is being edited, and refuses what cannot be with the place of the fault."""

    def __init__(
        self, window: QWidget, measure: Measure, series: Sequence[str], use: Use, model: Model, *, fresh: bool = False
    ) -> None:
        title = _("New measure") if fresh else said(measure.name, measure.key)
        super().__init__(window, title, remove="" if fresh else _("Remove this measure"))
        self.measure, self._use, self._model = measure, use, model
        self._name()
        self._source(series)
        self.curves = CurveEditor(measure.curve, measure.curves)
        self.curves.moved.connect(self.order)
        self.direction = ChoiceBox(_("Direction"), Direction, measure.direction)
        self._part(_("Curve"))
        self.body.addLayout(beside(under(_("Direction"), self.direction), stretch={0: 0}))
        self.body.addWidget(self.curves)
        self._part(_("Weight"))
        self.weights = Weights(measure.weight, measure.weights)
        self.body.addWidget(self.weights)
        self._validity()
        self._why()

    def take(self) -> None:
        """Give the measure to the editor."""
        try:
            self._use(self._read())
        except BansoError as error:
            raise in_words(error, self._model) from error

    def field_of(self, place: str) -> QWidget | None:
        """Return the field of a fault by the end of its place."""
        fields: dict[str, QWidget] = {
            "weight": self.weights.weight, "window_days": self.window_days, "lowest": self.lowest,
            "highest": self.highest, "validity_days": self.validity, "validity_low_days": self.validity_low,
            "reading": self.reading,
        }  # fmt: skip
        fields |= {str(segment): field for segment, field in self.weights.segments.items()}
        end = place.rpartition(".")[2]
        return fields.get(end) or self.curves.field_of(place)

    def _part(self, words: str) -> None:
        self.body.addSpacing(2)
        self.body.addWidget(PlainLabel(words, "bodyStrong"))

    def _name(self) -> None:
        self.name_ja, self.name_en = line(self.measure.name.get("ja", "")), line(self.measure.name.get("en", ""))
        self.body.addLayout(
            beside(under(_("Name in Japanese"), self.name_ja), under(_("Name in English"), self.name_en))
        )

    def _source(self, series: Sequence[str]) -> None:
        measure = self.measure
        self.reading = SeriesBox(_("Read from"), series, measure.reading)
        self.per = SeriesBox(_("As a percentage of"), series, measure.per, none=_("as it is"))
        self.choice = ChoiceBox(_("Which value"), Take, measure.take)
        self.window_days = DecimalField(_("Days of the window"))
        self.window_days.show_number(measure.window_days)
        self.kind = ChoiceBox(_("Where it comes from"), Kind, measure.kind)
        self.loyalty = ChoiceBox(_("What it tells"), Loyalty, measure.loyalty)
        self.unit = bare_field(_("Unit"), 72)
        self.unit.setText(measure.unit)
        self.lowest, self.highest = DecimalField(_("Lowest value"), 72), DecimalField(_("Highest value"), 72)
        self.lowest.show_number(measure.lowest)
        self.highest.show_number(measure.highest)
        self.choice.activated.connect(lambda _at: self._weigh())
        self.kind.activated.connect(lambda _at: self._weigh())
        self._part(_("What is measured"))
        self.body.addLayout(
            beside(under(_("Read from"), self.reading), under(_("As a percentage of"), self.per))
        )  # fmt: skip
        self.body.addLayout(
            beside(
                under(_("Which value"), self.choice), under(_("Days of the window"), self.window_days),
                stretch={0: 1, 1: 1},
            )
        )  # fmt: skip
        self.body.addLayout(beside(under(_("Where it comes from"), self.kind), under(_("What it tells"), self.loyalty)))
        self.body.addLayout(
            beside(
                under(_("Unit"), self.unit), under(_("Lowest value"), self.lowest),
                under(_("Highest value"), self.highest), stretch={0: 0, 1: 0, 2: 1},
            )
        )  # fmt: skip

    def _validity(self) -> None:
        measure = self.measure
        self.validity = DecimalField(_("Valid for (days)"), 72)
        self.validity.show_number(measure.validity_days)
        self.validity.setPlaceholderText("∞")
        self.validity_low = DecimalField(_("A pulse of 1 or 2 (days)"), 72)
        self.validity_low.show_number(measure.validity_low_days)
        self.expired = ChoiceBox(_("After that"), Expired, measure.expired)
        self.null_rule = ChoiceBox(_("A zero"), NullRule, measure.null_rule)
        self._part(_("Old and missing values"))
        self._low = under(_("A pulse of 1 or 2 (days)"), self.validity_low)
        self.body.addLayout(
            beside(under(_("Valid for (days)"), self.validity), self._low, under(_("After that"), self.expired),
                   stretch={0: 0, 1: 0, 2: 1})
        )  # fmt: skip
        self.body.addLayout(beside(under(_("A zero"), self.null_rule), stretch={0: 0}))
        self._weigh()

    def _why(self) -> None:
        measure = self.measure
        self._part(_("Why it is there"))
        self.rationale_ja = Lines(_("Rationale in Japanese"), measure.rationale.get("ja", ""))
        self.rationale_en = Lines(_("Rationale in English"), measure.rationale.get("en", ""))
        self.body.addLayout(
            beside(under(_("In Japanese"), self.rationale_ja), under(_("In English"), self.rationale_en))
        )
        if measure.on is not None:
            words = _("Last changed {day}, {name}", day=day(measure.on), name=measure.author or "–")
            self.body.addWidget(PlainLabel(words, "caption", tone="text2"))

    def _weigh(self) -> None:
        """A window and a shorter validity are asked for only where they mean something."""
        self.window_days.setEnabled(self.choice.choice(Take) is not Take.LATEST)
        if hasattr(self, "_low"):
            self._low.setVisible(self.kind.choice(Kind) is Kind.PULSE)

    def _read(self) -> Measure:
        weight, weights = self.weights.read()
        take, kind = self.choice.choice(Take), self.kind.choice(Kind)
        reading = self.reading.series()
        if not reading:
            raise BansoError("health.model.empty", field="reading")
        return replace(
            self.measure,
            name=both(self.name_ja.text(), self.name_en.text()),
            reading=reading,
            per=self.per.series() or None,
            take=take,
            window_days=whole_in(self.window_days, "window_days") if take is not Take.LATEST else None,
            kind=kind,
            loyalty=self.loyalty.choice(Loyalty),
            unit=self.unit.text().strip(),
            lowest=number_in(self.lowest, "lowest"),
            highest=number_in(self.highest, "highest"),
            direction=self.direction.choice(Direction),
            curve=self.curves.curve(),
            curves=self.curves.others(),
            weight=weight,
            weights=weights,
            validity_days=whole_in(self.validity, "validity_days"),
            validity_low_days=whole_in(self.validity_low, "validity_low_days") if kind is Kind.PULSE else None,
            expired=self.expired.choice(Expired),
            null_rule=self.null_rule.choice(NullRule),
            rationale=both(self.rationale_ja.words(), self.rationale_en.words()),
        )
