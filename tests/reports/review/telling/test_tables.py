"""What stands in the lines of a section's table: short texts, days, and who has something in hand."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from app.reports.addressing import addressed
from app.reports.review.facts import Fact, ReviewFacts, Span
from app.reports.review.telling.tables import brief, cell, near, owner, spaced, within

REVIEW = ReviewFacts(
    account_id="a", account="みどり食品", period=Span(date(2026, 7, 1), date(2026, 9, 30)), compared=None,
    comparison="none", frozen_at=datetime(2026, 11, 20, tzinfo=UTC), today=date(2026, 11, 20), fiscal_start=4,
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "title", "ja", "en"),
    [
        ("佐藤 花子", "課長", "課長 佐藤様", "佐藤 花子"),
        ("佐藤 課長", "", "課長 佐藤様", "佐藤 課長"),
        ("佐藤さん", "", "佐藤様", "佐藤さん"),
        ("Priya Novak", "Manager", "Manager Priya Novak 様", "Priya Novak"),
        ("倉庫運営部", "", "倉庫運営部", "倉庫運営部"),
        ("", "課長", "", ""),
    ],
)
def test_that_somebody_is_addressed_once_and_by_title(name: str, title: str, ja: str, en: str) -> None:
    assert (addressed(name, title, "ja"), addressed(name, title, "en")) == (ja, en)


def test_that_a_text_in_a_headline_is_short_and_one_line() -> None:
    assert brief("あ" * 30) == "あ" * 23 + "…"
    assert brief("一行目\n二行目") == "一行目 二行目"
    assert (within("a" * 30, 20, "en"), within("a" * 30, 20, "ja")) == ("a" * 30, "a" * 19 + "…")
    assert (spaced("Weekly use", "ja"), spaced("棚卸し", "ja"), spaced("Use", "en")) == ("Weekly use ", "棚卸し", "Use")


def test_that_a_day_has_its_year_only_where_that_is_another_one() -> None:
    assert near(date(2026, 9, 12), REVIEW, "ja") == "9/12"
    assert near(date(2027, 1, 5), REVIEW, "ja") == "2027/1/5"
    assert near(date(2026, 9, 12), REVIEW, "en") == "12 Sep"
    assert near(None, REVIEW, "en") == ""
    assert cell("")[0].text == "–"


@pytest.mark.parametrize(
    ("values", "ja"),
    [
        ({"side": "customer", "who": "西田 恵", "post": "課長"}, "課長 西田様"),
        ({"side": "customer", "who": ""}, "みどり食品様"),
        ({"side": "me", "who": "山本"}, "山本"),
        ({"side": "me", "who": ""}, "弊社"),
    ],
)
def test_that_what_is_owed_names_a_person_else_the_side(values: dict[str, str], ja: str) -> None:
    assert owner(Fact("promise:1", "promise", values, ()), REVIEW, "ja") == ja
