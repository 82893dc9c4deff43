"""Single rules of the specification, each by a small example: validity, inheritance, caps, feelings, bands, causes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.health.document import canonical, document
from app.health.inputs import Event, Feeling, Inputs, Override, Reading
from app.health.model import (
    Combine,
    Curve,
    Dimension,
    Effect,
    Expired,
    Kind,
    Measure,
    Model,
    NullRule,
    OtherCurve,
    Rule,
    Take,
)
from app.health.score import Score, score
from app.health.trend import Trend, delta, trend
from app.health.values import Why, value_of
from app.health.why import Cause, change
from app.vocabulary import Band, Phase, Segment
from tests.health.worlds import DAY, PLAIN, curve, known

PULSE = curve((1, 0), (2, 25), (3, 50), (4, 75), (5, 100))


def measure(key: str = "a", weight: object = 1, line: Curve = PLAIN, **fields: Any) -> Measure:
    return Measure(key, {}, line, Decimal(str(weight)), key, **fields)


def model(*measures: Measure, **fields: Any) -> Model:
    return Model((Dimension("d", {}, "D", Decimal(1), measures),), **fields)


def scored(value: object, **fields: Any) -> Score:
    """Return the score of one measure that reads `value`, with rules and a manager's own word."""
    own = {name: fields.pop(name) for name in ("feeling", "override", "events") if name in fields}
    return score(model(measure(), **fields), Inputs(DAY, readings=(known("a", value),), **own))


def exactly(*values: object) -> tuple[Decimal | None, ...]:
    """Return numbers as the decimals they are."""
    return tuple(None if value is None else Decimal(str(value)) for value in values)


def felt(effect: int, days: int = 28) -> Feeling:
    return Feeling(effect, "w", "佐藤", DAY, DAY + timedelta(days))


def pulse(value: int, days: int, **fields: Any) -> Measure:
    return measure(line=PULSE, kind=Kind.PULSE, validity_days=90, validity_low_days=30, **fields)


@pytest.mark.parametrize(
    ("value", "days", "why", "points"),
    [
        (1, 0, Why.USABLE, 0), (2, 30, Why.USABLE, 25), (2, 31, Why.EXPIRED, None), (3, 90, Why.USABLE, 50),
        (3, 91, Why.EXPIRED, None), (4, 0, Why.USABLE, 75), (5, 90, Why.USABLE, 100),
    ],
)  # fmt: skip
def test_that_a_pulse_holds_ninety_days_and_a_low_one_thirty(value: int, days: int, why: Why, points: object) -> None:
    found = value_of(pulse(value, days), Inputs(DAY, readings=(known("a", value, days),)))
    assert (found.why, found.score, found.age_days) == (why, points, days)


def test_that_a_pulse_is_not_inherited() -> None:
    held = DAY - timedelta(10)

    def why(days: int, by: str | None) -> Why:
        inputs = Inputs(DAY, owner_id="me", held_since=held, readings=(known("a", 4, days, by_id=by),))
        return value_of(pulse(4, days), inputs).why

    assert why(11, "other") is Why.INHERITED
    assert why(11, "me") is Why.USABLE
    assert why(10, "other") is Why.USABLE
    assert why(91, "other") is Why.INHERITED
    data = value_of(measure(), Inputs(DAY, owner_id="me", held_since=held, readings=(known("a", 4, 11),)))
    assert data.why is Why.USABLE


def test_that_an_expired_value_is_left_out_flagged_or_fades() -> None:
    def found(rule: Expired) -> Any:
        reading = known("a", 80, 15)
        return value_of(measure(validity_days=10, expired=rule), Inputs(DAY, readings=(reading,)))

    out, flag, fade = (found(rule) for rule in (Expired.EXCLUDE, Expired.FLAG, Expired.DECAY))
    assert (out.why, out.score, out.stale, out.raw) == (Why.EXPIRED, None, True, 80)
    assert (flag.why, flag.score, flag.stale) == (Why.USABLE, 80, True)
    assert (fade.why, fade.score, fade.stale) == (Why.USABLE, 65, True)


def test_that_the_curve_is_that_of_the_phase_or_of_the_months_since_the_start() -> None:
    early, new = curve((0, 50), (10, 100)), curve((0, 70), (100, 70))
    other = (OtherCurve(early, phase=Phase.ONBOARDING), OtherCurve(new, months_from=0, months_to=3))

    def points(phase: Phase | None, months: int | None) -> object:
        inputs = Inputs(DAY, phase=phase, months=months, readings=(known("a", 5),))
        return value_of(measure(curves=other), inputs).score

    assert points(Phase.ONBOARDING, 1) == 75
    assert (points(Phase.ADOPTION, 2), points(Phase.ADOPTION, 3), points(None, None)) == (70, 5, 5)


def test_that_a_later_row_of_the_same_instant_and_source_corrects_the_earlier_one() -> None:
    first, corrected = known("a", 10, no=1), known("a", 90, no=2, recorded=f"{DAY}T09:00:00.000000Z")
    elsewhere = known("a", 30, no=3, source="survey")
    assert value_of(measure(), Inputs(DAY, readings=(corrected, first))).score == 90
    assert value_of(measure(), Inputs(DAY, readings=(first, elsewhere))).score == 30
    nothing = replace(corrected, value=None)
    assert value_of(measure(), Inputs(DAY, readings=(first, nothing))).why is Why.MISSING


def test_that_a_change_is_that_of_one_window_against_the_one_before() -> None:
    weeks: tuple[Reading, ...] = tuple(known("a", value, 7 * n) for n, value in enumerate((6, 8, 10, 10)))
    found = measure(line=curve((-50, 0), (50, 100)), take=Take.CHANGE, window_days=14)
    assert value_of(found, Inputs(DAY, readings=weeks)).raw == Decimal(-30)
    whole = (known("n", 200),)
    share = measure(take=Take.SUM, window_days=14, per="n")
    assert value_of(share, Inputs(DAY, readings=(*weeks, *whole))).raw == Decimal(7)
    assert value_of(share, Inputs(DAY, readings=weeks)).why is Why.MISSING


def test_that_the_deciding_measure_has_all_the_weight_of_its_group() -> None:
    inside = (measure("a"), measure("b", 5), measure("c", null_rule=NullRule.ZERO_IS_MISSING))
    readings = (known("a", 30), known("b", 80), known("c", 0))
    for combine, weights, exact in ((Combine.MIN, [1, 0, 0], 30), (Combine.MAX, [0, 1, 0], 80)):
        found = score(
            Model((Dimension("d", {}, "D", Decimal(1), inside, combine),)), Inputs(DAY, readings=readings)
        )  # fmt: skip
        assert [part.effective_weight for part in found.parts] == weights
        assert (found.exact, *(part.effect for part in found.parts if part.effect)) == exactly(exact, exact - 50)


def test_that_weights_go_by_segment() -> None:
    both = model(measure("a", weights={Segment.TECH: Decimal(3)}), measure("b"))
    readings = (known("a", 100), known("b", 0))
    assert score(both, Inputs(DAY, segment=Segment.HIGH, readings=readings)).exact == 50
    assert score(both, Inputs(DAY, segment=Segment.TECH, readings=readings)).exact == 75


CAP = Rule("left", {}, Effect.CAP, Decimal(40), event="left")
LEFT = (Event("left", DAY),)


@pytest.mark.parametrize(
    ("effect", "exact", "shown", "band"),
    [(None, "40", 40, Band.RISK), (5, "44.499999", 44, Band.RISK), (10, "44.499999", 44, Band.RISK),
     (-10, "30", 30, Band.RISK)],
)  # fmt: skip
def test_that_a_feeling_lifts_a_capped_score_but_not_out_of_its_band(
    effect: int | None, exact: str, shown: int, band: Band
) -> None:
    feeling = felt(effect) if effect is not None else None
    found = scored(90, rules=(CAP,), events=LEFT, feeling=feeling)
    assert (found.exact, found.score, found.band) == (Decimal(exact), shown, band)
    assert (found.mean, found.by_model) == exactly(90, 40)


def test_that_rules_come_in_model_order_and_say_what_they_did() -> None:
    floor = Rule("kept", {}, Effect.FLOOR, Decimal(60), reading="a", at_least=Decimal(10))
    force = Rule("set", {}, Effect.FORCE, Decimal(55), event="left", within_days=5)
    found = scored(90, rules=(CAP, floor, force), events=LEFT)
    assert [one.rule.key for one in found.rules] == ["left", "kept", "set"]
    assert tuple(one.effect for one in found.rules) == exactly(-50, 20, -5)
    assert scored(90, rules=(replace(force, within_days=5),), events=(Event("left", DAY - timedelta(6)),)).rules == ()
    assert scored(5, rules=(floor,)).rules == ()


def test_that_an_override_comes_after_the_feeling_and_the_clamp_last() -> None:
    override = Override(20, "w", "佐藤", DAY, DAY)
    found = scored(98, feeling=felt(10), override=override)
    assert (found.feeling_effect, found.override_effect, found.clamp, found.exact) == exactly(10, -88, 0, 20)
    high = scored(98, feeling=felt(10))
    assert (high.exact, high.clamp, high.by_model) == exactly(100, -8, 98)
    assert scored(3, feeling=felt(-10)).clamp == 7
    assert scored(50, feeling=felt(10, days=-1)).feeling is None


@pytest.mark.parametrize(
    ("value", "shown", "band"),
    [("69.5", 70, Band.GOOD), ("69.499999", 69, Band.WATCH), ("44.5", 45, Band.WATCH), ("44.4", 44, Band.RISK),
     ("0", 0, Band.RISK), ("100", 100, Band.GOOD)],
)  # fmt: skip
def test_that_the_band_comes_from_the_rounded_score(value: str, shown: int, band: Band) -> None:
    found = scored(value)
    assert (found.score, found.band) == (shown, band)


def test_that_too_little_is_no_verdict_and_nothing_is_unknown() -> None:
    two = model(measure("a", 49), measure("b", 51))
    little = score(two, Inputs(DAY, readings=(known("a", 90),), feeling=felt(5)))
    assert little.score is None and little.band is Band.WITHHELD
    assert (little.exact, little.coverage, little.mean, little.feeling_effect) == exactly(None, 49, 90, 0)
    nothing = score(two, Inputs(DAY))
    assert nothing.band is Band.UNKNOWN and (nothing.mean, nothing.coverage) == exactly(None, 0)
    assert score(replace(two, coverage_floor=Decimal(49)), Inputs(DAY, readings=(known("a", 90),))).score == 90


def test_that_data_and_pulse_stand_beside_the_score() -> None:
    both = model(measure("a", 3), measure("p", line=PULSE, kind=Kind.PULSE))
    found = score(both, Inputs(DAY, readings=(known("a", 80), known("p", 2))))
    assert (found.exact, found.data, found.pulse, found.disagreement) == exactly("66.25", 80, 25, 55)


def test_that_causes_are_charged_in_their_order() -> None:
    then = model(measure("a"), measure("b"), measure("c"))
    inside = (measure("a", 3), measure("b", weights={Segment.TECH: Decimal(2)}), measure("c"))
    dimensions = (replace(then.dimensions[0], measures=inside),)
    now = replace(then, rules=(replace(CAP, score=Decimal(70)),), version=2, dimensions=dimensions)
    before = Inputs(DAY - timedelta(30), readings=(known("a", 90, 30), known("b", 60, 30), known("c", 80, 30)))
    after = Inputs(
        DAY, Segment.TECH, readings=(known("a", 95), known("b", None), known("c", 80, 30)), events=LEFT,
        feeling=felt(5), override=Override(99, "w", "佐藤", DAY, DAY),
    )  # fmt: skip
    found = change(then, before, now, after)
    assert found is not None
    assert [(one.cause, one.measure) for one in found.causes] == [
        (Cause.MODEL, None), (Cause.PHASE, None), (Cause.MISSING, "b"), (Cause.VALUE, "a"), (Cause.RULES, None),
        (Cause.FEELING, None), (Cause.OVERRIDE, None),
    ]  # fmt: skip
    assert found.total == Decimal(99) - score(then, before).exact  # type: ignore[operator]


def test_that_a_trend_has_a_dead_band() -> None:
    assert [trend(by, 3) for by in (-4, -3, 0, 3, 4, None)] == [
        Trend.DOWN, Trend.FLAT, Trend.FLAT, Trend.FLAT, Trend.UP, None,
    ]  # fmt: skip
    assert (delta(50, 57), delta(None, 57), delta(50, None)) == (-7, None, None)


def test_that_a_document_names_keys_and_exact_decimals() -> None:
    told = document("id", "みどり食品", scored("66.6666667", feeling=felt(-5)))
    assert (told["exact"], told["mean"], told["coverage"], told["clamp"]) == ("61.666667", "66.666667", "100", "0")
    assert told["feeling"] == {
        "effect": "-5", "reason": "w", "by": "佐藤", "on": str(DAY), "expires": str(DAY + timedelta(28)),
    }  # fmt: skip
    assert canonical(told).decode("utf-8").startswith('{\n "account": {\n  "id": "id",\n  "name": "みどり食品"\n }')
