from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.health.backtest import BackTest, Case, NotEnough, Point, judge, lead_of
from app.health.model import Curve, Dimension, Measure, Model
from app.health.weights import suggest
from app.vocabulary import Band

DAY = date(2026, 6, 1)
CURVE = Curve(((Decimal(0), Decimal(0)), (Decimal(100), Decimal(100))))


def band(score: int | None) -> Band:
    return Band.UNKNOWN if score is None else Band.GOOD if score >= 70 else Band.WATCH if score >= 45 else Band.RISK


def case(at: int, lost: bool, *scores: int | None, lead: int | None = None) -> Case:
    horizons = (90, 60, 30)[: len(scores)]
    points = {
        horizon: Point(DAY, score, None if score is None else Decimal(score), band(score))
        for horizon, score in zip(horizons, scores, strict=True)
    }
    return Case(f"c{at}", f"a{at}", f"Firm {at}", DAY + timedelta(at), lost, (), points, lead)


def cases(lost: Sequence[int | None], kept: Sequence[int | None]) -> list[Case]:
    told = [(True, score) for score in lost] + [(False, score) for score in kept]
    return [case(at, gone, score) for at, (gone, score) in enumerate(told)]


def told(lost: Sequence[int | None], kept: Sequence[int | None]) -> BackTest:
    found = judge(cases(lost, kept), (90,), good=70, watch=45)
    assert isinstance(found, BackTest)
    return found


def test_that_each_threshold_counts_what_it_would_have_told() -> None:
    found = told([20, 44, 72], [40, 60, 70, 71, 80, 90, 95])
    row = next(row for row in found.main.table if row.threshold == 70)
    assert (row.caught, row.missed, row.false_alarms, row.kept) == (2, 1, 2, 5)
    assert (row.recall.n, row.recall.of) == (2, 3)
    assert (row.precision.n, row.precision.of) == (2, 4)
    assert (row.accuracy.n, row.accuracy.of) == (7, 10)
    assert {row.threshold for row in found.main.table} >= {45, 70}
    # 20 and 44 lie under all of the kept but 40; 72 over four of the seven.
    assert found.main.auc == Fraction(7 + 6 + 3, 21)
    assert (found.main.always_renews.n, found.main.always_renews.of) == (7, 10)


@given(st.lists(st.integers(0, 100), min_size=3, max_size=9), st.lists(st.integers(0, 100), min_size=7, max_size=20))
def test_that_every_case_stands_in_one_cell_of_each_row(lost: list[int], kept: list[int]) -> None:
    for row in told(lost, kept).main.table:
        assert row.caught + row.missed == len(lost)
        assert row.false_alarms + row.kept == len(kept)


def test_that_under_ten_outcomes_or_three_losses_nothing_is_said() -> None:
    assert judge(cases([1, 2, 3], [9] * 6), (90,), good=70, watch=45) == NotEnough(9, 3)
    assert judge(cases([1, 2], [9] * 20), (90,), good=70, watch=45) == NotEnough(22, 2)
    assert isinstance(judge(cases([1, 2, 3], [9] * 7), (90,), good=70, watch=45), BackTest)


def test_that_who_had_no_score_is_in_no_figure() -> None:
    found = told([20, 30, 40, None], [80] * 8 + [None])
    assert (found.main.outcomes, found.main.losses, found.main.unscored) == (11, 3, 2)
    assert judge(cases([1, 2, None], [9] * 20), (90,), good=70, watch=45) == NotEnough(22, 2)


def test_that_a_green_churner_was_good_on_every_day_that_was_looked_at() -> None:
    some = [
        case(1, True, 80, 75, 70),
        case(2, True, 80, 69, 90),
        case(3, True, None, 90, 80),
        case(4, True, None, None, None),
    ]
    rest = [case(at, False, 80, 80, 80) for at in range(10, 20)] + [case(30, True, 20, 20, 20)]
    found = judge([*some, *rest], (90, 60, 30), good=70, watch=45)
    assert isinstance(found, BackTest)
    assert [one.contract_id for one in found.green_churners] == ["c3", "c1"]


def test_that_a_lead_is_the_last_unbroken_run_and_days_unknown_do_not_break_it() -> None:
    assert lead_of([(7, 60), (14, None), (21, 50), (28, 70), (35, 20)], 70) == 21
    assert lead_of([(7, 70), (14, 20)], 70) is None
    assert lead_of([(7, None), (14, None)], 70) is None
    assert lead_of([(7, 10), (14, 10)], 70) == 14


def test_that_the_half_of_the_seen_losses_is_told() -> None:
    lost = [case(1, True, 20, lead=30), case(2, True, 20, lead=90), case(3, True, 80), case(4, True, 10, lead=60)]
    found = judge([*lost, *(case(at, False, 80) for at in range(10, 20))], (90,), good=70, watch=45)
    assert isinstance(found, BackTest)
    assert found.lead == 60


def model() -> Model:
    def dimension(key: str) -> Dimension:
        return Dimension(key, {}, key[0], Decimal(10), (Measure(f"m_{key}", {}, CURVE, Decimal(1), key),))

    return Model((dimension("use"), dimension("noise")))


def weighed(at: int, lost: bool, use: int, noise: int) -> Case:
    made = case(at, lost, (use + noise) // 2)
    point = replace(
        made.points[90],
        dimensions={"use": Decimal(use), "noise": Decimal(noise)},
        weights={"use": Decimal(10), "noise": Decimal(10)},
    )
    return replace(made, points={90: point})


def test_that_weights_are_suggested_where_held_out_cases_gain_by_them() -> None:
    # What tells is drowned in what does not.
    lost = [weighed(at, True, 40, 30 + 30 * (at % 2)) for at in range(12)]
    kept = [weighed(at, False, 60, 20 + 30 * (at % 2)) for at in range(12, 52)]
    found = suggest(model(), [*lost, *kept], 90)
    assert found is not None
    assert found.gain > 0.02
    assert (found.outcomes, found.losses, found.folds) == (52, 12, 5)
    now, other = found.weights.get("use", (Decimal(10), Decimal(10)))
    less, least = found.weights.get("noise", (Decimal(10), Decimal(10)))
    assert other / least > now / less


def test_that_no_weights_are_suggested_where_the_present_ones_tell_all_or_nothing_is_known() -> None:
    lost = [weighed(at, True, 20, 20) for at in range(5)]
    kept = [weighed(at, False, 80, 80) for at in range(5, 25)]
    assert suggest(model(), [*lost, *kept], 90) is None
    assert suggest(model(), kept, 90) is None
    assert suggest(model(), [case(1, True, None), case(2, False, None)], 90) is None
