"""A window with its places on a book of four customers, at the settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.operations.book import Book
from app.views import looks, theme
from app.views.main_window import MainWindow
from app.views.places import Places
from app.views.settings.page import SettingsPage
from app.views.settings.section import Section
from app.views.workspace import Workspace
from tests.builders import new_book
from tests.views.accounts.books import fill
from tests.views.desks import words as shown_words

Open = Callable[..., Section]


@pytest.fixture
def book(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Book]:
    """Yield a book with four customers; encrypted where the test is marked so by its parameter."""
    (tmp_path / "p").mkdir()
    with new_book(tmp_path / "p", encrypted=getattr(request, "param", False)) as made:
        fill(made)
        yield made


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, settings: QSettings, book: Book) -> Iterator[MainWindow]:
    """Yield the main window."""
    made = MainWindow(Workspace(book, book.clock), settings)
    Places(made)
    made.resize(1280, 800)
    made.show()
    qtbot.addWidget(made)
    yield made
    made.workspace.close()
    looks.speak(qapp, "ja")
    theme.use(qapp, "light", 100)


def words(widget: QWidget | None) -> str:
    """Return all words that a person sees in labels, once what was just added is shown."""
    QApplication.processEvents()
    return shown_words(widget)


@pytest.fixture
def go(window: MainWindow) -> Open:
    """Return what opens a section and returns it."""

    def opened(key: str) -> Section:
        page = window.open("settings", key)
        assert isinstance(page, SettingsPage)
        return page.section()

    return opened
