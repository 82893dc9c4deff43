"""Starts Banso as a person does, in a home of its own, and lets a pair of hands work at it while it runs."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.bootstrap import run
from tests.builders import TODAY
from tests.journeys.hands import wait_until

Person = Callable[[], None]
Start = Callable[[str, Person], None]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a home folder where nobody has been; window settings are kept in it too."""
    made = tmp_path / "home"
    made.mkdir()
    monkeypatch.setenv("HOME", str(made))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_DOCUMENTS_DIR"):
        monkeypatch.delenv(name, raising=False)
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(made / "config"))
    yield made
    gc.enable()


@pytest.fixture
def start(qapp: QApplication, home: Path) -> Start:
    """Return what starts Banso in a language for a person, and ends when they have closed the window."""

    def started(lang: str, person: Person) -> None:
        failed: list[BaseException] = []

        def work() -> None:
            try:
                person()
            except BaseException as error:  # raised again once the window is closed
                failed.append(error)
            finally:
                close_everything()

        # The file dialog of the toolkit can be typed into on every system.
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
        QTimer.singleShot(0, qapp, work)
        arguments = ["banso", "--profile", str(home / "profile"), "--lang", lang, "--today", TODAY.isoformat()]
        assert run(arguments) == 0
        if failed:
            raise failed[0]
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    return started


def close_everything() -> None:
    """Close the windows as a window manager does, the last one ending the application."""
    wait_until(lambda: QApplication.topLevelWidgets(), "there is a window")
    for _time in range(3):
        QApplication.closeAllWindows()
        QCoreApplication.processEvents()
