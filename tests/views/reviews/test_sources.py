"""Each line of a review leads to the record it rests on, and Q to the review of an account."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.promises import open_promises
from app.operations.reviews.listing import review_rows
from app.reports.content import Source, SourceKind
from app.reports.review.facts import Chapter
from app.views.account.page import AccountPage
from app.views.asked import show_source
from app.views.main_window import MainWindow
from app.views.places import Places
from app.views.plans.page import PlanPage
from app.views.reviews.page import ReviewPage
from app.views.workspace import Workspace
from tests.builders import TODAY, new_book
from tests.journeys.hands import wait_until
from tests.views.accounts.books import NAMES, fill
from tests.views.plans.desk import plan_for
from tests.views.reviews.desk import review_for


class House:
    """The whole window over a book with one review."""

    def __init__(self, book: Book, settings: QSettings, qtbot: QtBot) -> None:
        self.book = book
        self.review = review_for(book)
        self.account = book.read(find_account, NAMES[0])
        self.window = MainWindow(Workspace(book, book.clock), settings)
        self.places = Places(self.window)
        qtbot.addWidget(self.window)
        self.window.resize(1440, 900)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()

    def builder(self) -> ReviewPage:
        page = self.window.open("review", self.review)
        assert isinstance(page, ReviewPage)
        wait_until(lambda: page.shown is not None, "the review is read")
        return page


@pytest.fixture
def house(tmp_path: Path, settings: QSettings, qtbot: QtBot) -> Iterator[House]:
    with new_book(tmp_path / "profile", name="高橋") as book:
        fill(book)
        plan_for(book)
        made = House(book, settings, qtbot)
        yield made
        made.window.workspace.close()


def test_that_a_goal_leads_to_its_row_in_the_plan(house: House) -> None:
    page = house.builder()
    assert page.shown is not None
    row = next(one for one in page.shown.page.sections if one.chapter is Chapter.GOALS)
    goal = next(
        line for line in page.shown.grounds[row.id] if line.sources and line.sources[0].kind is SourceKind.OBJECTIVE
    )
    page.open_source(goal)
    plan = house.window.page()
    assert isinstance(plan, PlanPage)
    current = plan.tree.current()
    assert current is not None
    assert current.id == goal.sources[0].id


def test_that_a_promise_leads_to_its_line_at_the_account(house: House) -> None:
    promise = next(row for row in house.book.read(open_promises) if row.account_id == house.account)
    show_source(house.window, house.account, Source(SourceKind.PROMISE, promise.id, None, promise.text))
    page = house.window.page()
    assert isinstance(page, AccountPage)
    assert page.parts.current().view.current().id == promise.id


def test_that_the_review_to_come_is_opened_and_a_new_one_asked_for_where_there_is_none(house: House) -> None:
    house.places.prepare_review(house.account)
    page = house.window.page()
    assert isinstance(page, ReviewPage)
    assert page.review_id == house.review
    other = house.book.read(find_account, NAMES[1])
    house.places.prepare_review(other)
    QApplication.processEvents()
    [sheet] = [one for one in house.window.findChildren(QWidget, "new-review") if one.isVisible()]
    sheet.go_on()  # type: ignore[attr-defined]
    wait_until(lambda: len(house.book.read(review_rows, account_id=other, today=TODAY)) == 1, "it is made")
    made = house.book.read(review_rows, account_id=other, today=TODAY)[0]
    wait_until(lambda: getattr(house.window.page(), "review_id", "") == made.id, "and opened")
    assert made.period_text == "FY2026Q2"
