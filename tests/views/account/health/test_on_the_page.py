"""The health tab on the page of an account: the chip in the head, the way to a part, one account after another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.health.feelings import say_feeling
from app.views.account.health.tab import HealthTab
from app.views.account.page import HEALTH, AccountPage
from app.views.widgets.painted import Painted
from app.views.workspace import Workspace
from tests.builders import TODAY, new_book
from tests.operations.health.portfolio_book import tell
from tests.views.account.health.benches import NAME, filled
from tests.views.account.tabs import Around

OTHER = "Acme Robotics"


class Desk:
    """The page of an account in a window of its own."""

    def __init__(self, book: Book, qtbot: QtBot) -> None:
        self.book = book
        self.workspace = Workspace(book, book.clock)
        self.page = AccountPage(self.workspace, Around(self.workspace))
        self.page.resize(1200, 800)
        qtbot.addWidget(self.page)
        self.page.show()
        qtbot.waitExposed(self.page)
        self.page.activateWindow()

    def go(self, name: str) -> None:
        self.page.go(self.book.read(find_account, name))
        self.settle()

    def settle(self) -> None:
        for _n in range(4):
            QApplication.processEvents()
        while self.workspace.busy:
            QApplication.processEvents()
        QApplication.processEvents()

    def tab(self) -> HealthTab:
        part = self.page.parts.part(HEALTH)
        assert isinstance(part, HealthTab)
        return part

    def chips(self) -> list[str]:
        head: QWidget = self.page.header
        return [one.accessibleName() for one in head.findChildren(Painted) if one.isVisibleTo(head)]


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    with new_book(tmp_path / "profile") as book:
        filled(book)
        [other] = book.write(_other)[1]
        tell(book, other, 3, use=95, paid=95, pulse_backing=5, pulse_warmth=5)
        yield Desk(book, qtbot)


def _other(session: object) -> list[str]:
    from app.journal import door

    return door.create(session, "account", [{"name": OTHER, "name_key": OTHER, "segment": "high"}])  # type: ignore[arg-type]


def test_that_the_chip_says_the_score_of_the_tab_and_follows_it(desk: Desk) -> None:
    desk.go(NAME)
    desk.page.open_tab("health")
    desk.settle()
    page = desk.tab().page
    assert page is not None
    before = page.score.score or 0
    assert desk.chips()[0] == f"{before} 注意"
    account = page.health.account_id
    desk.workspace.write(say_feeling, account, -10, "静か", today=TODAY, by_id=None)
    desk.settle()
    assert desk.chips()[0] == f"{before - 10} 注意"
    assert desk.tab().summary.accessibleName().startswith(f"{before - 10} · 注意")


def test_that_a_part_is_chosen_on_the_way_in(desk: Desk) -> None:
    desk.go(NAME)
    desk.page.open_tab("health", part="worst")
    desk.settle()
    assert desk.tab().table.view.current().id == "use"
    assert desk.tab().table.view.hasFocus()
    desk.page.open_tab("health", part="paid")
    assert desk.tab().table.view.current().id == "paid"


def test_that_nothing_of_one_account_stands_under_the_name_of_another(desk: Desk) -> None:
    desk.go(NAME)
    desk.page.open_tab("health")
    desk.settle()
    tab = desk.tab()
    assert tab.table.lines()
    tab.start()
    assert not tab.table.lines()
    assert tab.summary.accessibleName() == ""
    assert not tab.decided.isVisible()
    desk.go(OTHER)
    desk.page.open_tab("health", part="paid")
    desk.settle()
    assert tab.page is not None
    assert tab.page.health.name == OTHER
    assert desk.chips()[0].endswith("良好")
    assert tab.table.view.current().id == "paid"
    assert tab.decided.isVisible()
