"""The way through the first start: welcome, protection, recovery code, samples; ends with an open book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimeZone, Signal

from app import language
from app.clock import DEFAULT_ZONE
from app.errors import Cancelled
from app.views.aside import aside
from app.views.first_run.code_page import CodePage
from app.views.first_run.filling import Filling
from app.views.first_run.protect import ProtectPage
from app.views.first_run.welcome import Welcome
from app.views.gate import Gate
from app.views.workspace import Running


class FirstRun(QObject):
    """Leads through `gate`. `ready(book, want)` once a book is open; `restore_wanted` leaves for a back-up.

    `want` is "samples" or "spreadsheet"; after samples were stopped it is "".
    """

    ready = Signal(object, str)
    restore_wanted = Signal()

    def __init__(self, gate: Gate, folder: Path, today: date | None) -> None:
        super().__init__(gate)
        self._gate, self._folder, self._today = gate, folder, today
        self._want = "samples"
        self._book: Any = None
        self._running: Running | None = None

    def start(self) -> None:
        """Show the first page."""
        self._gate.show_page(self._welcome)

    def _welcome(self) -> Welcome:
        page = Welcome(self._gate)
        page.begun.connect(self._begin)
        page.restore_wanted.connect(self.restore_wanted)
        return page

    def _begin(self, want: str) -> None:
        self._want = want
        self._gate.show_page(self._protect)

    def _protect(self) -> ProtectPage:
        page = ProtectPage()
        page.back.connect(self.start)
        page.chosen.connect(lambda *chosen: self._make(page, *chosen))
        return page

    def _make(self, page: ProtectPage, name: str, protection: str, passphrase: str) -> None:
        page.set_busy(True)
        self._running = aside(
            make_and_open,
            self._folder,
            protection,
            name=name,
            passphrase=passphrase or None,
            today=self._today,
            owner=page,
            done=self._made,
            failed=page.tell,
        )

    def _made(self, made: tuple[Any, str | None]) -> None:
        self._book, code = made
        if code is None:
            self._finish()
        else:
            self._gate.show_page(lambda: self._code(code))

    def _code(self, code: str) -> CodePage:
        page = CodePage(code)
        page.kept.connect(self._finish)
        return page

    def _finish(self) -> None:
        if self._want != "samples":
            self._hand_over()
            return
        page = Filling()
        page.filling()
        page.stopped.connect(self._stop)
        self._gate.show_page(lambda: page)
        self._running = aside(
            fill,
            self._book,
            owner=page,
            progress=lambda n, total, _words: page.move_on(n, total),
            done=self._filled,
            failed=lambda error: self._unfilled(),
        )

    def _stop(self) -> None:
        if self._running is not None:
            self._running.cancel()

    def _filled(self, filled: bool) -> None:
        if not filled:
            self._want = ""
        self._hand_over()

    def _unfilled(self) -> None:
        # The book is there and empty: its own empty list says how to go on.
        self._filled(False)

    def _hand_over(self) -> None:
        book, self._book = self._book, None
        self.ready.emit(book, self._want)

    def leave(self, seconds: float = 5.0) -> None:
        """Stop what is under way and close a book that was not handed over."""
        if self._running is not None:
            self._running.cancel()
            self._running.wait(seconds)
        if self._book is not None:
            self._book.close()
            self._book = None


def make_and_open(
    _report: object,
    _cancelled: object,
    folder: Path,
    protection: str,
    *,
    name: str,
    passphrase: str | None,
    today: date | None,
) -> tuple[Any, str | None]:
    """Make a profile and open it: (book, recovery code or None)."""
    from app.operations.profile import make_profile, open_book
    from app.operations.settings import choose

    made = make_profile(folder, protection, name=name, zone=system_zone(), passphrase=passphrase)  # type: ignore[arg-type]
    book = open_book(folder, today=today, passphrase=passphrase)
    book.write(choose, "language", language.current())
    return book, made.recovery_code


def fill(report: Callable[..., None], cancelled: Callable[[], bool], book: Any) -> bool:
    """Write the made-up book; False when it was stopped, and then nothing of it is there."""
    from app.operations.demo import fill_demo

    try:
        fill_demo(book, today=book.clock.today(), progress=report, cancelled=cancelled)
    except Cancelled:
        return False
    return True


def system_zone() -> str:
    """Return the time zone of this system, or Banso's own where the system's has no usual name."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    name = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return DEFAULT_ZONE
    return name
