"""Somebody sits down at Banso: it starts as by hand, a person works at it while it runs, and its windows are closed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.bootstrap import run
from app.views.gate import Gate
from app.views.main_window import MainWindow
from tests.journeys.hands import wait_until

Person = Callable[[], None]

_END_S = 15


def sit_down(app: QApplication, profile: Path, lang: str, person: Person, today: date) -> None:
    """Start Banso in a language and on a day for a person; ends when they are done and the window is closed.

    Raises what the person raised.
    """
    failed: list[BaseException] = []

    def work() -> None:
        try:
            person()
        except BaseException as error:  # raised again once the window is closed
            failed.append(error)
        finally:
            over.start(_END_S * 1000)
            close_everything()
            if failed:
                # Left hidden in the tray, or with a dialog that does not close, no last window ends anything.
                QCoreApplication.exit(1)

    def give_up() -> None:
        failed.append(AssertionError("the application goes on after its last window"))
        QCoreApplication.exit(1)

    over = QTimer(app)
    over.setSingleShot(True)
    over.timeout.connect(give_up)
    # The file dialog of the toolkit can be typed into on every system.
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    QTimer.singleShot(0, app, work)
    try:
        code = run(["banso", "--profile", str(profile), "--lang", lang, "--today", today.isoformat()])
    finally:
        over.stop()
        for window in QApplication.topLevelWidgets():
            if isinstance(window, MainWindow | Gate):
                window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if failed:
        raise failed[0]
    assert code == 0


def close_everything() -> None:
    """Close the windows as a window manager does, the last one ending the application."""
    wait_until(lambda: QApplication.topLevelWidgets(), "there is a window")
    for _time in range(3):
        QApplication.closeAllWindows()
        QCoreApplication.processEvents()
