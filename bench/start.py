"""Runs in a fresh process: starts the window (or the bare floor) and prints milliseconds and memory, then ends.

`python -m bench.start floor` or `python -m bench.start PROFILE`; BENCH_STARTED holds when the process was started.
"""

from __future__ import annotations

import os
import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QMainWindow


class Watch(QObject):
    """Notes the first paint, and the first paint of a list that has rows; ends the process after it."""

    def __init__(self, *, rows: bool) -> None:
        super().__init__()
        self.times: dict[str, float] = {}
        self._rows = rows

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at paint events as they pass."""
        if event.type() == QEvent.Type.Paint:
            self._note("paint")
            view = watched.parent()
            has_rows = isinstance(view, QAbstractItemView) and view.model() is not None and view.model().rowCount() > 0
            if has_rows and view.isVisible():
                self._note("rows")
            if ("rows" if self._rows else "paint") in self.times:
                QTimer.singleShot(0, self._end)
        return False

    def _note(self, what: str) -> None:
        began = float(os.environ["BENCH_STARTED"])
        self.times.setdefault(what, (time.time() - began) * 1000)

    def _end(self) -> None:
        print(self.times.get("paint", 0.0), self.times.get("rows", 0.0), memory(), flush=True)
        os._exit(0)


def memory() -> float:
    """Return what the process holds in memory, in MB (Linux; 0 elsewhere)."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except OSError:
        return 0.0


def main() -> None:
    """Start what the first argument names."""
    floor = sys.argv[1] == "floor"
    watch = Watch(rows=not floor)
    real = QApplication.exec

    def run(*_app: object) -> int:
        QApplication.instance().installEventFilter(watch)
        return real()

    QApplication.exec = run  # type: ignore[method-assign]
    if floor:
        app = QApplication(["floor"])
        window = QMainWindow()
        window.setCentralWidget(QLabel("Banso"))
        window.show()
        app.exec()
    else:
        from app.bootstrap import run as start

        start(["banso", "--profile", sys.argv[1], "--lang", "ja", "--today", "2026-11-20"])


if __name__ == "__main__":
    main()
