"""What a meeting decides becomes promises and tasks, and the next review begins with them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from app.errors import BansoError
from app.models import tables
from app.operations.book import Book
from app.operations.finding import search
from app.operations.people_sameness import merge_people, split_people
from app.operations.plans.page import plan_page
from app.operations.promises import open_promises
from app.operations.reviews.editing import edit_section
from app.operations.reviews.found import review_found
from app.operations.reviews.outcome import (
    add_action,
    add_decision,
    amend_decision,
    hold_review,
    remove_decision,
    reopen_review,
)
from app.operations.touchpoints import plan_touchpoint, touchpoint_rows
from app.reports.review.facts import Chapter
from app.vocabulary import Side, TouchpointKind
from tests.operations.plans.plan_books import TODAY, Made, day
from tests.operations.reviews.review_books import page, review, section


def test_that_the_next_review_starts_from_what_was_agreed(book: Book, made: Made) -> None:
    first = review(book, made, period="FY2026Q1", on=date(2026, 7, 21))
    book.write(hold_review, first, on=date(2026, 7, 21), today=TODAY)
    shown = book.write(add_decision, first, "二つ目の倉庫へ広げる", by="渡辺 一郎", today=TODAY)[1]
    hidden = book.write(add_decision, first, "値引きはしない", shown=False, today=TODAY)[1]
    book.write(add_action, first, "手順書を直して送る", side=Side.ME, who="佐藤", due=day(-3), today=date(2026, 7, 21))
    book.write(add_action, first, "予算を確かめる", side=Side.INTERNAL, due=day(20), today=date(2026, 7, 21))
    assert [one.on for one in page(book, first).decisions] == [date(2026, 7, 21)] * 2
    told = str(section(book, review(book, made), Chapter.PROMISES).told)
    assert "二つ目の倉庫へ広げる" in told
    assert "手順書を直して送る" in told
    assert "値引き" not in told
    assert "予算" not in told
    book.write(amend_decision, shown, text="仙台の倉庫へ広げる", by="渡辺 CIO", on=date(2026, 7, 22), shown=True)
    book.write(remove_decision, hidden)
    [kept] = page(book, first).decisions
    assert (kept.text, kept.by, kept.on) == ("仙台の倉庫へ広げる", "渡辺 CIO", date(2026, 7, 22))


def test_that_an_action_item_is_a_promise_or_a_task_of_the_plan(book: Book, made: Made) -> None:
    first = review(book, made)
    free = book.write(add_action, first, "説明会を開く", side=Side.ME, who="山本", due=day(7), today=TODAY)[1]
    task = book.write(
        add_action, first, "棚番を数える", side=Side.CUSTOMER, who="佐藤 花子", due=day(9), milestone_id=made.sites,
        today=TODAY,
    )[1]  # fmt: skip
    actions = page(book, first).actions
    assert [(one.id, one.text, one.side, one.who, one.due, one.milestone_id) for one in actions] == [
        (free, "説明会を開く", Side.ME, "山本", day(7), None),
        (task, "棚番を数える", Side.CUSTOMER, "佐藤 花子", day(9), made.sites),
    ]
    assert actions[1].milestone == "2倉庫で本運用を始める"
    assert {free, task} <= {one.id for one in book.read(open_promises, account_id=made.account)}
    tree = book.read(plan_page, made.plan, today=TODAY).tree
    assert [row.title for row in tree if row.id == task] == ["棚番を数える"]
    assert page(book, review(book, made)).actions == ()
    with pytest.raises(BansoError, match=r"review\.no_text"):
        book.write(add_action, first, " ", side=Side.ME, today=TODAY)


def test_that_holding_it_ends_the_planned_meeting(book: Book, made: Made) -> None:
    meeting = book.write(
        plan_touchpoint, made.account, kind=TouchpointKind.REVIEW, on=day(2), body="四半期の振り返り", today=TODAY,
        by_id=None,
    )[1]  # fmt: skip
    first = review(book, made, on=day(2))
    assert page(book, first).touchpoint_id == meeting
    with pytest.raises(BansoError, match=r"review\.not_yet"):
        book.write(hold_review, first, on=day(2), today=TODAY)
    assert book.write(hold_review, first, on=day(3), today=day(3))[1] == meeting
    [row] = book.read(touchpoint_rows, made.account)
    assert (row.id, row.date, row.planned, row.body) == (meeting, day(3), False, "四半期の振り返り")
    assert page(book, first).row.held_on == day(3)
    book.write(reopen_review, first)
    assert page(book, first).row.held_on is None


def test_that_holding_it_without_a_planned_meeting_writes_one_with_who_was_there(book: Book, made: Made) -> None:
    first = review(book, made)
    book.write(hold_review, first, on=TODAY, today=TODAY, by_id=book.by_id)
    [row] = book.read(touchpoint_rows, made.account)
    assert (row.kind, row.planned, row.two_way, row.people) == (TouchpointKind.REVIEW, False, True, ("渡辺 一郎",))
    assert row.body == "定期レビュー 2026年7–9月（第2四半期）"
    again = book.write(hold_review, first, on=TODAY, today=TODAY)[1]
    assert again == row.id
    count = book.read(lambda s: len(s.rows(select(tables.touchpoint.c.id))))
    assert count == 1


def test_that_a_guest_who_turns_out_to_be_another_is_followed_and_split_again(book: Book, made: Made) -> None:
    first = review(book, made)
    guest = page(book, first).row.attendees[0].person_id
    book.write(merge_people, made.person, guest)
    assert page(book, first).row.attendees[0].person_id == made.person
    book.write(split_people, guest)
    assert page(book, first).row.attendees[0].person_id == guest


def test_that_what_is_found_by_its_words_leads_to_its_review(book: Book, made: Made) -> None:
    first = review(book, made)
    decision = book.write(add_decision, first, "仙台の倉庫へ広げる", today=TODAY)[1]
    own = section(book, first, Chapter.GOALS)
    book.write(edit_section, own.id, headline="孔雀色の目標です")
    hits = {hit.kind: hit.id for words in ("仙台の倉庫", "孔雀色") for hit in book.read(search, words).hits}
    assert hits == {"decision": decision, "review_section": own.id}
    assert {book.read(review_found, kind, found) for kind, found in hits.items()} == {first}
    assert book.read(review_found, "account", made.account) is None
    book.write(remove_decision, decision)
    assert book.read(review_found, "decision", decision) is None
