"""What is asked, both ways, as a review says it."""

from __future__ import annotations

from app.journal import door
from app.operations.accounts import create_account
from app.reports.review.facts import Chapter
from tests.builders import TODAY
from tests.operations.reviews.gather.mutual_rows import objective, person, plan, promise, reading
from tests.operations.reviews.gather.small_book import Small, behind, words
from tests.operations.reviews.gather.test_ahead import contract


def test_that_a_renewal_nobody_confirmed_is_asked_for(small: Small) -> None:
    own = contract(small)
    told = small.told(Chapter.ASKS)
    assert told.headline == "2027/1/31 満了後のご契約更新のご意向"
    assert "12/31" in words(told)
    assert behind(told, f"contract:{own}") == {own}
    small.amend("contract", own, intent_on="2026-11-02", intent_by="渡辺", intent_how="社外秘の経緯")
    assert small.chapter(Chapter.ASKS).nothing == "nothing_to_ask"
    assert "社外秘" not in small.outgoing()


def test_that_a_word_a_number_and_a_day_that_are_waited_for_are_asked_for(small: Small) -> None:
    person(small, "西田 恵", "課長")
    own = plan(small)
    goal = objective(small, own, customer_owner="西田", note="社外秘のメモ")
    last = reading(small, goal, "34", "2026-09-28")
    said = small.add(
        "commitment", plan_id=own, objective_id=goal, state="proposed", by_name="西田", on_date="2026-09-02",
        how="社外秘の経緯",
    )  # fmt: skip
    owed = promise(small, "棚番の一覧を送る", side="customer", who="西田")
    told = small.told(Chapter.ASKS)
    assert told.headline == "ご確認のお願い 3件"
    assert "内容のご確認: 棚卸し時間を半分にする" in words(told)
    assert "「棚卸し時間」の最新値のご共有（前回 9/28）" in words(told)
    assert "期日のご相談: 棚番の一覧を送る" in words(told)
    assert behind(told, f"commitment:{said}") == {said, goal}
    assert behind(told, f"objective:{goal}") == {goal, last}
    assert behind(told, f"promise:{owed}") == {owed}
    small.amend("commitment", said, state="committed")
    reading(small, goal, "30", "2026-11-15")
    assert small.told(Chapter.ASKS).headline == "期日のご相談: 棚番の一覧を送る"
    small.amend("promise", owed, due="2026-12-01")
    assert small.chapter(Chapter.ASKS).nothing == "nothing_to_ask"
    small.amend("objective", goal, target="10")
    small.remove("promise", owed)
    assert "社外秘" not in small.outgoing()


def test_that_their_open_requests_stand_in_their_words_and_nobody_elses(small: Small) -> None:
    own = small.add(
        "request", words="手術日だけ色を変えたい", raised_on="2026-08-01", amount_minor=987654, currency="JPY"
    )
    small.add("request", words="もう実現した", raised_on="2026-04-01", shipped_on="2026-05-01")
    small.add("request", words="もう閉じた", raised_on="2026-04-01", closed_on="2026-05-01")
    other = small.book.write(create_account, name="北斗", today=TODAY, by_id=small.book.by_id)[1]
    row = {"account_id": other, "words": "社外秘の北斗の言葉", "raised_on": "2026-08-01"}
    theirs = small.book.write(lambda session: door.create(session, "request", [row]))[1][0]
    small.add("request_account", request_id=theirs)
    told = small.told(Chapter.ASKS)
    assert told.headline == "ご要望: 手術日だけ色を変えたい"
    assert behind(told, f"request:{own}") == {own}
    assert "987654" not in small.outgoing()
    assert "社外秘" not in small.outgoing()
    small.amend("request", own, words="手術日の色を変えたい")
    assert small.told(Chapter.ASKS).headline == "ご要望: 手術日の色を変えたい"
    small.amend("request", own, shipped_on="2026-11-01")
    assert small.chapter(Chapter.ASKS).nothing == "nothing_to_ask"
