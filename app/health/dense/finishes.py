"""From the mean to the score on every day of every account: rules, feeling, override, clamp, in whole millionths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

import numpy as np

from app.health.dense.rows import Flags, Floats, Ints
from app.health.finish import top_of_band
from app.health.model import MOST, Effect, Kind, Model, Take
from app.vocabulary import Band

BANDS: tuple[Band, ...] = (Band.GOOD, Band.WATCH, Band.RISK, Band.WITHHELD, Band.UNKNOWN)
NO_SCORE = -1
UNSAID = -(10**12)
_POINT = 10**6
_MOST_WEIGHT = 80_000
"""In thousandths, times a score in millionths: still a whole number of a binary fraction's precision."""


@dataclass(frozen=True)
class Own:
    """What a person said, in millionths: the feeling that counts (0: none) and the override (UNSAID: none)."""

    feeling: Ints
    override: Ints


@dataclass(frozen=True)
class Finished:
    """`exact` in millionths and `score` as shown, both NO_SCORE where nothing is said; `band` by its place in BANDS."""

    exact: Ints
    score: Ints
    band: Ints


def fits(model: Model) -> bool:
    """Tell whether the numbers of a model leave room for exact arithmetic on arrays."""
    weights = [w for d in model.dimensions for w in (d.weight, *d.weights.values())]
    weights += [w for _d, m in model.measures() for w in (m.weight, *m.weights.values())]
    if any(measure.kind is Kind.PULSE and measure.take is Take.CHANGE for _dimension, measure in model.measures()):
        return False
    return sum(weights) <= _MOST_WEIGHT and all(_whole(rule.score) is not None for rule in model.rules)


def finished(model: Model, mean: Floats, coverage: Floats, rules: Mapping[str, Flags], own: Own) -> Finished:
    """Return the scores; `rules` tell by key where each holds. As `app.health.finish.finish`."""
    known = ~np.isnan(mean)
    score = np.where(known, mean, 0).astype(np.int64)
    most = int(MOST) * _POINT
    limit = np.full(score.shape, 2 * most)
    for rule in model.rules:
        held = rules[rule.key]
        if not held.any():
            continue
        value = _whole(rule.score) or 0
        if rule.effect is Effect.CAP:
            score = np.where(held, np.minimum(score, value), score)
            top = int(top_of_band(model, rule.score) * _POINT)
            limit = np.where(held, np.minimum(limit, top), limit)
        elif rule.effect is Effect.FLOOR:
            score = np.where(held, np.maximum(score, value), score)
        else:
            score = np.where(held, value, score)
    lifted = np.maximum(0, np.minimum(score + own.feeling, limit) - score)
    score = score + np.where((own.feeling > 0) & (limit <= most), lifted, own.feeling)
    score = np.where(own.override != UNSAID, own.override, score)
    score = np.clip(score, 0, most)
    shown = (score + _POINT // 2) // _POINT
    band = np.where(shown >= model.good, 0, np.where(shown >= model.watch, 1, 2))
    withheld = known & (coverage < ceil(Fraction(model.coverage_floor) * _POINT))
    band = np.where(known, np.where(withheld, 3, band), 4)
    said = known & ~withheld
    return Finished(np.where(said, score, NO_SCORE), np.where(said, shown, NO_SCORE), band)


def _whole(value: Decimal) -> int | None:
    scaled = Fraction(value) * _POINT
    return int(scaled) if scaled.denominator == 1 else None
