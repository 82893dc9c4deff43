"""A window with its places over the book of Today, at whose largest customer the sponsor has left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.book import Book
from app.operations.people import end_position
from app.operations.signals.sweep import fire
from app.views import looks, theme
from app.views.main_window import MainWindow
from app.views.places import Places
from app.views.today.page import TodayPage
from app.views.workspace import Workspace
from tests.builders import TODAY, new_book
from tests.journeys.hands import wait_until
from tests.views.today.books import fill_today


def sponsor_position(session: Session) -> str:
    """Return the position of the sponsor."""
    found = session.scalar(select(tables.position.c.id).where(tables.position.c.role == "sponsor"))
    assert isinstance(found, str)
    return found


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """Yield the book; the sponsor's last day was the day before yesterday."""
    with new_book(tmp_path / "profile") as made:
        fill_today(made)
        position = made.read(sponsor_position)
        made.write(end_position, position, on=TODAY - timedelta(2))
        made.write(fire, today=TODAY)
        yield made


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, settings: QSettings, book: Book) -> Iterator[MainWindow]:
    """Yield the main window in Japanese."""
    made = MainWindow(Workspace(book, book.clock), settings)
    Places(made)
    made.resize(1440, 900)
    made.show()
    qtbot.addWidget(made)
    qtbot.waitExposed(made)
    made.activateWindow()
    QTest.qWait(10)
    yield made
    made.workspace.close()
    looks.speak(qapp, "ja")
    theme.use(qapp, "light", 100)


@pytest.fixture
def today(window: MainWindow) -> TodayPage:
    """Return Today with its first row under the keys."""
    page = window.open("today")
    assert isinstance(page, TodayPage)
    wait_until(lambda: page.answer is not None and page.rows(), "the first answer")
    return page


def shown(kind: type[QWidget]) -> list[QWidget]:
    """Return the windows of a kind that are shown."""
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
