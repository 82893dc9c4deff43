from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BansoError
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.day_words import day_named, promise_named
from app.operations.touchpoints import TouchpointRow, amend_touchpoint, plan_touchpoint, touchpoint_rows
from app.vocabulary import Purpose, TouchpointKind
from tests.builders import TODAY, new_book
from tests.views.accounts.books import NAMES, fill


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path) as made:
        fill(made)
        yield made


def rows(book: Book) -> list[TouchpointRow]:
    return book.read(touchpoint_rows, book.read(find_account, NAMES[0]))


def call(book: Book) -> TouchpointRow:
    return next(row for row in rows(book) if row.kind is TouchpointKind.CALL)


def amend(book: Book, **values: Any) -> TouchpointRow:
    there = call(book)
    book.write(amend_touchpoint, there.id, values, today=TODAY)
    return next(row for row in rows(book) if row.id == there.id)


def test_that_every_field_can_be_changed_and_is_read_back(book: Book) -> None:
    row = amend(
        book, body=" 書き直し ", kind="visit", people=["渡辺 一郎", "だれか", "渡辺 一郎"], tags=["#活用", "", "活用"],
        two_way=False, sentiment=-1, purpose="renewal", minutes=45, shown=True,
    )  # fmt: skip
    assert (row.body, row.kind, row.people, row.tags) == (
        "書き直し",
        TouchpointKind.VISIT,
        ("渡辺 一郎", "だれか"),
        ("活用",),
    )
    assert (row.two_way, row.sentiment, row.purpose, row.minutes, row.shown) == (False, -1, Purpose.RENEWAL, 45, True)


def test_that_a_day_to_come_makes_it_planned_and_a_past_day_done(book: Book) -> None:
    assert amend(book, date=TODAY + timedelta(3)).planned
    assert amend(book, date=TODAY).planned  # today it may still be ahead
    assert not amend(book, date=TODAY - timedelta(1)).planned


def test_that_the_time_of_day_stays_when_the_day_moves(book: Book) -> None:
    amend(book, date=TODAY, time=time(14, 30))
    row = amend(book, date=date(2026, 11, 27))
    assert row.at is not None
    assert (row.date, row.at.isoformat()) == (date(2026, 11, 27), "2026-11-27T05:30:00+00:00")
    assert amend(book, time=None).at is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"body": "  "}, "body"),
        ({"sentiment": 3}, "sentiment"),
        ({"minutes": -5}, "minutes"),
        ({"date": date(1900, 1, 1)}, "date"),
        ({"date": date(2999, 1, 1)}, "date"),
    ],
)
def test_that_what_cannot_be_is_refused_and_changes_nothing(book: Book, values: dict[str, Any], field: str) -> None:
    before = call(book)
    with pytest.raises(BansoError) as refused:
        book.write(amend_touchpoint, before.id, {"tags": ["x"], **values}, today=TODAY)
    assert refused.value.field == field
    assert call(book) == before


def test_that_people_known_at_the_account_are_linked(book: Book) -> None:
    amend(book, people=["渡辺一郎", "だれか"])
    linked = book.read(
        lambda session: {
            row["name"]: row["person_id"] is not None
            for row in session.rows(_met().where(_met_table().c.deleted_at.is_(None)))
        }
    )
    assert linked == {"渡辺一郎": True, "だれか": False}


def _met_table() -> Any:
    from app.models import tables

    return tables.touchpoint_person


def _met() -> Any:
    return _met_table().select()


def test_that_a_planned_one_stands_in_the_days_to_come(book: Book) -> None:
    account = book.read(find_account, NAMES[0])
    on = TODAY + timedelta(5)
    made = book.write(
        plan_touchpoint, account, kind=TouchpointKind.VISIT, on=on, at=time(10), body="現場を見る",
        people=["佐藤 花子"], today=TODAY, by_id=book.by_id,
    )[1]  # fmt: skip
    row = next(row for row in rows(book) if row.id == made)
    assert (row.planned, row.date, row.kind, row.two_way, row.people) == (
        True,
        on,
        TouchpointKind.VISIT,
        True,
        ("佐藤 花子",),
    )
    with pytest.raises(BansoError, match="past"):
        book.write(
            plan_touchpoint, account, kind=TouchpointKind.CALL, on=TODAY - timedelta(1), body="x", today=TODAY,
            by_id=None,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "backward", "day"),
    [
        ("金曜", False, date(2026, 11, 27)),
        ("11/2", False, date(2027, 11, 2)),
        ("11/2", True, date(2026, 11, 2)),
        ("昨日", True, date(2026, 11, 19)),
        ("11/24", True, date(2026, 11, 24)),
        ("2/1", True, date(2027, 2, 1)),
        ("7/1", True, date(2026, 7, 1)),
        ("2025/3/1", True, date(2025, 3, 1)),
        ("そのうち", True, None),
        ("", True, None),
    ],
)
def test_that_a_day_is_read_as_it_is_meant(said: str, backward: bool, day: date | None) -> None:
    assert day_named(said, today=TODAY, backward=backward) == day


@given(st.integers(-150, 150), st.dates(date(2020, 1, 1), date(2040, 12, 31)))
def test_that_a_near_day_without_its_year_is_the_nearest(apart: int, today: date) -> None:
    meant = today + timedelta(apart)
    if (meant.month, meant.day) != (2, 29):
        assert day_named(f"{meant.month}/{meant.day}", today=today, backward=True) == meant


def test_that_the_words_of_a_promise_give_up_their_day() -> None:
    assert promise_named("手順書を送る 金曜まで", today=TODAY) == ("手順書を送る", date(2026, 11, 27))
    assert promise_named("手順書を送る", today=TODAY) == ("手順書を送る", None)
