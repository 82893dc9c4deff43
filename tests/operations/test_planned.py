from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.clock import stamp
from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.planned import hold_planned, next_meeting
from app.operations.touchpoints import touchpoint_rows
from app.vocabulary import TouchpointKind
from tests.builders import TODAY, new_book

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as opened:
        yield opened


def account(session: Session, name: str = "A") -> str:
    return door.create(session, "account", [{"name": name, "name_key": name}])[0]


def plan(session: Session, account_id: str, away: int = 0, hours: float | None = None, **more: Any) -> str:
    on = TODAY + timedelta(away)
    at = stamp(NOW + timedelta(days=away, hours=hours)) if hours is not None else None
    row = {"account_id": account_id, "state": "planned", "kind": "meeting", "on_date": on.isoformat(), "at": at}
    return door.create(session, "touchpoint", [{**row, "body": "定例\n議題", **more}])[0]


def test_that_the_next_meeting_is_the_earliest_that_is_not_over(book: Book) -> None:
    def write(session: Session) -> dict[str, str]:
        one = account(session)
        return {
            "over": plan(session, one, hours=-2),
            "timed": plan(session, one, hours=3),
            "some time today": plan(session, one),
            "tomorrow": plan(session, one, 1, -2),
            "yesterday": plan(session, one, -1, 1),
        }

    _changes, made = book.write(write)

    def next_id(now: datetime) -> str | None:
        found = book.read(next_meeting, today=now.date(), now=now)
        return found.touchpoint_id if found else None

    assert next_id(NOW) == made["timed"]
    assert next_id(NOW + timedelta(hours=3, minutes=59)) == made["timed"]
    assert next_id(NOW + timedelta(hours=4)) == made["some time today"]
    assert next_id(NOW + timedelta(days=2)) is None


def test_that_a_meeting_lasts_as_long_as_it_says(book: Book) -> None:
    book.write(lambda session: plan(session, account(session), hours=-1, minutes=90))
    assert book.read(next_meeting, today=TODAY, now=NOW) is not None
    assert book.read(next_meeting, today=TODAY, now=NOW + timedelta(minutes=30)) is None


def test_that_it_brings_what_is_known_before_it(book: Book) -> None:
    def write(session: Session) -> None:
        one, other = account(session), account(session, "B")
        there = plan(session, one, hours=2, minutes=45, questions=["監査の権限は", "来期の席数は"])
        door.create(session, "touchpoint_person", [{"touchpoint_id": there, "name": "小野寺 彩"}])
        talk = {"account_id": one, "state": "done", "kind": "call", "two_way": True, "body": "話"}
        door.create(
            session,
            "touchpoint",
            [{**talk, "on_date": "2026-11-02"}, {**talk, "on_date": "2026-11-10", "two_way": False}],
        )
        vow = {"account_id": one, "text": "送る", "made_on": "2026-11-02", "origin": "quick_log"}
        sides = ({"side": "me"}, {"side": "internal"}, {"side": "customer"}, {"side": "me", "done_on": "2026-11-03"})
        door.create(
            session, "promise", [{**vow, **side} for side in sides] + [{**vow, "account_id": other, "side": "me"}]
        )
        people = door.create(session, "person", [{"name": n, "name_key": n} for n in ("彩", "一郎", "次郎")])
        where = [{"person_id": person, "account_id": one} for person in people]
        where[2]["to_on"] = "2026-03-31"
        door.create(session, "position", [where[0], where[1]])
        door.create(
            session,
            "position",
            [
                where[2],
            ],
        )

    book.write(write)
    found = book.read(next_meeting, today=TODAY, now=NOW)
    assert found is not None
    assert (found.account, found.kind, found.text, found.minutes) == ("A", TouchpointKind.MEETING, "定例", 45)
    assert found.at == NOW + timedelta(hours=2)
    assert (found.people, found.ours, found.theirs) == (("小野寺 彩",), 2, 1)
    assert (found.last_touch, found.known, found.questions) == (date(2026, 11, 2), 2, 2)


@pytest.mark.parametrize(("away", "on"), [(-3, -3), (0, 0), (5, 0)])
def test_that_holding_puts_it_on_its_day_but_never_ahead(book: Book, away: int, on: int) -> None:
    _changes, (one, planned) = book.write(lambda s: ((there := account(s)), plan(s, there, away)))
    changes, _count = book.write(hold_planned, planned, today=TODAY)
    [row] = book.read(touchpoint_rows, one)
    assert (row.planned, row.date, row.two_way) == (False, TODAY + timedelta(on), True)
    assert changes.id is not None
    book.write(take_back, changes.id)
    [row] = book.read(touchpoint_rows, one)
    assert (row.planned, row.date) == (True, TODAY + timedelta(away))


def test_that_what_was_said_of_both_sides_stays_and_a_mail_is_one_way(book: Book) -> None:
    def write(session: Session) -> tuple[str, str, str]:
        one = account(session)
        return one, plan(session, one, kind="email"), plan(session, one, two_way=False)

    _changes, (one, mail, talk) = book.write(write)
    for each in (mail, talk):
        book.write(hold_planned, each, today=TODAY)
    assert [row.two_way for row in book.read(touchpoint_rows, one)] == [False, False]


def test_that_what_is_held_or_gone_is_not_held_again(book: Book) -> None:
    _changes, planned = book.write(lambda s: plan(s, account(s)))
    book.write(hold_planned, planned, today=TODAY)
    with pytest.raises(BansoError, match=r"touchpoint\.not_planned"):
        book.write(hold_planned, planned, today=TODAY)
    _changes, gone = book.write(lambda s: plan(s, account(s, "B")))
    book.write(lambda s: door.remove(s, "touchpoint", [gone]))
    with pytest.raises(BansoError, match=r"touchpoint\.not_planned"):
        book.write(hold_planned, gone, today=TODAY)
