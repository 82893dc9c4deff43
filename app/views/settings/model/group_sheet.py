"""The sheets of a dimension and of a rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from app.errors import BansoError
from app.health.model import Combine, Dimension, Effect, Model, Rule
from app.language import _
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
from app.views.settings.model.words import event_name, in_words, said
from app.views.settings.rows import bare_field
from app.views.widgets.labels import PlainLabel
from app.views.widgets.segmented import SegmentedControl

EVENTS = (
    "payment_failed", "payment_late", "sponsor_leaving", "sponsor_left", "champion_left", "outage", "ticket", "risk",
)  # fmt: skip


class DimensionSheet(Sheet):
    """Its name and letter, how its measures make one score, its weight."""

    def __init__(
        self, window: QWidget, dimension: Dimension, use: Callable[[Dimension], object], model: Model, *, fresh: bool
    ) -> None:
        title = _("New dimension") if fresh else said(dimension.name, dimension.key)
        super().__init__(window, title, remove="" if fresh else _("Remove this dimension"))
        self._dimension, self._use, self._model = dimension, use, model
        self.name_ja, self.name_en = line(dimension.name.get("ja", "")), line(dimension.name.get("en", ""))
        self.letter = bare_field(_("Letter"), 48)
        self.letter.setMaxLength(1)
        self.letter.setText(dimension.letter)
        self.combine = ChoiceBox(_("Its measures make one score by"), Combine, dimension.combine)
        self.weights = Weights(dimension.weight, dimension.weights)
        self.body.addLayout(
            beside(under(_("Name in Japanese"), self.name_ja), under(_("Name in English"), self.name_en))
        )
        self.body.addLayout(
            beside(under(_("Letter"), self.letter), under(_("Its measures make one score by"), self.combine),
                   stretch={0: 0, 1: 1})
        )  # fmt: skip
        self.body.addWidget(self.weights)

    def take(self) -> None:
        """Give the dimension to the editor."""
        try:
            weight, weights = self.weights.read()
            self._use(
                replace(
                    self._dimension, name=both(self.name_ja.text(), self.name_en.text()), letter=self.letter.text(),
                    combine=self.combine.choice(Combine), weight=weight, weights=weights,
                )
            )  # fmt: skip
        except BansoError as error:
            raise in_words(error, self._model) from error

    def field_of(self, place: str) -> QWidget | None:
        """Return the field of a fault."""
        fields: dict[str, QWidget] = {str(segment): field for segment, field in self.weights.segments.items()}
        return fields.get(place.rpartition(".")[2], self.weights.weight if "weight" in place else None)


class RuleSheet(Sheet):
    """Its name, when it holds, what it does to a score and why."""

    def __init__(
        self, window: QWidget, rule: Rule, series: Sequence[str], use: Callable[[Rule], object], model: Model, *,
        fresh: bool,
    ) -> None:  # fmt: skip
        title = _("New rule") if fresh else said(rule.name, rule.key)
        super().__init__(window, title, remove="" if fresh else _("Remove this rule"))
        self._rule, self._use, self._model = rule, use, model
        self.name_ja, self.name_en = line(rule.name.get("ja", "")), line(rule.name.get("en", ""))
        self.effect = ChoiceBox(_("What it does"), Effect, rule.effect)
        self.score = DecimalField(_("Score (0–100)"), 72)
        self.score.show_number(rule.score)
        words = _("What it looks at")
        choices = [("reading", _("A reading")), ("event", _("An event"))]
        self.looks = SegmentedControl(choices, words, "event" if rule.event else "reading")
        self.looks.chosen.connect(lambda _key: self._weigh())
        self.reading = SeriesBox(_("Series"), series, rule.reading or (series[0] if series else None))
        self.happened = SeriesBox(_("Event"), (), None)
        for key in dict.fromkeys((*EVENTS, *((rule.event,) if rule.event else ()))):
            self.happened.addItem(event_name(key), key)
        self.happened.setCurrentIndex(max(self.happened.findData(rule.event or EVENTS[0]), 0))
        self.at_least, self.at_most = DecimalField(_("At least"), 72), DecimalField(_("At most"), 72)
        self.at_least.show_number(rule.at_least)
        self.at_most.show_number(rule.at_most)
        self.within = DecimalField(_("In the last (days)"), 72)
        self.within.show_number(rule.within_days)
        self.within.setPlaceholderText("∞")
        self.reason_ja = Lines(_("Reason in Japanese"), rule.reason.get("ja", ""))
        self.reason_en = Lines(_("Reason in English"), rule.reason.get("en", ""))
        self._lay_out()
        self._weigh()

    def _lay_out(self) -> None:
        self.body.addLayout(
            beside(under(_("Name in Japanese"), self.name_ja), under(_("Name in English"), self.name_en))
        )
        self.body.addLayout(
            beside(under(_("What it does"), self.effect), under(_("Score (0–100)"), self.score), stretch={0: 0, 1: 1})
        )
        self.body.addWidget(PlainLabel(_("When it holds"), "bodyStrong"))
        self.body.addWidget(self.looks)
        self._reading = under(_("Series"), self.reading)
        self._event = under(_("Event"), self.happened)
        self._limits = QWidget()
        row = beside(under(_("At least"), self.at_least), under(_("At most"), self.at_most), stretch={0: 0, 1: 1})
        row.setContentsMargins(0, 0, 0, 0)
        self._limits.setLayout(row)
        for part in (self._reading, self._event, self._limits, under(_("In the last (days)"), self.within)):
            self.body.addWidget(part)
        self.body.addWidget(PlainLabel(_("Why it is there"), "bodyStrong"))
        self.body.addLayout(beside(under(_("In Japanese"), self.reason_ja), under(_("In English"), self.reason_en)))

    def take(self) -> None:
        """Give the rule to the editor."""
        try:
            self._use(self._read())
        except BansoError as error:
            raise in_words(error, self._model) from error

    def field_of(self, place: str) -> QWidget | None:
        """Return the field of a fault."""
        end = place.rpartition(".")[2]
        fields: dict[str, QWidget] = {
            "score": self.score, "at_most": self.at_most, "at_least": self.at_least, "within_days": self.within,
        }  # fmt: skip
        return fields.get(end, self.at_least if self._looks_at_reading() else self.happened)

    def _looks_at_reading(self) -> bool:
        return self.looks.key() == "reading"

    def _weigh(self) -> None:
        reading = self._looks_at_reading()
        self._reading.setVisible(reading)
        self._limits.setVisible(reading)
        self._event.setVisible(not reading)

    def _read(self) -> Rule:
        reading = self._looks_at_reading()
        score = number_in(self.score, "score")
        if score is None:
            raise BansoError("health.model.number", field="score", value=self.score.text())
        return replace(
            self._rule,
            name=both(self.name_ja.text(), self.name_en.text()),
            effect=self.effect.choice(Effect),
            score=score,
            reading=self.reading.series() or None if reading else None,
            event=None if reading else self.happened.series() or None,
            at_least=number_in(self.at_least, "at_least") if reading else None,
            at_most=number_in(self.at_most, "at_most") if reading else None,
            within_days=whole_in(self.within, "within_days"),
            reason=both(self.reason_ja.words(), self.reason_en.words()),
        )
