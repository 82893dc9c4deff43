from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import BansoError
from app.models import tables
from app.operations.account_fields import members, parents, restore_field, tags_in, write_field
from app.operations.account_page import AccountPage, account_page
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.content import content_hash
from tests.builders import TODAY, new_book
from tests.views.accounts.books import NAMES, fill


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as made:
        fill(made)
        yield made


def page(book: Book, name: str = NAMES[0]) -> AccountPage:
    return book.read(account_page, book.read(find_account, name), today=TODAY)


def say(book: Book, field: str, said: str, *, name: str = NAMES[0]) -> str | None:
    return book.write(write_field, book.read(find_account, name), field, said, today=TODAY)[0].id


def facts(book: Book, field: str) -> list[str | None]:
    fact = tables.account_fact
    question = select(fact.c.value).where(fact.c.field == field, fact.c.deleted_at.is_(None)).order_by(fact.c.no)
    return book.read(lambda session: [row[0] for row in session.execute(question)])


@pytest.mark.parametrize(
    ("field", "said", "kept"),
    [
        ("reading", " あおば ", "あおば"), ("industry", "銀行", "銀行"),
        ("domain", "https://www.Aoba.example/about", "aoba.example"), ("domain", "info@青葉.example", "青葉.example"),
        ("domain", "ａｏｂａ．ｅｘａｍｐｌｅ", "aoba.example"),
        ("fiscal_year_end", "3", 3), ("tags", "＃金融、関西 #金融", ("金融", "関西")),
    ],
)  # fmt: skip
def test_that_a_field_keeps_what_was_meant(book: Book, field: str, said: str, kept: object) -> None:
    say(book, field, said)
    assert getattr(page(book), field) == kept
    say(book, field, "")
    assert not getattr(page(book), field)


def test_that_a_name_is_found_by_and_never_empty_or_taken(book: Book) -> None:
    say(book, "name", "青葉  銀行")
    assert page(book, "青葉銀行").name == "青葉 銀行"
    before = book.read(content_hash)
    for said, key in (("  ", "account.no_name"), ("（）", "account.no_name"), (NAMES[1], "account.same_name")):
        with pytest.raises(BansoError) as refused:
            say(book, "name", said, name="青葉 銀行")
        assert refused.value.key == key
    assert book.read(content_hash) == before


def test_that_segment_and_phase_are_kept_as_dated_facts_too(book: Book) -> None:
    say(book, "segment", "low")
    say(book, "phase", "")
    assert (page(book).segment, page(book).phase) == ("low", None)
    assert (facts(book, "segment"), facts(book, "phase")) == (["low"], [None])
    with pytest.raises(ValueError, match="gold"):
        say(book, "segment", "gold")


def test_that_an_owner_is_a_member_or_becomes_one(book: Book) -> None:
    assert [one.name for one in book.read(members)] == ["佐藤"]
    say(book, "owner_id", "佐藤")
    assert page(book).owner == "佐藤"
    change = say(book, "owner_id", "高橋 葵")
    assert page(book).owner == "高橋 葵"
    assert len(book.read(members)) == 2
    say(book, "owner_id", " 高橋葵", name=NAMES[1])
    assert len(book.read(members)) == 2
    book.write(take_back, change)
    assert (page(book).owner, facts(book, "owner_id")[:1]) == ("佐藤", [page(book).owner_id])


def test_that_a_parent_is_an_account_that_does_not_stand_below(book: Book) -> None:
    first, second, third, fourth = NAMES
    say(book, "parent_id", second, name=first)
    say(book, "parent_id", third, name=second)
    assert page(book, first).parent == second
    with pytest.raises(BansoError) as refused:
        say(book, "parent_id", first, name=third)
    assert refused.value.key == "account.parent_circle"
    with pytest.raises(BansoError) as refused:
        say(book, "parent_id", first, name=first)
    assert refused.value.key == "account.parent_circle"
    with pytest.raises(BansoError) as refused:
        say(book, "parent_id", "どこにもない", name=fourth)
    assert refused.value.key == "account.unknown"
    third_id = book.read(find_account, third)
    assert [one.name for one in book.read(parents, third_id)] == [fourth]


@pytest.mark.parametrize(
    ("field", "said", "key"),
    [
        ("domain", "aoba", "field.no_domain"), ("domain", "aoba example", "field.no_domain"),
        ("domain", "-.-", "field.no_domain"), ("fiscal_year_end", "13", "field.no_month"),
        ("fiscal_year_end", "三月", "field.no_month"), ("industry", "あ" * 201, "field.too_long"),
        ("name", "あ" * 201, "field.too_long"),
    ],
)  # fmt: skip
def test_that_what_cannot_be_meant_changes_nothing(book: Book, field: str, said: str, key: str) -> None:
    before = book.read(content_hash)
    with pytest.raises(BansoError) as refused:
        say(book, field, said)
    assert (refused.value.key, refused.value.field) == (key, field)
    assert book.read(content_hash) == before


def test_that_a_value_comes_back_unless_what_it_names_is_gone(book: Book) -> None:
    account_id = page(book).id
    old = page(book).reading
    say(book, "reading", "べつのよみ")
    book.write(restore_field, account_id, "reading", old, today=TODAY)
    assert page(book).reading == old
    book.write(restore_field, account_id, "segment", None, today=TODAY)
    assert (page(book).segment, facts(book, "segment")) == (None, [None])
    with pytest.raises(BansoError) as refused:
        book.write(restore_field, account_id, "owner_id", "nobody", today=TODAY)
    assert refused.value.key == "field.gone"
    with pytest.raises(BansoError) as refused:
        book.write(restore_field, account_id, "parent_id", account_id, today=TODAY)
    assert refused.value.key == "account.parent_circle"


def test_that_tags_are_read_however_they_are_parted() -> None:
    assert tags_in(" #食品, 関西；#食品 ＃重点　 ") == ["食品", "関西", "重点"]
    assert tags_in(" ## ") == []
