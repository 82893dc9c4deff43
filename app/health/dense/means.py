"""From the scores of measures to one mean on every day of every account, exact to the millionth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from app.health.dense.groups import Group, groups_of, near_border, weights_of
from app.health.dense.rows import Floats, Ints
from app.health.model import Combine, Measure, Model
from app.health.values import micro


@dataclass(frozen=True)
class Means:
    """In millionths, NaN where nothing is usable: the mean, how much of all weight is usable, each dimension."""

    exact: Floats
    coverage: Floats
    dimensions: Mapping[str, Floats]


def means(
    model: Model, scores: Mapping[str, Floats], segment: Ints, only: Callable[[Measure], bool] = lambda _measure: True
) -> Means:
    """Return the mean of a model over the scores of its measures by key, as `app.health.tree.mean` would."""
    groups = list(groups_of(model, scores, segment, only))
    shape = segment.shape
    weights = weights_of([g.dimension for g in groups], segment)
    total, covered, over = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    deciding: Floats | None = None
    dimensions = {}
    for group, weight in zip(groups, weights, strict=True):
        value = group.score()
        # Such quotients of whole numbers are exact where they are halves.
        dimensions[group.dimension.key] = np.floor(value + 0.5)
        covered += group.usable * (weight / group.whole)
        if model.combine is Combine.MEAN:
            missing = group.under == 0
            part = value * weight
            np.copyto(part, 0.0, where=missing)
            over += part
            total += np.where(missing, 0.0, weight)
        else:
            pick = np.fmin if model.combine is Combine.MIN else np.fmax
            deciding = value if deciding is None else pick(deciding, value)
    if deciding is None:
        deciding = np.divide(over, total, out=np.full(shape, np.nan), where=total != 0)
    share = covered * (1e8 / np.asarray(sum(weights))) if groups else covered
    exact, coverage = np.floor(deciding + 0.5), np.floor(share + 0.5)
    for place in zip(*np.nonzero(near_border(deciding) | near_border(share)), strict=True):
        exact[place], coverage[place] = _exactly(model, groups, weights, place)
    return Means(exact, coverage, dimensions)


def _exactly(
    model: Model, groups: list[Group], weights: list[Floats], place: tuple[np.intp, ...]
) -> tuple[float, float]:
    """Return the mean and the coverage of one account on one day, in fractions."""

    def here(values: Floats) -> Fraction:
        return Fraction(int(values[place] if values.ndim else values))

    covered = every = total = over = Fraction(0)
    deciding = []
    for group, by in zip(groups, weights, strict=True):
        weight = here(by)
        covered += weight * here(group.usable) / here(group.whole)
        every += weight
        if under := here(group.under):
            over += weight * here(group.over) / under
            total += weight
            deciding.append(here(group.over) / under)
    share = _rounded(covered / every * 10**8)
    if not deciding:
        return np.nan, share
    if model.combine is Combine.MEAN:
        return _rounded(over / total), share
    return _rounded(min(deciding) if model.combine is Combine.MIN else max(deciding)), share


def _rounded(value: Fraction) -> float:
    return float(micro(value / 10**6).scaleb(6))
