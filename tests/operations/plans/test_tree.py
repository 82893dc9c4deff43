from __future__ import annotations

import pytest

from app.errors import BansoError
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.content import content_hash
from app.operations.plans.milestones import add_milestone, add_task, amend_milestone, amend_task
from app.operations.plans.objectives import add_objective
from app.operations.plans.page import plan_page
from app.operations.plans.plans import remove_plan
from app.operations.plans.rows import TreeRow
from app.operations.plans.tree import (
    add_below,
    drop_item,
    move_item,
    nest,
    remove_item,
    say_status,
    show_item,
    toggle_done,
    unnest,
)
from app.operations.promises import open_promises
from app.vocabulary import PlanStatus, Side
from tests.operations.plans.plan_books import TODAY, Made, day


def tree(book: Book, made: Made) -> tuple[TreeRow, ...]:
    return book.read(plan_page, made.plan, today=TODAY).tree


def titles(book: Book, made: Made) -> list[str]:
    return ["  " * row.depth + row.title for row in tree(book, made)]


def row(book: Book, made: Made, item_id: str) -> TreeRow:
    return next(one for one in tree(book, made) if one.id == item_id)


def test_that_enter_adds_right_below(book: Book, made: Made) -> None:
    book.write(add_below, made.hours, title="最初の一歩", today=TODAY)
    book.write(add_below, made.master, title="間の一歩", today=TODAY)
    book.write(add_below, made.task, title="次の作業", today=TODAY)
    book.write(add_objective, made.plan, title="二番目の目標", after=made.hours)
    assert titles(book, made) == [
        "棚卸し時間を半分にする",
        "  最初の一歩",
        "  在庫マスタを移行する",
        "  間の一歩",
        "  2倉庫で本運用を始める",
        "    手順書を渡す",
        "    次の作業",
        "二番目の目標",
        "欠品を減らす",
    ]
    with pytest.raises(BansoError, match=r"plan\.no_title"):
        book.write(add_below, made.hours, title="  ", today=TODAY)


def test_that_a_milestone_goes_below_the_one_above_with_its_tasks_and_comes_back(book: Book, made: Made) -> None:
    third = book.write(
        add_milestone, made.hours, title="出荷を合わせる", values={"side": "customer", "who": "佐藤", "due": day(9)}
    )[1]
    book.write(add_task, third, title="時刻表", today=TODAY)
    task = book.write(nest, third, today=TODAY)[1]
    assert titles(book, made)[2:6] == [
        "  2倉庫で本運用を始める",
        "    手順書を渡す",
        "    出荷を合わせる",
        "    時刻表",
    ]
    there = row(book, made, task)
    assert (there.kind, there.side, there.owner, there.due) == ("task", Side.CUSTOMER, "佐藤 花子", day(9))
    back = book.write(unnest, task)[1]
    assert titles(book, made)[2:6] == ["  2倉庫で本運用を始める", "    手順書を渡す", "    時刻表", "  出荷を合わせる"]
    assert row(book, made, back).due == day(9)


def test_that_nesting_is_taken_back_as_one(book: Book, made: Made) -> None:
    third = book.write(add_milestone, made.hours, title="出荷を合わせる")[1]
    before, shown = book.read(content_hash), titles(book, made)
    change, _task = book.write(nest, third, today=TODAY)
    book.write(take_back, change.id)
    assert book.read(content_hash) == before
    assert titles(book, made) == shown


def test_that_nothing_nests_where_it_would_lose_something(book: Book, made: Made) -> None:
    with pytest.raises(BansoError, match=r"plan\.nest_first"):
        book.write(nest, made.master, today=TODAY)
    with pytest.raises(BansoError, match=r"plan\.nest_loses"):
        book.write(nest, made.sites, today=TODAY)
    for item in (made.hours, made.task):
        with pytest.raises(BansoError, match=r"plan\.nest_not"):
            book.write(nest, item, today=TODAY)
    for item in (made.hours, made.sites):
        with pytest.raises(BansoError, match=r"plan\.unnest_not"):
            book.write(unnest, item)


def test_that_rows_move_among_their_siblings_with_what_is_below(book: Book, made: Made) -> None:
    second = book.write(add_task, made.sites, title="棚札を貼る", today=TODAY)[1]
    assert book.write(move_item, second, by=-1)[1]
    assert book.write(move_item, made.sites, by=-1)[1]
    assert book.write(move_item, made.losses, by=-1)[1]
    assert not book.write(move_item, made.losses, by=-1)[1]
    assert titles(book, made) == [
        "欠品を減らす",
        "棚卸し時間を半分にする",
        "  2倉庫で本運用を始める",
        "    棚札を貼る",
        "    手順書を渡す",
        "  在庫マスタを移行する",
    ]


def test_that_a_tick_is_a_day_and_ends_what_was_said(book: Book, made: Made) -> None:
    book.write(say_status, made.master, PlanStatus.ATTENTION, "データが揃わない")
    assert row(book, made, made.master).status is PlanStatus.ATTENTION
    assert row(book, made, made.master).suggested is PlanStatus.LATE
    assert book.write(toggle_done, made.master, on=TODAY)[1]
    there = row(book, made, made.master)
    assert (there.status, there.done_on, there.said, there.overdue) == (PlanStatus.DONE, TODAY, None, False)
    assert not book.write(toggle_done, made.master, on=TODAY)[1]
    assert row(book, made, made.master).status is PlanStatus.LATE
    book.write(toggle_done, made.task, on=TODAY)
    assert made.task not in {promise.id for promise in book.read(open_promises)}
    book.write(toggle_done, made.hours, on=TODAY)
    assert row(book, made, made.hours).status is PlanStatus.DONE


def test_that_a_person_says_otherwise_only_with_a_reason(book: Book, made: Made) -> None:
    with pytest.raises(BansoError, match=r"plan\.no_reason"):
        book.write(say_status, made.hours, PlanStatus.LATE, " ")
    book.write(say_status, made.hours, PlanStatus.LATE, "倉庫の人手が足りない")
    there = row(book, made, made.hours)
    assert (there.status, there.suggested, there.said) == (PlanStatus.LATE, PlanStatus.ATTENTION, PlanStatus.LATE)
    assert there.status_reason == "倉庫の人手が足りない"
    book.write(say_status, made.hours, None)
    assert row(book, made, made.hours).said is None
    for status, item in ((PlanStatus.DONE, made.hours), (PlanStatus.LATE, made.task)):
        with pytest.raises(BansoError, match=r"plan\.status"):
            book.write(say_status, item, status, "x")


def test_that_dropped_is_known_and_asks_for_nothing(book: Book, made: Made) -> None:
    book.write(drop_item, made.master, on=TODAY)
    assert row(book, made, made.master).status is PlanStatus.DROPPED
    assert book.read(plan_page, made.plan, today=TODAY).plan.overdue == 0
    book.write(drop_item, made.master, on=None)
    assert book.read(plan_page, made.plan, today=TODAY).plan.overdue == 1


def test_that_removing_takes_what_is_below_and_comes_back_whole(book: Book, made: Made) -> None:
    before = book.read(content_hash)
    change, gone = book.write(remove_item, made.hours)
    assert gone == 6  # itself, two readings, two milestones, a task
    assert titles(book, made) == ["欠品を減らす"]
    book.write(take_back, change.id)
    assert book.read(content_hash) == before
    book.write(remove_plan, made.plan)
    assert book.read(open_promises) == []
    with pytest.raises(KeyError):
        book.read(plan_page, made.plan, today=TODAY)


def test_that_the_day_first_promised_stays_known(book: Book, made: Made) -> None:
    book.write(amend_milestone, made.sites, {"due": day(30)})
    book.write(amend_task, made.task, {"due": day(8), "title": "手順書 2版", "shown": False})
    there = row(book, made, made.task)
    assert (there.title, there.due, there.shown) == ("手順書 2版", day(8), False)
    book.write(show_item, made.task, shown=True)
    assert row(book, made, made.task).shown
    promise = next(one for one in book.read(open_promises) if one.id == made.task)
    assert promise.due == day(8)
