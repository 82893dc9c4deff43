"""What the customer wants to reach, as a review says it: as it stands today, and who has said yes."""

from __future__ import annotations

from app.reports.review.facts import Chapter
from tests.operations.reviews.gather.mutual_rows import objective, person, plan, reading
from tests.operations.reviews.gather.small_book import Small, behind, words


def test_that_a_goal_stands_with_its_numbers_and_who_looks_after_it(small: Small) -> None:
    who = person(small, "西田 恵", "課長")
    goal = objective(small, plan(small), person_id=who)
    first = reading(small, goal, "34", "2026-09-01")
    last = reading(small, goal, "27", "2026-11-10")
    told = small.told(Chapter.GOALS)
    assert told.headline == "目標は「棚卸し時間を半分にする」"
    assert "課長 西田様" in words(told)
    assert "40 h → 20 h" in words(told)
    assert "27 h（11/10）" in words(told)
    assert behind(told, f"objective:{goal}") == {goal, last}
    small.amend("objective", goal, target="25")
    assert "40 h → 25 h" in words(small.told(Chapter.GOALS))
    small.remove("objective_reading", last)
    told = small.told(Chapter.GOALS)
    assert "34 h（9/1）" in words(told)
    assert behind(told, f"objective:{goal}") == {goal, first}
    small.remove("objective", goal)
    assert small.chapter(Chapter.GOALS).nothing == "no_goals"


def test_that_the_headline_counts_what_is_on_its_way_and_what_is_not(small: Small) -> None:
    own = plan(small, success="棚卸し 20時間/月以下")
    assert small.told(Chapter.GOALS).headline == "棚卸し 20時間/月以下"
    met = objective(small, own, met_on="2026-09-20")
    late = objective(small, own, "欠品を減らす", metric=None, baseline=None, target=None, due="2026-10-30")
    told = small.told(Chapter.GOALS)
    assert told.headline == "2つの目標のうち 1つが達成・順調"
    assert [line.key for line in told.statements] == [f"plan:{own}", f"objective:{met}", f"objective:{late}"]
    small.amend("objective", met, met_on=None, target=None, status="late", status_reason="社外秘の理由")
    assert small.told(Chapter.GOALS).headline == "2つの目標のうち 2つに遅れ・注意"
    assert "社外秘" not in small.outgoing()
    small.amend("objective", met, met_on="2026-06-30")
    assert [fact.key for fact in small.chapter(Chapter.GOALS).facts] == [f"plan:{own}", f"objective:{late}"]


def test_that_who_has_said_yes_is_named_until_it_lapses(small: Small) -> None:
    own = plan(small)
    goal = objective(small, own)
    said = small.add(
        "commitment", plan_id=own, objective_id=goal, state="committed", by_name="渡辺", on_date="2026-09-02"
    )
    told = small.told(Chapter.GOALS)
    assert "渡辺様 9/2 ご合意" in words(told)
    assert said in behind(told, f"objective:{goal}")
    small.amend("objective", goal, target="10")
    assert "ご合意" not in words(small.told(Chapter.GOALS))


def test_that_without_a_plan_the_outcome_promised_is_the_goal(small: Small) -> None:
    small.add("handover", kind="sales", handed_on="2026-05-11", outcome_promised="棚卸しの時間を半分に")
    assert small.told(Chapter.GOALS).headline == "棚卸しの時間を半分に"
    objective(small, plan(small))
    assert small.told(Chapter.GOALS).headline == "目標は「棚卸し時間を半分にする」"


def test_that_a_plan_closed_before_the_period_has_no_goals_of_it(small: Small) -> None:
    own = plan(small, closed_on="2026-06-30")
    objective(small, own)
    assert small.chapter(Chapter.GOALS).nothing == "no_goals"
    small.amend("plan", own, closed_on="2026-07-01")
    assert small.chapter(Chapter.GOALS).nothing == ""
