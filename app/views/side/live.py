"""Keeps the sidebar true: asks the book what it says, off the UI thread, whenever something changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer

from app.errors import BansoError
from app.language import name_of
from app.operations.beside import Beside, beside
from app.views.commands import AccountCommand
from app.views.main_window import MainWindow
from app.views.menus import dressed_menu
from app.views.side.rows import PinRow, Row
from app.views.workspace import Running

_PAUSE_MS = 120


class SidebarLive(QObject):
    """`account_commands` gives what the menu of a pinned account offers."""

    def __init__(self, window: MainWindow, account_commands: Callable[[], tuple[AccountCommand, ...]]) -> None:
        super().__init__(window)
        self._window, self._account_commands = window, account_commands
        self._said: Beside | None = None
        self._asked: Running | None = None
        self._day = window.workspace.clock.today()
        # Several changes one after another are asked about once.
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._pause.start()
        window.workspace.changed.connect(self._later)
        window.workspace.scores.changed.connect(self._later)
        window.rebuilt.connect(self._show)
        window.pin_menu.connect(self._menu)
        window.installEventFilter(self)

    def _later(self, _changes: object) -> None:
        self._pause.start()

    def _ask(self) -> None:
        if self._asked is not None and not self._asked.finished:
            # What is on its way may be from before the change.
            self._pause.start()
            return
        workspace = self._window.workspace
        self._day = workspace.clock.today()
        known = workspace.scores.rows()
        self._asked = workspace.run(
            _read, workspace.book, self._day, known, owner=self, done=self._arrived, failed=self._missed
        )

    def _arrived(self, said: Beside) -> None:
        if said != self._said:
            self._said = said
            self._show()

    def _missed(self, _error: BansoError) -> None:
        # Whoever shows the rows themselves says what is wrong; a count of before would be a wrong one.
        self._window.set_count("accounts", None)
        self._window.set_count("today", None)
        self._window.set_count("plans", None)
        self._window.set_count("reviews", None)

    def _show(self) -> None:
        said = self._said
        if said is None:
            return
        self._window.set_count("accounts", said.accounts)
        self._window.set_count("today", said.today)
        self._window.set_count("plans", said.plans)
        self._window.set_count("reviews", said.reviews)
        pins = [PinRow(pin.id, pin.name, pin.band, pin.score, name_of(pin.band)) for pin in said.pins]
        views = []
        for view in said.views:
            row = Row(view.name, "funnel")
            row.set_count(view.count)
            views.append(("accounts", f"view:{view.id}", row))
        self._window.set_sections(pins, views)

    def _menu(self, account_id: str, where: QPoint) -> None:
        menu = dressed_menu(self._window)
        for command in self._account_commands():
            if not command.fits(account_id):
                continue
            menu.addAction(command.words).triggered.connect(partial(_do, command, account_id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Over midnight other things are due; a window is looked at again in the morning."""
        if event.type() is QEvent.Type.WindowActivate and self._window.workspace.clock.today() != self._day:
            self._pause.start()
        return super().eventFilter(watched, event)


def _do(command: AccountCommand, account_id: str, _checked: bool = False) -> None:
    command.act(account_id)


def _read(_report: Callable[..., None], _cancelled: Callable[[], bool], book: Any, today: Any, health: Any) -> Beside:
    said: Beside = book.read(beside, today=today, health=health)
    return said
