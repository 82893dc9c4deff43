"""The scores of many accounts on many days from arrays; what arrays leave in doubt is worked out one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

import numpy as np

from app.health.dense.curves import Standing, exactly, scored
from app.health.dense.finishes import BANDS, NO_SCORE, Finished, Own, finished
from app.health.dense.means import means
from app.health.dense.rows import Flags, Floats, Ints
from app.health.dense.sides import loyalty
from app.health.dense.taken import Taken, want_of
from app.health.finish import fired
from app.health.model import Loyalty, Measure, Model, Rule
from app.health.score import score
from app.health.tree import is_data, is_pulse
from app.health.values import value_of
from app.models.database import Session
from app.operations.health.dense_book import Dense
from app.operations.health.dense_doubts import Doubts
from app.vocabulary import Band

A = TypeVar("A", bound="np.ndarray[Any, Any]")
BLOCK = 1_000


@dataclass(frozen=True)
class Scores:
    """By day and account: `score` as shown, `band` by its place in BANDS. Of the last day alone: the others.

    In millionths, NaN where there is none. `dimensions` by day and key.
    """

    score: Ints
    band: Ints
    exact: Ints
    coverage: Floats
    data: Floats
    pulse: Floats
    sides: Mapping[Loyalty, Floats]
    dimensions: Mapping[tuple[date, str], Floats]


def joined(parts: Sequence[Scores]) -> Scores:
    """Return the scores of several parts of the accounts as one."""

    def one(arrays: Iterable[A]) -> A:
        return np.concatenate(list(arrays), axis=-1)  # type: ignore[return-value]

    first = parts[0]
    return Scores(
        one(part.score for part in parts), one(part.band for part in parts), one(part.exact for part in parts),
        one(part.coverage for part in parts), one(part.data for part in parts), one(part.pulse for part in parts),
        {side: one(part.sides[side] for part in parts) for side in first.sides},
        {key: one(part.dimensions[key] for part in parts) for key in first.dimensions},
    )  # fmt: skip


def dense_scores(session: Session, dense: Dense, models: Sequence[Model]) -> Scores:
    """Return the scores of all days by the models in force, one for each day."""
    if len(dense.ids) > BLOCK:
        # So many at once fit into the processor's own memory.
        steps = [slice(at, at + BLOCK) for at in range(0, len(dense.ids), BLOCK)]
        return joined([dense_scores(session, dense.some(step), models) for step in steps])
    days, accounts = len(dense.days), len(dense.ids)
    made_score, made_band = np.full((days, accounts), NO_SCORE), np.full((days, accounts), BANDS.index(Band.UNKNOWN))
    dimensions: dict[tuple[date, str], Floats] = {}
    last: tuple[Finished, Floats, Floats, Floats, dict[Loyalty, Floats]] | None = None
    doubts = Doubts(session, dense)
    for model in {id(model): model for model in models}.values():
        which = np.array([at for at, one in enumerate(models) if one is model], np.int64)
        here = Standing(**{name: values[which] for name, values in vars(dense.standing).items()})
        by_measure = _measures(dense, model, which, here, doubts)
        whole = means(model, by_measure, here.segment)
        rules = _rules(dense, model, which, doubts)
        own = Own(dense.own.feeling[which], dense.own.override[which])
        done = finished(model, whole.exact, whole.coverage, rules, own)
        made_score[which], made_band[which] = done.score, done.band
        for row, at in enumerate(which):
            for key, values in whole.dimensions.items():
                dimensions[dense.days.dates[at], key] = values[row]
        if which[-1] == days - 1:
            today = {key: values[-1:] for key, values in by_measure.items()}
            segment = here.segment[-1:]
            last = (
                done, whole.coverage[-1], means(model, today, segment, is_data).exact[0],
                means(model, today, segment, is_pulse).exact[0], _sides(dense, model, today, segment, doubts),
            )  # fmt: skip
    assert last is not None
    done, coverage, data, pulse, sides = last
    return Scores(made_score, made_band, done.exact[-1], coverage, data, pulse, sides, dimensions)


def _measures(dense: Dense, model: Model, which: Ints, here: Standing, doubts: Doubts) -> dict[str, Floats]:
    """Return the score of every measure, exact to the millionth."""
    ordinals = dense.days.ordinals[which]
    made: dict[str, Floats] = {}
    doubtful: list[tuple[Measure, Flags]] = []
    for _dimension, measure in model.measures():
        taken = _some(dense.taken[want_of(measure)], which, len(dense.days))
        made[measure.key], doubt = scored(measure, taken, here, ordinals)
        if taken.error is None and doubt.any():
            _settle_readings(measure, made[measure.key], taken, doubt, here, ordinals)
        if doubt.any():
            doubtful.append((measure, doubt))
    doubts.read(doubt for _measure, doubt in doubtful)
    for measure, doubt in doubtful:
        for row, place in zip(*np.nonzero(doubt), strict=True):
            inputs = doubts.inputs(int(place), dense.days.dates[which[row]])
            exact = value_of(measure, inputs).score
            made[measure.key][row, place] = np.nan if exact is None else float(exact.scaleb(6))
    return made


def _settle_readings(
    measure: Measure, scores: Floats, taken: Taken, doubt: Flags, here: Standing, ordinals: Ints
) -> None:
    """Decide what needs no more than the reading itself, and leave the rest doubtful."""
    for at in zip(*np.nonzero(doubt & ~taken.doubt), strict=True):
        age = int(ordinals[at[0]] - taken.on[at])
        scores[at] = exactly(measure, float(taken.raw[at]), age, int(here.phase[at]), int(here.months[at]))
        doubt[at] = False


def _some(taken: Taken, which: Ints, days: int) -> Taken:
    return taken if len(which) == days else taken.on_days(which)


def _rules(dense: Dense, model: Model, which: Ints, doubts: Doubts) -> dict[str, Flags]:
    """Return where each rule of a model holds."""
    made: dict[str, Flags] = {}
    ordinals = dense.days.ordinals[which][:, None]
    for rule in model.rules:
        if rule.event is not None:
            made[rule.key] = dense.events[rule.event, rule.within_days][which]
            continue
        taken = dense.newest[rule.reading or ""].on_days(which)
        holds = ~np.isnan(taken.raw)
        if rule.within_days is not None:
            holds &= ordinals - taken.on <= rule.within_days
        if rule.at_most is not None:
            holds &= taken.raw <= float(rule.at_most)
        if rule.at_least is not None:
            holds &= taken.raw >= float(rule.at_least)
        made[rule.key] = holds
        if taken.doubt.any():
            doubts.read([taken.doubt])
            _settle(made[rule.key], rule, model, taken.doubt, dense, which, doubts)
    return made


def _settle(holds: Flags, rule: Rule, model: Model, doubt: Flags, dense: Dense, which: Ints, doubts: Doubts) -> None:
    alone = replace(model, rules=(rule,))
    for row, place in zip(*np.nonzero(doubt), strict=True):
        holds[row, place] = bool(fired(alone, doubts.inputs(int(place), dense.days.dates[which[row]])))


def _sides(
    dense: Dense, model: Model, today: Mapping[str, Floats], segment: Ints, doubts: Doubts
) -> dict[Loyalty, Floats]:
    """Return the two sides of loyalty of every account today."""
    made, doubt = loyalty(model, today, segment)
    doubts.read([doubt])
    for place in np.flatnonzero(doubt[0]):
        exactly = score(model, doubts.inputs(int(place), dense.days.dates[-1]))
        for side, values in made.items():
            exact = exactly.loyalty(side)
            values[0, place] = np.nan if exact is None else float(exact.scaleb(6))
    return {side: values[0] for side, values in made.items()}
