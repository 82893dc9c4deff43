"""From the raw value of a measure to its score in millionths: validity, inheritance, curve, decay."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from app.health.dense.rows import Flags, Floats, Ints
from app.health.dense.taken import FEWEST, Taken
from app.health.model import MIDDLE, Curve, Expired, Kind, Measure, OtherCurve
from app.health.values import LOW_PULSE, micro, on_curve, validity_of
from app.vocabulary import Phase

PHASES = {phase: code for code, phase in enumerate(Phase)}
_PHASES: tuple[Phase | None, ...] = (*Phase, None)
NO_PHASE, NO_MONTHS, NEVER = -1, -1, 0
MICRO = 1e6
_FOREVER = 1e9
_LEAST_DOUBT = 1e-6
"""In millionths: what the arithmetic itself may be off by, many times over."""


@dataclass(frozen=True)
class Standing:
    """What holds of each account on each day, by codes; `held` is the ordinal of the day its holder took over."""

    segment: Ints
    phase: Ints
    months: Ints
    owner: Ints
    held: Ints


def scored(measure: Measure, taken: Taken, standing: Standing, days: Ints) -> tuple[Floats, Flags]:
    """Return (score in millionths, doubtful); NaN where nothing may be used. `days` are ordinals, one a row."""
    doubt = taken.doubt.copy()
    value, steep = _on_curves(measure, taken.raw, standing)
    # A curve of one point says something of nothing, too.
    unusable = np.isnan(taken.raw)
    if measure.validity_days is not None or measure.validity_low_days is not None:
        age = days[:, None] - taken.on
        valid = _validity(measure, taken, doubt)
        stale = age > valid
        if measure.expired is Expired.EXCLUDE:
            unusable |= stale
        elif measure.expired is Expired.DECAY:
            gone = np.where(stale, np.minimum(1.0, (age - valid) / np.maximum(valid, 1.0)), 0.0)
            value = np.where(stale, value + (float(MIDDLE) - value) * gone, value)
    if measure.kind is Kind.PULSE and (standing.held != NEVER).any():
        unusable |= (standing.held != NEVER) & (taken.on < standing.held) & (taken.by != standing.owner)
    exact = value * MICRO
    exact += 0.5
    whole = np.floor(exact)
    exact -= whole
    exact -= 0.5
    # Now the distance from the middle between two borders.
    near = np.abs(exact, out=exact) >= 0.5 - _LEAST_DOUBT - steep * _error(measure, taken)
    np.copyto(whole, np.nan, where=unusable)
    near &= ~unusable
    # A doubt about what the window holds is one about whether there is a value, too.
    return whole, np.logical_or(doubt, near, out=doubt)


def _error(measure: Measure, taken: Taken) -> Floats | float:
    """Return how far a raw value may be off, in millionths; where a curve is flat it does not matter."""
    ends = [float(x) for curve in (measure.curve, *(one.curve for one in measure.curves)) for x, _y in curve.points]
    if taken.error is None:
        return max(map(abs, ends)) * FEWEST * MICRO
    beyond = (taken.raw - taken.error > max(ends)) | (taken.raw + taken.error < min(ends))
    return np.where(beyond, 0.0, taken.error * MICRO)


def _validity(measure: Measure, taken: Taken, doubt: Flags) -> Floats | float:
    usual = _FOREVER if measure.validity_days is None else float(measure.validity_days)
    if measure.validity_low_days is None:
        return usual
    if taken.error is not None:
        doubt |= np.abs(taken.raw - LOW_PULSE) <= taken.error
    return np.where(taken.raw <= LOW_PULSE, float(measure.validity_low_days), usual)


def _on_curves(measure: Measure, raw: Floats, standing: Standing) -> tuple[Floats, Floats | float]:
    value = _on_curve(measure.curve, raw)
    steep: Floats | float = _steepest(measure.curve)
    if not measure.curves:
        return value, steep
    steeps = np.full(raw.shape, steep)
    # The first that holds counts, so it is put down last.
    for other in reversed(measure.curves):
        here = _holds(other, standing)
        value[here], steeps[here] = _on_curve(other.curve, raw[here]), _steepest(other.curve)
    return value, steeps


def _on_curve(curve: Curve, raw: Floats) -> Floats:
    found: Floats = np.interp(raw, [float(x) for x, _y in curve.points], [float(y) for _x, y in curve.points])
    return found


def _steepest(curve: Curve) -> float:
    pairs = zip(curve.points, curve.points[1:], strict=False)
    return max((abs(float((y1 - y0) / (x1 - x0))) for (x0, y0), (x1, y1) in pairs), default=0.0)


def _holds(other: OtherCurve, standing: Standing) -> Flags:
    if other.phase is not None:
        return np.asarray(standing.phase == PHASES[other.phase])
    if other.months_from is None:
        return np.zeros(standing.months.shape, np.bool_)
    here = np.asarray((standing.months != NO_MONTHS) & (standing.months >= other.months_from))
    return here if other.months_to is None else here & np.asarray(standing.months < other.months_to)


def exactly(measure: Measure, raw: float, age: int, phase: int, months: int) -> float:
    """Return the score of a reading as it stands, in millionths, worked out in fractions."""
    value = Fraction(repr(raw))
    curve = measure.curve_in(_PHASES[phase], None if months == NO_MONTHS else months)
    score, valid = on_curve(curve, value), validity_of(measure, value)
    if valid is not None and age > valid and measure.expired is Expired.DECAY:
        score += (Fraction(MIDDLE) - score) * min(Fraction(1), Fraction(age - valid, max(valid, 1)))
    return float(micro(score).scaleb(6))
