from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.operations.book import Book
from app.operations.palette import Recents, palette_index, recents_of, tagged_notes
from tests.builders import TODAY, new_book
from tests.views.accounts.books import fill


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    folder: Path = tmp_path_factory.mktemp("palette")
    with new_book(folder / "profile") as made:
        fill(made)
        yield made


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("みどり", "みどり食品"), ("midori", "みどり食品"), ("shinyo", "青葉信用金庫"), ("acne", "Acme Robotics"),
        ("aoba.example", "青葉信用金庫"), ("東雲", "<b>東雲</b>製作所"), ("shinonome", "<b>東雲</b>製作所"),
    ],
)  # fmt: skip
def test_that_accounts_are_found_with_what_is_said_of_them(book: Book, typed: str, name: str) -> None:
    index = book.read(palette_index, today=TODAY)
    [row, *_others] = index.find(typed, {}, 5)
    assert row.name == name


def test_that_tags_lead_to_accounts_and_to_notes(book: Book) -> None:
    index = book.read(palette_index, today=TODAY)
    assert set(index.tags) == {"金融", "食品", "関西", "手順書"}
    assert index.tags_like("食", 5) == ["食品"]
    assert [row.name for row in index.tagged("食品", 5)] == ["みどり食品"]
    [note] = book.read(tagged_notes, "手順書", limit=5)
    assert (note.account, note.date, note.snippet.text[:3]) == ("青葉信用金庫", date(2026, 11, 6), "手順書")
    assert book.read(tagged_notes, "手順", limit=5) == ()


KEYS = st.sampled_from(["account:a", "account:b", "command:log", "command:go:today"])


@given(st.lists(st.tuples(KEYS, st.integers(0, 60)), max_size=40))
def test_that_what_is_used_is_remembered_and_forgotten(uses: list[tuple[str, int]]) -> None:
    recents, today = Recents(), TODAY
    for key, later in uses:
        today += timedelta(later)
        recents = recents.used(key, today)
        assert recents.latest()[0] == key
    assert recents_of(recents.text()).latest() == recents.latest()
    favour = recents.favour("account:", today)
    assert set(favour) <= {"a", "b"}
    for key, weight in favour.items():
        assert 0 < weight <= sum(1 for used, _later in uses if used == f"account:{key}") + 0.001
    far = recents.used("command:log", today + timedelta(400))
    assert far.latest() == ["command:log"]


@pytest.mark.parametrize("body", [None, "", "{", '{"a": 1}', '[["a"]]', '[["a", "x", "y"]]'])
def test_that_what_cannot_be_read_is_no_recents(body: str | None) -> None:
    assert recents_of(body).latest() == []
