"""A customer with a plan, promises and people, and a review of their last quarter, as the tests of reviews share it."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.operations.reviews.making import create_review
from app.operations.reviews.page import review_page
from app.operations.reviews.rows import ReviewPage, SectionRow
from app.reports.review.facts import Chapter
from tests.operations.plans.plan_books import TODAY, Made, stock_plan

PERIOD = "FY2026Q2"
"""July to September 2026 of a fiscal year that begins in April."""


def prepared_account(session: Session) -> Made:
    """Write a plan with its readings, two promises of the quarter, and a sponsor beside the one who drives it."""
    made = stock_plan(session)
    for text, side, done in (("現地で説明会を開く", "me", "2026-08-20"), ("棚番の一覧を送る", "customer", None)):
        row = {"account_id": made.account, "text": text, "side": side, "made_on": "2026-07-10", "due": "2026-08-31"}
        door.create(session, "promise", [{**row, "done_on": done, "origin": "account", "shown": True}])
    sponsor = door.create(session, "person", [{"name": "渡辺 一郎", "name_key": "渡辺一郎"}])[0]
    post = {"account_id": made.account, "title": "CIO", "from_on": "2024-04-01", "role": "sponsor"}
    door.create(session, "position", [{**post, "person_id": sponsor}])
    return made


def review(book: Book, made: Made, **more: Any) -> str:
    """Make a review of the account and return its id."""
    how = {"period": PERIOD, "lang": "ja", **more}
    return book.write(create_review, made.account, now=book.clock.now(), today=TODAY, **how)[1]


def page(book: Book, review_id: str, *, today: date = TODAY) -> ReviewPage:
    """Return a review as its builder shows it."""
    return book.read(review_page, review_id, today=today)


def section(book: Book, review_id: str, chapter: Chapter) -> SectionRow:
    """Return one section of a review."""
    return next(one for one in page(book, review_id).sections if one.chapter is chapter)
