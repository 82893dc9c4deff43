"""Calendar files in the book: planned once, moved, removed where cancelled; what was held stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.meetings.calendars import Fate, Taken, calendar_steps, open_calendar, take_calendar
from app.operations.meetings.whose import whose
from app.operations.people import add_person
from app.operations.planned import hold_planned
from app.operations.settings import choose, chosen_value
from app.operations.today import today_rows
from app.operations.touchpoints import amend_touchpoint, remove_touchpoint, touchpoint_rows
from tests.builders import TODAY, new_book
from tests.imports.calendars import calendar, event
from tests.views.accounts.books import NAMES, fill

OURS = "ito@ours.example"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        midori = book.read(find_account, NAMES[1])
        book.write(add_person, midori, name="高橋 葵", email="Aoi@mail.midori.example")
        yield book


def take(book: Book, path: Path, **chosen: str) -> Taken:
    read = open_calendar(book, path)
    return book.write(take_calendar, read, today=TODAY, chosen=chosen or None)[1]


def planned(book: Book, name: str = NAMES[0]) -> list[tuple[str, str]]:
    rows = book.read(touchpoint_rows, book.read(find_account, name))
    return [(row.date.isoformat(), row.body) for row in rows if row.planned and row.body != "30日レビュー"]


def test_that_meetings_are_planned_with_the_customers_people_and_twice_is_once(book: Book, tmp_path: Path) -> None:
    path = calendar(
        tmp_path / "a.ics",
        event("by-domain", ":20261124T010000Z", "DTEND:20261124T020000Z", guests=(OURS, "new@aoba.example")),
        event("by-person", ":20261125T010000Z", guests=("aoi@MAIL.midori.example", OURS)),
        event("by-title", ":20261126T010000Z", title="Acme Robotics kick-off", guests=(OURS,)),
        event("inside", ":20261126T030000Z", title="朝会", guests=(OURS,)),
        event("who", ":20261127T010000Z", title="はじめまして", guests=(OURS, "x@hatsu.example")),
    )
    done = take(book, path)
    assert (done.planned, done.moved, done.cancelled) == (3, 0, 0)
    assert [step.key for step in done.asked] == ["who"]
    assert planned(book) == [("2026-11-24", "定例")]
    [row] = [one for one in book.read(touchpoint_rows, book.read(find_account, NAMES[1])) if one.planned]
    assert row.people == ("高橋 葵",)
    [row] = [one for one in book.read(touchpoint_rows, book.read(find_account, NAMES[0])) if one.minutes == 60]
    assert row.people == ("new",)
    changes, again = book.write(take_calendar, open_calendar(book, path), today=TODAY)
    assert (again.planned, again.unchanged, changes.id) == (0, 3, None)


def test_that_who_was_chosen_is_remembered_by_domain(book: Book, tmp_path: Path) -> None:
    first = calendar(tmp_path / "a.ics", event("one", ":20261124T010000Z", guests=("x@hatsu.example",)))
    acme = book.read(find_account, NAMES[2])
    assert [step.fate for step in take(book, first).asked] == [Fate.ASKED]
    assert take(book, first, one=acme).planned == 1
    assert book.read(chosen_value, "calendar_domains") == {"hatsu.example": acme}
    second = calendar(tmp_path / "b.ics", event("two", ":20261125T010000Z", guests=("y@hatsu.example",)))
    assert take(book, second).planned == 1
    assert [day for day, _body in planned(book, NAMES[2])] == ["2026-11-25", "2026-11-24"]


def test_that_moved_meetings_move_and_cancelled_ones_go(book: Book, tmp_path: Path) -> None:
    guest = ("a@aoba.example",)
    path = tmp_path / "a.ics"
    weekly = event("weekly", ":20261124T010000Z", "RRULE:FREQ=WEEKLY;COUNT=3", guests=guest)
    calendar(path, event("moves", ":20261125T010000Z", guests=guest), weekly)
    assert take(book, path).planned == 4
    weekly = weekly.replace("COUNT=3", "COUNT=3\r\nEXDATE:20261201T010000Z")
    calendar(path, event("moves", ":20261127T050000Z", guests=guest), weekly)
    done = take(book, path)
    assert (done.planned, done.moved, done.cancelled, done.unchanged) == (0, 1, 1, 2)
    assert [day for day, _body in planned(book)] == ["2026-12-08", "2026-11-27", "2026-11-24"]
    calendar(path, event("moves", ":20261127T050000Z", "STATUS:CANCELLED", guests=guest))
    assert take(book, path).cancelled == 1
    # What speaks of one of a series says nothing of the others.
    calendar(path, event("weekly", ":20261125T010000Z", "RECURRENCE-ID:20261124T010000Z", guests=guest))
    assert (done := take(book, path)).moved == 1
    assert done.cancelled == 0
    assert [day for day, _body in planned(book)] == ["2026-12-08", "2026-11-25"]
    calendar(path, weekly, head=("METHOD:CANCEL",))
    assert take(book, path).cancelled == 2
    assert planned(book) == []
    # The calendar itself may bring back what it took away.
    calendar(path, event("moves", ":20261127T050000Z", guests=guest))
    read = open_calendar(book, path)
    assert book.write(take_calendar, read, today=TODAY, by_hand=False)[1].planned == 1


def test_that_what_was_held_or_written_by_hand_is_left_alone(book: Book, tmp_path: Path) -> None:
    guest = ("a@aoba.example",)
    path = calendar(tmp_path / "a.ics", event("one", ":20261120T010000Z", guests=guest))
    assert take(book, path).planned == 1
    aoba = book.read(find_account, NAMES[0])
    [row] = [one for one in book.read(touchpoint_rows, aoba) if one.planned and one.body == "定例"]
    book.write(amend_touchpoint, row.id, {"body": "話した内容"}, today=TODAY)
    book.write(hold_planned, row.id, today=TODAY)
    calendar(path, event("one", ":20261123T010000Z", "STATUS:CANCELLED", guests=guest))
    done = take(book, path)
    assert (done.moved, done.cancelled, done.unchanged) == (0, 0, 1)
    # A day on which a talk was noted by hand gets no second one.
    assert take(book, calendar(path, event("two", ":20261120T010000Z", guests=guest))).planned == 1
    earlier = calendar(tmp_path / "b.ics", event("three", ":20261118T010000Z", guests=guest))
    assert take(book, earlier).planned == 1
    book.write(tell_by_hand, aoba, "2026-11-19")
    assert take(book, calendar(earlier, event("four", ":20261119T010000Z", guests=guest))).planned == 0


def tell_by_hand(session: Session, account_id: str, day: str) -> None:
    row = {"account_id": account_id, "state": "done", "kind": "call", "on_date": day, "body": "電話", "two_way": True}
    door.create(session, "touchpoint", [row])


def test_that_what_a_person_removed_stays_away_from_the_folder_but_not_from_their_hand(
    book: Book, tmp_path: Path
) -> None:
    path = calendar(tmp_path / "a.ics", event("one", ":20261124T010000Z", guests=("a@aoba.example",)))
    changes, done = book.write(take_calendar, open_calendar(book, path), today=TODAY)
    assert done.planned == 1
    assert changes.id is not None
    book.write(take_back, changes.id)
    assert planned(book) == []
    read = open_calendar(book, path)
    assert book.write(take_calendar, read, today=TODAY, by_hand=False)[1].planned == 0
    assert take(book, path).planned == 1
    touchpoint = tables.touchpoint
    where = (touchpoint.c.external_id == "one", touchpoint.c.deleted_at.is_(None))
    row_id = book.read(lambda session: session.scalar(select(touchpoint.c.id).where(*where)))
    book.write(remove_touchpoint, row_id)
    assert book.write(take_calendar, read, today=TODAY, by_hand=False)[1].planned == 0


def test_that_a_shared_domain_and_public_addresses_decide_nothing(book: Book, tmp_path: Path) -> None:
    book.write(lambda session: choose(session, "calendar_domains", {"gone.example": "no such account"}))
    path = calendar(
        tmp_path / "a.ics",
        event("tie", ":20261124T010000Z", guests=("a@aoba.example", "aoi@mail.midori.example")),
        event("free", ":20261124T010000Z", guests=("someone@gmail.com",)),
        event("gone", ":20261124T010000Z", guests=("someone@gone.example",)),
    )
    steps = book.read(calendar_steps, open_calendar(book, path), today=TODAY)
    assert [step.fate for step in steps] == [Fate.ASKED] * 3
    assert book.read(whose).accounts_of("x@sub.aoba.example") == {book.read(find_account, NAMES[0])}


def test_that_a_meeting_of_today_stands_in_today(book: Book, tmp_path: Path) -> None:
    take(book, calendar(tmp_path / "a.ics", event("one", ":20261120T070000Z", guests=("a@aoba.example",))))
    assert any("定例" in row.text for row in book.read(today_rows, today=TODAY))
