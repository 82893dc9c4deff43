"""What was asked, suffered and answered, as a review says it: counts of the book, surveys never without n."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from app.reports.review.facts import Chapter
from tests.builders import new_book
from tests.operations.reviews.gather.small_book import BEFORE, SUNDAYS, Small, behind, words


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Small]:
    with new_book(tmp_path) as book:
        yield Small(book)


def answer(small: Small, score: int, name: str, on: str = "2026-09-20", **more: str) -> str:
    return small.add("response", survey="nps", score=str(score), name=name, on_date=on, **more)


def test_that_tickets_are_counted_and_an_outage_is_told_without_our_words(small: Small) -> None:
    numbers = small.read("tickets", SUNDAYS, [1] * 13, source="helpdesk")
    small.read("tickets", BEFORE, [2] * 13, source="helpdesk")
    outage = small.add("indicator", kind="outage", on_date="2026-08-04", note="社外秘の障害報告")
    told = small.told(Chapter.SUPPORT)
    assert told.headline == "問い合わせ件数は 26件 → 13件（前四半期比 −50%）、障害は 1件"
    assert {source.id for source in told.sources} >= {outage, *numbers}
    assert told.chart is not None
    assert (told.chart.metric, told.chart.drawn) == ("tickets", "columns")
    assert told.chart.values == (("1",) * 13, ("2",) * 13)
    assert [mark.words for mark in told.chart.marks] == ["障害 8/4"]
    assert told.figures[0].tone == "good"
    assert behind(told, "outages") == {outage}
    assert "社外秘" not in small.outgoing()
    small.remove("indicator", outage)
    without = small.told(Chapter.SUPPORT)
    assert without.headline == "問い合わせ件数は 26件 → 13件（前四半期比 −50%）"
    assert "障害" not in words(without)


def test_that_no_outage_is_worth_saying_only_where_there_was_one_before(small: Small) -> None:
    small.read("tickets", SUNDAYS, [1] * 13, source="helpdesk")
    assert "outages" not in {one.key for one in small.told(Chapter.SUPPORT).figures}
    before = small.add("indicator", kind="outage", on_date="2026-05-04")
    told = small.told(Chapter.SUPPORT)
    figure = next(one for one in told.figures if one.key == "outages")
    assert (figure.value, figure.remark, figure.tone) == ("0件", "前四半期 1件", "good")
    assert behind(told, "outages") == {before}


def test_that_an_nps_names_how_many_answered_and_nobody(small: Small) -> None:
    said = (("西田", 10), ("鈴木", 9), ("三浦", 3))
    said = (("西田", 10), ("鈴木", 9), ("三浦", 3))
    ids = [answer(small, score, name, comment="社外秘の本音") for name, score in said]
    told = small.told(Chapter.SUPPORT)
    [figure] = told.figures
    assert (figure.label, figure.value, figure.remark, figure.origin) == ("NPS", "33", "n=3", "アンケート 9/20 時点")
    assert behind(told, "survey:nps") == set(ids)
    assert told.headline == "NPS は 33（n=3）"
    outgoing = small.outgoing()
    for secret in ("社外秘", "西田", "鈴木"):
        assert secret not in outgoing
    answer(small, 0, "高橋", "2026-06-10")
    answer(small, 10, "伊藤", "2026-06-10")
    assert small.told(Chapter.SUPPORT).figures[0].remark == "n=3・前四半期 0（n=2）"
    small.amend("response", ids[2], score="10")
    assert small.told(Chapter.SUPPORT).figures[0].value == "100"


def test_that_one_answer_is_no_nps(small: Small) -> None:
    answer(small, 8, "佐藤")
    [figure] = small.told(Chapter.SUPPORT).figures
    assert (figure.label, figure.value, figure.remark) == ("推奨度（0–10）", "8", "1名の回答")


def test_that_an_nps_that_was_read_needs_its_n_too(small: Small) -> None:
    small.read("nps", [date(2026, 9, 28)], [40], source="survey")
    assert small.chapter(Chapter.SUPPORT).nothing == "no_support"
    [number] = small.read("nps", [date(2026, 9, 29)], [50], source="survey", note="n=4 社外秘の背景")
    told = small.told(Chapter.SUPPORT)
    assert [(one.value, one.remark) for one in told.figures] == [("50", "n=4")]
    assert behind(told, "survey:nps") == {number}
    small.read("csat", [date(2026, 9, 29)], [4.5], source="helpdesk", note="回答n=3、社外秘の背景")
    assert "n=3" in words(small.told(Chapter.SUPPORT))
    assert "社外秘" not in small.outgoing()


def test_that_wishes_that_came_true_are_counted_without_the_words_of_others(small: Small) -> None:
    wish = {"raised_on": "2026-07-20", "product_area": "帳票"}
    small.add("request", words="社外秘の不満", **wish)
    done = small.add("request", words="在庫表を出したい", shipped_on="2026-09-10", **wish)
    told = small.told(Chapter.SUPPORT)
    [figure] = told.figures
    assert (figure.label, figure.value, figure.remark) == ("実現したご要望", "1件", "いただいたご要望 2件")
    assert told.headline == "いただいたご要望 1件が実現"
    assert done in behind(told, "requests")
    small.amend("request", done, shipped_on=None)
    assert small.told(Chapter.SUPPORT).headline == "ご要望を 2件お寄せいただきました"
    small.remove("request", done)
    assert small.told(Chapter.SUPPORT).headline == "ご要望を 1件お寄せいただきました"
    known = small.chapter(Chapter.SUPPORT)
    assert "社外秘" not in repr(known)


def test_that_without_any_record_the_section_says_why(small: Small) -> None:
    known = small.chapter(Chapter.SUPPORT)
    assert (known.nothing, known.facts) == ("no_support", ())
    assert small.told(Chapter.SUPPORT).headline == ""
