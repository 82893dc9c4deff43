"""Why a score changed since a day: causes that sum exactly, charged in a fixed order.

Model, phase and segment, expired or missing (re-weighting charged to the measure that dropped out), value, rules,
feeling, override, clamp. Each step replaces one thing of then by that of now and is charged with the difference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from app.health.finish import Finish, finish, fired
from app.health.inputs import Inputs
from app.health.model import MIDDLE, Model, Rule
from app.health.score import feeling_of, override_of, score, values_of
from app.health.tree import mean
from app.health.values import micro
from app.vocabulary import Segment


class Cause(StrEnum):
    """What a difference is charged to."""

    MODEL = "model"
    PHASE = "phase"
    MISSING = "missing"
    VALUE = "value"
    RULES = "rules"
    FEELING = "feeling"
    OVERRIDE = "override"
    CLAMP = "clamp"


@dataclass(frozen=True)
class Charge:
    """One cause and what it did to the score; `measure` where it is about one."""

    cause: Cause
    effect: Decimal
    measure: str | None = None


@dataclass(frozen=True)
class Change:
    """`total` = exact now − exact then = the sum of the effects. Causes without effect are left out."""

    since: Inputs
    total: Decimal
    causes: tuple[Charge, ...]


@dataclass(frozen=True)
class _State:
    model: Model
    segment: Segment | None
    scores: Mapping[str, Decimal | None]
    rules: Sequence[Rule]
    feeling: int | None
    override: int | None

    def done(self) -> Finish:
        exact = mean(self.model, self.segment, self.scores).exact
        # Between two days nothing at all may be usable for one step: then the middle, as where the waterfall starts.
        return finish(self.model, MIDDLE if exact is None else micro(exact), self.rules, self.feeling, self.override)


def change(then: Model, before: Inputs, now: Model, after: Inputs) -> Change | None:
    """Return why the score of `after` differs from that of `before`; None where either day has none."""
    first, last = score(then, before), score(now, after)
    if first.exact is None or last.exact is None:
        return None
    charges: list[Charge] = []
    state = _State(then, before.segment, _scores(then, before), fired(then, before), *_own(before))
    start = standing = state.done()

    def move(cause: Cause, to: _State, measure: str | None = None) -> None:
        nonlocal state, standing
        if to == state:
            return
        arrived = to.done()
        effect = arrived.before_clamp - standing.before_clamp
        state, standing = to, arrived
        if effect:
            charges.append(Charge(cause, effect, measure))

    move(
        Cause.MODEL,
        replace(state, model=now, scores=_scores(now, before), rules=fired(now, before)),
    )
    moved = replace(before, segment=after.segment, phase=after.phase, months=after.months)
    move(Cause.PHASE, replace(state, segment=after.segment, scores=_scores(now, moved)))
    wanted = _scores(now, after)
    for cause, turns in ((Cause.MISSING, _came_or_went), (Cause.VALUE, _differs)):
        for _dimension, measure in now.measures():
            key = measure.key
            if turns(state.scores.get(key), wanted[key]):
                move(cause, replace(state, scores={**state.scores, key: wanted[key]}), key)
    feeling, override = _own(after)
    move(Cause.RULES, replace(state, rules=fired(now, after)))
    move(Cause.FEELING, replace(state, feeling=feeling))
    move(Cause.OVERRIDE, replace(state, override=override))
    clamped = standing.clamp - start.clamp
    if clamped:
        charges.append(Charge(Cause.CLAMP, clamped))
    return Change(before, last.exact - first.exact, tuple(charges))


def _scores(model: Model, inputs: Inputs) -> dict[str, Decimal | None]:
    return {key: value.score for key, value in values_of(model, inputs).items()}


def _own(inputs: Inputs) -> tuple[int | None, int | None]:
    feeling, override = feeling_of(inputs), override_of(inputs)
    return feeling.effect if feeling else None, override.score if override else None


def _came_or_went(was: Decimal | None, wanted: Decimal | None) -> bool:
    return (was is None) != (wanted is None)


def _differs(was: Decimal | None, wanted: Decimal | None) -> bool:
    return was != wanted
