"""From readings to the score of one measure: what the value is, whether it may be used, what the curve makes of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from fractions import Fraction

from app.health.inputs import Inputs, Reading
from app.health.model import MIDDLE, Curve, Expired, Kind, Measure, NullRule, Take

MICRO = Decimal("0.000001")
LOW_PULSE = 2


class Why(StrEnum):
    """Whether a value may be used, and if not, why."""

    USABLE = "usable"
    MISSING = "missing"
    EXPIRED = "expired"
    INHERITED = "inherited"  # judged by somebody else before the account changed hands


@dataclass(frozen=True)
class Valued:
    """One measure as valued on a day. `score` is None where nothing may be used; `stale` also where it may."""

    measure: Measure
    why: Why
    raw: Decimal | None = None
    reading: Reading | None = None
    age_days: int | None = None
    stale: bool = False
    score: Decimal | None = None
    curve: Curve | None = None


def value_of(measure: Measure, inputs: Inputs) -> Valued:
    """Return what a measure says of an account, with the newest reading it was taken from."""
    known = [r for r in inputs.series(measure.reading) if _says(measure, r)]
    if measure.kind is Kind.PULSE and known:
        known = known[-1:]
    raw, newest = _taken(measure, known, inputs)
    if raw is None or newest is None:
        return Valued(measure, Why.MISSING)
    shown = micro(raw)
    age = (inputs.as_of - newest.on).days
    valid = validity_of(measure, raw)
    stale = valid is not None and age > valid
    curve = measure.curve_in(inputs.phase, inputs.months)
    if _inherited(measure, newest, inputs):
        return Valued(measure, Why.INHERITED, shown, newest, age, stale=True, curve=curve)
    if stale and measure.expired is Expired.EXCLUDE:
        return Valued(measure, Why.EXPIRED, shown, newest, age, stale=True, curve=curve)
    score = on_curve(curve, raw)
    if stale and measure.expired is Expired.DECAY and valid is not None:
        # Neutral once it is as long past its validity as the validity is.
        gone = min(Fraction(1), Fraction(age - valid, max(valid, 1)))
        score = score + (Fraction(MIDDLE) - score) * gone
    return Valued(measure, Why.USABLE, shown, newest, age, stale, micro(score), curve)


def validity_of(measure: Measure, raw: Fraction) -> int | None:
    """Return for how many days a value may be used; a low pulse is asked again sooner."""
    if measure.validity_low_days is not None and raw <= LOW_PULSE:
        return measure.validity_low_days
    return measure.validity_days


def on_curve(curve: Curve, raw: Fraction) -> Fraction:
    """Return the score 0–100 of a value: linear between points, flat outside."""
    points = curve.points
    if raw <= Fraction(points[0][0]):
        return Fraction(points[0][1])
    for (x0, y0), (x1, y1) in itertools.pairwise(points):
        if raw <= Fraction(x1):
            share = (raw - Fraction(x0)) / (Fraction(x1) - Fraction(x0))
            return Fraction(y0) + (Fraction(y1) - Fraction(y0)) * share
    return Fraction(points[-1][1])


def mean_of(values: Iterable[Fraction | None], rule: NullRule) -> Fraction | None:
    """Return the mean of what counts; None where nothing does."""
    counted = [v for v in values if v is not None and (v != 0 or rule is NullRule.ZERO_IS_VALUE)]
    return sum(counted, Fraction(0)) / len(counted) if counted else None


def micro(value: Fraction | Decimal | int) -> Decimal:
    """Return a number quantised to a millionth, halves away from zero."""
    if isinstance(value, Fraction):
        units, rest = divmod(abs(value.numerator) * 1_000_000, value.denominator)
        units += 2 * rest >= value.denominator
        return (Decimal(units) * (1 if value >= 0 else -1)).scaleb(-6)
    return Decimal(value).quantize(MICRO, ROUND_HALF_UP)


def _says(measure: Measure, reading: Reading) -> bool:
    if reading.value is None:
        return False
    return reading.value != 0 or measure.null_rule is NullRule.ZERO_IS_VALUE


def _taken(measure: Measure, known: list[Reading], inputs: Inputs) -> tuple[Fraction | None, Reading | None]:
    if not known:
        return None, None
    newest = known[-1]
    if measure.take is Take.LATEST:
        value = newest.value
    else:
        days = measure.window_days or 28
        # A window ends with the newest reading: a week that is not in yet does not look like a fall.
        now = _window(known, newest.on, days)
        if measure.take is Take.SUM:
            value = sum(now, Fraction(0))
        elif measure.take is Take.MEAN:
            value = mean_of(now, NullRule.ZERO_IS_VALUE)
        else:
            value = _change(now, _window(known, newest.on - timedelta(days), days))
    if value is not None and measure.per is not None:
        whole = [r for r in inputs.series(measure.per) if r.value]
        value = value * 100 / whole[-1].value if whole and whole[-1].value else None
    return value, newest


def _window(known: list[Reading], end: date, days: int) -> list[Fraction]:
    return [r.value for r in known if r.value is not None and end - timedelta(days) < r.on <= end]


def _change(now: list[Fraction], before: list[Fraction]) -> Fraction | None:
    was = mean_of(before, NullRule.ZERO_IS_VALUE)
    then = mean_of(now, NullRule.ZERO_IS_VALUE)
    return (then - was) * 100 / was if was and then is not None else None


def _inherited(measure: Measure, newest: Reading, inputs: Inputs) -> bool:
    if measure.kind is not Kind.PULSE or inputs.held_since is None:
        return False
    return newest.on < inputs.held_since and newest.by_id != inputs.owner_id
