"""Every test of the place has a window on four customers and an empty folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.views.stage import Stage
from tests.builders import new_book
from tests.views.accounts.books import fill
from tests.views.sync.windows import Desk


@pytest.fixture
def desk(qapp: QApplication, settings: QSettings, tmp_path: Path) -> Iterator[Desk]:
    """Yield a window at the place of syncing."""
    (tmp_path / "book").mkdir()
    (tmp_path / "drive" / "share").mkdir(parents=True)
    with new_book(tmp_path / "book", name="高橋") as book:
        fill(book)
        stage = Stage(settings, book)
        yield Desk(stage, book, tmp_path / "drive" / "share")
        stage.clear()
