from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from app.errors import BansoError
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.people import (
    add_person,
    amend_person,
    amend_position,
    change_position,
    end_position,
    move_person,
    remove_position,
    start_position,
)
from app.operations.people_page import People, PositionRow, met_with, people_of
from app.operations.programmes import join_programme, leave_programme, note_asked
from app.vocabulary import Programme, Role
from tests.builders import TODAY, new_book
from tests.views.accounts.books import NAMES, fill


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as made:
        fill(made)
        yield made


def people(book: Book, name: str = NAMES[0]) -> People:
    return book.read(people_of, book.read(find_account, name), today=TODAY)


def one(book: Book, name: str) -> PositionRow:
    return next(row for row in people(book).positions if row.name == name)


def test_that_those_who_are_there_come_first_with_when_they_were_met(book: Book) -> None:
    found = people(book)
    assert [(row.name, row.is_current(TODAY)) for row in found.positions] == [
        ("佐藤 花子", True),
        ("渡辺 一郎", True),
        ("田村 次郎", False),
    ]
    assert one(book, "佐藤 花子").last_met == date(2026, 11, 2)
    assert one(book, "渡辺 一郎").last_met is None
    sato = one(book, "佐藤 花子")
    met = book.read(met_with, book.read(find_account, NAMES[0]), sato.person_id, sato.name)
    assert [(row.date, row.gist) for row in met] == [(date(2026, 11, 2), "新画面で現場が迷う。")]


def test_that_roles_are_held_only_by_those_who_are_there(book: Book) -> None:
    found = people(book)
    assert [row.name for row in found.held(Role.SPONSOR, TODAY)] == ["渡辺 一郎"]
    assert found.held(Role.USER, TODAY) == ()


def test_that_somebody_new_is_added_and_a_namesake_refused(book: Book) -> None:
    account = book.read(find_account, NAMES[0])
    book.write(add_person, account, name=" 伊藤　健 ", reading="いとう けん", role=Role.PAYER, email="ito@aoba.example")
    added = one(book, "伊藤 健")
    assert (added.reading, added.role, added.email) == ("いとう けん", Role.PAYER, "ito@aoba.example")
    with pytest.raises(BansoError, match="namesake"):
        book.write(add_person, account, name="伊藤健")
    book.write(add_person, account, name="伊藤 健", email="other@aoba.example")
    assert sum(row.name == "伊藤 健" for row in people(book).positions) == 2


@pytest.mark.parametrize(("values", "key"), [({"name": " "}, "no_name"), ({"email": "not one"}, "bad_email")])
def test_that_a_person_needs_a_name_and_an_address_looks_like_one(book: Book, values: dict[str, str], key: str) -> None:
    before = one(book, "佐藤 花子")
    with pytest.raises(BansoError, match=key):
        book.write(amend_person, before.person_id, values)
    assert one(book, "佐藤 花子") == before


def test_that_a_position_never_ends_before_it_begins(book: Book) -> None:
    sato = one(book, "佐藤 花子")
    with pytest.raises(BansoError) as refused:
        book.write(end_position, sato.id, on=date(2025, 3, 31))
    assert refused.value.params == {"since": date(2025, 4, 1), "until": date(2025, 3, 31)}
    book.write(amend_position, sato.id, {"since": date(2025, 1, 1), "until": date(2025, 3, 31), "title": "部長"})
    assert (one(book, "佐藤 花子").until, one(book, "佐藤 花子").title) == (date(2025, 3, 31), "部長")


def test_that_who_moves_keeps_their_history_and_arrives_elsewhere(book: Book) -> None:
    sato = one(book, "佐藤 花子")
    there = book.read(find_account, NAMES[1])
    book.write(move_person, sato.id, to_account=there, on=date(2026, 12, 1), title="部長")
    left = one(book, "佐藤 花子")
    assert (left.until, left.person_id) == (date(2026, 11, 30), sato.person_id)
    assert [(other.account, other.title, other.since) for other in left.elsewhere] == [
        (NAMES[1], "部長", date(2026, 12, 1))
    ]
    [arrived] = people(book, NAMES[1]).positions
    assert arrived.person_id == sato.person_id
    with pytest.raises(BansoError, match="same_account"):
        book.write(move_person, arrived.id, to_account=there, on=TODAY)


def test_that_two_posts_at_once_are_told_and_a_changed_one_is_not(book: Book) -> None:
    account = book.read(find_account, NAMES[0])
    sato, watanabe = one(book, "佐藤 花子"), one(book, "渡辺 一郎")
    book.write(start_position, sato.person_id, account, {"title": "室長", "since": TODAY})
    book.write(change_position, watanabe.id, {"title": "専務", "since": TODAY})
    found = people(book)
    assert {row.title: found.has_two(row, TODAY) for row in found.positions} == {
        "課長": True, "室長": True, "専務": False, "常務": False, "係長": False,
    }  # fmt: skip
    assert next(row for row in found.positions if row.title == "常務").until == TODAY - timedelta(1)
    with pytest.raises(BansoError, match="no_day"):
        book.write(change_position, sato.id, {"title": "専務"})


def test_that_removing_the_only_position_removes_the_person_and_undo_brings_both(book: Book) -> None:
    sato = one(book, "佐藤 花子")
    account = book.read(find_account, NAMES[0])
    book.write(join_programme, sato.person_id, account, programme=Programme.BETA, since=None)
    before = people(book)
    changes = book.write(remove_position, sato.id)[0]
    assert "佐藤 花子" not in [row.name for row in people(book).positions]
    assert people(book).programmes == ()
    from app.operations.changes import take_back

    book.write(take_back, changes.id)
    assert people(book) == before


def test_that_who_was_asked_lately_is_told(book: Book) -> None:
    sato, account = one(book, "佐藤 花子"), book.read(find_account, NAMES[0])
    part = book.write(join_programme, sato.person_id, account, programme=Programme.REFERENCE, since=TODAY)[1]
    with pytest.raises(BansoError, match="twice"):
        book.write(join_programme, sato.person_id, account, programme=Programme.REFERENCE, since=TODAY)
    book.write(note_asked, part, on=TODAY - timedelta(89))
    assert people(book).programmes[0].asked_lately(TODAY)
    book.write(note_asked, part, on=TODAY - timedelta(90))
    assert not people(book).programmes[0].asked_lately(TODAY)
    book.write(leave_programme, part)
    assert people(book).programmes == ()
