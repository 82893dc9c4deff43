"""Terms of one product under several contracts: what is an addition, what clashes, and that order says nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.revenue.overlap import ProductTerm, clash, clashes, counts, is_addition, present_end

FIRST = date(2026, 4, 1)
LAST = date(2027, 3, 31)


def term(start: int, days: int, contract: str = "b", source: str = "", until: int = 0) -> ProductTerm:
    begun = FIRST + timedelta(start)
    end = begun + timedelta(days)
    return ProductTerm(f"{contract}-line", contract, begun, end, end + timedelta(until), source, contract)


TERMS = st.builds(
    term, st.integers(0, 40), st.integers(0, 40), st.sampled_from("bcdef"), st.just("file"), st.integers(0, 9)
)


@pytest.mark.parametrize(
    ("start", "days", "clashing"),
    [
        (10, 5, False), (10, 10, False), (20, 0, False), (21, 9, False),
        (0, 20, True), (0, 5, True), (10, 11, True), (-5, 10, True), (-5, 25, True), (-5, 40, True),
    ],
)  # fmt: skip
def test_that_only_what_starts_later_and_ends_no_later_is_an_addition(start: int, days: int, clashing: bool) -> None:
    standing = term(0, 20, "a")
    assert clash(term(start, days), standing) is clashing
    assert not clash(term(start, days, "a"), standing)


def test_that_a_term_that_renews_by_itself_reaches_to_its_present_end() -> None:
    assert clash(term(10, 30), term(0, 20, "a"))
    assert not clash(term(10, 30), term(0, 20, "a", until=20))


def test_that_of_two_without_a_number_neither_is_an_addition() -> None:
    bare = [ProductTerm(key, key, FIRST + timedelta(n), LAST, LAST) for n, key in enumerate("ab")]
    assert clash(bare[1], bare[0])


@given(st.lists(TERMS, max_size=8, unique_by=lambda one: one.contract))
def test_that_what_is_taken_clashes_with_nothing_and_a_sound_set_is_taken_in_any_order(told: list[ProductTerm]) -> None:
    refused = clashes([], told)
    taken = [one for place, one in enumerate(told) if place not in refused]
    assert not any(clash(one, other) for one in taken for other in taken)
    assert clashes([], taken[::-1]) == {}
    for place, other in refused.items():
        assert clash(told[place], other)
        assert not is_addition(told[place], other)


@given(st.lists(TERMS, max_size=6, unique_by=lambda one: one.contract))
def test_that_what_stands_and_is_told_again_is_never_refused(terms: list[ProductTerm]) -> None:
    taken = [one for place, one in enumerate(terms) if place not in clashes([], terms)]
    assert clashes(taken, taken) == {}


def test_that_what_stood_of_a_refused_row_stands_on() -> None:
    before = [term(0, 20, "a", "file"), term(5, 15, "b", "file")]
    # b would outgrow a, so that it stays; a may then not become shorter than it.
    assert set(clashes(before, [term(0, 10, "a", "file"), term(5, 30, "b", "file")])) == {0, 1}


@pytest.mark.parametrize(
    ("more", "end"),
    [
        ({}, date(2027, 3, 31)),
        ({"auto_renew": False}, date(2025, 3, 31)),
        ({"notified_on": "2025-05-01"}, date(2026, 3, 31)),
        ({"outcome": "churned", "outcome_on": "2025-03-01"}, date(2025, 3, 31)),
        ({"end_on": "2025-06-30"}, date(2025, 3, 31)),
    ],
)
def test_that_the_present_end_is_that_of_the_term_of_today(more: dict[str, object], end: date) -> None:
    contract = {"start_on": "2024-04-01", "end_on": "2025-03-31", "auto_renew": True, "renewal_term_months": 12, **more}
    assert present_end(contract, date(2024, 4, 1), date(2025, 3, 31), date(2026, 11, 22)) == end


def test_that_only_what_is_paid_for_again_and_again_counts() -> None:
    assert counts("paid", "monthly") and counts("paid", "term")
    assert not counts("trial", "monthly") and not counts("paid", "one_off")
