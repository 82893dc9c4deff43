"""The two sides of loyalty on arrays: what customers do, and what they think."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from app.health.dense.groups import groups_of, near_border, weights_of
from app.health.dense.rows import Flags, Floats, Ints
from app.health.model import Combine, Loyalty, Model


def loyalty(model: Model, scores: Mapping[str, Floats], segment: Ints) -> tuple[dict[Loyalty, Floats], Flags]:
    """Return what each side of loyalty comes to, in millionths, by effective weights; and where that is doubtful."""
    groups = list(groups_of(model, scores, segment, lambda _measure: True))
    shares = _shares(
        model.combine, weights_of([g.dimension for g in groups], segment), [group.score() for group in groups]
    )
    over, under = ({side: np.zeros(segment.shape) for side in Loyalty} for _n in range(2))
    doubt = np.zeros(segment.shape, np.bool_)
    for group, share in zip(groups, shares, strict=True):
        members = group.dimension.measures
        inner = _shares(
            group.dimension.combine, weights_of(members, segment), [scores[measure.key] for measure in members]
        )
        for measure, part in zip(members, inner, strict=True):
            effective = share * part * 1e6
            doubt |= near_border(effective)
            weight = np.floor(effective + 0.5)
            over[measure.loyalty] += weight * np.where(part == 0, 0.0, scores[measure.key])
            under[measure.loyalty] += weight
    made = {}
    for side in Loyalty:
        none = np.full(segment.shape, np.nan)
        told = np.divide(over[side], under[side], out=none, where=under[side] != 0)
        doubt |= near_border(told)
        made[side] = np.floor(told + 0.5)
    return made, doubt


def _shares(combine: Combine, weights: list[Floats], values: list[Floats]) -> list[Floats]:
    """Return the share of each member; of equal ones that decide the first has all."""
    known = np.stack([~np.isnan(value) for value in values])
    if combine is Combine.MEAN:
        used = np.stack([np.broadcast_to(weight, known.shape[1:]) for weight in weights]) * known
        whole = used.sum(axis=0)
        return list(np.divide(used, whole, out=np.zeros(used.shape), where=whole != 0))
    worst = np.inf if combine is Combine.MIN else -np.inf
    filled = np.where(known, np.stack(values), worst)
    first = filled.argmin(axis=0) if combine is Combine.MIN else filled.argmax(axis=0)
    return [((first == at) & known[at]).astype(np.float64) for at in range(len(values))]
