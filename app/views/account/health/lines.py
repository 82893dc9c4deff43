"""The lines of the table: what the score starts from, each input, and what was done to their mean, as they are printed.

Amounts are those of the arithmetic, for the drawing; words are those of `app.health.printed`, which add up by eye.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import count

from app.health.apportion import apportion
from app.health.inputs import Feeling, Override
from app.health.model import MIDDLE
from app.health.printed import Printed, printed
from app.health.score import Part, Score
from app.health.values import Why, on_curve
from app.language import _, keyed, name_of, number
from app.views.account.health.words import (
    amount,
    fresh_words,
    named,
    near,
    rule_bound,
    stale_words,
    value_words,
)
from app.vocabulary import Band

START, PART, MEAN, RULE, FEELING, OVERRIDE, CLAMP, ROUNDING, SCORE = (
    "start", "part", "mean", "rule", "feeling", "override", "clamp", "rounding", "score",
)  # fmt: skip
_OUT = (Why.EXPIRED, Why.INHERITED, Why.MISSING)


@dataclass(frozen=True)
class Line:
    """One line. `id` is the key of the measure for an input; `step` leads from `before` to `after`.

    `out` where the value is not usable; `ghost` is then what it would have been worth.
    """

    id: str
    kind: str
    name: str
    effect: str
    before: float
    after: float
    mark: str = ""
    value: str = ""
    fresh: str = ""
    stale: str = ""
    weight: str = ""
    score: str = ""
    out: bool = False
    ghost: float = 0.0
    band: str = ""
    tip: str = ""

    @property
    def step(self) -> float:
        """Return what the line adds."""
        return self.after - self.before

    @property
    def total(self) -> bool:
        """Tell whether it is a sum, not a step."""
        return self.kind in (START, MEAN, SCORE)

    def spoken(self) -> str:
        """Return the line as it is read aloud."""
        parts = [self.name, self.value, self.stale or self.fresh]
        if self.weight:
            parts.append(_("weight {weight}", weight=self.weight))
        if self.score:
            parts.append(_("score {score}", score=self.score))
        parts.append(self.effect if self.total else _("effect {effect}", effect=self.effect))
        return _(", ").join(part for part in parts if part)


def lines_of(score: Score, today: date) -> tuple[Line, ...]:
    """Return the lines of a score, the start first and the score last."""
    shown = printed(score)
    return (*_inputs(score, shown), *_after(score, shown, today))


def _inputs(score: Score, shown: Printed) -> Iterator[Line]:
    yield Line(START, START, _("Starting point"), amount(shown.start), 50.0, 50.0, tip=_formula())
    total = MIDDLE
    for part, weight, effect in zip(score.parts, _weights(score), shown.parts, strict=True):
        before, total = total, total + part.effect
        out = part.value.why in _OUT
        stale = stale_words(part.value) if part.value.stale else ""
        yield Line(
            part.measure.key, PART, named(part.measure.name, part.measure.key), amount(effect, signed=True),
            float(before), float(total), part.dimension.letter, value_words(part.value), fresh_words(part.value),
            stale, f"({number(part.weight)}%)" if out else weight, _score(part), out,
            _ghost(part) if part.value.why in (Why.EXPIRED, Why.INHERITED) else 0.0, tip=part_tip(score, part),
        )  # fmt: skip


def _weights(score: Score) -> list[str]:
    """Return the effective weights in percent; whole ones, which add up to 100."""
    shares = [part.effective_weight * 100 for part in score.parts]
    if not any(shares):
        return [f"{number(share)}%" for share in shares]
    return [f"{number(weight)}%" for weight in apportion(shares, Decimal(100), 0)]


def _score(part: Part) -> str:
    if part.value.score is not None:
        return number(part.value.score)
    return number(Decimal(round(would_be))) if (would_be := _would_be(part)) is not None else ""


def _would_be(part: Part) -> float | None:
    if part.value.raw is None or part.value.curve is None:
        return None
    return float(on_curve(part.value.curve, Fraction(part.value.raw)))


def _ghost(part: Part) -> float:
    would_be = _would_be(part)
    return 0.0 if would_be is None else float(part.weight) / 100 * (would_be - 50)


def _after(score: Score, shown: Printed, today: date) -> Iterator[Line]:
    if score.mean is None or shown.mean is None:
        yield _no_verdict(score, 50.0)
        return
    total = score.mean
    yield Line(MEAN, MEAN, _("Score from the model"), amount(shown.mean), float(total), float(total))
    if score.exact is None or shown.exact is None or score.score is None:
        yield _no_verdict(score, float(total))
        return
    serial = count()
    for one, effect in zip(score.rules, shown.rules, strict=True):
        before, total = total, total + one.effect
        rule, told = one.rule, named(one.rule.reason)
        yield Line(
            f"{RULE}:{next(serial)}", RULE, named(rule.name, rule.key), amount(effect, signed=True), float(before),
            float(total), value=rule_bound(rule.effect, rule.score), fresh=_("rule"), tip=told,
        )  # fmt: skip
    for kind, step, effect in (
        (FEELING, score.feeling_effect, shown.feeling),
        (OVERRIDE, score.override_effect, shown.override),
        (CLAMP, score.clamp, shown.clamp),
    ):
        before, total = total, total + step
        own = _own(score, kind)
        if own is None and not step and kind != FEELING:
            continue
        value, until, tip = _own_words(own, kind, today)
        yield Line(
            kind, kind, _names()[kind], amount(effect, signed=True), float(before), float(total), value=value,
            fresh=until, tip=tip,
        )  # fmt: skip
    yield Line(
        ROUNDING, ROUNDING, _names()[ROUNDING], amount(shown.rounding, signed=True), float(total), float(score.score),
        tip=_("The score is rounded once, at the very end; halves go up."),
    )  # fmt: skip
    yield Line(
        SCORE, SCORE, _("Health"), number(score.score), float(score.score), float(score.score),
        value=name_of(score.band), band=str(score.band),
    )  # fmt: skip


def _no_verdict(score: Score, at: float) -> Line:
    return Line(
        SCORE, SCORE, _("Health"), "—", at, at, value=name_of(Band.WITHHELD), band=str(score.band), out=True
    )  # fmt: skip


def _own(score: Score, kind: str) -> Feeling | Override | None:
    return {FEELING: score.feeling, OVERRIDE: score.override}.get(kind)


def _own_words(own: Feeling | Override | None, kind: str, today: date) -> tuple[str, str, str]:
    if own is None:
        return (_("not said"), "", "") if kind == FEELING else (_("0 to 100"), "", "")
    until = _("until {day}", day=near(own.expires, today))
    said = feeling_word(own.effect) if isinstance(own, Feeling) else _("set to {score}", score=number(own.score))
    return said, until, " · ".join(part for part in (own.reason, own.by) if part)


def feeling_word(effect: int) -> str:
    """Return what a step of the feeling is called: 強い不安 … とても良い."""
    return keyed("feeling", str(effect))


def _names() -> dict[str, str]:
    return {
        FEELING: _("My feeling"), OVERRIDE: _("Set by hand"), CLAMP: _("Limit of the scale"), ROUNDING: _("Rounding"),
    }  # fmt: skip


def _formula() -> str:
    return _("50 + the sum of effective weight × (score − 50), then rules, then my feeling; 0 to 100, rounded once.")


def part_tip(score: Score, part: Part) -> str:
    """Return where an input stands in the model: its whole weight, how long a value holds, and why it is there."""
    measure = part.measure
    said = [f"{named(part.dimension.name)} · {named(measure.name, measure.key)}"]
    whole, now = amount(part.weight), amount(part.effective_weight * 100)
    said.append(_("Model {version}: weight {weight}%, now {now}%", version=score.model.stamp, weight=whole, now=now))
    if measure.validity_days is not None:
        said.append(_("A value holds for {n} days.", n=number(measure.validity_days)))
    if told := named(measure.rationale):
        said.append(told)
    if part.value.why is Why.INHERITED:
        said.append(_("Judged by the holder before; it asks for your own judgement."))
    return "\n".join(said)
