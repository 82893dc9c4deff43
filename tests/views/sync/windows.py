"""A window on a book of its own, at the place of syncing, and a folder beside it that stands for another system."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.operations.book import Book
from app.operations.syncing.connections import connect, set_writes
from app.views.main_window import MainWindow
from app.views.places import Places
from app.views.stage import Stage
from app.views.sync.live import SyncLive
from app.views.sync.page import SyncPage


class Desk:
    """What a test of the place holds."""

    def __init__(self, stage: Stage, book: Book, share: Path) -> None:
        self.stage, self.book, self.share = stage, book, share
        self.window: MainWindow
        self.places: Places
        self.window, self.places = stage.main()
        page = self.window.open("sync")
        assert isinstance(page, SyncPage)
        self.page = page
        assert self.places.sync is not None
        self.live: SyncLive = self.places.sync
        self.settle()

    def settle(self) -> None:
        """Let everything that is under way end and be shown."""
        self.live.state.ask()
        wait_until(lambda: not self.window.workspace.busy and self.live.schedule.current is None)
        self.stage.hurry(1)
        self.stage.settle()

    def connected(self, name: str = "営業部", *, writes: bool = True) -> int:
        """Connect the folder without the sheet, and sync it once."""
        made: int = self.window.workspace.write(
            connect, name=name, connector="folder", config={"folder": str(self.share), "format": "csv"}
        )
        if writes:
            self.window.workspace.write(set_writes, made, True)
        self.sync(made)
        return made

    def sync(self, connection_id: int) -> None:
        """Sync and wait for it."""
        self.live.schedule.sync(connection_id)
        self.settle()

    def rows(self, table: str = "accounts") -> list[dict[str, str]]:
        """Return what stands in a table of the folder."""
        with (self.share / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def edit(self, name: str, column: str, value: str, table: str = "accounts") -> None:
        """Write a cell as somebody else does with a spreadsheet."""
        rows = self.rows(table)
        [row] = [one for one in rows if one["name"] == name]
        row[column] = value
        self._write(table, rows)

    def keep(self, wanted: Callable[[dict[str, str]], bool], table: str = "accounts") -> None:
        """Take rows out of a table, all but those that are wanted."""
        self._write(table, [row for row in self.rows(table) if wanted(row)])

    def _write(self, table: str, rows: list[dict[str, str]]) -> None:
        with (self.share / f"{table}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)

    def dialog(self, name: str) -> Any:
        """Return the open dialog of this object name."""
        found = [one for one in self.window.findChildren(QWidget, name) if one.isVisible()]
        assert found, f"no {name} is open"
        return found[-1]


def wait_until(is_so: Callable[[], object], seconds: float = 30) -> None:
    """Wait until something is so."""
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "waited in vain"
        QTest.qWait(5)
