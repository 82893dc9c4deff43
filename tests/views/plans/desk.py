"""The pages of plans on their own: over a small book, with a window around them that remembers what it was told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.models.database import Session
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.plans.milestones import add_milestone, add_task
from app.operations.plans.objectives import add_objective, add_reading
from app.operations.plans.page import plan_page
from app.operations.plans.plans import amend_plan, create_plan
from app.operations.plans.rows import PlanPage as Shown
from app.operations.plans.rows import TreeRow
from app.views.page import Page
from app.views.plans.page import PlanPage
from app.views.workspace import Workspace
from tests.builders import TODAY
from tests.views.account.tabs import Around
from tests.views.accounts.books import NAMES

Key = Qt.Key


def put_plan(session: Session) -> str:
    """Make the plan that the tests of the editor write in."""
    plan = create_plan(session, find_account(session, NAMES[0]), name="在庫改革", start=date(2026, 9, 1), today=TODAY)
    amend_plan(session, plan, {"success": "棚卸し 20時間以下", "end_on": date(2027, 2, 28)})
    hours = {
        "metric": "棚卸し工数", "unit": "h", "baseline": "40", "target": "20", "due": date(2026, 12, 28),
        "start_on": date(2026, 9, 1), "customer_owner": "佐藤 花子",
    }  # fmt: skip
    goal = add_objective(session, plan, title="棚卸し時間を半分にする", values=hours)
    add_reading(session, goal, "27", on=date(2026, 11, 10))
    first = add_milestone(session, goal, title="在庫マスタを移行する", values={"side": "customer", "who": "佐藤 花子"})
    add_milestone(
        session, goal, title="2倉庫で始める", values={"amount": "1", "of_amount": "2", "due": date(2026, 12, 10)}
    )
    add_task(session, first, title="項目の対応表を作る", today=TODAY)
    add_objective(session, plan, title="欠品を減らす")
    return plan


def plan_for(book: Book) -> str:
    """Make that plan in a book and return its id."""
    _changes, made = book.write(put_plan)
    return str(made)


class Desk:
    """A window with one page."""

    def __init__(self, book: Book, qtbot: QtBot, make: Callable[[Workspace, Any], Page], argument: object) -> None:
        self.book, self.workspace = book, Workspace(book, book.clock)
        self.around = Around(self.workspace)
        self.window = QWidget()
        self.page: Any = make(self.workspace, self.around)
        self.went: list[tuple[str, object]] = []
        self.page.wants.connect(lambda place, where: self.went.append((place, where)))
        layout = QVBoxLayout(self.window)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)
        self.window.resize(1400, 860)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.page.go(argument)
        self.settle()

    def settle(self) -> None:
        for _n in range(4):
            QApplication.processEvents()
        while self.workspace.busy:
            QApplication.processEvents()
        if QApplication.activeWindow() is None and QApplication.activeModalWidget() is None:
            # As a window manager does when a dialog has closed.
            self.window.activateWindow()
        QApplication.processEvents()

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            QTest.keyClick(QApplication.focusWidget() or self.window, key, held)
        self.settle()

    def sheet(self, name: str) -> Any:
        found = [one for one in self.window.findChildren(QWidget, name) if one.isVisible()]
        assert found, name
        return found[-1]


class Editor(Desk):
    """The editor of the plan of `put_plan`."""

    page: PlanPage

    def __init__(self, book: Book, qtbot: QtBot) -> None:
        self.plan = plan_for(book)
        super().__init__(book, qtbot, PlanPage, self.plan)

    @property
    def shown(self) -> Shown:
        found: Shown = self.book.read(plan_page, self.plan, today=TODAY)
        return found

    def outline(self) -> list[tuple[int, str]]:
        return [(row.depth, row.title) for row in self.shown.tree]

    def row(self, title: str) -> TreeRow:
        return next(row for row in self.shown.tree if row.title == title)

    def stand_on(self, title: str) -> None:
        self.page.tree.go_to(self.row(title).id)
        # As somebody who works there, not as one who only walks by.
        self.page.tree.clearFocus()
        self.page.tree.setFocus()
        self.settle()
