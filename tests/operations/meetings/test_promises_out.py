"""Promises leave as calendar entries with ids that stay, and nothing internal among them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from app.errors import BansoError
from app.journal import door
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.meetings.promises_out import write_promises
from app.operations.promises import add_promise
from app.vocabulary import Side
from tests.builders import TODAY, new_book
from tests.views.accounts.books import NAMES, fill

CANARY = "INTERNAL-CANARY"


def entries(path: Path) -> dict[str, tuple[str, str]]:
    [calendar] = Calendar.from_ical(path.read_text("utf-8"), multiple=True)
    events: list[Any] = calendar.walk("VEVENT")
    return {str(e["UID"]): (e["DTSTART"].dt.isoformat(), str(e["SUMMARY"])) for e in events}


@pytest.fixture
def book(tmp_path: Path) -> Book:
    book = new_book(tmp_path / "profile")
    fill(book)
    return book


def test_that_open_promises_stand_on_their_days_and_keep_their_ids(book: Book, tmp_path: Path) -> None:
    with book:
        aoba = book.read(find_account, NAMES[0])
        book.write(add_promise, aoba, text="日付のない約束", side=Side.ME, today=TODAY)
        book.write(add_promise, aoba, text=CANARY, side=Side.INTERNAL, due=TODAY, today=TODAY)
        book.write(
            lambda session: door.create(
                session,
                "touchpoint",
                [{"account_id": aoba, "state": "done", "kind": "note", "on_date": "2026-11-01", "body": CANARY}],
            )
        )
        assert write_promises(book, tmp_path / "a.ics", lang="ja", account_id=aoba) == 2
        assert write_promises(book, tmp_path / "b.ics", lang="en") == 2
        first, second = entries(tmp_path / "a.ics"), entries(tmp_path / "b.ics")
        assert sorted(first.values()) == [
            ("2026-11-17", f"{NAMES[0]}：手順書を送る"),
            ("2026-11-27", f"{NAMES[0]}のお約束：利用者一覧をいただく"),
        ]
        assert set(first) == set(second)
        assert CANARY.encode() not in (tmp_path / "a.ics").read_bytes()


def test_that_long_words_and_odd_signs_come_back_as_they_were(book: Book, tmp_path: Path) -> None:
    with book:
        acme = book.read(find_account, NAMES[2])
        text = "「見積」; 送る, \\ BEGIN:VEVENT " + "長い" * 60
        book.write(add_promise, acme, text=text, side=Side.ME, due=TODAY, today=TODAY)
        write_promises(book, tmp_path / "a.ics", lang="en", account_id=acme)
        [(_day, said)] = entries(tmp_path / "a.ics").values()
        assert said == f"{NAMES[2]}: {text}"
        lines = (tmp_path / "a.ics").read_bytes().split(b"\r\n")
        assert max(map(len, lines)) <= 75


def test_that_nothing_to_write_is_said_and_leaves_no_file(book: Book, tmp_path: Path) -> None:
    with book:
        acme = book.read(find_account, NAMES[2])
        with pytest.raises(BansoError, match=r"promises_out\.none"):
            write_promises(book, tmp_path / "a.ics", lang="ja", account_id=acme)
        assert list(tmp_path.glob("*.ics")) == []
        with pytest.raises(BansoError, match=r"sheet\.not_written"):
            write_promises(book, tmp_path / "no such" / "a.ics", lang="ja")
