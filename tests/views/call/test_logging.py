"""A call is logged from its sheet by the real quick log, and stands where the planned one stood."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.journal import door
from app.models import tables
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.touchpoints import TouchpointRow, touchpoint_rows
from app.views.call.page import CallPage
from app.views.main_window import MainWindow
from app.views.places import Places
from app.views.walk.page import WalkPage
from app.views.workspace import Workspace
from tests.builders import new_book
from tests.journeys.hands import focus, press, wait_until, write
from tests.views.accounts.books import NAMES, fill


@pytest.fixture
def window(tmp_path: Path, settings: QSettings, qtbot: QtBot) -> Iterator[MainWindow]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        made = MainWindow(Workspace(book, book.clock), settings, log=lambda: places.log())
        places = Places(made)
        made.resize(1440, 900)
        qtbot.addWidget(made)
        made.show()
        qtbot.waitExposed(made)
        made.activateWindow()
        yield made


def rows(book: Book) -> list[TouchpointRow]:
    return book.read(touchpoint_rows, book.read(find_account, NAMES[0]))


def test_that_the_line_begins_with_what_is_known_and_replaces_the_planned_one(window: MainWindow) -> None:
    workspace = window.workspace
    book: Book = workspace.book  # type: ignore[assignment]
    touchpoint = tables.touchpoint
    planned = book.read(lambda s: s.scalar(select(touchpoint.c.id).where(touchpoint.c.state == "planned")))
    workspace.write(lambda s: door.create(s, "touchpoint_person", [{"touchpoint_id": planned, "name": "佐藤 花子"}]))
    page = window.open("call", planned)
    assert isinstance(page, CallPage)
    wait_until(lambda: not workspace.busy, "the quick log is ready")
    press("L")
    QApplication.processEvents()
    assert focus().toPlainText() == "会議 with 佐藤 花子 "  # type: ignore[attr-defined]
    write("30日の話をした")
    press("Return")
    wait_until(lambda: not any(row.planned for row in rows(book)), "the planned one is replaced")
    newest = rows(book)[0]
    assert (newest.kind, newest.people) == ("meeting", ("佐藤 花子",))
    assert "30日の話をした" in newest.body


def test_that_the_walk_logs_for_its_account_by_its_own_key_and_the_windows(window: MainWindow) -> None:
    page = window.open("walk")
    assert isinstance(page, WalkPage)
    wait_until(lambda: page.course.stops and not window.workspace.busy, "the walk is found")
    account = page.course.account_id
    for keys in ("L", "Ctrl+L"):
        press(keys)
        QApplication.processEvents()
        write(f"話した {keys[-1]}")
        press("Return")
        QApplication.processEvents()
        newest = window.workspace.read(touchpoint_rows, account)[0]
        assert newest.body.startswith("話した")
        assert page.course.account_id == account
        assert focus() is page.stop.columns
    assert page.course.logs() == 2
