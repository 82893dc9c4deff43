"""A window with the page of an account over a small book, as the tests of the page use it."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.promises import open_promises
from app.views.account.edit.field import Field
from app.views.account.money.row import MoneyRow
from app.views.account.page import AccountPage
from app.views.account.painted_rows import PaintedRows
from app.views.commands import AccountCommand
from app.views.main_window import MainWindow
from app.views.page import Page
from app.views.widgets.labels import ElidedLabel
from app.views.workspace import Workspace
from tests.journeys.hands import wait_until


class Desk:
    """A window with the page of an account over a small book."""

    def __init__(self, book: Book, settings: QSettings, qtbot: QtBot) -> None:
        self.book = book
        self.workspace = Workspace(book, book.clock)
        self.window = MainWindow(self.workspace, settings)
        self.window.add_place("accounts", "building-2", lambda: "Accounts", Page)
        self.window.add_place(
            "account", "building-2", lambda: "Account", self._page, in_sidebar=False
        )  # fmt: skip
        self.window.resize(1440, 900)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.logged: list[str] = []
        self.promised: list[tuple[str, str]] = []
        self.done: list[tuple[str, str]] = []

    def _page(self) -> AccountPage:
        commands = [
            AccountCommand(key, key, lambda account, key=key: self.done.append((key, account)), keys)
            for key, keys in (("open", "Return"), ("log", "L"), ("pin", "P"), ("deck", "Q"), ("handover", ""))
        ]
        page = AccountPage(self.workspace, self.window, lambda: tuple(commands))
        page.log_wanted.connect(self.logged.append)
        page.promise_wanted.connect(lambda account, line: self.promised.append((account, line)))
        return page

    def open(self, name: str) -> AccountPage:
        page = self.window.open("account", self.book.read(find_account, name))
        assert isinstance(page, AccountPage)
        QApplication.processEvents()
        wait_until(lambda: self.workspace.busy == 0, "everything is there")
        return page

    def promises(self) -> list[str]:
        return [promise.text for promise in self.book.read(open_promises)]


def words(widget: QWidget) -> list[str]:
    """Return the words of all labels and fields that are not hidden."""
    shown = [w for w in widget.findChildren(QWidget) if isinstance(w, QLabel | ElidedLabel | Field)]
    rows = [told for w in widget.findChildren(PaintedRows) if w.isVisibleTo(widget) for told in w.told()]
    rows += [w.accessibleName() for w in widget.findChildren(MoneyRow) if w.isVisibleTo(widget)]
    parts = [part for told in rows for part in (told, *told.split(" · "))]
    return [*(w.text() for w in shown if w.isVisibleTo(widget) and w.text()), *parts]
