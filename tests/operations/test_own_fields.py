"""A person's own fields: written, cleared, undone one by one, and told apart from what the book keeps beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BansoError
from app.journal import door
from app.journal.undo import by_name
from app.operations.account_changes import account_changes, standing_of
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.own_fields import (
    OwnField,
    add_own_field,
    own_field_history,
    own_field_names,
    own_fields,
    write_own_field,
)
from app.sync import keeping
from tests.builders import new_book
from tests.views.accounts.books import NAMES, fill

ACCOUNT = "account"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as made:
        fill(made)
        yield made


@pytest.fixture
def aoba(book: Book) -> str:
    return str(book.read(find_account, NAMES[0]))


def kept(book: Book, account_id: str) -> dict[str, str]:
    return {one.name: one.value for one in book.read(own_fields, ACCOUNT, account_id)}


def test_that_an_own_field_is_added_written_and_cleared(book: Book, aoba: str) -> None:
    assert kept(book, aoba) == {}
    book.write(add_own_field, ACCOUNT, aoba, "  導入  店舗数 ", " 14 ")
    assert kept(book, aoba) == {"導入 店舗数": "14"}
    book.write(write_own_field, ACCOUNT, aoba, "導入 店舗数", "15")
    assert kept(book, aoba) == {"導入 店舗数": "15"}
    book.write(write_own_field, ACCOUNT, aoba, "導入 店舗数", " ")
    assert kept(book, aoba) == {}


def test_that_a_value_that_stands_already_is_no_change(book: Book, aoba: str) -> None:
    book.write(add_own_field, ACCOUNT, aoba, "Stores", "14")
    assert not book.write(write_own_field, ACCOUNT, aoba, "Stores", "14 ")[0]
    assert not book.write(write_own_field, ACCOUNT, aoba, "Nothing", "")[0]


def test_that_a_name_in_use_is_taken_over_however_it_is_written(book: Book, aoba: str) -> None:
    midori = str(book.read(find_account, NAMES[1]))
    book.write(add_own_field, ACCOUNT, aoba, "Fan Since", "2019")
    book.write(add_own_field, ACCOUNT, midori, "ｆａｎ since", "2024")
    assert kept(book, midori) == {"Fan Since": "2024"}
    assert book.read(own_field_names, ACCOUNT) == ("Fan Since",)


@pytest.mark.parametrize(
    ("name", "said", "key", "field"),
    [
        (" ", "x", "own_field.no_name", "name"),
        ("Stores", " ", "own_field.empty", "value"),
        ("stores", "3", "own_field.there", "name"),
        ("x" * 61, "3", "field.too_long", "name"),
    ],
)
def test_that_what_cannot_be_is_refused_at_its_field(
    book: Book, aoba: str, name: str, said: str, key: str, field: str
) -> None:
    book.write(add_own_field, ACCOUNT, aoba, "Stores", "1")
    with pytest.raises(BansoError) as told:
        book.write(add_own_field, ACCOUNT, aoba, name, said)
    assert (told.value.key, told.value.field) == (key, field)
    assert kept(book, aoba) == {"Stores": "1"}


def test_that_a_mapped_field_is_shown_before_it_holds_anything(book: Book, aoba: str) -> None:
    def connect(session: object) -> None:
        number = keeping.add_connection(session, {"connector": "folder", "name": "CRM", "config": {}})  # type: ignore[arg-type]
        row = {"local": "custom.Health", "rtype": "accounts", "remote": "Health"}
        keeping.put_fields(session, number, ACCOUNT, [row])  # type: ignore[arg-type]

    book.write(connect)
    book.write(add_own_field, ACCOUNT, aoba, "Age", "3")
    assert book.read(own_fields, ACCOUNT, aoba) == (OwnField("Health", "", ("CRM",)), OwnField("Age", "3"))


def test_that_each_own_field_is_undone_by_itself(book: Book, aoba: str) -> None:
    first = book.write(add_own_field, ACCOUNT, aoba, "Health", "82")[0].id
    assert first is not None
    book.write(add_own_field, ACCOUNT, aoba, "Stores", "14")
    book.write(take_back, first)
    assert kept(book, aoba) == {"Stores": "14"}


def test_that_what_stands_is_told_by_the_name_of_the_field(book: Book, aoba: str) -> None:
    first = book.write(add_own_field, ACCOUNT, aoba, "Health", "82")[0].id
    assert first is not None
    book.write(add_own_field, ACCOUNT, aoba, "Stores", "14")
    assert book.read(standing_of, first).overtaken == 0
    book.write(write_own_field, ACCOUNT, aoba, "Health", "90")
    assert (book.read(standing_of, first).stands, book.read(standing_of, first).overtaken) == (0, 1)


def test_that_an_own_field_written_since_is_left_alone_by_undo(book: Book, aoba: str) -> None:
    first = book.write(add_own_field, ACCOUNT, aoba, "Health", "82")[0].id
    assert first is not None
    book.write(write_own_field, ACCOUNT, aoba, "Health", "90")
    book.write(take_back, first)
    assert kept(book, aoba) == {"Health": "90"}


def test_that_the_history_of_one_tells_nothing_of_the_others(book: Book, aoba: str) -> None:
    for name, said in (("Health", "82"), ("Stores", "14")):
        book.write(add_own_field, ACCOUNT, aoba, name, said)
    found = book.read(own_field_history, ACCOUNT, aoba, "Stores")
    assert [(one.old, one.new) for one in found] == [(None, "14")]


def test_that_the_history_of_the_account_names_the_field(book: Book, aoba: str) -> None:
    book.write(add_own_field, ACCOUNT, aoba, "Health", "82")
    [touched] = book.read(account_changes, aoba)[0].touched
    assert [(step.name, step.old, step.new) for step in touched.fields] == [("custom.Health", None, "82")]


def test_that_what_the_book_keeps_beside_them_is_no_own_field(book: Book, aoba: str) -> None:
    book.write(lambda session: door.amend(session, ACCOUNT, {aoba: {"custom": {"answered": [{"a": 1}], "Age": "3"}}}))
    assert kept(book, aoba) == {"Age": "3"}
    assert book.read(own_field_names, ACCOUNT) == ("Age",)
    book.write(write_own_field, ACCOUNT, aoba, "Age", "4")
    assert kept(book, aoba) == {"Age": "4"}


OWN = st.none() | st.dictionaries(st.sampled_from("abc"), st.sampled_from(["1", "2"]))


@given(old=OWN, new=OWN, now=OWN)
def test_that_undoby_name_gives_back_what_stands_and_nothing_else(
    old: dict[str, str] | None, new: dict[str, str] | None, now: dict[str, str] | None
) -> None:
    stands, back = by_name(now, old, new)
    given = dict(back) if isinstance(back, dict) else {}
    held, before, after = (one or {} for one in (now, old, new))
    for name in "abc":
        changed = before.get(name) != after.get(name)
        taken = changed and held.get(name) == after.get(name)
        wanted = before.get(name) if taken else held.get(name)
        assert given.get(name) == wanted
    assert stands or given == held
    if now == new:
        assert given == before
