"""The chart of a section: exact numbers, marks where things happened, words for those who do not see it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from app.reports.review.facts import Chapter, ChapterFacts, Event, Fact, ReviewFacts, Series, Span
from app.reports.review.telling.charts import chart, drawn

REVIEW = ReviewFacts(
    "A", "みどり食品", Span(date(2026, 7, 1), date(2026, 9, 30)), Span(date(2026, 4, 1), date(2026, 6, 30)), "previous",
    datetime(2026, 11, 20, tzinfo=UTC), date(2026, 11, 20), 4,
)  # fmt: skip
WEEKS = tuple(date(2026, 7, 5) + timedelta(7 * week) for week in range(4))


def series(key: str = "active_users", **more: object) -> Series:
    given = {"days": WEEKS, "values": (Decimal("61"), None, Decimal("70.5"), Decimal("100")), "events": (), **more}
    return Series(key, "", "people", "line", **given)  # type: ignore[arg-type]


def fact(key: str) -> Fact:
    return Fact(f"reading:{key}", "measured", {"value": "1"}, ())


def test_that_numbers_are_exact_and_gaps_stay_gaps() -> None:
    made = chart(series(before=(Decimal("1E+2"), Decimal("2.50"), None, None)), "週間利用者数", REVIEW, "ja")
    assert made.values == (("61", None, "70.5", "100"), ("100", "2.5", None, None))
    assert made.names == ("今期", "前四半期")
    assert made.categories == ("7/5", "7/12", "7/19", "7/26")
    assert made.caption == "週間利用者数（人・週ごと）"
    first, other = made.description.split("。")
    assert first == "週間利用者数 2026年7–9月：61人 から 100人、最小 61人・最大 100人"
    assert other == "前四半期：100人 から 2.5人、最小 2.5人・最大 100人"
    english = chart(series(), "Weekly active users", REVIEW, "en")
    assert english.caption == "Weekly active users (people, by week)"
    assert english.categories[0] == "5 Jul"


def test_that_months_are_named_and_marked_in_their_middle() -> None:
    months = (date(2026, 7, 1), date(2026, 8, 1), date(2026, 9, 1))
    events = (Event(date(2026, 8, 16), "training"),)
    made = chart(series(days=months, values=(Decimal(1),) * 3, events=events), "値", REVIEW, "ja")
    assert made.categories == ("7月", "8月", "9月")
    assert [(round(mark.at, 1), mark.words) for mark in made.marks] == [(1.0, "研修 8/16")]


def test_that_a_mark_stands_where_it_happened_and_no_more_than_can_be_read() -> None:
    gatherings = [Event(day, "event", f"集い {at}") for at, day in enumerate(WEEKS)]
    events = (*gatherings, Event(date(2026, 7, 10), "first_value"), Event(date(2026, 9, 1), "outage"))
    made = chart(series(events=events), "値", REVIEW, "ja")
    assert [mark.words for mark in made.marks] == ["集い 0", "導入効果を確認 7/10", "障害 9/1"]
    assert [round(mark.at, 2) for mark in made.marks] == [0.0, 0.71, 3.5]
    assert all(-0.5 <= mark.at <= len(WEEKS) - 0.5 for mark in made.marks)


def test_that_the_series_asked_for_is_drawn_and_one_left_out_is_not() -> None:
    facts = ChapterFacts(Chapter.USE, (fact("a"), fact("b")), (series("a"), series("b")))
    assert [drawn(facts, asked, frozenset())[0].key for asked in ("", "b", "gone")] == ["a", "b", "a"]  # type: ignore[index]
    picked = drawn(facts, "a", frozenset({"reading:a"}))
    assert picked is not None
    assert (picked[0].key, picked[1]) == ("b", facts.facts[1])
    assert drawn(facts, "", frozenset({"reading:a", "reading:b"})) is None
