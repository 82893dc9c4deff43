"""Collect Python's cyclic garbage on the UI thread only: a widget must never be destroyed by a worker."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 2000


class Garbage(QObject):
    """While it lives, the collector runs from a timer of this thread instead of wherever memory is asked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(EVERY_MS)

    def collect(self) -> int:
        """Collect as Python's own thresholds ask; return which generation was, or -1."""
        counts, limits = gc.get_count(), gc.get_threshold()
        for generation in (2, 1, 0):
            if counts[generation] > limits[generation] > 0:
                gc.collect(generation)
                return generation
        return -1

    def stop(self) -> None:
        """Give the work back to Python."""
        self._timer.stop()
        gc.enable()

    def __enter__(self) -> Garbage:
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()
