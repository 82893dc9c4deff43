"""What was asked for and came true, as a review says it, and nothing that is not known."""

from __future__ import annotations

from app.journal import door
from app.operations.accounts import create_account
from app.reports.review.facts import Chapter
from tests.builders import TODAY
from tests.operations.reviews.gather.small_book import Small, behind, words


def test_that_a_request_that_came_true_is_told_and_one_that_is_open_is_not(small: Small) -> None:
    own = small.add("request", words="字をもっと大きく", raised_on="2026-05-01", amount_minor=987654, currency="JPY")
    assert small.chapter(Chapter.ROADMAP).nothing == "nothing_shipped"
    small.amend("request", own, shipped_on="2026-09-01", product_area="画面")
    told = small.told(Chapter.ROADMAP)
    assert told.headline == "ご要望が実現: 字をもっと大きく"
    assert small.told(Chapter.ROADMAP, "en").headline == "Your request is there: 字をもっと大きく"
    for text in ("画面", "5/1", "9/1 提供開始"):
        assert text in words(told)
    assert behind(told, f"request:{own}") == {own}
    assert "987654" not in small.outgoing()
    small.amend("request", own, shipped_on="2026-06-30")
    assert small.chapter(Chapter.ROADMAP).nothing == "nothing_shipped"


def test_that_a_day_to_come_is_told_as_one(small: Small) -> None:
    small.add("request", words="一覧を絞り込みたい", raised_on="2026-05-01", shipped_on="2026-12-10")
    assert "12/10 提供予定" in words(small.told(Chapter.ROADMAP))
    small.add("request", words="字をもっと大きく", raised_on="2026-05-01", shipped_on="2026-10-10")
    assert small.told(Chapter.ROADMAP).headline == "ご要望 1件が実現、1件を提供予定"


def test_that_what_others_asked_for_stays_with_them(small: Small) -> None:
    other = small.book.write(create_account, name="北斗", today=TODAY, by_id=small.book.by_id)[1]
    row = {"account_id": other, "words": "社外秘の北斗の言葉", "raised_on": "2026-08-01", "shipped_on": "2026-09-01"}
    theirs = small.book.write(lambda session: door.create(session, "request", [row]))[1][0]
    small.add("request_account", request_id=theirs)
    assert small.chapter(Chapter.ROADMAP).nothing == "nothing_shipped"
    assert "社外秘" not in small.outgoing()
