"""A card for work under way: its name, n of m, and a way to stop it; shown only when it takes a moment."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.language import _, number
from app.views import theme as themes
from app.views.widgets.buttons import Button
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.toast import lift
from app.views.workspace import Running

PATIENCE_MS = 300


class ProgressCard(QFrame):
    """Follows one Running; `closed` when the work has ended."""

    appeared = Signal()
    closed = Signal()

    def __init__(self, running: Running, name: str, parent: QWidget | None = None, *, can_stop: bool = True) -> None:
        super().__init__(parent)
        self.setObjectName("overlay")
        self.setAccessibleName(name)
        self.setFixedWidth(themes.current().px(300))
        self.hide()
        lift(self)
        self._running = running
        self._count = PlainLabel("", "label", tone="text2")
        self._words = ElidedLabel("", "caption", tone="text3")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(name)
        self.cancel_button = Button(_("Cancel"), kind="quiet")
        self.cancel_button.clicked.connect(self._cancel)
        head = QHBoxLayout()
        head.addWidget(ElidedLabel(name, "bodyStrong"), 1)
        head.addWidget(self._count)
        foot = QHBoxLayout()
        foot.addWidget(self._words, 1)
        foot.addWidget(self.cancel_button)
        if not can_stop:
            self.cancel_button.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 12, 10, 8)
        whole.setSpacing(6)
        whole.addLayout(head)
        whole.addWidget(self._bar)
        whole.addLayout(foot)
        running.moved.connect(self._move)
        running.ended.connect(self._end)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._appear)
        self._wait.start(PATIENCE_MS)

    def _appear(self) -> None:
        self.adjustSize()
        self.show()
        self.raise_()
        self.appeared.emit()

    def _move(self, n: int, total: int, words: str) -> None:
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(n)
        self._count.setText(f"{number(n)} / {number(total)}" if total else "")
        self._words.setText(words)

    def _cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self._words.setText(_("Stopping; what was begun is being taken back…"))
        self._running.cancel()

    def _end(self) -> None:
        self._wait.stop()
        self.hide()
        self.closed.emit()
