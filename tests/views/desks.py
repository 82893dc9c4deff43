"""A desk under test: the application without its event loop, with settings and a profile of the test's own."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QLabel, QWidget

from app.views.application import Desk
from app.views.widgets.labels import ElidedLabel
from tests.builders import TODAY


def arguments(folder: Path, *, lang: str | None = None, today: date | None = TODAY) -> Namespace:
    """Return what the command line would give."""
    return Namespace(profile=folder, lang=lang, today=today)


@contextmanager
def started(folder: Path, settings: QSettings, *, lang: str | None = None) -> Iterator[Desk]:
    """Yield a desk that has been started; close its windows and finish it at the end."""
    folder.mkdir(mode=0o700, exist_ok=True)
    desk = Desk(folder, settings, arguments(folder, lang=lang))
    desk.start()
    try:
        yield desk
    finally:
        for window in (desk.gate, desk.window):
            if window is not None:
                window.close()
        desk.finish()
        for window in (desk.gate, desk.window):
            if window is not None:
                window.deleteLater()
        desk.deleteLater()


def words(window: QWidget | None) -> str:
    """Return all words that a person sees in labels of a window."""
    if window is None:
        return ""
    shown = [w for w in window.findChildren(QWidget) if isinstance(w, QLabel | ElidedLabel) and w.isVisible()]
    return "\n".join(w.text() for w in shown)
