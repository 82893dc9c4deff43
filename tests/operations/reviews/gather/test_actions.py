"""What does not go as agreed, as a review says it, each beside what is done about it."""

from __future__ import annotations

from datetime import timedelta

from app.reports.review.facts import Chapter
from tests.builders import TODAY
from tests.operations.reviews.gather.mutual_rows import milestone, objective, person, plan, promise, reading, task
from tests.operations.reviews.gather.small_book import Small, behind, words


def test_that_a_goal_that_is_behind_stands_beside_what_is_next_for_it(small: Small) -> None:
    person(small, "西田 恵", "課長")
    goal = objective(small, plan(small))
    last = reading(small, goal, "38", "2026-11-10")
    told = small.told(Chapter.ACTIONS)
    assert told.headline == "解決すべき課題は「棚卸し時間を半分にする」"
    assert "棚卸し時間を半分にする（目標まであと 18 h）" in words(told)
    assert "ご相談のうえ決定" in words(told)
    step = milestone(small, goal, "2倉庫で本運用を始める", due="2026-12-10", who="西田")
    answer = task(small, step, "手順書を渡す", due="2026-12-01")
    told = small.told(Chapter.ACTIONS)
    assert "手順書を渡す" in words(told)
    assert behind(told, f"objective:{goal}") == {goal, last, answer}
    small.remove("promise", answer)
    told = small.told(Chapter.ACTIONS)
    assert "課長 西田様" in words(told)
    assert behind(told, f"objective:{goal}") == {goal, last, step}
    small.amend("objective_reading", last, value="22")
    assert small.chapter(Chapter.ACTIONS).nothing == "all_on_track"


def test_that_what_is_overdue_is_an_issue_until_it_is_done(small: Small) -> None:
    goal = objective(small, plan(small), metric=None, baseline=None, target=None, due="2027-01-31")
    step = milestone(small, goal, "在庫マスタを移行する", due="2026-10-30")
    answer = task(small, step, "照合表を届ける", side="customer", due="2026-11-30")
    owed = promise(small, "見積の前提を送る", due="2026-11-02")
    told = small.told(Chapter.ACTIONS)
    assert told.headline == "課題 2件、すべてに対応策あり"
    assert "在庫マスタを移行する（期限 10/30 を経過）" in words(told)
    assert "期限 11/2 を過ぎたお約束" in words(told)
    assert behind(told, f"milestone:{step}") == {step, answer}
    assert behind(told, f"promise:{owed}") == {owed}
    small.amend("promise", owed, done_on="2026-11-03")
    assert small.told(Chapter.ACTIONS).headline == "解決すべき課題は「在庫マスタを移行する」"
    small.amend("milestone", step, done_on="2026-11-03")
    assert small.chapter(Chapter.ACTIONS).nothing == "all_on_track"


def test_that_what_is_overdue_in_a_closed_plan_is_no_issue(small: Small) -> None:
    own = plan(small)
    goal = objective(small, own, due="2026-09-30")
    task(small, goal, "古い作業", due="2026-09-01")
    assert len(small.chapter(Chapter.ACTIONS).facts) == 2
    small.amend("plan", own, closed_on="2026-10-31")
    assert small.chapter(Chapter.ACTIONS).nothing == "all_on_track"


def test_that_tickets_that_pile_up_are_an_issue(small: Small) -> None:
    usual = [TODAY - timedelta(days) for days in range(40, 180, 10)]
    late = [TODAY - timedelta(days) for days in (3, 10, 17)]
    before = small.read("tickets", usual, [1] * len(usual), source="helpdesk")
    assert small.chapter(Chapter.ACTIONS).nothing == "all_on_track"
    now = small.read("tickets", late, [4, 4, 4], source="helpdesk")
    told = small.told(Chapter.ACTIONS)
    assert told.headline == "30日間のお問い合わせ 12件"
    assert "30日間のお問い合わせが 12件（通常 3件）" in words(told)
    assert behind(told, "tickets") == {*before, *now}


def test_that_what_is_internal_is_no_issue_and_no_answer(small: Small) -> None:
    goal = objective(small, plan(small), note="社外秘の見立て", status="late", status_reason="社外秘の理由")
    step = milestone(small, goal, "社外秘の道標", shown=False, due="2026-10-01")
    task(small, step, "社外秘の作業", due="2026-12-01")
    task(small, goal, "社外秘の見せない作業", shown=False, due="2026-12-01")
    milestone(small, goal, "社外秘の社内工程", side="internal", due="2026-12-01")
    promise(small, "社外秘の宿題", side="internal", due="2026-10-01")
    promise(small, "社外秘の手順", origin="cta", due="2026-10-01")
    [fact] = small.chapter(Chapter.ACTIONS).facts
    assert (fact.key, fact.values["answer"]) == (f"objective:{goal}", "")
    assert "社外秘" not in small.outgoing()
