"""New accounts, and many accounts changed at once: one change each, with its dated facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import BansoError
from app.models import tables
from app.models.database import Session
from app.operations.accounts import AccountRow, account_rows, create_account
from app.operations.book import Book
from app.operations.bulk import clean_tag, hand_accounts, members, move_accounts, pin_accounts, tag_accounts
from app.operations.changes import take_back
from app.vocabulary import Phase, Segment
from tests.builders import TODAY, new_book
from tests.views.accounts.books import NAMES, fill


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as opened:
        fill(opened)
        yield opened


def listed(book: Book) -> dict[str, AccountRow]:
    return {row.name: row for row in book.read(account_rows, today=TODAY)}


def facts(session: Session, account_id: str) -> set[tuple[str, str, str]]:
    fact = tables.account_fact
    statement = select(fact.c.field, fact.c.value, fact.c.effective_on).where(
        fact.c.account_id == account_id, fact.c.deleted_at.is_(None)
    )
    return {tuple(row) for row in session.execute(statement)}


def new(book: Book, name: str, **values: str) -> str:
    _changes, account_id = book.write(create_account, name=name, today=TODAY, by_id=book.by_id, **values)
    return account_id


def test_that_a_new_account_is_held_from_today_and_kept_as_dated_facts(book: Book) -> None:
    account_id = new(book, "  東雲　フーズ ", segment="high", phase="onboarding", reading="しののめ")
    row = listed(book)["東雲 フーズ"]
    assert (row.id, row.segment, row.phase, row.owner, row.reading) == (
        account_id, Segment.HIGH, Phase.ONBOARDING, "佐藤", "しののめ",
    )  # fmt: skip
    day = TODAY.isoformat()
    assert book.read(facts, account_id) == {
        ("segment", "high", day),
        ("phase", "onboarding", day),
        ("owner_id", str(book.by_id), day),
    }


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("", "account.no_name"),
        (" 　", "account.no_name"),
        ("acme robotics", "account.same_name"),
        ("㈱みどり食品", "account.same_name"),
    ],
)
def test_that_an_empty_name_and_one_that_is_there_are_refused(book: Book, name: str, key: str) -> None:
    before = listed(book)
    with pytest.raises(BansoError) as refused:
        new(book, name)
    assert (refused.value.key, refused.value.field) == (key, "name")
    assert listed(book) == before


def test_that_firms_whose_legal_form_stands_elsewhere_are_two(book: Book) -> None:
    new(book, "株式会社山田")
    new(book, "山田株式会社")
    with pytest.raises(BansoError, match=r"account\.same_name"):
        new(book, "（株）山田")
    assert {"株式会社山田", "山田株式会社"} <= set(listed(book))


def test_that_tags_are_put_on_and_taken_off_and_come_back_by_one_undo(book: Book) -> None:
    ids = [row.id for row in listed(book).values()]
    before = {name: row.tags for name, row in listed(book).items()}
    changes, count = book.write(tag_accounts, ids, add=["#重点 先", "金融"], remove=["関西"])
    assert count == 4
    after = listed(book)
    assert after[NAMES[0]].tags == ("金融", "重点_先")
    assert after[NAMES[1]].tags == ("食品", "重点_先", "金融")
    assert changes.id is not None
    book.write(take_back, changes.id)
    assert {name: row.tags for name, row in listed(book).items()} == before
    assert book.write(tag_accounts, ids, remove=["だれも持たない"])[0].id is None


def test_that_a_tag_is_kept_as_a_line_of_the_quick_log_can_say_it() -> None:
    assert [clean_tag(tag) for tag in ("#重点", "＃IT", " Q4 renewal ", "##x", "  ")] == [
        "重点", "IT", "Q4_renewal", "x", "",
    ]  # fmt: skip


def test_that_segment_and_holder_are_dated_and_the_same_again_is_no_change(book: Book) -> None:
    rows = listed(book)
    ids = [rows[NAMES[0]].id, rows[NAMES[1]].id]
    [(me, name)] = book.read(members)
    later = date(2026, 12, 1)
    assert book.write(move_accounts, ids, segment=Segment.TECH, today=later)[1] == 2
    assert book.write(hand_accounts, ids, to=me, today=later)[1] == 2
    assert book.read(facts, ids[0]) == {("segment", "tech", "2026-12-01"), ("owner_id", me, "2026-12-01")}
    assert {listed(book)[n].owner for n in NAMES[:2]} == {name}
    assert book.write(hand_accounts, ids, to=me, today=later)[0].id is None
    with pytest.raises(BansoError, match=r"member\.gone"):
        book.write(hand_accounts, ids, to="nobody", today=later)


def test_that_pinning_changes_only_those_that_are_not_yet(book: Book) -> None:
    rows = listed(book)
    ids = [row.id for row in rows.values()]
    assert book.write(pin_accounts, ids[:1], pinned=True)[1] == 1
    assert book.write(pin_accounts, ids, pinned=True)[1] == 3
    assert all(row.pinned for row in listed(book).values())
    assert book.write(pin_accounts, ids, pinned=False)[1] == 4
