"""A review in the rest of the book: its history, and what remains of it when somebody is to be forgotten."""

from __future__ import annotations

from app.language import current
from app.operations.account_changes import account_changes
from app.operations.book import Book
from app.operations.content import content_hash
from app.operations.forget import forget
from app.operations.reviews.editing import edit_section
from app.operations.reviews.outcome import add_decision
from app.reports.review.facts import Chapter
from app.reports.review.names import chapter_name
from tests.operations.plans.plan_books import TODAY, Made
from tests.operations.reviews.review_books import page, review, section


def test_that_the_history_says_which_section_was_written_and_what(book: Book, made: Made) -> None:
    first = review(book, made)
    goals = section(book, first, Chapter.GOALS)
    book.write(edit_section, goals.id, headline="棚卸しは半日で済みます")
    book.write(add_decision, first, "仙台の倉庫へ広げる", today=TODAY)
    newest, edited, *_rest = book.read(account_changes, made.account)
    assert [(one.entity, one.kind, one.title) for one in newest.touched] == [
        ("decision", "review", "仙台の倉庫へ広げる")
    ]
    [there] = edited.touched
    assert (there.entity, there.kind, there.title) == (
        "review_section", "review", chapter_name(Chapter.GOALS, current()),
    )  # fmt: skip
    assert [(step.name, step.new) for step in there.fields] == [("headline", "棚卸しは半日で済みます")]


def test_that_nothing_says_the_name_of_who_was_forgotten(book: Book, made: Made) -> None:
    first = review(book, made)
    assert "渡辺" in str(page(book, first))
    guest = page(book, first).row.attendees[0].person_id
    book.write(edit_section, section(book, first, Chapter.PEOPLE).id, headline="渡辺 一郎様が後押しします")
    before = book.read(content_hash)
    forget(book, "person", guest)
    assert book.read(content_hash) != before
    assert "渡辺" not in str(page(book, first))
