"""A score as it is printed: every line with one decimal, so that the column adds up by eye, and rounding at its end."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from app.health.apportion import apportion
from app.health.model import MIDDLE
from app.health.score import Score
from app.health.why import Change

DIGITS = 1
_UNIT = Decimal(1).scaleb(-DIGITS)


@dataclass(frozen=True)
class Printed:
    """start + Σ parts = mean; mean + Σ rules + feeling + override + clamp = exact; exact + rounding = score.

    Where there is no verdict, what comes after the mean is nothing, and `exact` and `score` are None.
    """

    start: Decimal
    parts: tuple[Decimal, ...]
    mean: Decimal | None
    rules: tuple[Decimal, ...] = ()
    feeling: Decimal = Decimal("0.0")
    override: Decimal = Decimal("0.0")
    clamp: Decimal = Decimal("0.0")
    exact: Decimal | None = None
    rounding: Decimal = Decimal("0.0")
    score: int | None = None


def printed(score: Score) -> Printed:
    """Return the lines of a score as they are printed."""
    start = MIDDLE.quantize(_UNIT)
    if score.mean is None:
        return Printed(start, tuple(Decimal("0.0") for _part in score.parts), None)
    mean = _shown(score.mean)
    parts = tuple(apportion([part.effect for part in score.parts], mean - start, DIGITS))
    if score.exact is None or score.score is None:
        return Printed(start, parts, mean)
    exact = _shown(score.exact)
    rules = [one.effect for one in score.rules]
    steps = apportion([*rules, score.feeling_effect, score.override_effect, score.clamp], exact - mean, DIGITS)
    feeling, override, clamp = steps[len(rules) :]
    rounding = (score.score - exact).quantize(_UNIT)
    rules = steps[: len(rules)]
    return Printed(start, parts, mean, tuple(rules), feeling, override, clamp, exact, rounding, score.score)


def printed_causes(change: Change) -> tuple[Decimal, tuple[Decimal, ...]]:
    """Return the difference of two scores and its causes with one decimal each; they add up."""
    total = _shown(change.total)
    return total, tuple(apportion([one.effect for one in change.causes], total, DIGITS)) if change.causes else ()


def _shown(value: Decimal) -> Decimal:
    return value.quantize(_UNIT, ROUND_HALF_UP)
