"""Rows of the whole window: a live switch of theme, going to each place, and the memory of a long day."""

from __future__ import annotations

import gc
import os
import statistics
import tempfile
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

from app.operations.accounts import account_rows
from bench.books import TODAY, book
from bench.measure import Row, milliseconds

SWITCH_MS, OPEN_MS = 50, 150
TIMES, VISITS, SETTLED = 9, 200, 40


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _least(what: str, repaint: Callable[[], object], work: Callable[[], object], most: float) -> Row:
    """Compare with painting the window once; the target is what `most` milliseconds are in such floors."""
    repaint()
    work()
    pairs = [(milliseconds(repaint), milliseconds(work)) for _ in range(TIMES)]
    floor, product = (statistics.median(pair[at] for pair in pairs) for at in (0, 1))
    return Row(what, floor, product, most / floor, note=f"at most {most:.0f} ms")


def all_rows(name: str) -> list[Row]:
    """Return every row; the window stands on a real book, offscreen, 1440×900."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from app.views import looks, theme
    from app.views.application import application
    from app.views.stage import Stage

    app = application()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as scratch, book(name) as opened:
        settings = QSettings(str(Path(scratch) / "window.ini"), QSettings.Format.IniFormat)
        looks.dress(app, settings)
        stage = Stage(settings, opened)
        window, _places = stage.main()
        window.open("accounts")
        stage.settle()
        themes = cycle(("dark", "light"))

        def switch() -> None:
            theme.use(app, next(themes))
            QApplication.processEvents()
            window.repaint()

        rows.append(_least(f"live switch of theme, list shown ({name})", window.repaint, switch, SWITCH_MS))
        ids = cycle([row.id for row in opened.read(account_rows, today=TODAY)])
        places = cycle([("today", None), ("accounts", None)])

        def go() -> None:
            window.open(*next(places))
            stage.settle()
            window.repaint()

        def account() -> None:
            window.open("account", next(ids))
            stage.settle()
            window.repaint()

        rows.append(_least(f"go to Today or Accounts, painted ({name})", window.repaint, go, OPEN_MS))
        rows.append(_least(f"open an account, painted ({name})", window.repaint, account, OPEN_MS))
        for _visit in islice(ids, SETTLED):
            account()
        gc.collect()
        before = _resident()
        for _visit in range(VISITS):
            account()
        gc.collect()
        rows.append(Row(f"memory after {VISITS} accounts in a row ({name})", before, _resident(), 1.05, unit="MB"))
        stage.clear()
    return rows
