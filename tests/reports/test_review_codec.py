"""Frozen facts come back exactly as they were, whatever they hold."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.models.database import json_text
from app.reports.content import Source, SourceKind
from app.reports.review.codec import FORMAT, dump, load
from app.reports.review.facts import (
    Attendee,
    Chapter,
    ChapterFacts,
    Event,
    Fact,
    ReviewFacts,
    Series,
    Span,
)

TEXTS = st.text(max_size=12)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False)
SOURCES = st.lists(st.builds(Source, st.sampled_from(SourceKind), TEXTS, st.none() | DAYS, TEXTS), max_size=2).map(
    tuple
)
FACTS = st.builds(
    Fact, TEXTS, TEXTS, st.dictionaries(TEXTS, TEXTS, max_size=3), SOURCES, st.none() | DAYS, st.none() | st.integers()
)
EVENTS = st.builds(Event, DAYS, TEXTS, TEXTS, SOURCES)


@st.composite
def series(draw: st.DrawFn) -> Series:
    days = draw(st.lists(DAYS, max_size=4))
    values = st.lists(st.none() | NUMBERS, min_size=len(days), max_size=len(days)).map(tuple)
    return Series(
        draw(TEXTS), draw(TEXTS), draw(TEXTS), draw(st.sampled_from(["line", "columns"])), tuple(days), draw(values),
        draw(st.just(()) | values), tuple(draw(st.lists(EVENTS, max_size=2))), draw(SOURCES),
    )  # fmt: skip


CHAPTERS = st.builds(
    ChapterFacts,
    st.sampled_from(Chapter),
    st.lists(FACTS, max_size=3).map(tuple),
    st.lists(series(), max_size=2).map(tuple),
    TEXTS,
)
SPANS = st.builds(Span, DAYS, DAYS, TEXTS)
REVIEWS = st.builds(
    ReviewFacts,
    account_id=TEXTS,
    account=TEXTS,
    period=SPANS,
    compared=st.none() | SPANS,
    comparison=TEXTS,
    frozen_at=st.datetimes(timezones=st.just(UTC)),
    today=DAYS,
    fiscal_start=st.integers(1, 12),
    currency=TEXTS,
    presented_by=TEXTS,
    attendees=st.lists(st.builds(Attendee, TEXTS, TEXTS, TEXTS, st.booleans(), TEXTS), max_size=2).map(tuple),
    chapters=st.lists(CHAPTERS, max_size=3).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(REVIEWS)
def test_that_facts_come_back_exactly_through_what_the_book_stores(facts: ReviewFacts) -> None:
    back = load(json.loads(json_text(dump(facts))))
    assert back == facts
    assert [str(v) for c in back.chapters for s in c.series for v in s.values] == [
        str(v) for c in facts.chapters for s in c.series for v in s.values
    ]


def small() -> ReviewFacts:
    fact = Fact("promise:1", "kept", {"text": "棚番"}, (Source(SourceKind.PROMISE, "1", None, "棚番"),))
    return ReviewFacts(
        "a", "Acme", Span(date(2026, 7, 1), date(2026, 9, 30), "FY2026Q2"), None, "none",
        datetime(2026, 11, 20, 3, tzinfo=UTC), date(2026, 11, 20), 4,
        chapters=(ChapterFacts(Chapter.PROMISES, (fact,)),),
    )  # fmt: skip


def test_that_a_field_which_a_later_version_adds_is_passed_over() -> None:
    stored = dump(small())
    assert load({**stored, "weather": "rain"}) == small()


def test_that_facts_of_another_format_are_refused() -> None:
    with pytest.raises(ValueError, match="format"):
        load({**dump(small()), "format": FORMAT + 1})


def test_that_a_decimal_keeps_its_places() -> None:
    line = Series("k", "", "h", "line", (date(2026, 7, 1),), (Decimal("1.50"),))
    facts = replace(small(), chapters=(ChapterFacts(Chapter.USE, series=(line,)),))
    assert str(load(dump(facts)).chapters[0].series[0].values[0]) == "1.50"
