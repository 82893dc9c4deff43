"""What is loaded while nobody does anything: the first chart, and the sections of Portfolio, then come at once."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.errors import BansoError
from app.views.workspace import Workspace

QUIET_MS = 2_000
_INPUT = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.MouseMove}


class Idle(QObject):
    """Waits until there was no input for two seconds, loads once on a worker thread what is large, and is done."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(QUIET_MS)
        self._timer.timeout.connect(self._load)
        self._timer.start()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin to wait anew whenever somebody does something."""
        if event.type() in _INPUT:
            self._timer.start()
        return super().eventFilter(watched, event)

    def stop(self) -> None:
        """Wait no more."""
        self._timer.stop()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def _load(self) -> None:
        if self._workspace.busy:
            # Whatever is under way, a person waits for it more than for a chart.
            self._timer.start()
            return
        self.stop()
        self._workspace.run(_preload, owner=self, failed=_not_loaded)


def _preload(report: Callable[..., None], cancelled: Callable[[], bool]) -> None:
    from app.views.charting import preload
    from app.views.portfolio.contents import load

    preload()
    load(report, cancelled)


def _not_loaded(_error: BansoError) -> None:
    """Leave it to the first chart, which says so where it cannot be drawn."""
