"""The check values of the specification, and what of the arithmetic holds for every model and everything known."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.health.apportion import apportion
from app.health.document import document
from app.health.inputs import Inputs
from app.health.model import Dimension, Expired, Measure, Model, NullRule, Take
from app.health.printed import printed
from app.health.score import score
from app.health.tree import mean
from app.health.values import mean_of, micro, on_curve
from app.health.why import change
from tests.health.worlds import DAY, PLAIN, curves, inputs, known, models, values

ZERO = Decimal(0)

# Drawing a world takes far longer than what is asked of it.
drawn = settings(max_examples=40)


def _group(*rows: tuple[object, object], weight: object = 1, key: str = "d") -> Dimension:
    inside = (Measure(f"{key}{n}", {}, PLAIN, Decimal(str(w)), f"{key}{n}") for n, (w, _score) in enumerate(rows))
    return Dimension(key, {}, "D", Decimal(str(weight)), tuple(inside))


def test_that_a_weighted_mean_is_that_of_the_specification() -> None:
    rows = ((20, 47), (15, 59), (22, 21))
    model = Model((_group(*rows),))
    found = score(model, Inputs(DAY, readings=tuple(known(f"d{n}", value) for n, (_w, value) in enumerate(rows))))
    assert found.mean is not None
    assert round(found.mean, 2) == Decimal("40.12")
    assert found.mean == micro(Fraction(20 * 47 + 15 * 59 + 22 * 21, 57))


def test_that_a_missing_group_drops_out_and_coverage_tells() -> None:
    model = Model(tuple(_group((1, 0), weight=w, key=k) for k, w in (("d", 25), ("e", 25), ("a", 30), ("r", 20))))
    found = score(model, Inputs(DAY, readings=(known("d0", 90), known("a0", 60), known("r0", 40))))
    assert found.exact == Decimal("64.666667")
    assert (round(found.exact, 2), found.coverage, found.score) == (Decimal("64.67"), Decimal(75), 65)
    assert found.dimensions == {"d": 90, "e": None, "a": 60, "r": 40}
    assert [part.effective_weight for part in found.parts] == [
        Decimal("0.333333"), ZERO, Decimal("0.4"), Decimal("0.266667"),
    ]  # fmt: skip


def test_that_a_zero_counts_where_it_is_a_value_and_not_where_it_is_missing() -> None:
    week = [Fraction(value) for value in (7, 5, 9, 0, 4)]
    assert mean_of(week, NullRule.ZERO_IS_VALUE) == Fraction(5)
    assert mean_of(week, NullRule.ZERO_IS_MISSING) == Fraction("6.25")
    for rule, expected in ((NullRule.ZERO_IS_VALUE, Decimal(5)), (NullRule.ZERO_IS_MISSING, Decimal("6.25"))):
        measure = Measure("m", {}, PLAIN, Decimal(1), "a", null_rule=rule, take=Take.MEAN, window_days=7)
        model = Model((Dimension("d", {}, "D", Decimal(1), (measure,)),))
        readings = tuple(known("a", value, days) for days, value in enumerate(reversed((7, 5, 9, 0, 4))))
        assert score(model, Inputs(DAY, readings=readings)).parts[0].value.raw == expected


@drawn
@given(models(), inputs())
def test_that_every_score_is_bounded_and_its_parts_sum_exactly(model: Model, known_then: Inputs) -> None:
    found = score(model, known_then)
    assert 0 <= found.coverage <= 100
    assert sum((part.effect for part in found.parts), Decimal(50)) == (found.mean if found.mean is not None else 50)
    for part in found.parts:
        assert part.effect == 0 or part.value.score is not None
        assert part.value.score is None or 0 <= part.value.score <= 100
    if found.exact is None or found.score is None:
        assert found.score is None and found.exact is None
        return
    assert 0 <= found.exact <= 100
    assert abs(found.score - found.exact) <= Decimal("0.5")
    assert found.band is model.band(found.score)
    steps = [
        *(part.effect for part in found.parts), *(one.effect for one in found.rules), found.feeling_effect,
        found.override_effect, found.clamp,
    ]  # fmt: skip
    assert sum(steps, Decimal(50)) == found.exact
    told = document("id", "name", found)
    effects = [part["effect"] for part in told["parts"]] + [rule["effect"] for rule in told["rules"]]  # type: ignore[attr-defined]
    effects += [own["effect"] for own in (told["feeling"], told["override"]) if own is not None]  # type: ignore[index]
    assert sum((Decimal(text) for text in [*effects, told["clamp"]]), Decimal(50)) == Decimal(str(told["exact"]))


@drawn
@given(models(), inputs())
def test_that_a_printed_column_adds_up_by_eye(model: Model, known_then: Inputs) -> None:
    found = score(model, known_then)
    shown = printed(found)
    if shown.mean is not None:
        assert shown.start + sum(shown.parts) == shown.mean
    if shown.exact is not None and shown.mean is not None:
        assert shown.mean + sum(shown.rules) + shown.feeling + shown.override + shown.clamp == shown.exact
        assert shown.exact + shown.rounding == shown.score


@drawn
@given(models(), inputs(), st.randoms(use_true_random=False))
def test_that_the_order_of_readings_does_not_matter(model: Model, known_then: Inputs, dice: st.DataObject) -> None:
    mixed = list(known_then.readings)
    dice.shuffle(mixed)  # type: ignore[attr-defined]
    assert score(model, replace(known_then, readings=tuple(mixed))) == score(model, known_then)


@drawn
@given(models(), inputs(), st.data())
def test_that_a_better_value_never_makes_a_worse_score(model: Model, known_then: Inputs, data: st.DataObject) -> None:
    rising = data.draw(st.booleans())
    at, raw, more = data.draw(st.integers(0, len(model.dimensions) - 1)), data.draw(values), data.draw(values)
    # One measure of its own series, whose better values are better; rules that read values may do as they like.
    mine = Measure("mine", {}, data.draw(curves(rising)), Decimal(3), "mine", null_rule=NullRule.ZERO_IS_VALUE)
    dimensions = list(model.dimensions)
    dimensions[at] = replace(dimensions[at], measures=(*dimensions[at].measures, mine))
    model = replace(model, dimensions=tuple(dimensions), rules=tuple(r for r in model.rules if r.event))
    low, high = (
        score(model, replace(known_then, readings=(*known_then.readings, replace(known("mine", 0), value=value))))
        for value in (raw, raw + abs(more))
    )
    if not rising:
        low, high = high, low
    assert low.coverage == high.coverage
    if low.exact is not None and high.exact is not None:
        assert low.exact <= high.exact
        assert low.mean is not None and high.mean is not None and low.mean <= high.mean


@given(curves(), values)
def test_that_a_curve_stays_within_its_points(line: object, value: Fraction) -> None:
    heights = [Fraction(y) for _x, y in line.points]  # type: ignore[attr-defined]
    assert min(heights) <= on_curve(line, value) <= max(heights)  # type: ignore[arg-type]


@drawn
@given(models(), inputs(), models(), inputs(), st.integers(1, 60))
def test_that_the_causes_of_a_change_sum_exactly(
    then: Model, before: Inputs, now: Model, after: Inputs, days: int
) -> None:
    before = replace(before, as_of=DAY - timedelta(days))
    for first, last in ((then, now), (now, now)):
        found = change(first, before, last, after)
        exact = score(first, before).exact, score(last, after).exact
        if found is None:
            assert None in exact
            continue
        assert exact[0] is not None and exact[1] is not None
        assert found.total == exact[1] - exact[0] == sum((cause.effect for cause in found.causes), ZERO)
        assert all(cause.effect for cause in found.causes)


@drawn
@given(models(), inputs())
def test_that_nothing_changes_from_a_day_to_itself(model: Model, known_then: Inputs) -> None:
    found = change(model, known_then, model, known_then)
    assert found is None or (not found.total and not found.causes)


@given(st.lists(st.fractions(-100, 100), min_size=1, max_size=20), st.sampled_from([0, 1, 6]), st.integers(-5, 5))
def test_that_apportioned_shares_sum_to_the_total(shares: list[Fraction], digits: int, off: int) -> None:
    unit = Fraction(1, 10**digits)
    whole = round(sum(shares, Fraction(0)) / unit) + max(-len(shares), min(len(shares), off))
    total = Decimal(whole).scaleb(-digits)
    found = apportion(shares, total, digits)
    assert sum(found, ZERO) == total
    assert all(abs(Fraction(part) - share) < 3 * unit for part, share in zip(found, shares, strict=True))


def test_that_ties_go_to_the_first() -> None:
    thirds = [Fraction(1, 3)] * 3
    assert apportion(thirds, Decimal(1), 1) == [Decimal("0.4"), Decimal("0.3"), Decimal("0.3")]
    assert apportion([Fraction(1, 2)] * 2, Decimal(1), 0) == [Decimal(1), ZERO]


@drawn
@given(models(), inputs())
def test_that_weights_share_the_whole_among_what_is_usable(model: Model, known_then: Inputs) -> None:
    found = score(model, known_then)
    weights = mean(model, known_then.segment, {part.measure.key: part.value.score for part in found.parts}).weights
    assume(found.mean is not None)
    assert sum(weights.values(), Fraction(0)) == 1
    assert all(
        weight == 0 for part in found.parts if part.value.score is None for weight in [weights[part.measure.key]]
    )


def test_that_an_expired_value_decays_to_the_middle_where_a_model_says_so() -> None:
    measure = Measure("m", {}, PLAIN, Decimal(1), "a", validity_days=10, expired=Expired.DECAY)
    model = Model((Dimension("d", {}, "D", Decimal(1), (measure,)),))
    for days, expected in ((10, 90), (15, 70), (20, 50), (90, 50)):
        assert score(model, Inputs(DAY, readings=(known("a", 90, days),))).exact == expected
