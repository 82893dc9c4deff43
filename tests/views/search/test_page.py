from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.journal import door
from app.models.database import Session
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.finding import Snippet, search
from app.operations.plans.plans import create_plan
from app.views.main_window import MainWindow
from app.views.search.page import SearchPage
from app.views.search.snippet_paint import paint_snippet, pieces
from app.views.theme import current
from app.views.workspace import Workspace
from tests.builders import TODAY, new_book
from tests.journeys.hands import commit, compose, press, wait_until, write


class Finder:
    """A window that stands at the search."""

    def __init__(self, book: Book, settings: QSettings, qtbot: QtBot) -> None:
        self.workspace = Workspace(book, book.clock)
        self.window = MainWindow(self.workspace, settings)
        self.went: list[tuple[str, str]] = []
        self.window.add_place("search", "search", lambda: "Search", self._page)
        self.window.add_place("other", "search", lambda: "Other", lambda: SearchPage(self.workspace))
        self.window.resize(1280, 800)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitExposed(self.window)
        self.window.open("search")

    def _page(self) -> SearchPage:
        page = SearchPage(self.workspace)
        page.touchpoint_wanted.connect(lambda account, touchpoint: self.went.append((account, touchpoint)))
        return page

    @property
    def page(self) -> SearchPage:
        page = self.window.page()
        assert isinstance(page, SearchPage)
        return page

    def hits(self) -> list[str]:
        return [hit.snippet.text for hit in self.page.table.shown_rows()]

    def settle(self) -> None:
        wait_until(lambda: not self.page._pause.isActive() and self.workspace.busy == 0, "the search has ended")

    def words(self) -> list[str]:
        return [label.text() for label in self.page.findChildren(QLabel) if label.isVisible()]


def _fill(session: Session) -> None:
    [acme] = door.create(session, "account", [{"name": "Acme", "name_key": "acme"}])
    row = {"account_id": acme, "state": "done", "kind": "call", "two_way": True}
    door.create(
        session,
        "touchpoint",
        [
            {**row, "on_date": "2026-11-10", "body": "解約の話が出た。解約は避けたい"},
            {**row, "on_date": "2026-11-12", "body": "<b>更新</b>と解約"},
            {**row, "on_date": "2026-11-13", "body": "順調"},
        ],
    )


@pytest.fixture
def finder(tmp_path: Path, settings: QSettings, qtbot: QtBot) -> Iterator[Finder]:
    with new_book(tmp_path / "profile") as book:
        book.write(_fill)
        made = Finder(book, settings, qtbot)
        yield made
        made.workspace.close()


def test_that_words_are_found_as_they_are_committed_and_not_before(finder: Finder) -> None:
    assert finder.page.field.hasFocus()
    compose("かいやく")
    finder.settle()
    assert finder.hits() == []
    press("Return")
    commit("解約")
    finder.settle()
    assert finder.hits() == ["<b>更新</b>と解約", "解約の話が出た。解約は避けたい"]
    assert finder.page.count.text() == "2件"


def test_that_enter_goes_to_the_first_hit_and_opens_it_where_it_was_written(finder: Finder) -> None:
    write("解約")
    press("Return")
    finder.settle()
    assert finder.page.view.hasFocus()
    press("J", "Return")
    [(account, touchpoint)] = finder.went
    hit = finder.page.table.row_at(1)
    assert (account, touchpoint) == (hit.account_id, hit.id)


def test_that_the_order_can_be_chosen_by_keys(finder: Finder) -> None:
    write("解約")
    finder.settle()
    press("Tab", "Right")
    finder.settle()
    assert finder.page.order.key() == "relevance"
    assert finder.hits()[0] == "解約の話が出た。解約は避けたい"


def test_that_nothing_found_says_so_and_nothing_asked_says_what_to_do(finder: Finder) -> None:
    assert "いつ、誰が話したことでも、言葉を入れると見つかります。" in finder.words()
    write("xyz")
    finder.settle()
    assert "「xyz」を含むものはありません。もう少し短い言葉で探してみてください。" in finder.words()
    assert finder.page.count.text() == "0件"
    press("Escape")
    finder.settle()
    assert "いつ、誰が話したことでも、言葉を入れると見つかります。" in finder.words()


def test_that_what_is_written_meanwhile_is_found(finder: Finder) -> None:
    write("解約")
    finder.settle()
    finder.window.open("other")
    finder.workspace.write(lambda s: door.create(s, "account", [{"name": "解約堂", "name_key": "解約堂"}]))
    finder.window.open("search")
    finder.settle()
    assert len(finder.hits()) == 3


def test_that_many_hits_are_counted_as_at_least(finder: Finder) -> None:
    row = {"state": "done", "kind": "note", "on_date": "2026-11-01", "two_way": False, "body": "多い"}

    def many(session: Session) -> None:
        [other] = door.create(session, "account", [{"name": "B", "name_key": "b"}])
        door.create(session, "touchpoint", [{**row, "account_id": other} for _n in range(1200)])

    finder.workspace.write(many)
    write("多い")
    finder.settle()
    assert finder.page.count.text() == "1,000件以上"


def test_that_a_snippet_falls_into_pieces_that_are_all_of_it() -> None:
    snippet = Snippet("ab解約cd", ((2, 4), (5, 6)))
    assert pieces(snippet) == [("ab", False), ("解約", True), ("c", False), ("d", True)]
    assert pieces(Snippet("", ())) == []


def test_that_matches_are_marked_by_a_ground_of_their_own(finder: Finder) -> None:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QPainter

    made = QPixmap(400, 40)
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    paint_snippet(painter, QRectF(0, 0, 400, 40), Snippet("ab cd", ((3, 5),)), current())
    painter.end()
    image, ground = made.toImage(), current().meaning["watch"].bg.rgb()
    tinted = [x for x in range(400) if image.pixel(x, 12) == ground]
    start = current().metrics("body", 400).horizontalAdvance("ab ")
    assert abs(tinted[0] - start) <= 1
    assert abs(len(tinted) - current().metrics("body", 600).horizontalAdvance("cd")) <= 2


def test_that_a_hit_in_a_plan_leads_to_the_plan(finder: Finder) -> None:
    account = finder.workspace.read(find_account, "Acme")
    finder.workspace.write(create_plan, account, name="在庫改革", start=TODAY, today=TODAY)
    wanted: list[tuple[str, object]] = []
    finder.page.wants.disconnect()
    finder.page.wants.connect(lambda place, argument: wanted.append((place, argument)))
    [hit] = finder.workspace.read(search, "在庫改革").hits
    finder.page.view.opened.emit(hit)
    assert wanted == [("plan", hit.id)]
