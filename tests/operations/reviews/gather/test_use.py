"""How the product was used, as a review says it: equal to the readings of the book, each figure with its records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.reports.review.facts import Chapter
from app.reports.review.telling.tell import tell
from tests.builders import TODAY, new_book
from tests.operations.reviews.gather.small_book import BEFORE, SUNDAYS, Small, behind, words

USERS = [60, 62, 64, 66, 68, 70, 72, 74, 76, 78, 80, 82, 84]


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    with new_book(tmp_path) as book:
        yield Small(book)


def test_that_the_chart_draws_the_readings_of_the_book_and_the_headline_speaks_of_them(small: Small) -> None:
    small.read("active_users", SUNDAYS, USERS)
    small.read("active_users", BEFORE, [50] * 13)
    told = small.told(Chapter.USE)
    assert told.headline == "週間利用者数は平均 50人 → 72人（前四半期比 +44%）"
    assert told.chart is not None
    assert told.chart.metric == told.metric == "active_users"
    assert told.chart.values == (tuple(str(value) for value in USERS), ("50",) * 13)
    assert told.chart.categories[:2] == ("7/5", "7/12")
    assert told.chart.names == ("今期", "前四半期")
    figure = told.figures[0]
    assert (figure.value, figure.exact, figure.remark, figure.tone) == ("平均 72人", "72", "前四半期 50人", "good")
    assert figure.origin == "利用データ 9/27 時点"
    assert told.source_line == "出典: 利用データ 9/27 時点"
    assert small.told(Chapter.USE, "en").headline == (
        "Weekly active users: 50 → 72 on average (+44% on the quarter before)"
    )


def test_that_one_reading_less_or_another_value_changes_what_is_said(small: Small) -> None:
    numbers = small.read("active_users", SUNDAYS, USERS)
    whole = small.told(Chapter.USE)
    assert whole.headline == "週間利用者数は平均 72人"
    assert behind(whole, "reading:active_users") == set(numbers)
    # A correction is a later row for the same instant.
    small.read("active_users", SUNDAYS[:1], [600], recorded_at="2026-10-02T00:00:00.000000Z")
    corrected = small.told(Chapter.USE)
    assert corrected.headline == "週間利用者数は平均 114人"
    assert corrected.chart is not None
    assert corrected.chart.values[0][0] == "600"
    small.read("active_users", SUNDAYS[:1], [None], recorded_at="2026-10-03T00:00:00.000000Z")
    emptied = small.told(Chapter.USE)
    assert emptied.headline == "週間利用者数は平均 73人"
    assert emptied.chart is not None
    assert emptied.chart.values[0][0] is None
    assert numbers[0] not in behind(emptied, "reading:active_users")


def test_that_what_was_read_later_than_the_day_of_the_review_is_not_known(small: Small) -> None:
    small.read("active_users", SUNDAYS, USERS)
    small.read("active_users", SUNDAYS[:1], [600], recorded_at="2026-11-20T20:00:00.000000Z")
    assert small.told(Chapter.USE).headline == "週間利用者数は平均 72人"


def test_that_licences_in_use_are_a_share_of_those_bought(small: Small) -> None:
    small.read("active_users", SUNDAYS, USERS)
    [licences] = small.read("licences", [date(2026, 8, 31)], [120], source="contract")
    told = small.told(Chapter.USE)
    assert told.headline == "週間利用者数は平均 72人、ご契約 120 の 60%"
    share = next(one for one in told.figures if one.key == "share:active_users")
    assert (share.value, share.remark) == ("60%", "ご契約 120 のうち 72")
    assert licences in behind(told, "share:active_users")
    assert {source.id for source in told.sources} >= {licences}
    without = small.told(Chapter.USE, left_out=["share:active_users"])
    assert without.headline == "週間利用者数は平均 72人"


def test_that_another_metric_takes_the_headline_with_it(small: Small) -> None:
    small.read("active_users", SUNDAYS, USERS)
    small.read("reports_made", SUNDAYS, [10] * 13)
    small.read("reports_made", BEFORE, [5] * 13)
    told = small.told(Chapter.USE, metric="reports_made")
    assert told.headline == "帳票の出力数は 65回 → 130回（前四半期比 +100%）"
    assert told.metric == "reports_made"
    assert told.chart is not None
    assert (told.chart.metric, told.chart.drawn) == ("reports_made", "columns")
    assert told.figures[0].key == "reading:reports_made"
    other = small.told(Chapter.USE, left_out=["reading:active_users"])
    assert other.metric == "reports_made"
    assert "週間利用者数" not in words(other)


def test_that_a_running_period_is_held_against_as_much_of_the_other_one(small: Small) -> None:
    october = [date(2026, 10, 4) + timedelta(7 * week) for week in range(7)]
    small.read("reports_made", october, [10] * 7)
    small.read("reports_made", SUNDAYS, [20] * 13)
    told = small.told(Chapter.USE, period="2026Q4")
    assert told.headline == "帳票の出力数は 140回 → 70回（前四半期の同時期比 −50%）"
    assert told.chart is not None
    assert told.chart.values[0] == (*["10"] * 7, *[None] * 6)
    assert told.chart.values[1] == ("20",) * 13


def test_that_a_closed_period_does_not_grow_old_but_readings_that_stopped_do(small: Small) -> None:
    small.read("active_users", SUNDAYS, USERS)
    assert not small.told(Chapter.USE).figures[0].stale
    small.read("reports_made", SUNDAYS[:6], [10] * 6)
    stale = {one.key: one.stale for one in small.told(Chapter.USE).figures}
    assert stale == {"reading:active_users": False, "reading:reports_made": True}


def test_that_trainings_are_marked_and_a_body_only_where_the_customer_reads_it(small: Small) -> None:
    small.read("active_users", SUNDAYS, USERS)
    shared = {"state": "done", "kind": "training", "two_way": True}
    known = small.add("touchpoint", **shared, on_date="2026-08-06", body="管理者研修\n社外秘の愚痴", shown=True)
    small.add("touchpoint", **shared, on_date="2026-08-20", body="社外秘の段取り")
    small.add("touchpoint", **shared, on_date="2026-08-27", body="社外秘の会議", purpose="internal")
    small.add("touchpoint", **shared, on_date="2026-09-03", body="社外秘の予行", shown=False)
    chart = small.told(Chapter.USE).chart
    assert chart is not None
    assert [(round(mark.at, 2), mark.words) for mark in chart.marks] == [(4.57, "管理者研修"), (6.57, "研修 8/20")]
    assert "社外秘" not in small.outgoing()
    small.remove("touchpoint", known)
    chart = small.told(Chapter.USE).chart
    assert chart is not None
    assert [mark.words for mark in chart.marks] == ["研修 8/20"]


def test_that_what_we_judge_and_what_the_book_says_of_itself_is_no_use(small: Small) -> None:
    assert small.chapter(Chapter.USE).nothing == "no_use"
    assert tell(Chapter.USE, small.facts(), "ja").headline == ""
    small.read("licences", [date(2026, 8, 31)], [120], source="contract")
    small.read("tickets", SUNDAYS, [1] * 13, source="helpdesk")
    assert small.chapter(Chapter.USE).nothing == "no_use"


def test_that_a_period_to_come_says_nothing_yet(small: Small) -> None:
    small.read("active_users", SUNDAYS, USERS)
    facts = small.facts(period="2027Q1")
    assert [facts.chapter(one).nothing for one in (Chapter.USE, Chapter.SUPPORT)] == ["no_use", "no_support"]
    assert small.told(Chapter.USE, comparison="none").headline == "週間利用者数は平均 72人"


def test_that_a_year_is_drawn_month_by_month(small: Small) -> None:
    days = [date(2025, 10, 5) + timedelta(7 * week) for week in range(52)]
    small.read("reports_made", [day for day in days if day <= TODAY], [1] * 52)
    told = small.told(Chapter.USE, period="2025-10..2026-09", comparison="last_year")
    assert told.chart is not None
    assert told.chart.categories[0] == "2025年10月"
    assert len(told.chart.categories) == 12
    assert sum(Decimal(value) for value in told.chart.values[0] if value) == 52
