"""A window on a book that shares its records with a CRM in memory, with the questions a mapping has to answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.connectors import registry
from app.connectors.memory import MemoryServer
from app.connectors.memory.connector import SERVERS
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.syncing import connections
from app.operations.syncing.mapping import mapping
from app.operations.syncing.rows import MappedField, MappedType, RunResult
from app.operations.syncing.running import run_sync
from app.views.account.page import AccountPage
from app.views.main_window import MainWindow
from app.views.places import Places
from app.views.sync.mapping import MappingDialog
from app.views.workspace import Workspace

SYSTEM = "CRM"
MEMORY = "app.connectors.memory.connector:MemoryConnector"


class MappedDesk:
    """The window, the book and the server. `connect` begins to share, `sync` runs it as if a person had asked."""

    def __init__(self, book: Book, settings: QSettings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
        self.book, self.server = book, MemoryServer()
        monkeypatch.setattr(registry, "BUILTIN", {**registry.BUILTIN, "memory": MEMORY})
        monkeypatch.setitem(SERVERS, "crm", self.server)
        self.window = MainWindow(Workspace(book, book.clock), settings)
        self.places = Places(self.window)
        self.window.resize(1440, 900)
        self.window.show()
        qtbot.addWidget(self.window)
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.qtbot = qtbot
        self.id = 0

    @property
    def workspace(self) -> Workspace:
        """Return the window's workspace."""
        return self.window.workspace

    def connect(self, *, writes: bool = True) -> None:
        """Make the connection."""
        self.id = self.book.write(connections.connect, name=SYSTEM, connector="memory", config={"server": "crm"})[1]
        self.book.write(connections.set_writes, self.id, writes)

    def connect_anew(self) -> None:
        """Make a second connection to the same server, of which nothing is known yet."""
        self.id = self.book.write(connections.connect, name="CRM 2", connector="memory", config={"server": "crm"})[1]

    def sync(self) -> RunResult:
        """Run it, and tell the window what that changed."""
        changes, result = run_sync(self.book, self.id, pressed=True)
        assert result.result == "done", result
        self.workspace.announce(changes)
        QApplication.processEvents()
        return result

    def mapping(self) -> MappingDialog:
        """Open the mapping."""
        dialog = MappingDialog(self.workspace, self.id, SYSTEM, self.window)
        dialog.start()
        QApplication.processEvents()
        return dialog

    def mapped(self, entity: str = "account") -> MappedType:
        """Return what is mapped of a noun, as it is kept."""
        return next(one for one in self.book.read(mapping, self.id) if one.entity == entity)

    def field(self, local: str, entity: str = "account") -> MappedField:
        """Return one field as it is kept."""
        return next(one for one in self.mapped(entity).fields if one.local == local)

    def account(self, name: str) -> str:
        """Return the id of an account."""
        return str(self.book.read(find_account, name))

    def open(self, name: str) -> AccountPage:
        """Open the page of an account."""
        page = self.window.open("account", self.account(name))
        assert isinstance(page, AccountPage)
        QApplication.processEvents()
        return page

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait for work off the UI thread."""
        self.qtbot.waitUntil(holds, timeout=5000)
