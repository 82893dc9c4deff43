"""The builder of a review on its own, over a small book with a plan, promises and what is used."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.reviews.making import create_review
from app.operations.reviews.page import review_page
from app.operations.reviews.rows import ReviewPage as Shown
from app.operations.reviews.rows import SectionRow
from app.reports.review.facts import Chapter
from app.views.reviews.page import ReviewPage
from tests.builders import TODAY
from tests.views.accounts.books import NAMES
from tests.views.plans.desk import Desk

PERIOD = "2026-09..2026-11"


def review_for(book: Book, name: str = NAMES[0], lang: str = "ja") -> str:
    """Make a review of the autumn in a book and return its id."""
    account = book.read(find_account, name)
    clock = book.clock
    made = book.write(
        create_review, account, period=PERIOD, lang=lang, on=date(2026, 11, 26), at="10:00", now=clock.now(),
        today=clock.today(),
    )[1]  # fmt: skip
    return str(made)


class Builder(Desk):
    """The builder of the review of `review_for`."""

    page: ReviewPage

    def __init__(self, book: Book, qtbot: QtBot) -> None:
        self.review = review_for(book)
        super().__init__(book, qtbot, ReviewPage, self.review)

    @property
    def shown(self) -> Shown:
        found: Shown = self.book.read(review_page, self.review, today=TODAY)
        return found

    def section(self, chapter: Chapter) -> SectionRow:
        return next(row for row in self.shown.sections if row.chapter is chapter)

    def stand_on(self, chapter: Chapter) -> SectionRow:
        row = self.section(chapter)
        self.page.choose(row.id)
        self.settle()
        return row

    def settle(self) -> None:
        super().settle()
        # What was written is read again on a worker, which is asked once more where something changed meanwhile.
        for _n in range(3):
            QApplication.processEvents()
            while self.workspace.busy:
                QApplication.processEvents()
