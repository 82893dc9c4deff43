"""Saved views of a list, and how many rows each shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import BansoError
from app.operations.account_filter import Filters
from app.operations.account_row import by_priority
from app.operations.accounts import account_rows
from app.operations.beside import beside
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.pressing import pressing
from app.operations.saved_views import remove_view, rename_view, save_view, saved_view, saved_views, update_view
from app.operations.today import today_rows
from tests.builders import TODAY, new_book
from tests.views.accounts.books import NAMES, fill


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as opened:
        fill(opened)
        yield opened


def save(book: Book, name: str, filters: Filters | None = None, place: str = "accounts") -> str:
    spec = {"filters": (filters or Filters()).spec()}
    return book.write(save_view, place=place, name=name, spec=spec)[1]


def names(book: Book) -> list[str]:
    return [view.name for view in book.read(saved_views, "accounts")]


def test_that_views_stand_in_the_order_they_were_saved_and_mean_what_was_shown(book: Book) -> None:
    filters = Filters("notice", {"segment": ("high", "low")}, "食品")
    save(book, "契約 90日", filters)
    second = save(book, " ハイ  タッチ ")
    save(book, "今日の分", place="today")
    assert names(book) == ["契約 90日", "ハイ タッチ"]
    assert Filters.of(book.read(saved_views, "accounts")[0].spec["filters"]) == filters
    book.write(update_view, second, spec={"filters": filters.spec()})
    assert Filters.of(book.read(saved_view, second).spec["filters"]) == filters


def test_that_names_are_told_apart_and_undo_brings_a_view_back(book: Book) -> None:
    first, second = save(book, "A"), save(book, "B")
    for act in (lambda: save(book, "a"), lambda: book.write(rename_view, second, name="A")):
        with pytest.raises(BansoError, match=r"view\.same_name"):
            act()
    with pytest.raises(BansoError, match=r"view\.no_name"):
        save(book, "  ")
    book.write(rename_view, first, name="a")
    changes, _none = book.write(remove_view, first)
    assert names(book) == ["B"]
    with pytest.raises(BansoError, match=r"view\.gone"):
        book.read(saved_view, first)
    assert changes.id is not None
    book.write(take_back, changes.id)
    assert names(book) == ["a", "B"]
    # A name is free again once its view is gone.
    book.write(remove_view, first)
    save(book, "A")


def test_that_a_view_counts_what_it_shows(book: Book) -> None:
    asked = {row.account_id for row in book.read(today_rows, today=TODAY)}
    for filters, count in (
        (Filters(), 4),
        (Filters("today"), len(asked)),
        (Filters("notice"), 2),
        (Filters("onboarding"), 1),
        (Filters(text="みどり"), 1),
        (Filters(chosen={"segment": ("low",), "tag": ("食品",)}), 1),
    ):
        view_id = save(book, repr(filters), filters)
        assert [one.count for one in book.read(beside, today=TODAY).views if one.id == view_id] == [count], filters


def test_that_what_presses_comes_first_and_the_rest_by_what_it_pays(book: Book) -> None:
    places = book.read(pressing, today=TODAY)
    rows = by_priority(book.read(account_rows, today=TODAY), places)
    first = [row for row in rows if row.place is not None]
    assert [row.id for row in first] == sorted(places, key=places.__getitem__)
    assert rows[: len(first)] == first
    rest = [row.mrr for row in rows[len(first) :]]
    assert rest == sorted(rest, reverse=True)
    assert NAMES[0] in {row.name for row in first}
