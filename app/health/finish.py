"""From the mean to the score: named rules, my feeling, override, clamp, in this order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from app.health.inputs import Inputs
from app.health.model import LEAST, MOST, Effect, Model, Rule
from app.health.values import MICRO


@dataclass(frozen=True)
class Finish:
    """What each step adds to the mean, in score points."""

    rules: tuple[tuple[Rule, Decimal], ...]
    feeling: Decimal
    override: Decimal
    clamp: Decimal
    before_clamp: Decimal

    @property
    def exact(self) -> Decimal:
        """Return the exact score."""
        return self.before_clamp + self.clamp


def fired(model: Model, inputs: Inputs) -> tuple[Rule, ...]:
    """Return the rules whose condition holds, in model order."""
    return tuple(rule for rule in model.rules if _holds(rule, inputs))


def finish(model: Model, mean: Decimal, rules: Sequence[Rule], feeling: int | None, override: int | None) -> Finish:
    """Return the steps from a mean to the score. A feeling may lift a capped score, not out of the cap's band."""
    score = mean
    effects: list[tuple[Rule, Decimal]] = []
    limit: Decimal | None = None
    for rule in rules:
        before = score
        if rule.effect is Effect.CAP:
            score = min(score, rule.score)
            top = top_of_band(model, rule.score)
            limit = top if limit is None else min(limit, top)
        elif rule.effect is Effect.FLOOR:
            score = max(score, rule.score)
        else:
            score = rule.score
        effects.append((rule, score - before))
    felt = Decimal(feeling or 0)
    if limit is not None and felt > 0:
        felt = max(Decimal(0), min(score + felt, limit) - score)
    score += felt
    over = Decimal(0) if override is None else Decimal(override) - score
    score += over
    clamp = min(max(score, LEAST), MOST) - score
    return Finish(tuple(effects), felt, over, clamp, score)


def rounded(exact: Decimal) -> int:
    """Return a score as shown: rounded half up, once."""
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def top_of_band(model: Model, score: Decimal) -> Decimal:
    """Return the highest exact score that is still in the band of another."""
    for lower in sorted((model.watch, model.good)):
        if rounded(score) < lower:
            return Decimal(lower) - Decimal("0.5") - MICRO
    return MOST


def _holds(rule: Rule, inputs: Inputs) -> bool:
    if rule.event is not None:
        return any(
            event.kind == rule.event
            and event.on <= inputs.as_of
            and (rule.within_days is None or (inputs.as_of - event.on).days <= rule.within_days)
            for event in inputs.events
        )
    known = inputs.series(rule.reading or "")
    if not known or known[-1].value is None:
        return False
    if rule.within_days is not None and (inputs.as_of - known[-1].on).days > rule.within_days:
        return False
    value = known[-1].value
    if rule.at_most is not None and value > rule.at_most:
        return False
    return rule.at_least is None or value >= rule.at_least
