"""What the customer has reached, as a review says it: numbers by the end of the period, and what they are worth."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.plans.worth import gained
from app.reports.review.facts import Chapter
from tests.operations.reviews.gather.mutual_rows import milestone, objective, person, plan, reading
from tests.operations.reviews.gather.small_book import Small, behind, words
from tests.operations.reviews.gather.test_ahead import contract


def test_that_a_number_is_told_with_its_way_and_its_course(small: Small) -> None:
    goal = objective(small, plan(small))
    months = [reading(small, goal, value, on) for value, on in (("34", "2026-07-31"), ("31", "2026-08-31"))]
    last = reading(small, goal, "27", "2026-09-28")
    reading(small, goal, "24", "2026-10-15")
    told = small.told(Chapter.OUTCOMES)
    assert told.headline == "棚卸し時間は 40 h → 27 h。目標まであと 7 h"
    assert told.metric == f"objective:{goal}"
    assert told.chart is not None
    assert told.chart.metric == told.metric
    assert told.chart.categories == ("7月", "8月", "9月")
    assert told.chart.values == (("34", "31", "27"),)
    assert {source.id for source in told.chart.sources} == {goal, *months, last}
    [figure] = told.figures
    assert (figure.label, figure.value, figure.exact, figure.tone) == ("棚卸し時間", "27 h", "27", "good")
    assert figure.remark == "開始時 40 → 目標 20"
    assert behind(told, f"objective:{goal}") == {goal, last}
    assert told.source_line == "出典: 貴社ご提供 9/28 時点"
    small.amend("objective_reading", last, value="20")
    assert small.told(Chapter.OUTCOMES).headline == "棚卸し時間は 40 h → 20 h。目標 20 h を達成"
    small.amend("objective_reading", last, value="41")
    assert small.told(Chapter.OUTCOMES).headline == "棚卸し時間は 40 h → 41 h。目標は 20 h"
    assert small.told(Chapter.OUTCOMES, "en").headline == "棚卸し時間: 40 h → 41 h. The goal is 20 h"
    assert small.told(Chapter.OUTCOMES).figures[0].tone == "watch"


def test_that_the_chart_draws_the_number_that_was_chosen_and_speaks_of_it(small: Small) -> None:
    own = plan(small)
    hours = objective(small, own)
    loss = objective(small, own, "欠品を減らす", metric="欠品率", unit="%", baseline="5.2", target="2.5")
    for goal, values in ((hours, ("34", "27")), (loss, ("5.0", "4.1"))):
        for value, on in zip(values, ("2026-08-31", "2026-09-28"), strict=True):
            reading(small, goal, value, on)
    assert small.told(Chapter.OUTCOMES).metric == f"objective:{hours}"
    told = small.told(Chapter.OUTCOMES, metric=f"objective:{loss}")
    assert told.headline == "欠品率は 5.2% → 4.1%。目標まであと 1.6ポイント"
    assert told.chart is not None
    assert told.chart.values == ((None, "5", "4.1"),)
    assert small.told(Chapter.OUTCOMES, left_out=[f"objective:{hours}"]).headline == told.headline


def test_that_the_period_beside_is_told_where_it_was_read(small: Small) -> None:
    goal = objective(small, plan(small, start_on="2026-03-01"))
    for value, on in (("39", "2026-04-30"), ("38", "2026-05-31"), ("30", "2026-08-31"), ("27", "2026-09-28")):
        reading(small, goal, value, on)
    told = small.told(Chapter.OUTCOMES)
    assert told.figures[0].remark == "前四半期 38・目標 20"
    assert told.chart is not None
    assert told.chart.values == ((None, "30", "27"), ("39", "38", None))
    assert small.told(Chapter.OUTCOMES, comparison="none").figures[0].remark == "開始時 40 → 目標 20"


def test_that_it_is_worth_what_the_customer_agreed_to_and_nothing_else(small: Small) -> None:
    person(small, "渡辺 一郎", "CIO")
    goal = objective(small, plan(small), value_minor=3200, currency="JPY", value_agreed_by="渡辺")
    read = reading(small, goal, "27", "2026-09-28")
    told = small.told(Chapter.OUTCOMES)
    figure = told.figures[1]
    assert (figure.value, figure.exact) == ("月 4.2万円", "41600")
    assert (figure.label, figure.remark) == ("金額換算（CIO 渡辺様と合意）", "棚卸し時間 13 h × 3,200円")
    assert behind(told, f"worth:{goal}") == {goal, read}
    small.amend("objective", goal, value_minor=4000)
    assert small.told(Chapter.OUTCOMES).figures[1].exact == "52000"
    small.amend("objective", goal, value_agreed_by=None)
    assert len(small.told(Chapter.OUTCOMES).figures) == 1


def test_that_what_several_goals_are_worth_adds_up(small: Small) -> None:
    own = plan(small)
    priced = {"value_minor": 1000, "currency": "JPY", "value_agreed_by": "渡辺"}
    goals = [objective(small, own, f"目標{n}", **priced) for n in range(3)]
    for goal, value in zip(goals, ("30", "35", "45"), strict=True):
        reading(small, goal, value, "2026-09-28")
    exact = {one.key: one.exact for one in small.told(Chapter.OUTCOMES).figures if one.key.startswith("worth")}
    assert exact == {
        f"worth:{goals[0]}": "10000",
        f"worth:{goals[1]}": "5000",
        f"worth:{goals[2]}": "-5000",
        "worth:all:JPY": "10000",
    }


def test_that_the_money_is_held_against_the_fee(small: Small) -> None:
    goal = objective(small, plan(small), value_minor=3000, currency="JPY", value_agreed_by="渡辺")
    read = reading(small, goal, "30", "2026-09-28")
    paid = contract(small)
    told = small.told(Chapter.OUTCOMES)
    figure = next(one for one in told.figures if one.key == "worth:fee:JPY")
    assert (figure.value, figure.exact, figure.remark) == ("3.0倍", "3", "月 3万円 ÷ ご利用料 1万円")
    assert behind(told, "worth:fee:JPY") == {goal, read, paid}
    small.amend("objective_reading", read, value="35")
    assert next(one for one in small.told(Chapter.OUTCOMES).figures if one.key == "worth:fee:JPY").exact == "1.5"
    small.amend("objective_reading", read, value="39")
    assert "worth:fee:JPY" not in {one.key for one in small.told(Chapter.OUTCOMES).figures}
    small.amend("objective_reading", read, value="30")
    small.remove("contract", paid)
    assert "worth:fee:JPY" not in {one.key for one in small.told(Chapter.OUTCOMES).figures}


def test_that_what_was_reached_in_the_period_is_told(small: Small) -> None:
    own = plan(small)
    goal = objective(small, own, "移行", metric=None, baseline=None, target=None)
    step = milestone(small, goal, "在庫マスタを移行する", done_on="2026-08-03", who="西田", note="社外秘のメモ")
    milestone(small, goal, "前に済んだ", done_on="2026-06-30")
    milestone(small, goal, "後で済んだ", done_on="2026-10-01")
    told = small.told(Chapter.OUTCOMES)
    assert told.headline == "達成: 在庫マスタを移行する"
    assert behind(told, f"milestone:{step}") == {step}
    assert "社外秘" not in small.outgoing()
    small.amend("objective", goal, met_on="2026-09-15")
    assert small.told(Chapter.OUTCOMES).headline == "この期間に 2件を達成"
    small.amend("objective", goal, shown=False)
    assert small.chapter(Chapter.OUTCOMES).nothing == "no_outcomes"


def test_that_a_value_read_long_before_the_period_ended_is_stale_and_one_at_its_end_is_not(small: Small) -> None:
    goal = objective(small, plan(small))
    reading(small, goal, "34", "2026-07-02")
    [figure] = small.told(Chapter.OUTCOMES).figures
    assert figure.stale
    reading(small, goal, "27", "2026-09-28")
    [figure] = small.told(Chapter.OUTCOMES).figures
    assert not figure.stale


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.decimals(0, 500, places=2), st.decimals(0, 500, places=2), st.decimals(0, 500, places=2), st.integers(1, 9999)
)
def test_that_money_is_exactly_the_way_times_the_price(
    small: Small, start: Decimal, now: Decimal, goal: Decimal, price: int
) -> None:
    own = objective(
        small, plan(small), baseline=str(start), target=str(goal), value_minor=price, currency="JPY",
        value_agreed_by="渡辺",
    )  # fmt: skip
    reading(small, own, str(now), "2026-09-28")
    worth = [fact for fact in small.chapter(Chapter.OUTCOMES).facts if fact.key == f"worth:{own}"]
    way = gained(start, now, goal)
    assert [Decimal(fact.values["value"]) for fact in worth] == ([way * price] if way else [])
    small.remove("objective", own)


def test_that_words_of_a_goal_are_its_own(small: Small) -> None:
    goal = objective(small, plan(small), metric="Weekly users", unit="")
    reading(small, goal, "27", "2026-09-28")
    assert small.told(Chapter.OUTCOMES).headline == "Weekly users は 40 → 27。目標まであと 7"
    assert "Weekly users" in words(small.told(Chapter.OUTCOMES, "en"))
