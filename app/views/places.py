"""Every place of the window and what leads from one to another: the one list that a new screen is added to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from app.language import _
from app.views import place_pages
from app.views.accounts.page import AccountsPage
from app.views.main_window import MainWindow
from app.views.page import Page, Waiting

if TYPE_CHECKING:
    # Each is loaded with its place: the first rows wait for none of them.
    from app.operations.first_rows import FirstRows
    from app.views.commands import AccountCommand, Command
    from app.views.quick_log.quick_log import QuickLog
    from app.views.side.live import SidebarLive
    from app.views.sync.live import SyncLive

START = "accounts"
# Neither is in the sidebar, yet a person who left there comes back there.
_RESUMED = ("account", "search")
# Long enough after the book is open that the start itself does not wait for it.
_READY_MS = 1500


class Places(QObject):
    """Adds the places to a window.

    With the `first` rows of a book that is still being opened only the list of accounts shows something; the others
    wait for `book_opened`, which also does what a person wanted to do meanwhile.
    """

    def __init__(self, window: MainWindow, first: FirstRows | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._quick_log: QuickLog | None = None
        self._palette: Any = None
        self._first = first
        self._list: AccountsPage | None = None
        self._wanted: Callable[[], object] | None = None
        self._live: SidebarLive | None = None
        self.sync: SyncLive | None = None
        self._add("today", "sun", lambda: _("Today"), self._today, shortcut="G, T")
        window.add_place("accounts", "building-2", lambda: _("Accounts"), self._accounts, shortcut="G, A")
        self._add("account", "building-2", lambda: _("Accounts"), self._one_account, in_sidebar=False)
        # Found by its keys, the menu and the palette.
        self._add(
            "search",
            "search",
            lambda: _("Search"),
            partial(place_pages.search, window),
            shortcut="Ctrl+Shift+F",
            in_sidebar=False,
        )
        self._add("walk", "route", lambda: _("Monday walk"), self._walk, shortcut="G, W", in_sidebar=False)
        self._add("call", "calendar-clock", lambda: _("Before the call"), self._call, in_sidebar=False)
        self._add(
            "handover", "handshake", lambda: _("Hand-over"), partial(place_pages.handover, window), in_sidebar=False
        )
        self._add("plans", "signpost", lambda: _("Success plans"), partial(place_pages.plans, window), shortcut="G, P")
        self._add("plan", "signpost", lambda: _("Success plans"), partial(place_pages.plan, window), in_sidebar=False)
        self._add("reviews", "presentation", lambda: _("QBR"), partial(place_pages.reviews, window), shortcut="G, Q")
        self._add("review", "presentation", lambda: _("QBR"), partial(place_pages.review, window), in_sidebar=False)
        self._add(
            "portfolio", "chart-line", lambda: _("Portfolio"), partial(place_pages.portfolio, window), shortcut="G, F"
        )
        self._add("sync", "git-pull-request", lambda: _("Sync & differences"), self._sync, shortcut="G, S", bottom=True)
        self._add(
            "settings",
            "settings",
            lambda: _("Settings"),
            partial(place_pages.settings, window),
            shortcut="Ctrl+,",
            bottom=True,
        )
        window.lead_to(**{"palette": self.palette, "import": self.start_import, "sync": self.sync_now})
        if first is None:
            self._look_after_sidebar()
        else:
            window.set_count("accounts", first.total)

    def _add(self, key: str, icon: str, title: Callable[[], str], factory: Callable[[], Page], **how: Any) -> None:
        """Add a place that needs the book: until it is open its page is an empty one."""
        self._window.add_place(key, icon, title, lambda: factory() if self._first is None else Waiting(), **how)

    def book_opened(self) -> None:
        """Go on with the book, which is open now."""
        self._first = None
        if self._list is not None:
            self._list.book_opened()
        here = self._window.here()
        if here is not None and here[0] == "account" and not self._knows(str(here[1])):
            self._window.open(START)
        self._window.renew(Waiting)
        self._look_after_sidebar()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted()

    def _look_after_sidebar(self) -> None:
        from app.views.side.live import SidebarLive

        self._live = SidebarLive(self._window, self.account_commands)
        self._look_after_sync()
        QTimer.singleShot(_READY_MS, self, self._get_ready)

    def _look_after_sync(self) -> SyncLive:
        if self.sync is None:
            from app.views.sync.live import SyncLive

            self.sync = SyncLive(self._window)
        return self.sync

    def _get_ready(self) -> None:
        """Load what the quick log and the palette need, so that the first Ctrl+L opens as fast as the tenth."""
        self._window.workspace.run(_load, owner=self, done=self._loaded)

    def _loaded(self, _nothing: object) -> None:
        from app.views.importing.watching import Drops, FolderWatch

        self._make_quick_log()
        Drops(self._window)
        FolderWatch(self._window)

    def _make_quick_log(self) -> QuickLog:
        if self._quick_log is None:
            from app.views.quick_log.quick_log import QuickLog

            window = self._window
            self._quick_log = QuickLog(window, window.workspace, toast=window.toast, account=self._account)
        return self._quick_log

    def start(self, begin_at: str | None = None) -> None:
        """Go to a place, or without one where a person was when they left, or to the start."""
        window = self._window
        there = {place.key for place in window.places() if place.in_sidebar or place.key in _RESUMED}
        left = begin_at or str(window.settings.value("window/place", START))
        account = str(window.settings.value("window/record", ""))
        if left == "account" and account and self._first is None and not self._knows(account):
            left = START
        if left not in there or (left == "account" and not account):
            left = START
        window.open(left, account if left == "account" else None)

    def _knows(self, account_id: str) -> bool:
        # The looks of a window are kept for a person, who may have another book.
        from app.operations.accounts import known_account

        return bool(self._window.workspace.read(known_account, account_id))

    # What can be asked for

    def log(self, account_id: str | None = None, line: str = "") -> None:
        """Open the quick log, for an account where one is meant, with `line` already written where one is given."""
        if self._first is not None:
            self._wanted = lambda: self.log(account_id, line)
            return
        self._make_quick_log().open(line, account_id)

    def palette(self, text: str = "") -> None:
        """Open the palette, with `text` already written where it is given."""
        if self._first is not None:
            self._wanted = lambda: self.palette(text)
            return
        if self._palette is None:
            from app.views.palette.palette import Palette

            self._palette = Palette(self._window, self._window.workspace, self)
        self._palette.open(text)

    def start_import(self) -> None:
        """Ask for files to bring in."""
        if self._first is not None:
            self._wanted = self.start_import
            return
        from app.views.importing.dialog import ImportDialog

        ImportDialog(self._window.workspace, self._window, self._window).start()

    def sync_now(self) -> None:
        """Run every connection now."""
        if self._first is not None:
            self._wanted = self.sync_now
            return
        self._look_after_sync().sync_now()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be asked for anywhere in the window."""
        from app.views.window_commands import book_commands, look_commands, window_commands

        window = self._window
        return (*window_commands(window), *book_commands(window), *look_commands(window))

    def account_commands(self) -> tuple[AccountCommand, ...]:
        """Return what can be done with an account wherever it is named."""
        from app.views.window_commands import account_commands

        return account_commands(self._window, self)

    def pin(self, account_id: str) -> None:
        """Pin an account, or let it go where it is pinned."""
        from app.views.asked import pin

        pin(self._window, account_id)

    def prepare_call(self, account_id: str) -> None:
        """Open the sheet for the next planned touchpoint of an account; say so where none is planned."""
        from app.views.asked import prepare_call

        prepare_call(self._window, account_id)

    def show_health(self, account_id: str, part: str = "worst") -> None:
        """Open the health of an account, at the part with this key or at what costs it most."""
        from app.views.account.page import AccountPage

        page = self._window.open("account", account_id)
        if isinstance(page, AccountPage):
            page.open_tab("health", part=part or None)

    def feel(self, account_id: str) -> None:
        """Ask how an account feels against its score."""
        from app.views.account.health.feeling_sheet import ask_feeling

        ask_feeling(self._window, self._window.workspace, account_id, self.show_health)

    def prepare_review(self, account_id: str) -> None:
        """Open the review of an account that is to come, or ask for a new one."""
        from app.views.asked import prepare_review

        prepare_review(self._window, account_id)

    # Pages

    def _account(self) -> str | None:
        here, page = self._window.here(), self._window.page()
        if here is not None and here[0] in ("account", "handover") and here[1] is not None:
            return str(here[1])
        return page.account_here() if page is not None else None

    def _today(self) -> Page:
        from app.views.asked import show_renewal, show_tab, show_touchpoint
        from app.views.today.page import TodayPage

        window = self._window
        page = TodayPage(window.workspace, window, lambda: any(place.key == "call" for place in window.places()))
        page.log_wanted.connect(lambda account_id: self.log(account_id or None))
        page.import_wanted.connect(self.start_import)
        page.touchpoint_wanted.connect(partial(show_touchpoint, window))
        page.health_wanted.connect(self.show_health)
        page.feeling_wanted.connect(self.feel)
        page.tab_wanted.connect(partial(show_tab, window))
        page.renewal_wanted.connect(partial(show_renewal, window))
        return page

    def _accounts(self) -> Page:
        window = self._window
        page = self._list = AccountsPage(window.workspace, first=self._first, host=window, settings=window.settings)
        page.log_wanted.connect(self.log)
        page.import_wanted.connect(self.start_import)
        page.health_wanted.connect(self.show_health)
        page.feeling_wanted.connect(self.feel)
        page.calls_wanted.connect(partial(_show_calls, window))
        return page

    def _walk(self) -> Page:
        from app.views.walk.page import WalkPage

        return WalkPage(self._window.workspace, self._window, self.log)

    def _call(self) -> Page:
        from app.views.call.page import CallPage

        return CallPage(self._window.workspace, self._window, self.log)

    def _sync(self) -> Page:
        from app.views.sync.page import SyncPage

        return SyncPage(self._window.workspace, self._window, self._look_after_sync())

    def _one_account(self) -> Page:
        from app.views.account.page import AccountPage

        page = AccountPage(self._window.workspace, self._window, self.account_commands)
        page.log_wanted.connect(self.log)
        page.promise_wanted.connect(self.log)
        return page


def _show_calls(window: MainWindow, account_id: str) -> None:
    from app.views.asked import show_calls

    show_calls(window, account_id)


def _load(_report: object, _cancelled: object) -> None:
    # On a worker thread: grammar and index take longer to load than a key should wait.
    import app.operations.meetings.folder
    import app.operations.palette
    import app.operations.quick_log  # noqa: F401
