"""The filters of the list, as plain data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.operations.account_filter import FIELDS, QUICK, Filters, folded_haystacks
from app.operations.account_row import AccountRow, by_priority
from app.search.fold import fold
from app.vocabulary import Fit, Phase, Segment
from tests.builders import TODAY

ROW = AccountRow(
    "1", "みどり食品", "みどりしょくひん", Segment.LOW, Phase.ADOPTION, "佐藤", ("食品", "関西"), Decimal(1000), "JPY",
    date(2027, 3, 31), date(2027, 2, 28), False, TODAY - timedelta(10), 30, "見積を送る", False, owner_id="m1",
)  # fmt: skip
NOW = TODAY


@pytest.mark.parametrize(
    ("name", "value", "passing"),
    [
        ("owner", "m1", ROW),
        ("owner", "", replace(ROW, owner_id="")),
        ("segment", "low", ROW),
        ("segment", "", replace(ROW, segment=None)),
        ("phase", "adoption", ROW),
        ("tag", "関西", ROW),
        ("tag", "", replace(ROW, tags=())),
        ("contact", "within", ROW),
        ("contact", "over", replace(ROW, last_touch=TODAY - timedelta(31))),
        ("contact", "over", replace(ROW, last_touch=None)),
        ("contact", "never", replace(ROW, last_touch=None)),
        ("contact", "free", replace(ROW, cadence_days=None)),
        ("step", "undated", ROW),
        ("step", "overdue", replace(ROW, next_due=TODAY - timedelta(1))),
        ("step", "due", replace(ROW, next_due=TODAY)),
        ("step", "ahead", replace(ROW, next_due=TODAY + timedelta(1))),
        ("step", "", replace(ROW, next_step="")),
        ("fit", "good", replace(ROW, fit=Fit.GOOD)),
        ("industry", "食品", replace(ROW, industry="食品")),
        ("parent", "", ROW),
        ("pinned", "yes", replace(ROW, pinned=True)),
    ],
)
def test_that_a_value_is_passed_by_the_rows_that_have_it(name: str, value: str, passing: AccountRow) -> None:
    assert Filters().choosing(name, [value]).test(NOW)(passing)
    assert Filters().choosing(name, ["nothing has this", value]).test(NOW)(passing)
    assert not Filters().choosing(name, ["nothing has this"]).test(NOW)(passing)


@pytest.mark.parametrize(
    ("quick", "passing", "left"),
    [
        ("today", replace(ROW, place=3), ROW),
        ("notice", replace(ROW, notice_date=NOW + timedelta(90)), replace(ROW, notice_date=NOW + timedelta(91))),
        ("notice", replace(ROW, notice_date=NOW - timedelta(1)), replace(ROW, notice_date=None)),
        ("onboarding", replace(ROW, phase=Phase.ONBOARDING), ROW),
    ],
)
def test_that_quick_filters_pass_what_they_say(quick: str, passing: AccountRow, left: AccountRow) -> None:
    test = Filters(quick).test(NOW)
    assert (test(passing), test(left)) == (True, False)


def test_that_words_look_through_names_tags_and_both_languages() -> None:
    for words in ("ﾐﾄﾞﾘ", "佐藤 low touch", "ロータッチ 活用", "関西"):
        assert Filters(text=words).test(NOW)(ROW), words
        assert not Filters(text=words + " ない").test(NOW)(ROW)
    assert fold("ロータッチ") in folded_haystacks([ROW])[0]


FILTERS = st.builds(
    Filters,
    quick=st.sampled_from(QUICK),
    chosen=st.dictionaries(
        st.sampled_from(sorted(FIELDS)), st.lists(st.sampled_from(["low", "", "m1", "over"]), min_size=1).map(tuple)
    ),
    text=st.sampled_from(["", "みどり", " x "]),
)


@given(FILTERS)
def test_that_a_filter_survives_its_spec_and_falls_apart_into_its_conditions(filters: Filters) -> None:
    assert Filters.of(filters.spec()) == filters
    conditions = filters.conditions()
    assert bool(conditions) == filters.narrows
    # A row passes all of it just when it passes every condition alone.
    rows = [ROW, replace(ROW, segment=None, place=1), replace(ROW, owner_id="", last_touch=None)]
    for row in rows:
        alone = all(filters.only(condition).test(NOW)(row) for condition in conditions)
        assert filters.test(NOW)(row) == alone
    for condition in conditions:
        filters = filters.without(condition)
    assert not filters.narrows


@pytest.mark.parametrize(
    "spec", [None, [], "x", {"quick": 7, "chosen": [], "text": None}, {"chosen": {"colour": ["x"]}}]
)
def test_that_a_spec_of_another_time_narrows_nothing(spec: object) -> None:
    assert not Filters.of(spec).narrows


@given(
    st.lists(
        st.tuples(st.integers(0, 10**6), st.sampled_from(["JPY", "USD"]), st.one_of(st.none(), st.integers(1, 99))),
        max_size=12,
    )
)
def test_that_the_order_puts_what_presses_first_and_compares_money_within_a_currency(
    told: list[tuple[int, str, int | None]],
) -> None:
    rows = [replace(ROW, id=str(at), mrr=Decimal(m), currency=c) for at, (m, c, _place) in enumerate(told)]
    places = {str(at): place for at, (_m, _c, place) in enumerate(told) if place is not None}
    ordered = by_priority(rows, places)
    assert sorted(row.id for row in ordered) == sorted(row.id for row in rows)
    pressed = [row.place for row in ordered if row.place is not None]
    assert pressed == sorted(places.values())
    assert [row.place for row in ordered[: len(pressed)]] == pressed
    for currency in ("JPY", "USD"):
        paid = [row.mrr for row in ordered[len(pressed) :] if row.currency == currency and row.mrr]
        assert paid == sorted(paid, reverse=True)
