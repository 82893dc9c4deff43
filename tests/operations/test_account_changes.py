from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.journal import door
from app.journal.change import changing
from app.operations.account_changes import AccountChange, account_changes, standing_of
from app.operations.accounts import amend_accounts, find_account
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.people import amend_person
from app.operations.people_page import people_of
from app.operations.promises import move_promise, open_promises
from app.operations.quick_log import log_line
from app.operations.touchpoints import amend_touchpoint
from tests.builders import TODAY, new_book
from tests.views.accounts.books import NAMES, fill


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as made:
        fill(made)
        yield made


def account(book: Book) -> str:
    return book.read(find_account, NAMES[0])


def changes(book: Book) -> list[AccountChange]:
    return book.read(account_changes, account(book))


def log(book: Book, line: str) -> str:
    done, logged = book.write(log_line, line, today=TODAY, now=book.clock.now(), by_id=book.by_id)
    assert done.id is not None
    return logged.touchpoint_id


def test_that_what_touches_the_account_in_any_way_is_told_newest_first(book: Book) -> None:
    log(book, f"@{NAMES[0]} 電話 佐藤さんと 次: 見積を送る 金曜まで")
    log(book, f"@{NAMES[1]} 電話 別の顧客")
    sato = book.read(people_of, account(book), today=TODAY).positions[0]
    book.write(amend_person, sato.person_id, {"phone": "03-0000-0000"})
    first = book.read(open_promises, account_id=account(book))[0]
    book.write(move_promise, first.id, due=date(2026, 12, 1), customer_knows=True)
    found = changes(book)
    assert [change.cause for change in found] == ["move_promise", "amend_person", "log_line", "_firms"]
    moved = found[0].touched[0]
    assert (moved.entity, moved.title, moved.deed) == ("promise", "手順書を送る", "changed")
    assert [(step.name, step.old, step.new) for step in moved.fields] == [
        ("due", "2026-11-17", "2026-12-01"),
        ("customer_knows", None, True),
    ]
    assert {one.entity for one in found[2].touched} == {"touchpoint", "touchpoint_person", "promise"}
    assert found[0].by == "佐藤"


def test_that_who_an_id_stands_for_is_named(book: Book) -> None:
    midori = book.read(find_account, NAMES[1])
    book.write(amend_accounts, [account(book)], {"parent_id": midori}, today=TODAY)
    [step] = changes(book)[0].touched[0].fields
    assert (step.name, step.old, step.new) == ("parent_id", "", NAMES[1])


def test_that_pages_follow_each_other_without_a_gap(book: Book) -> None:
    for n in range(7):
        log(book, f"@{NAMES[0]} 電話 {n}")
    whole = [change.id for change in changes(book)]
    paged: list[str] = []
    before = None
    while page := book.read(account_changes, account(book), limit=3, before=before):
        paged += [change.id for change in page]
        before = page[-1].number
    assert paged == whole
    assert len(whole) == 8


def test_that_the_order_is_that_of_writing_even_where_a_clock_was_set_back(book: Book) -> None:
    # Two changes whose instants run backwards.
    for days, name in ((5, "先"), (-5, "後")):
        at = book.clock.now() + timedelta(days)
        with changing(book._database, "amend_accounts", at=at, by_id=book.by_id) as session:
            door.amend(session, "account", {account(book): {"industry": name}})
    assert [change.touched[0].fields[0].new for change in changes(book)[:2]] == ["後", "先"]


def test_that_an_undone_change_and_its_undo_are_both_told(book: Book) -> None:
    made = log(book, f"@{NAMES[0]} 電話")
    logged = changes(book)[0].id
    book.write(take_back, logged)
    undo, undone = changes(book)[:2]
    assert (undone.id, undone.undone, undo.undoes) == (logged, True, "log_line")
    assert ("touchpoint", "removed") in {(one.entity, one.deed) for one in undo.touched}
    assert made in {one.row_id for one in undo.touched}


def test_that_what_stands_in_the_way_of_an_undo_is_counted(book: Book) -> None:
    touchpoint = log(book, f"@{NAMES[0]} 電話 一")
    book.write(amend_touchpoint, touchpoint, {"body": "二", "minutes": 10}, today=TODAY)
    second = changes(book)[0].id
    book.write(amend_touchpoint, touchpoint, {"body": "三"}, today=TODAY)
    standing = book.read(standing_of, second)
    assert (standing.stands, standing.overtaken, standing.accounts) == (1, 1, 1)
    book.write(amend_touchpoint, touchpoint, {"minutes": 20}, today=TODAY)
    assert book.read(standing_of, second).stands == 0


def test_that_a_change_of_many_accounts_says_how_many(book: Book) -> None:
    ids = [book.read(find_account, name) for name in NAMES[:3]]
    changed = book.write(amend_accounts, ids, {"industry": "製造"}, today=TODAY)[0]
    assert book.read(standing_of, changed.id).accounts == 3


@settings(max_examples=30)
@given(bodies=st.lists(st.sampled_from(["一", "二", "三"]), min_size=1, max_size=5))
def test_that_the_newest_change_always_stands_whole(book: Book, bodies: list[str]) -> None:
    touchpoint = log(book, f"@{NAMES[0]} 電話 零")
    for body in bodies:
        book.write(amend_touchpoint, touchpoint, {"body": body}, today=TODAY)
    [newest] = book.read(account_changes, account(book), limit=1)
    assert book.read(standing_of, newest.id).overtaken == 0
