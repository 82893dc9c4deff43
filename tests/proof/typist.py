"""Types into the quick log of a real window without ever stopping, and tells each key with the instant it came.

`python -m tests.proof.typist PROFILE [--never-writes]`: the second way keeps drafts in memory alone, which is the fault
that the proof has to find.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtTest import QTest

from app.cli.main import open_profile, read_arguments
from app.views import looks
from app.views.application import application
from app.views.draft_keeper import DraftKeeper
from app.views.main_window import MainWindow
from app.views.places import START, Places
from app.views.workspace import Workspace
from tests.journeys.hands import press, write
from tests.proof import canary

KEY_S = 0.05
TEXT = f"@{canary.NAME} {canary.NOTE} {canary.PERSON} "


def main(folder: Path) -> None:
    """Type until somebody kills this process."""
    app = application()
    settings = QSettings(str(folder.parent / "window.ini"), QSettings.Format.IniFormat)
    looks.dress(app, settings)
    with open_profile(read_arguments(["banso", "--profile", str(folder), "log", ""]), folder) as book:
        window = MainWindow(Workspace(book, book.clock), settings)
        places = Places(window)
        window.show()
        window.open(START)
        window.activateWindow()
        QTest.qWait(50)
        places.log()
        QCoreApplication.processEvents()
        typed = 0
        while True:
            write(TEXT[typed % len(TEXT)])
            typed += 1
            if typed % 400 == 0:
                # A longer note; the line must not grow without end.
                press("Shift+Return")
                typed += 1
            sys.stdout.write(f"{time.monotonic()} {typed}\n")
            sys.stdout.flush()
            QTest.qWait(round(KEY_S * 1000))


if __name__ == "__main__":
    if "--never-writes" in sys.argv[2:]:
        DraftKeeper.keep = lambda *_args, **_kw: None  # type: ignore[method-assign]
    main(Path(sys.argv[1]))
