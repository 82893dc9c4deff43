"""Numbers in words: rounded to what is worth reading, changes as they are, the other period by its name."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.review.facts import Fact, ReviewFacts, Span
from app.reports.review.telling.figures import (
    amount,
    change,
    compared_words,
    figure,
    places_of,
    source_line,
    subject,
    tone_of,
)

VALUES = st.decimals(min_value=-(10**9), max_value=10**9, allow_nan=False, places=6)


def review(start: date, end: date, comparison: str = "previous") -> ReviewFacts:
    return ReviewFacts(
        "A", "みどり食品", Span(start, end), None, comparison, datetime(2026, 11, 20, tzinfo=UTC), date(2026, 11, 20), 4
    )


@pytest.mark.parametrize(
    ("value", "unit", "ja", "en"),
    [
        ("1234", "people", "1,234人", "1,234"),
        ("78.384615", "people", "78人", "78"),
        ("8.384615", "people", "8.4人", "8.4"),
        ("65.38", "%", "65%", "65%"),
        ("3", "tickets", "3件", "3"),
        ("27", "hours", "27時間", "27 h"),
        ("1200", "JPY", "1,200円", "¥1,200"),
        ("2.25", "拠点", "2.3拠点", "2.3拠点"),
        ("-5", "points", "−5点", "−5"),
    ],
)
def test_that_a_value_carries_its_unit(value: str, unit: str, ja: str, en: str) -> None:
    assert amount(Decimal(value), unit, "ja") == ja
    assert amount(Decimal(value), unit, "en") == en


def test_that_an_exact_value_keeps_its_decimals() -> None:
    assert amount(Decimal("12.25"), "hours", "ja", exact=True) == "12.25時間"
    assert amount(Decimal("12.25"), "拠点", "ja", exact=True) == "12.25拠点"


@pytest.mark.parametrize(
    ("before", "now", "unit", "said"),
    [
        ("60", "78", "people", "+30%"),
        ("3", "4", "tickets", "+1件"),
        ("19", "0", "tickets", "−19件"),
        ("40", "44", "%", "+4"),
        ("5", "5", "people", ""),
        ("1000", "1002", "times", "+0.2%"),
        ("0", "3", "tickets", "+3件"),
    ],
)
def test_that_a_small_change_is_said_as_it_is(before: str, now: str, unit: str, said: str) -> None:
    assert change(Decimal(before), Decimal(now), unit, "ja") == said


@given(VALUES, VALUES)
def test_that_a_change_has_the_sign_of_what_happened(before: Decimal, now: Decimal) -> None:
    said = change(before, now, "people", "ja")
    assert (said[:1] == "+") is (now > before)
    assert (said[:1] == "−") is (now < before)
    assert places_of(before, now) in (0, 1)


def test_that_only_what_clearly_went_the_wrong_way_is_marked() -> None:
    assert tone_of(Decimal(100), Decimal(106), "up") == "good"
    assert tone_of(Decimal(100), Decimal(96), "up") == tone_of(Decimal(100), Decimal(104), "up") == ""
    assert tone_of(Decimal(100), Decimal(94), "up") == "watch"
    assert tone_of(Decimal(10), Decimal(4), "down") == "good"
    assert tone_of(None, Decimal(4), "down") == tone_of(Decimal(1), Decimal(4), "") == ""


@pytest.mark.parametrize(
    ("start", "end", "comparison", "words"),
    [
        (date(2026, 7, 1), date(2026, 9, 30), "previous", "前四半期"),
        (date(2026, 7, 1), date(2026, 9, 30), "last_year", "前年同期"),
        (date(2026, 9, 1), date(2026, 9, 30), "previous", "前月"),
        (date(2026, 4, 1), date(2027, 3, 31), "previous", "前年度"),
        (date(2026, 4, 1), date(2026, 9, 30), "previous", "前の期間"),
        (date(2026, 7, 3), date(2026, 9, 30), "previous", "前の期間"),
    ],
)
def test_that_the_other_period_has_its_name(start: date, end: date, comparison: str, words: str) -> None:
    assert compared_words(review(start, end, comparison), "ja") == words


def test_that_a_line_of_sources_says_each_once() -> None:
    told = review(date(2026, 7, 1), date(2026, 9, 30))
    facts = [
        Fact("a", "measured", {"value": "1", "origin": "product"}, (), date(2026, 9, 27)),
        Fact("b", "measured", {"value": "2", "origin": "product"}, (), date(2026, 9, 27)),
        Fact("c", "measured", {"value": "3", "origin": "own words of a file"}, (), date(2025, 9, 30)),
    ]
    figures = [figure(fact, told, "ja", label="a", value="1") for fact in facts]
    assert source_line(figures, "ja") == "出典: 利用データ 9/27・データ 2025/9/30 時点"
    english = [figure(fact, told, "en", label="a", value="1") for fact in facts]
    assert source_line(english, "en") == "Source: Usage data as of 27 Sep; Data as of 30 Sep 2025"
    assert source_line([], "ja") == ""


def test_that_latin_letters_stand_apart_from_japanese_ones() -> None:
    assert (subject("NPS", "ja"), subject("利用者数", "ja"), subject("NPS", "en")) == ("NPS ", "利用者数", "NPS")
