"""What comes next, as a review says it: dates that both sides know of, in their order."""

from __future__ import annotations

from typing import Any

from app.journal import door
from app.reports.review.facts import Chapter
from tests.operations.reviews.gather.mutual_rows import milestone, objective, person, plan, promise, task
from tests.operations.reviews.gather.small_book import Small, behind, words


def planned(small: Small, body: str, **more: Any) -> str:
    row = {"state": "planned", "kind": "meeting", "on_date": "2026-12-08", "shown": True}
    return small.add("touchpoint", body=body, **{**row, **more})


def contract(small: Small, **more: Any) -> str:
    row = {"kind": "paid", "start_on": "2026-04-01", "end_on": "2027-01-31", "currency": "JPY", "notice_value": 1,
           "notice_unit": "m"}  # fmt: skip
    made = small.add("contract", **{**row, **more})
    line = {"contract_id": made, "product": "在庫 Pro", "quantity": "10", "unit_price": "1000", "amount_minor": 10000,
            "billing": "monthly", "start_on": "2026-04-01", "end_on": "2027-01-31"}  # fmt: skip
    small.book.write(lambda session: door.create(session, "contract_line", [line]))
    return made


def test_that_the_dates_ahead_stand_in_their_order_each_with_its_record(small: Small) -> None:
    person(small, "西田 恵", "課長")
    own = plan(small, next_review_on="2026-12-15", agenda=[{"text": "社外秘の議題"}])
    goal = objective(small, own)
    step = milestone(small, goal, "2倉庫で本運用を始める", due="2026-12-20", who="西田")
    work = task(small, step, "手順書を渡す", due="2026-12-01")
    owed = promise(small, "見積の前提を送る", due="2026-11-25")
    undated = promise(small, "活用の例を送る")
    meeting = planned(small, "第二倉庫の打ち合わせ\n社外秘の段取り")
    paid = contract(small)
    told = small.told(Chapter.NEXT)
    assert told.headline == "次は 11/25「見積の前提を送る」、ほか 6件"
    assert [line.key for line in told.statements] == [
        f"promise:{owed}", f"promise:{work}", f"touchpoint:{meeting}", f"plan:{own}", f"milestone:{step}",
        f"contract:{paid}", f"promise:{undated}",
    ]  # fmt: skip
    for line in told.statements:
        assert {source.id for source in line.sources} == {line.key.partition(":")[2]}
    said = words(told)
    for text in (
        "会議: 第二倉庫の打ち合わせ",
        "計画の見直し: 在庫改革",
        "課長 西田様",
        "契約の通知期限（満了 2027/1/31）",
    ):
        assert text in said
    assert "社外秘" not in small.outgoing()
    small.amend("promise", owed, done_on="2026-11-19")
    assert small.told(Chapter.NEXT).headline == "次は 12/1「手順書を渡す」、ほか 5件"
    small.remove("touchpoint", meeting)
    assert "打ち合わせ" not in words(small.told(Chapter.NEXT))


def test_that_only_what_the_customer_is_shown_of_the_calendar_goes_in(small: Small) -> None:
    planned(small, "社外秘の電話", shown=None)
    planned(small, "社外秘の訪問", shown=False)
    planned(small, "社外秘の会議", purpose="internal")
    planned(small, "社外秘のメモ", kind="note")
    planned(small, "社外秘の過去", state="done", on_date="2026-11-01")
    planned(small, "社外秘の遠い日", on_date="2027-12-01")
    promise(small, "社外秘の宿題", side="internal", due="2026-12-01")
    assert small.chapter(Chapter.NEXT).nothing == "nothing_planned"
    assert "社外秘" not in small.outgoing()


def test_that_a_contract_says_its_day_of_notice_only_where_that_is_known(small: Small) -> None:
    own = contract(small)
    assert small.told(Chapter.NEXT).headline == "契約の通知期限は 12/31、満了は 2027/1/31"
    assert behind(small.told(Chapter.NEXT), f"contract:{own}") == {own}
    small.amend("contract", own, notice_value=None)
    assert small.told(Chapter.NEXT).headline == "契約の満了は 2027/1/31"
    small.amend("contract", own, notified_on="2026-11-01")
    assert small.chapter(Chapter.NEXT).nothing == "nothing_planned"
