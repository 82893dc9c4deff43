"""Mails in the book: at whose customer, with whom, once; a bounce is evidence of a move."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import BansoError
from app.imports.mail_files import read_mail
from app.models import tables
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.meetings.mails import MailFate, look_at_mail, take_mail
from app.operations.people import amend_person
from app.operations.settings import chosen_value
from app.operations.touchpoints import touchpoint_rows
from app.vocabulary import TouchpointKind
from tests.builders import TODAY, new_book
from tests.imports.mails import bounce, mail
from tests.views.accounts.books import NAMES, fill


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        person = tables.person
        hanako = book.read(lambda session: session.scalar(select(person.c.id).where(person.c.name == "佐藤 花子")))
        book.write(amend_person, hanako, {"email": "hanako@aoba.example"})
        yield book


def test_that_a_mail_becomes_one_touchpoint_with_its_people(book: Book, tmp_path: Path) -> None:
    read = read_mail(mail(tmp_path / "a.eml"))
    done = book.write(take_mail, read, today=TODAY)[1]
    aoba = book.read(find_account, NAMES[0])
    [row] = [one for one in book.read(touchpoint_rows, aoba) if one.id == done.touchpoint_id]
    assert (row.kind, row.date, row.people, row.two_way) == (TouchpointKind.EMAIL, TODAY, ("佐藤 花子",), False)
    assert row.body == "お見積の件\n\nお世話になっております。"
    changes, again = book.write(take_mail, read, today=TODAY)
    assert (again.fate, again.touchpoint_id, changes.id) == (MailFate.SAME, done.touchpoint_id, None)


def test_that_a_mail_of_nobody_known_asks_and_remembers(book: Book, tmp_path: Path) -> None:
    read = read_mail(mail(tmp_path / "a.eml", sender="x@hatsu.example", to=""))
    assert book.read(look_at_mail, read, today=TODAY).fate is MailFate.ASKED
    with pytest.raises(BansoError, match=r"mail\.no_account"):
        book.write(take_mail, read, today=TODAY)
    acme = book.read(find_account, NAMES[2])
    assert book.write(take_mail, read, account_id=acme, today=TODAY)[1].fate is MailFate.NEW
    assert book.read(chosen_value, "calendar_domains") == {"hatsu.example": acme}
    next_one = read_mail(mail(tmp_path / "b.eml", sender="y@hatsu.example", to="", key="<2@hatsu.example>"))
    assert book.read(look_at_mail, next_one, today=TODAY).account_id == acme


def test_that_a_bounce_is_evidence_and_no_touchpoint(book: Book, tmp_path: Path) -> None:
    before = book.read(lambda session: session.rows(select(tables.touchpoint.c.id)))
    read = read_mail(bounce(tmp_path / "b.eml", "hanako@aoba.example"))
    done = book.write(take_mail, read, today=TODAY)[1]
    assert done.fate is MailFate.BOUNCE
    [move] = book.read(lambda session: session.rows(select(tables.move)))
    assert (move["id"], move["source"], move["direction"]) == (done.moves[0], "bounce", "departure")
    assert "hanako@aoba.example" in move["evidence"]
    changes, again = book.write(take_mail, read, today=TODAY)
    assert (changes.id, again.fate) == (None, MailFate.SAME)
    assert book.read(lambda session: session.rows(select(tables.touchpoint.c.id))) == before
    lost = read_mail(bounce(tmp_path / "c.eml", "nobody@else.example"))
    assert book.read(look_at_mail, lost, today=TODAY).fate is MailFate.LOST
    assert book.write(take_mail, lost, today=TODAY)[1].fate is MailFate.LOST


def test_that_a_mail_from_the_future_is_one_of_today(book: Book, tmp_path: Path) -> None:
    read = read_mail(mail(tmp_path / "a.eml", date="Thu, 19 Nov 2037 17:30:00 -0800"))
    done = book.write(take_mail, read, today=TODAY)[1]
    rows = book.read(touchpoint_rows, book.read(find_account, NAMES[0]))
    assert [row.date for row in rows if row.id == done.touchpoint_id] == [TODAY]
