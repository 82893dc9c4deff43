"""A window with a quick log over a small book, for every test of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from tests.builders import new_book
from tests.views.quick_log.desk import Desk, fill


@pytest.fixture
def desk(tmp_path: Path, settings: QSettings, qtbot: QtBot) -> Iterator[Desk]:
    """Yield the window, its book filled with four accounts."""
    with new_book(tmp_path / "profile") as book:
        book.write(fill)
        made = Desk(book, settings, qtbot)
        yield made
        made.workspace.close()
