"""Other weights for the dimensions of a model, tried on held-out renewals; numpy comes with the first question."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from app.health.backtest import Case, Suggestion
from app.health.model import Model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

FACTORS = (0.5, 1.5, 2.0)
MOST_FOLDS = 5
_LEAST_FOLDS = 2
LEAST_GAIN = 0.02
_ROUNDS = 3
_LEAST_STEP = 0.01


def suggest(model: Model, cases: Sequence[Case], horizon: int) -> Suggestion | None:
    """Return weights that order held-out cases better than the present ones; None where there are none.

    Each fold is ordered by weights that were found without it. What is gained on the cases one learnt from says
    nothing.
    """
    import numpy as np

    keys = [dimension.key for dimension in model.dimensions]
    used = sorted(
        (case for case in cases if case.points[horizon].score is not None),
        key=lambda case: (case.decided_on, case.contract_id),
    )
    lost = np.array([case.lost for case in used], dtype=bool)
    folds = min(MOST_FOLDS, int(lost.sum()), int((~lost).sum()))
    if folds < _LEAST_FOLDS:
        return None
    points = [case.points[horizon] for case in used]
    scores = np.array([[_number(point.dimensions.get(key)) for key in keys] for point in points])
    weights = np.array([[_number(point.weights.get(key)) for key in keys] for point in points])
    fold = np.empty(len(used), dtype=int)
    for group in (lost, ~lost):
        fold[group] = np.arange(int(group.sum())) % folds
    ones = np.ones(len(keys))
    now, then = [], []
    for held in range(folds):
        inside, outside = fold != held, fold == held
        found = _climb(scores[inside], weights[inside], lost[inside])
        now.append(_auc(_mean(scores[outside], weights[outside], ones), lost[outside]))
        then.append(_auc(_mean(scores[outside], weights[outside], found), lost[outside]))
    auc_now, auc_then = float(np.mean(now)), float(np.mean(then))
    best = _climb(scores, weights, lost)
    if auc_then - auc_now < LEAST_GAIN or bool(np.allclose(best, ones)):
        return None
    changed = {
        dimension.key: (dimension.weight, Decimal(format((dimension.weight * Decimal(str(factor))).normalize(), "f")))
        for dimension, factor in zip(model.dimensions, best.tolist(), strict=True)
        if factor != 1
    }
    return Suggestion(changed, auc_now, auc_then, folds, len(used), int(lost.sum()))


def _climb(scores: Numbers, weights: Numbers, lost: NDArray[np.bool_]) -> Numbers:
    """Return a factor for each dimension: one at a time, as long as the order of the cases gets better."""
    import numpy as np

    best = np.ones(scores.shape[1])
    reached = _auc(_mean(scores, weights, best), lost)
    for _round in range(_ROUNDS):
        before = reached
        for at in range(len(best)):
            for factor in FACTORS:
                tried = best.copy()
                tried[at] = factor
                value = _auc(_mean(scores, weights, tried), lost)
                if value > reached + _LEAST_STEP:
                    best, reached = tried, value
        if reached == before:
            break
    return best


def _mean(scores: Numbers, weights: Numbers, factors: Numbers) -> Numbers:
    import numpy as np

    there = ~np.isnan(scores)
    shares = np.where(there, weights * factors, 0.0)
    whole: Numbers = (np.where(there, scores, 0.0) * shares).sum(axis=1) / shares.sum(axis=1)
    return whole


def _auc(values: Numbers, lost: NDArray[np.bool_]) -> float:
    import numpy as np

    low, high = values[lost][:, None], values[~lost][None, :]
    return float(np.mean((low < high) + 0.5 * (low == high)))


def _number(value: Decimal | None) -> float:
    return float("nan") if value is None else float(value)
