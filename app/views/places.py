"""Every place of the window and what leads from one to another: the one list that a new screen is added to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.language import _
from app.views.accounts.page import AccountsPage
from app.views.main_window import MainWindow
from app.views.page import Page

if TYPE_CHECKING:
    # Each is loaded with its place: the first rows wait for none of them.
    from app.operations.first_rows import FirstRows
    from app.views.quick_log.quick_log import QuickLog

START = "accounts"


class Places(QObject):
    """Adds the places to a window.

    With the `first` rows of a book that is still being opened there is only the list of accounts; `book_opened` adds
    the others and does what a person wanted to do meanwhile.
    """

    def __init__(self, window: MainWindow, first: FirstRows | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._meant: str | None = None
        self._quick_log: QuickLog | None = None
        self._first = first
        self._list: AccountsPage | None = None
        self._wanted: Callable[[], object] | None = None
        window.add_place("accounts", "building-2", lambda: _("Accounts"), self._accounts, shortcut="G, A")
        if first is None:
            self._add_others()

    def book_opened(self) -> None:
        """Go on with the book, which is open now."""
        self._first = None
        self._add_others()
        if self._list is not None:
            self._list.book_opened()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted()

    def _add_others(self) -> None:
        window = self._window
        window.add_place("search", "search", lambda: _("Search"), self._search, shortcut="Ctrl+Shift+F")
        window.add_place("account", "building-2", lambda: _("Accounts"), self._one_account, in_sidebar=False)

    def log(self, account_id: str | None = None) -> None:
        """Open the quick log, for an account where one is meant."""
        if self._first is not None:
            self._wanted = lambda: self.log(account_id)
            return
        if self._quick_log is None:
            from app.views.quick_log.quick_log import QuickLog

            window = self._window
            self._quick_log = QuickLog(window, window.workspace, toast=window.toast, account=self._account)
        self._meant = account_id
        try:
            self._quick_log.open()
        finally:
            self._meant = None

    def start_import(self) -> None:
        """Ask for files to bring in."""
        if self._first is not None:
            self._wanted = self.start_import
            return
        from app.views.importing.dialog import ImportDialog

        ImportDialog(self._window.workspace, self._window, self._window).start()

    def _account(self) -> str | None:
        here = self._window.here()
        if self._meant is not None:
            return self._meant
        return str(here[1]) if here is not None and here[0] == "account" and here[1] is not None else None

    def _accounts(self) -> Page:
        page = self._list = AccountsPage(self._window.workspace, first=self._first)
        page.log_wanted.connect(self.log)
        page.import_wanted.connect(self.start_import)
        return page

    def _search(self) -> Page:
        from app.views.search.page import SearchPage

        page = SearchPage(self._window.workspace)
        page.touchpoint_wanted.connect(self._show_touchpoint)
        return page

    def _show_touchpoint(self, account_id: str, touchpoint_id: str) -> None:
        from app.views.account.page import AccountPage

        page = self._window.open("account", account_id)
        if isinstance(page, AccountPage):
            page.show_touchpoint(touchpoint_id)

    def _one_account(self) -> Page:
        from app.views.account.page import AccountPage

        page = AccountPage(self._window.workspace, self._window)
        page.log_wanted.connect(self.log)
        return page
