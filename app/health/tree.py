"""From the scores of measures to one mean: weights that share themselves out among what has a usable value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.health.model import Combine, Dimension, Kind, Measure, Model
from app.vocabulary import Segment


@dataclass(frozen=True)
class Mean:
    """What a model makes of the scores of its measures; `exact` is None where none is usable.

    `weights` are effective: products of the normalised weights along the path, summing to one over what is usable.
    `coverage` is usable ÷ all weight along the tree, 0 to 1.
    """

    exact: Fraction | None
    coverage: Fraction
    weights: Mapping[str, Fraction]
    dimensions: Mapping[str, Fraction | None]


def mean(
    model: Model,
    segment: Segment | None,
    scores: Mapping[str, Decimal | None],
    only: Callable[[Measure], bool] = lambda _measure: True,
) -> Mean:
    """Return the mean of a model over the scores of its measures by key.

    With `only`, the other measures are not part of the model: their weight is not missing, it does not exist.
    """
    groups: list[tuple[Dimension, Fraction, Fraction | None, Fraction, list[tuple[Measure, Fraction]]]] = []
    for dimension in model.dimensions:
        members = [m for m in dimension.measures if only(m)]
        if not members:
            continue
        rows = [(Fraction(m.weight_in(segment)), _fraction(scores.get(m.key))) for m in members]
        exact, shares, coverage = _group(dimension.combine, rows, [Fraction(score is not None) for _w, score in rows])
        weight = Fraction(dimension.weight_in(segment))
        groups.append((dimension, weight, exact, coverage, list(zip(members, shares, strict=True))))
    exact, shares, coverage = _group(model.combine, [(g[1], g[2]) for g in groups], [g[3] for g in groups])
    weights = {
        measure.key: share * inner for share, group in zip(shares, groups, strict=True) for measure, inner in group[4]
    }
    return Mean(exact, coverage, weights, {g[0].key: g[2] for g in groups})


def is_data(measure: Measure) -> bool:
    """Tell whether a measure is one of data, not the manager's own judgement."""
    return measure.kind is Kind.DATA


def is_pulse(measure: Measure) -> bool:
    """Tell whether a measure is the manager's own judgement."""
    return measure.kind is Kind.PULSE


def _group(
    combine: Combine, rows: Sequence[tuple[Fraction, Fraction | None]], covered: Sequence[Fraction]
) -> tuple[Fraction | None, list[Fraction], Fraction]:
    """Return (score, effective share of each member, coverage) of one group."""
    whole = sum((weight for weight, _score in rows), Fraction(0))
    parts = (weight * part for (weight, _s), part in zip(rows, covered, strict=True))
    coverage = sum(parts, Fraction(0)) / whole if whole else Fraction(0)
    usable = [(at, weight, score) for at, (weight, score) in enumerate(rows) if score is not None]
    shares = [Fraction(0)] * len(rows)
    if not usable:
        return None, shares, coverage
    if combine is Combine.MEAN:
        total = sum((weight for _at, weight, _score in usable), Fraction(0))
        for at, weight, _score in usable:
            shares[at] = weight / total
        return sum((weight * score for _at, weight, score in usable), Fraction(0)) / total, shares, coverage
    # The deciding member has all of its group's weight; of equal ones the first in model order.
    pick = min if combine is Combine.MIN else max
    deciding = pick(usable, key=lambda row: row[2])
    shares[deciding[0]] = Fraction(1)
    return deciding[2], shares, coverage


def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)
