"""A window with the places of meetings over a small book, for the tests of handing over, calls and the walk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.journal import door
from app.models import tables
from app.operations.accounts import find_account
from app.operations.book import Book
from app.views.call.page import CallPage
from app.views.handover.page import HandoverPage
from app.views.main_window import MainWindow
from app.views.page import Page
from app.views.walk.page import WalkPage
from app.views.workspace import Workspace
from tests.journeys.hands import wait_until


class Desk:
    """The window; `logged` collects what was asked of the quick log as (account id, line)."""

    def __init__(self, book: Book, settings: QSettings, qtbot: QtBot) -> None:
        self.book = book
        self.workspace = Workspace(book, book.clock)
        self.window = MainWindow(self.workspace, settings)
        self.logged: list[tuple[str, str]] = []
        for key in ("today", "accounts", "account"):
            self.window.add_place(key, "building-2", lambda key=key: key, Page)
        self._place("handover", lambda: HandoverPage(self.workspace, self.window))
        self._place("call", lambda: CallPage(self.workspace, self.window, self._log))
        self._place("walk", lambda: WalkPage(self.workspace, self.window, self._log))
        self.window.resize(1440, 900)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()

    def _place(self, key: str, make: object) -> None:
        self.window.add_place(key, "building-2", lambda: key, make, in_sidebar=False)  # type: ignore[arg-type]

    def _log(self, account_id: str, line: str = "") -> None:
        self.logged.append((account_id, line))

    def account(self, name: str) -> str:
        found: str = self.book.read(find_account, name)
        return found

    def planned(self) -> str:
        touchpoint = tables.touchpoint
        found: str = self.book.read(
            lambda session: session.scalar(select(touchpoint.c.id).where(touchpoint.c.state == "planned"))
        )
        return found

    def handover(self, name: str) -> HandoverPage:
        page = self.window.open("handover", self.account(name))
        assert isinstance(page, HandoverPage)
        QApplication.processEvents()
        return page

    def call(self) -> CallPage:
        page = self.window.open("call", self.planned())
        assert isinstance(page, CallPage)
        QApplication.processEvents()
        return page

    def walk(self) -> WalkPage:
        page = self.window.open("walk")
        assert isinstance(page, WalkPage)
        wait_until(lambda: not self.workspace.busy, "the walk is found")
        QApplication.processEvents()
        return page

    def create(self, entity: str, **row: object) -> str:
        made: str = self.workspace.write(lambda session: door.create(session, entity, [row]))[0]
        return made

    def here(self) -> str:
        here = self.window.here()
        assert here is not None
        return here[0]


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
