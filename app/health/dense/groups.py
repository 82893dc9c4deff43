"""The groups of a model on arrays: weights as whole numbers, sums that are exact, what lies near a border."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import gcd

import numpy as np

from app.health.dense.rows import Flags, Floats, Ints
from app.health.model import Combine, Dimension, Measure, Model
from app.vocabulary import Segment

SEGMENTS: tuple[Segment | None, ...] = (*Segment, None)
SEGMENT_CODES = {segment: code for code, segment in enumerate(SEGMENTS)}
_THOUSAND = 1000
_NEAR = 1e-6
"""In millionths: closer to a border than this, an account is worked out in fractions."""


@dataclass(frozen=True)
class Group:
    """A dimension: Σ weight × score ÷ Σ usable weight, and all its weight; of a deciding member its score ÷ 1."""

    dimension: Dimension
    over: Floats
    under: Floats
    usable: Floats
    whole: Floats

    def score(self) -> Floats:
        """Return the score of the dimension; NaN where nothing of it is usable."""
        none = np.full(self.under.shape, np.nan)
        return np.asarray(np.divide(self.over, self.under, out=none, where=self.under != 0))


def groups_of(
    model: Model, scores: Mapping[str, Floats], segment: Ints, only: Callable[[Measure], bool]
) -> Iterator[Group]:
    """Yield the dimensions of a model over the scores of its measures; of `only` some where it says so."""
    for dimension in model.dimensions:
        members = [m for m in dimension.measures if only(m)]
        if not members:
            continue
        weights = weights_of(members, segment)
        usable = np.zeros(segment.shape)
        over = np.zeros(segment.shape)
        deciding: Floats | None = None
        pick = np.fmin if dimension.combine is Combine.MIN else np.fmax
        for measure, weight in zip(members, weights, strict=True):
            score = scores[measure.key]
            missing = np.isnan(score)
            usable += np.where(missing, 0.0, weight)
            if dimension.combine is Combine.MEAN:
                part = score * weight
                np.copyto(part, 0.0, where=missing)
                over += part
            else:
                deciding = score if deciding is None else pick(deciding, score)
        whole: Floats = np.asarray(sum(weights))
        if deciding is None:
            yield Group(dimension, over, usable, usable, whole)
        else:
            there = ~np.isnan(deciding)
            yield Group(dimension, np.where(there, deciding, 0.0), there.astype(np.float64), usable, whole)


def weights_of(of: Sequence[Dimension] | Sequence[Measure], segment: Ints) -> list[Floats]:
    """Return the weights of a group as small whole numbers: a number each, or an array where segments differ."""
    return [row[segment] if row.ndim else row for row in _told(of)]


def _told(of: Sequence[Dimension] | Sequence[Measure]) -> list[Floats]:
    mark = tuple(map(id, of))
    if mark not in _known:
        rows = [[int(one.weight_in(where) * _THOUSAND) for where in SEGMENTS] for one in of]
        shared = gcd(*(value for row in rows for value in row)) or 1
        if len(_known) > _KEPT:
            _known.clear()
        made = [np.array(row[0] / shared if len(set(row)) == 1 else [v / shared for v in row]) for row in rows]
        _known[mark] = of, made
    return _known[mark][1]


_KEPT = 256
_known: dict[tuple[int, ...], tuple[object, list[Floats]]] = {}
"""By the models' own parts, which are kept with them: no other part can have their place in memory."""


def near_border(exact: Floats) -> Flags:
    """Tell where binary fractions cannot decide which way a number is rounded."""
    return np.asarray(np.abs(exact - np.floor(exact) - 0.5) < _NEAR)
