"""Collect Python's cyclic garbage on the UI thread only, and there only from the event loop.

A worker must never destroy a widget. Nor may a collection begin wherever the UI thread asks for memory: that may be
in the middle of the end of a QObject, which holds one of Qt's locks while the binding looks for Python methods; what is
then destroyed as garbage may wait for the same lock, for ever.
"""

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
        """Collect no more. Python's own collector stays off: what is left of the windows still comes to its end."""
        self._timer.stop()

    def __enter__(self) -> Garbage:
        return self

    def __exit__(self, *_error: object) -> None:
        self.stop()
