"""What is printed adds up by eye, whatever the model and whatever is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings

from app.health.finish import rounded
from app.health.inputs import Feeling, Inputs
from app.health.model import Dimension, Measure, Model
from app.health.printed import printed, printed_causes
from app.health.score import score
from app.health.why import change
from tests.health.worlds import DAY, PLAIN, inputs, known, models

ZERO = Decimal(0)


@given(models(), inputs())
@settings(max_examples=60, deadline=None)
def test_that_the_column_adds_up_to_the_score(model: Model, what: Inputs) -> None:
    made = score(model, what)
    shown = printed(made)
    total = shown.start + sum(shown.parts, ZERO)
    if shown.mean is None:
        assert not any(shown.parts)
        return
    assert total == shown.mean
    if made.score is None:
        assert shown.exact is None
        return
    total += sum(shown.rules, ZERO) + shown.feeling + shown.override + shown.clamp
    assert total == shown.exact
    assert total + shown.rounding == shown.score == made.score
    assert shown.start + sum(shown.parts, ZERO) == shown.mean


@given(models(), inputs())
@settings(max_examples=60, deadline=None)
def test_that_no_line_is_off_by_a_digit_and_what_adds_nothing_is_printed_so(model: Model, what: Inputs) -> None:
    made = score(model, what)
    shown = printed(made)
    if made.mean is None:
        return
    pairs = [(part.effect, line) for part, line in zip(made.parts, shown.parts, strict=True)]
    if made.score is not None:
        pairs += [(one.effect, line) for one, line in zip(made.rules, shown.rules, strict=True)]
        pairs += [
            (made.feeling_effect, shown.feeling), (made.override_effect, shown.override), (made.clamp, shown.clamp),
        ]  # fmt: skip
    for exact, line in pairs:
        assert abs(Fraction(exact) - Fraction(line)) < Fraction(1, 10)
        if exact == 0:
            assert line == 0
        assert -line.as_tuple().exponent <= 1  # type: ignore[operator]


@given(models(), inputs(), models(), inputs())
@settings(max_examples=40, deadline=None)
def test_that_the_causes_of_a_change_add_up(then: Model, before: Inputs, now: Model, after: Inputs) -> None:
    moved = change(then, replace(before, as_of=DAY), now, after)
    if moved is None:
        return
    total, causes = printed_causes(moved)
    assert len(causes) == len(moved.causes)
    if causes:
        assert sum(causes, ZERO) == total
    else:
        assert total == 0


def test_that_rounding_is_the_last_line() -> None:
    model = Model((Dimension("d", {}, "D", Decimal(1), (Measure("m", {}, PLAIN, Decimal(1), "m"),)),))
    feeling = Feeling(-5, "静か", "高橋", DAY, DAY + timedelta(28))
    shown = printed(score(model, Inputs(DAY, readings=(known("m", "56.46"),), feeling=feeling)))
    assert (shown.parts, shown.mean, shown.feeling) == ((Decimal("6.5"),), Decimal("56.5"), Decimal("-5.0"))
    assert (shown.exact, shown.rounding, shown.score) == (Decimal("51.5"), Decimal("-0.5"), 51)
    assert rounded(Decimal("51.46")) == 51
