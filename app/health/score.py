"""The score of one account on one day with everything that made it: parts that sum exactly to the exact score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from app.health.apportion import apportion
from app.health.finish import Finish, finish, fired, rounded
from app.health.inputs import Feeling, Inputs, Override
from app.health.model import MIDDLE, Dimension, Loyalty, Measure, Model, Rule
from app.health.tree import Mean, is_data, is_pulse, mean
from app.health.values import Valued, micro, value_of
from app.vocabulary import Band


@dataclass(frozen=True)
class Part:
    """One measure's part of the waterfall. `effect` is 0 where its value is missing or may not be used."""

    dimension: Dimension
    value: Valued
    weight: Decimal
    effective_weight: Decimal
    effect: Decimal

    @property
    def measure(self) -> Measure:
        """Return what was measured."""
        return self.value.measure


@dataclass(frozen=True)
class RuleEffect:
    """A rule that holds, and what it did."""

    rule: Rule
    effect: Decimal


@dataclass(frozen=True)
class Score:
    """50 + Σ effects of parts, rules, feeling, override and clamp = `exact`; `score` is that, rounded half up.

    Where nothing is usable, or too little (`coverage` in percent under the model's floor), score and exact are None.
    `data`, `pulse` and `by_model` stand beside it: data alone, the manager's own pulse alone, the mean with its rules.
    """

    model: Model
    as_of: date
    score: int | None
    exact: Decimal | None
    band: Band
    coverage: Decimal
    mean: Decimal | None
    data: Decimal | None
    pulse: Decimal | None
    by_model: Decimal | None
    parts: tuple[Part, ...]
    rules: tuple[RuleEffect, ...] = ()
    feeling: Feeling | None = None
    feeling_effect: Decimal = Decimal(0)
    override: Override | None = None
    override_effect: Decimal = Decimal(0)
    clamp: Decimal = Decimal(0)
    dimensions: Mapping[str, Decimal | None] | None = None

    def loyalty(self, side: Loyalty) -> Decimal | None:
        """Return what the measures of one side of loyalty come to, by their effective weights; None without any."""
        used = [p for p in self.parts if p.measure.loyalty is side and p.value.score is not None and p.effective_weight]
        whole = sum((Fraction(p.effective_weight) for p in used), Fraction(0))
        if not whole:
            return None
        total = sum((Fraction(p.effective_weight) * Fraction(p.value.score or 0) for p in used), Fraction(0))
        return micro(total / whole)

    @property
    def disagreement(self) -> Decimal | None:
        """Return data − pulse where both are known."""
        return None if self.data is None or self.pulse is None else self.data - self.pulse


def score(model: Model, inputs: Inputs) -> Score:
    """Return the score of an account from what was known of it."""
    values = values_of(model, inputs)
    scores = {key: value.score for key, value in values.items()}
    whole = mean(model, inputs.segment, scores)
    coverage = micro(whole.coverage * 100)
    data = _micro(mean(model, inputs.segment, scores, is_data).exact)
    pulse = _micro(mean(model, inputs.segment, scores, is_pulse).exact)
    exact_mean = _micro(whole.exact)
    parts = _parts(model, inputs, values, whole, exact_mean)
    by_dimension = {key: _micro(value) for key, value in whole.dimensions.items()}
    if exact_mean is None or coverage < model.coverage_floor:
        band = Band.UNKNOWN if exact_mean is None else Band.WITHHELD
        return Score(
            model, inputs.as_of, None, None, band, coverage, exact_mean, data, pulse, None, parts,
            feeling=feeling_of(inputs), override=override_of(inputs), dimensions=by_dimension,
        )  # fmt: skip
    done = finished(model, inputs, exact_mean)
    shown = rounded(done.exact)
    return Score(
        model,
        inputs.as_of,
        shown,
        done.exact,
        model.band(shown),
        coverage,
        exact_mean,
        data,
        pulse,
        exact_mean + sum((effect for _rule, effect in done.rules), Decimal(0)),
        parts,
        tuple(RuleEffect(rule, effect) for rule, effect in done.rules),
        feeling_of(inputs),
        done.feeling,
        override_of(inputs),
        done.override,
        done.clamp,
        by_dimension,
    )


def values_of(model: Model, inputs: Inputs) -> dict[str, Valued]:
    """Return every measure of a model as valued on the day, by key."""
    return {measure.key: value_of(measure, inputs) for _dimension, measure in model.measures()}


def finished(model: Model, inputs: Inputs, exact_mean: Decimal) -> Finish:
    """Return the steps from a mean to the score with what holds on the day."""
    feeling, override = feeling_of(inputs), override_of(inputs)
    return finish(
        model,
        exact_mean,
        fired(model, inputs),
        feeling.effect if feeling else None,
        override.score if override else None,
    )


def feeling_of(inputs: Inputs) -> Feeling | None:
    """Return the feeling that counts on the day."""
    return inputs.feeling if inputs.feeling is not None and inputs.feeling.holds(inputs.as_of) else None


def override_of(inputs: Inputs) -> Override | None:
    """Return the override that counts on the day."""
    return inputs.override if inputs.override is not None and inputs.override.holds(inputs.as_of) else None


def _parts(
    model: Model, inputs: Inputs, values: Mapping[str, Valued], whole: Mean, exact: Decimal | None
) -> tuple[Part, ...]:
    keys = [measure.key for _dimension, measure in model.measures()]
    raw = [whole.weights[key] * (Fraction(values[key].score or 0) - 50) for key in keys]
    effects = apportion(raw, exact - MIDDLE, 6) if exact is not None else [Decimal(0)] * len(keys)
    return tuple(
        Part(
            dimension, values[measure.key], _nominal(model, dimension, measure, inputs),
            micro(whole.weights[measure.key]), effect,
        )
        for (dimension, measure), effect in zip(model.measures(), effects, strict=True)
    )  # fmt: skip


def _nominal(model: Model, dimension: Dimension, measure: Measure, inputs: Inputs) -> Decimal:
    """Return the share a measure would have if everything were known, in percent."""
    all_of = sum((Fraction(d.weight_in(inputs.segment)) for d in model.dimensions), Fraction(0))
    inner = sum((Fraction(m.weight_in(inputs.segment)) for m in dimension.measures), Fraction(0))
    share = Fraction(dimension.weight_in(inputs.segment)) / all_of * Fraction(measure.weight_in(inputs.segment)) / inner
    return micro(share * 100)


def _micro(value: Fraction | None) -> Decimal | None:
    return None if value is None else micro(value)
