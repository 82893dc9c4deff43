"""Every view test starts dressed in the light theme at 100 %, with settings of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.views import looks, theme


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """Return settings in a file of this test."""
    made = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made.setValue("language", "ja")
    made.setValue("look", "light")
    return made


@pytest.fixture(autouse=True)
def dressed(qapp: QApplication, settings: QSettings) -> theme.Theme:
    """Put on the light theme in Japanese."""
    looks.dress(qapp, settings)
    return theme.current()
