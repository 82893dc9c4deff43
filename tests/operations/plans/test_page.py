from __future__ import annotations

from decimal import Decimal

import pytest

from app.clock import stamp
from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.plans.commitments import commit
from app.operations.plans.listing import plans_list, plans_of
from app.operations.plans.milestones import amend_milestone
from app.operations.plans.objectives import (
    add_objective,
    add_reading,
    amend_objective,
    next_objective,
)
from app.operations.plans.page import plan_page, readings_of
from app.operations.plans.plans import amend_plan, close_plan, create_plan, reopen_plan, set_agenda
from app.operations.plans.rows import AgendaItem
from app.operations.plans.versions import make_version
from app.vocabulary import PlanStatus, Side
from tests.operations.plans.plan_books import TODAY, Made, account, day


def test_that_the_page_shows_numbers_owners_and_standing(book: Book, made: Made) -> None:
    page = book.read(plan_page, made.plan, today=TODAY)
    hours, master, sites, task, losses = page.tree
    assert (hours.baseline, hours.actual, hours.target, hours.actual_on) == (40, 27, 20, day(-5))
    assert hours.progress == 0.65 and hours.expected == 0.6
    assert hours.status is PlanStatus.ATTENTION  # a milestone below is overdue
    assert (hours.owner, hours.side, hours.our_owner) == ("佐藤 花子", Side.CUSTOMER, "山本")
    assert (master.status, master.overdue, master.owner) == (PlanStatus.LATE, True, "佐藤 花子")
    assert (sites.baseline, sites.actual, sites.target, sites.progress) == (0, 1, 2, 0.5)
    assert (task.depth, task.parent_id, task.side, task.owner) == (2, made.sites, Side.ME, "山本")
    assert (losses.owner, losses.progress, losses.status) == ("渡辺", None, PlanStatus.IN_PROGRESS)
    assert page.timeline is not None
    assert [lane.title for lane in page.timeline.lanes] == ["棚卸し時間", "欠品を減らす"]
    assert [mark.id for mark in page.timeline.lanes[0].marks] == [made.master, made.sites]
    assert page.changes is None and page.to_confirm == 2


def test_that_the_list_says_what_is_next_and_what_is_over(book: Book, made: Made) -> None:
    other = book.write(account, "みどり食品")[1]
    second = book.write(create_plan, other, name="空のプラン", start=TODAY, today=TODAY)[1]
    first, empty = book.read(plans_list, today=TODAY)
    assert (first.id, first.account, first.name) == (made.plan, "Acme Robotics", "在庫改革 2026")
    assert (first.objectives, first.met, first.overdue) == (2, 0, 1)
    assert (first.next_due, first.next_title) == (day(-20), "在庫マスタを移行する")
    assert (first.progress, first.expected, first.status) == (0.65, 0.6, PlanStatus.ATTENTION)
    assert (empty.id, empty.status, empty.progress, empty.next_due) == (second, PlanStatus.PLANNED, None, None)
    book.write(close_plan, made.plan, on=TODAY)
    assert [row.id for row in book.read(plans_list, today=TODAY)] == [second, made.plan]
    closed = book.read(plans_of, made.account, today=TODAY)[0]
    assert (closed.status, closed.overdue) == (PlanStatus.DONE, 0)
    book.write(reopen_plan, made.plan)
    assert book.read(plans_of, made.account, today=TODAY)[0].overdue == 1


def test_that_the_next_review_finds_the_meeting_of_that_day(book: Book, made: Made) -> None:
    book.write(amend_plan, made.plan, {"next_review_on": day(6)})
    book.write(set_agenda, made.plan, [AgendaItem("閾値の決め方"), AgendaItem(" "), AgendaItem("開始日", True)])
    review = book.read(plan_page, made.plan, today=TODAY).review
    assert (review.on, review.touchpoint_id) == (day(6), None)
    assert review.agenda == (AgendaItem("閾値の決め方"), AgendaItem("開始日", True))

    def plan_meeting(session: Session) -> None:
        at = stamp(book.clock.now())
        row = {"account_id": made.account, "state": "planned", "kind": "meeting", "minutes": 30, "at": at}
        door.create(session, "touchpoint", [{**row, "on_date": day(6).isoformat(), "body": "定例\n議題"}])

    book.write(plan_meeting)
    review = book.read(plan_page, made.plan, today=TODAY).review
    assert (review.what, review.minutes, review.at) == ("定例", 30, book.clock.now())


def test_that_the_next_objective_begins_where_the_last_one_ended(book: Book, made: Made) -> None:
    made_next = book.write(next_objective, made.hours, title="棚卸しを毎月に", target="12", due=day(150), on=TODAY)[1]
    rows = {row.id: row for row in book.read(plan_page, made.plan, today=TODAY).tree if row.kind == "objective"}
    assert list(rows) == [made.hours, made_next, made.losses]
    assert rows[made.hours].status is PlanStatus.DONE
    there = rows[made_next]
    assert (there.baseline, there.target, there.unit, there.follows_id) == (27, 12, "h", made.hours)
    assert (there.person_id, there.start) == (made.person, TODAY)


def test_that_readings_are_dated_and_the_last_one_counts(book: Book, made: Made) -> None:
    early = book.write(add_reading, made.hours, "３８．５", on=day(-50), source="customer", by_name="佐藤")[0]
    readings = book.read(readings_of, made.hours)
    assert [reading.value for reading in readings] == [27, 34, Decimal("38.5")]
    assert (readings[-1].source, readings[-1].by) == ("customer", "佐藤")
    assert book.read(plan_page, made.plan, today=TODAY).tree[0].actual == 27
    book.write(take_back, early.id)
    assert len(book.read(readings_of, made.hours)) == 2


@pytest.mark.parametrize("value", ["", "abc", "NaN", "Infinity", "1e999", "1" * 30, "−"])
def test_that_what_is_no_number_is_refused(book: Book, made: Made, value: str) -> None:
    with pytest.raises(BansoError, match=r"plan\.number"):
        book.write(add_reading, made.hours, value, on=TODAY)


def test_that_what_cannot_be_stored_is_refused_with_its_field(book: Book, made: Made) -> None:
    for operation, values, key in (
        (amend_objective, {"due": "2026-13-01"}, "plan.day"),
        (amend_objective, {"title": " "}, "plan.no_title"),
        (amend_objective, {"target": "many"}, "plan.number"),
    ):
        with pytest.raises(BansoError) as raised:
            book.write(operation, made.hours, values)
        assert (raised.value.key, raised.value.field) == (key, next(iter(values)))
    with pytest.raises(BansoError, match=r"plan\.number"):
        book.write(amend_milestone, made.sites, {"amount": "-1"})
    with pytest.raises(BansoError, match=r"plan\.no_name"):
        book.write(amend_plan, made.plan, {"name": ""})
    with pytest.raises(KeyError):
        book.write(amend_objective, made.hours, {"met_on": TODAY})


def test_that_people_are_asked_for_what_changed_since_they_said_yes(book: Book, made: Made) -> None:
    number = book.write(make_version, made.plan, today=day(-10), lang="ja")[1]
    book.write(commit, made.plan, by_name="佐藤", on=day(-9))
    page = book.read(plan_page, made.plan, today=TODAY)
    assert page.plan.agreed is not None
    assert (page.plan.agreed.number, page.plan.agreed.by) == (number, ("佐藤",))
    assert page.changes == 0
    sato, watanabe = page.agreements
    assert (sato.name, sato.title, sato.settled, sato.number) == ("佐藤 花子", "課長", True, 1)
    assert (watanabe.name, watanabe.settled, watanabe.on) == ("渡辺", False, None)
    book.write(amend_objective, made.losses, {"due": day(120)})
    book.write(add_objective, made.plan, title="経営会議で使われる数字にする")
    book.write(add_reading, made.hours, 25, on=TODAY)  # how far it has come is no change of what was agreed
    page = book.read(plan_page, made.plan, today=TODAY)
    assert page.changes == 2 and page.agreements[0].changes == 2 and page.to_confirm == 2
    assert [version.number for version in page.versions] == [1]
