from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from app.statistics import Rate, auc, median, wilson

SCORES = st.lists(st.integers(0, 100).map(float), min_size=1, max_size=30)


def by_ranks(lost: list[float], kept: list[float]) -> Fraction:
    """Return the area from mean ranks (Mann and Whitney), as a book of statistics has it."""
    every = sorted(lost + kept)
    rank = {score: Fraction(2 * every.index(score) + every.count(score) + 1, 2) for score in every}
    of_kept = sum((rank[score] for score in kept), Fraction(0))
    return (of_kept - Fraction(len(kept) * (len(kept) + 1), 2)) / (len(lost) * len(kept))


@given(SCORES, SCORES)
def test_that_the_area_is_that_of_the_ranks(lost: list[float], kept: list[float]) -> None:
    assert auc(lost, kept) == by_ranks(lost, kept)


@given(SCORES, SCORES)
def test_that_turning_both_sides_round_turns_the_area_round(lost: list[float], kept: list[float]) -> None:
    there, back = auc(lost, kept), auc(kept, lost)
    assert there is not None
    assert back is not None
    assert there + back == 1


def test_that_nothing_lost_or_nothing_kept_has_no_area() -> None:
    assert auc([], [50.0]) is None
    assert auc([50.0], []) is None
    assert auc([10.0, 20.0], [30.0, 40.0]) == 1
    assert auc([50.0], [50.0]) == Fraction(1, 2)


def test_that_five_of_seven_is_36_to_92_percent() -> None:
    low, high = wilson(5, 7)
    assert (round(low * 100), round(high * 100)) == (36, 92)
    assert Rate(5, 7).interval == (low, high)
    assert Rate(0, 0).interval is None
    assert Rate(0, 0).value is None


@given(st.integers(0, 200), st.integers(1, 200))
def test_that_an_interval_holds_its_rate_and_stays_within_bounds(hits: int, more: int) -> None:
    of = hits + more
    low, high = wilson(hits, of)
    assert 0 <= low <= hits / of <= high <= 1
    assert low < high


def test_that_the_middle_of_an_even_number_lies_between_two() -> None:
    assert median([3, 1, 2]) == 2
    assert median([1, 2]) == Fraction(3, 2)
    assert median([]) is None
