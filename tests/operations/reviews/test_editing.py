"""What a person writes over a section stands, can be taken away again, and never changes what is known."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import BansoError
from app.operations.book import Book
from app.operations.reviews.document import document
from app.operations.reviews.editing import (
    accept_section,
    add_section,
    edit_section,
    hide_section,
    move_section,
    remove_section,
    show_section,
)
from app.reports.review.facts import Chapter
from tests.builders import new_book
from tests.operations.plans.plan_books import Made
from tests.operations.reviews.review_books import page, prepared_account, review, section


def states(book: Book, review_id: str) -> dict[Chapter, str]:
    return {one.chapter: one.state for one in page(book, review_id).sections}


@pytest.mark.parametrize(
    "words",
    [
        {"headline": "約束は半分が済みました"},
        {"points": ["来月の棚卸しで確かめます", " "]},
        {"left_out": ["promise:1"]},
        {"metric": "logins"},
    ],
)
def test_that_words_of_ones_own_make_a_section_edited_until_they_are_gone(
    book: Book, made: Made, words: Mapping[str, object]
) -> None:
    first = review(book, made)
    there = section(book, first, Chapter.PROMISES)
    book.write(edit_section, there.id, **words)
    now = section(book, first, Chapter.PROMISES)
    assert now.state == "edited"
    assert now.headline == words.get("headline", there.headline)
    assert now.points == (("来月の棚卸しで確かめます",) if "points" in words else ())
    book.write(edit_section, there.id, **dict.fromkeys(words))
    assert section(book, first, Chapter.PROMISES) == there


def test_that_a_headline_as_it_is_told_is_none_of_ones_own(book: Book, made: Made) -> None:
    first = review(book, made)
    there = section(book, first, Chapter.PROMISES)
    changes, _n = book.write(edit_section, there.id, headline=f"  {there.headline} ")
    assert changes.id is None
    assert not section(book, first, Chapter.PROMISES).headline_is_own


def test_that_notes_leave_a_section_as_it_stood(book: Book, made: Made) -> None:
    first = review(book, made)
    there = section(book, first, Chapter.PEOPLE)
    book.write(edit_section, there.id, note="値上げの前に", speaker_notes="渡辺様に聞く")
    assert section(book, first, Chapter.PEOPLE).state == "auto"
    book.write(accept_section, there.id)
    book.write(edit_section, there.id, speaker_notes="渡辺様に二つ聞く")
    assert section(book, first, Chapter.PEOPLE).state == "accepted"
    book.write(edit_section, there.id, headline="二人で進めています")
    assert section(book, first, Chapter.PEOPLE).state == "edited"


def test_that_a_fact_left_out_is_not_told(book: Book, made: Made) -> None:
    first = review(book, made)
    there = section(book, first, Chapter.PROMISES)
    gone = next(one for one in there.told.statements if "棚番" in str(one.cells))
    book.write(edit_section, there.id, left_out=[gone.key])
    now = section(book, first, Chapter.PROMISES)
    assert len(now.told.statements) == len(there.told.statements) - 1
    [told] = [one for one in document(page(book, first)).sections if one.chapter is Chapter.PROMISES]
    assert "棚番" not in str(told)


def test_that_a_hidden_section_stays_off_the_slides_with_its_words_kept(book: Book, made: Made) -> None:
    first = review(book, made)
    there = section(book, first, Chapter.PROMISES)
    book.write(edit_section, there.id, headline="約束は半分が済みました")
    book.write(hide_section, there.id)
    assert "半分が済みました" not in str(document(page(book, first)))
    book.write(edit_section, there.id, points=["来月に確かめます"])
    assert section(book, first, Chapter.PROMISES).state == "hidden"
    book.write(show_section, there.id)
    assert section(book, first, Chapter.PROMISES).state == "edited"
    assert "半分が済みました" in str(document(page(book, first)))


def test_that_a_section_about_which_nothing_is_known_is_shown_only_with_words_of_ones_own(
    book: Book, made: Made
) -> None:
    first = review(book, made)
    there = section(book, first, Chapter.ROADMAP)
    assert there.hidden_because == "nothing_shipped"
    with pytest.raises(BansoError, match=r"review\.section_empty"):
        book.write(show_section, there.id)
    book.write(edit_section, there.id, headline="来期に帳票の改善をお届けします")
    book.write(show_section, there.id)
    assert states(book, first)[Chapter.ROADMAP] == "edited"


def test_that_a_section_of_ones_own_stands_where_it_was_put_and_can_go(book: Book, made: Made) -> None:
    first = review(book, made)
    after = section(book, first, Chapter.GOALS).id
    with pytest.raises(BansoError, match=r"review\.no_title"):
        book.write(add_section, first, title=" ")
    own = book.write(add_section, first, title="新しい倉庫", after=after)[1]
    shown = page(book, first)
    assert [one.id for one in shown.sections].index(own) == 2
    assert (shown.section(own).name, shown.section(own).headline) == ("新しい倉庫", "新しい倉庫")
    book.write(edit_section, own, headline="12 月に開きます", points=["場所は仙台です"])
    [told] = [one for one in document(page(book, first)).sections if one.chapter is Chapter.OWN]
    assert (told.name, told.headline, told.points) == ("新しい倉庫", "12 月に開きます", ("場所は仙台です",))
    book.write(remove_section, own)
    assert all(one.chapter is not Chapter.OWN for one in page(book, first).sections)
    with pytest.raises(BansoError, match=r"review\.section_stays"):
        book.write(remove_section, after)


def test_that_sections_move_and_stop_at_the_ends(book: Book, made: Made) -> None:
    first = review(book, made)
    order = [one.id for one in page(book, first).sections]
    assert book.write(move_section, order[0], by=-1)[1] is False
    book.write(move_section, order[3], by=-2)
    order.insert(1, order.pop(3))
    assert [one.id for one in page(book, first).sections] == order


@settings(max_examples=12, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 11), st.integers(-12, 12)), max_size=6))
def test_that_no_order_of_moves_loses_a_section(steps: list[tuple[int, int]]) -> None:
    with TemporaryDirectory() as folder, new_book(Path(folder) / "profile") as book:
        first = review(book, book.write(prepared_account)[1])
        own = book.write(add_section, first, title="新しい倉庫")[1]
        order = [one.id for one in page(book, first).sections]
        assert order[-1] == own
        for at, by in steps:
            book.write(move_section, order[at], by=by)
            order.insert(max(0, min(len(order) - 1, at + by)), order.pop(at))
        assert [one.id for one in page(book, first).sections] == order
