from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from tests.builders import new_book
from tests.views.accounts.books import fill
from tests.views.accounts.desk import Desk


@pytest.fixture
def desk(tmp_path: Path, settings: QSettings, qtbot: QtBot) -> Iterator[Desk]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        yield Desk(book, settings, qtbot)
