"""What was agreed last time, as a review says it: promises between the two sides, decisions, the outcome promised."""

from __future__ import annotations

from typing import Any

from app.reports.review.facts import Chapter
from tests.operations.reviews.gather.mutual_rows import milestone, objective, person, plan, promise, task
from tests.operations.reviews.gather.small_book import Small, behind, words


def held(small: Small, **more: Any) -> str:
    row = {"period": "2026Q2", "start_on": "2026-04-01", "end_on": "2026-06-30", "comparison": "none", "lang": "ja"}
    return small.add("review", **{**row, "on_date": "2026-07-08", "held_on": "2026-07-08", **more})


def test_that_each_promise_stands_with_what_became_of_it(small: Small) -> None:
    person(small, "西田 恵", "課長")
    kept = promise(small, "手順書を渡す", due="2026-08-10", done_on="2026-08-08")
    late = promise(small, "棚番の一覧を送る", side="customer", who="西田", due="2026-09-11")
    going = promise(small, "研修の日程を決める", made_on="2026-06-20", due="2026-12-01")
    told = small.told(Chapter.PROMISES)
    assert told.headline == "お約束 3件: 完了 1件、進行中 1件、期限経過 1件"
    assert [line.key for line in told.statements] == [f"promise:{one}" for one in (kept, late, going)]
    assert "8/8 完了" in words(told)
    assert "課長 西田様" in words(told)
    for one in (kept, late, going):
        assert behind(told, f"promise:{one}") == {one}
    small.amend("promise", late, done_on="2026-09-10")
    assert small.told(Chapter.PROMISES).headline == "お約束 3件: 完了 2件、進行中 1件"
    small.remove("promise", going)
    assert small.told(Chapter.PROMISES).headline == "お約束 2件がすべて完了"
    assert small.told(Chapter.PROMISES, "en").headline == "The 2 promises made are all kept"


def test_that_what_is_of_another_time_is_left_to_another_section(small: Small) -> None:
    promise(small, "前に終わった", made_on="2026-04-01", done_on="2026-06-30")
    promise(small, "後でした", made_on="2026-10-02", due="2026-10-05")
    promise(small, "先の約束", made_on="2026-09-01", due="2026-12-01")
    assert small.chapter(Chapter.PROMISES).nothing == "no_promises"
    promise(small, "レビューで引き受けた", made_on="2026-07-08", due="2026-12-01", origin="review")
    assert [fact.values["text"] for fact in small.chapter(Chapter.PROMISES).facts] == ["レビューで引き受けた"]


def test_that_what_was_taken_on_in_a_review_is_told_in_the_next_one(small: Small) -> None:
    before, now = held(small), held(small, start_on="2026-07-01", end_on="2026-09-30", held_on="2026-09-29")
    step = milestone(small, objective(small, plan(small)), "移行", due="2026-12-20")
    later = {"made_on": "2026-07-08", "due": "2026-12-10"}
    task(small, step, "棚番を数える", custom={"review": {"id": before}}, **later)
    promise(small, "説明会を開く", origin="review", origin_id=before, **later)
    promise(small, "この場で決めた", origin="review", origin_id=now, made_on="2026-09-29", due="2026-12-10")
    told = [fact.values["text"] for fact in small.chapter(Chapter.PROMISES).facts]
    assert told == ["棚番を数える", "説明会を開く"]
    following = [fact.values["text"] for fact in small.chapter(Chapter.PROMISES, period="2026Q4").facts]
    assert "この場で決めた" in following


def test_that_what_was_decided_in_the_review_before_is_told_and_nothing_that_is_not_shown(small: Small) -> None:
    person(small, "渡辺 一郎", "部長")
    review = held(small)
    first = small.add("decision", review_id=review, text="第二倉庫にも広げる", decided_on="2026-07-08", by_name="渡辺")
    small.add("decision", review_id=review, text="社外秘の決定", decided_on="2026-07-08", shown=False)
    older = held(small, period="2026Q1", start_on="2026-01-01", end_on="2026-03-31", held_on="2026-04-05")
    small.add("decision", review_id=older, text="ずっと前の決定", decided_on="2026-04-05")
    told = small.told(Chapter.PROMISES)
    assert told.headline == "前回の決定事項 1件"
    assert [line.key for line in told.statements] == [f"decision:{first}"]
    assert behind(told, f"decision:{first}") == {first}
    assert "部長 渡辺様" in words(told)
    small.amend("decision", first, text="第三倉庫にも広げる")
    assert "第三倉庫" in words(small.told(Chapter.PROMISES))
    small.remove("decision", first)
    assert small.chapter(Chapter.PROMISES).nothing == "no_promises"


def test_that_a_review_of_this_period_or_one_not_held_is_not_the_one_before(small: Small) -> None:
    for more in ({"start_on": "2026-07-01", "end_on": "2026-09-30"}, {"held_on": None, "on_date": "2026-12-01"}):
        small.add("decision", review_id=held(small, **more), text="これからのこと", decided_on="2026-10-01")
    assert small.chapter(Chapter.PROMISES).nothing == "no_promises"


def test_that_before_the_first_review_the_outcome_promised_at_the_start_stands_there(small: Small) -> None:
    handover = small.add(
        "handover", kind="sales", handed_on="2026-05-11", outcome_promised="棚卸しの時間を半分に",
        known_risks="社外秘の懸念", success_as_sold="社外秘の売り方", decision_route="社外秘の経路",
    )  # fmt: skip
    told = small.told(Chapter.PROMISES)
    assert told.headline == "導入時のお約束: 棚卸しの時間を半分に"
    assert behind(told, f"handover:{handover}") == {handover}
    assert "社外秘" not in small.outgoing()
    small.amend("handover", handover, outcome_promised="欠品を半分に")
    assert small.told(Chapter.PROMISES).headline == "導入時のお約束: 欠品を半分に"
    held(small)
    assert small.chapter(Chapter.PROMISES).nothing == "no_promises"


def test_that_nothing_internal_is_gathered_from_promises(small: Small) -> None:
    goal = objective(small, plan(small), note="社外秘の目標メモ")
    hidden_goal = objective(small, plan(small), "社外秘の目標", shown=False)
    hidden_step = milestone(small, goal, "社外秘の道標", shown=False, due="2026-08-01")
    milestone(small, goal, "社外秘の社内工程", side="internal", due="2026-08-01")
    due = {"due": "2026-08-01"}
    promise(small, "社外秘の約束", side="internal", **due)
    promise(small, "社外秘で見せない", shown=False, **due)
    promise(small, "社外秘で取り下げ", dropped_on="2026-08-02", **due)
    promise(small, "社外秘の手順", origin="cta", **due)
    for parent in (hidden_goal, hidden_step):
        task(small, parent, "社外秘の作業", **due)
        milestone(small, hidden_goal, "社外秘の先の道標", due="2026-12-01")
        task(small, parent, "社外秘の先の作業", due="2026-12-01")
    task(small, goal, "社外秘の見せない作業", shown=False, **due)
    seen = task(small, goal, "見せる作業", who="山本", **due)
    assert "社外秘" not in small.outgoing()
    [fact] = small.chapter(Chapter.PROMISES).facts
    # Our names go out only where the plan says so.
    assert (fact.key, fact.values["who"]) == (f"promise:{seen}", "")
