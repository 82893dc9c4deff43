"""A window with a quick log over a small book."""

from __future__ import annotations

from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.book import Book
from app.operations.touchpoints import TouchpointRow, touchpoint_rows
from app.views.main_window import MainWindow
from app.views.page import Page
from app.views.quick_log.log_card import LogCard
from app.views.quick_log.quick_log import QuickLog
from app.views.workspace import Workspace


class Desk:
    """A window with a quick log over a small book."""

    def __init__(self, book: Book, settings: QSettings, qtbot: QtBot) -> None:
        self.book = book
        self.on_screen: str | None = None
        self.workspace = Workspace(book, book.clock)
        self.window = MainWindow(self.workspace, settings, log=lambda: self.log.open())
        self.window.add_place("here", "building-2", lambda: "Here", Page)
        self.window.open("here")
        self.log = QuickLog(self.window, self.workspace, toast=self.window.toast, account=lambda: self.on_screen)
        self.window.resize(1280, 800)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitExposed(self.window)
        self.window.setFocus()

    @property
    def card(self) -> LogCard:
        card = self.log.card
        assert card is not None
        return card

    def rows(self) -> dict[str, tuple[str, str]]:
        return {row.label: (row.words, row.detail) for row in self.card.rows()}

    def accounts(self) -> dict[str, str]:
        account = tables.account
        return dict(self.book.read(lambda s: [tuple(r) for r in s.execute(select(account.c.name, account.c.id))]))

    def touchpoints(self, name: str) -> list[TouchpointRow]:
        return self.book.read(touchpoint_rows, self.accounts()[name])

    def said(self) -> str:
        toast = self.window._overlays._toast
        return toast.accessibleName() if toast is not None else ""


def fill(session: Session) -> None:
    """Write four accounts, one with a person, one with a promise."""
    midori, acme, _hokuto, _denki = door.create(
        session,
        "account",
        [
            {"name": "みどり食品", "name_key": "みどり食品", "reading": "みどりしょくひん"},
            {"name": "Acme Robotics", "name_key": "acme robotics"},
            {"name": "北斗ロジスティクス", "name_key": "北斗ロジスティクス"},
            {"name": "北斗電機", "name_key": "北斗電機"},
        ],
    )
    [sato] = door.create(session, "person", [{"name": "佐藤 花子", "name_key": "佐藤花子"}])
    door.create(session, "position", [{"person_id": sato, "account_id": midori}])
    door.create(
        session,
        "promise",
        [
            {
                "account_id": acme,
                "text": "send the deck to Priya",
                "side": "me",
                "origin": "manual",
                "made_on": "2026-11-01",
                "due": "2026-11-18",
            }
        ],
    )
    door.create(
        session,
        "touchpoint",
        [
            {
                "account_id": midori,
                "state": "done",
                "kind": "call",
                "on_date": "2026-11-13",
                "body": "x",
                "two_way": True,
            }
        ],
    )
