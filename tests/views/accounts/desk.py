"""A window with the list of accounts over a small book, as the tests of the list use it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from app.operations.book import Book
from app.views.accounts.page import AccountsPage
from app.views.main_window import MainWindow
from app.views.page import Page
from app.views.workspace import Workspace


class Desk:
    """The window, its list, and what was asked of the window."""

    def __init__(self, book: Book, settings: QSettings, qtbot: QtBot) -> None:
        self.book = book
        self.workspace = Workspace(book, book.clock)
        self.window = MainWindow(self.workspace, settings)
        self.window.add_place("accounts", "building-2", lambda: "Accounts", self._list)
        self.window.add_place("account", "building-2", lambda: "Account", Page, in_sidebar=False)
        self.window.resize(1440, 900)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.logged: list[str] = []
        self.said: list[str] = []
        toast: Callable[..., None] = self.window.toast

        def listen(words: str, *more: object, **named: object) -> None:
            self.said.append(words)
            toast(words, *more, **named)

        self.window.toast = listen  # type: ignore[method-assign]
        self.imports: list[int] = []
        self.page.log_wanted.connect(self.logged.append)
        self.page.import_wanted.connect(lambda: self.imports.append(1))
        # The scores come after the rows.
        qtbot.waitUntil(lambda: self.workspace.scores.ready and not self.workspace.busy, timeout=15_000)

    def _list(self) -> AccountsPage:
        return AccountsPage(self.workspace, host=self.window, settings=self.window.settings)

    @property
    def page(self) -> AccountsPage:
        """Return the list, which is shown."""
        page = self.window.page()
        if not isinstance(page, AccountsPage):
            page = self.window.open("accounts")
        assert isinstance(page, AccountsPage)
        return page

    def names(self) -> list[str]:
        """Return the names shown."""
        return [row.name for row in self.page.table.shown_rows()]

    def told(self) -> str:
        """Return what the foot says."""
        return f"{self.page.footer.count.text()} {self.page.footer.sum.text()}"

    def stand_on(self, name: str) -> None:
        """Give the row of a name the focus."""
        self.page.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.page.view.go_to(self.names().index(name))


def workbook(path: Path) -> list[list[object]]:
    """Return the cells of a workbook."""
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()  # type: ignore[return-value]
