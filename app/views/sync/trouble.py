"""What keeps a connection from running, in words, and the one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clock import Clock
from app.language import _, keyed
from app.operations.syncing.rows import Connection
from app.views import theme as themes
from app.views.sync.words import why_words
from app.views.widgets.buttons import Button
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel

_ACTS = {"paused": "resume", "auth": "sign-in", "guard": "guard", "error": "again"}


class Trouble(QWidget):
    """Hidden while all is well. `pressed(what)` for what is to be done."""

    pressed = Signal(str)

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self._act = ""
        self._meaning = "watch"
        self.title = PlainLabel("", "bodyStrong", wrap=True)
        self.words = PlainLabel("", "body", tone="text2", wrap=True)
        self.button = Button("…", name=_("What to do"))
        self.button.clicked.connect(lambda: self.pressed.emit(self._act))
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.title)
        said.addWidget(self.words)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(IconView("circle-alert", 18, "watch_text"))
        row.addLayout(said, 1)
        row.addWidget(self.button)
        self.hide()

    def show_connection(self, shown: Connection) -> None:
        """Say what is the matter, or nothing."""
        run = shown.last_run
        offline = shown.state == "on" and run is not None and run.result == "offline"
        state = "offline" if offline else shown.state
        if state == "on":
            self.hide()
            return
        self._act = _ACTS.get(state, "")
        self._meaning = "unknown" if state in ("paused", "offline") else "watch"
        title, words = keyed("sync.trouble.title", state, None, name=shown.name), why_words(shown.why, self._clock)
        self.title.setText(title)
        self.words.setText(words or keyed("sync.trouble", state, None, name=shown.name))
        self.button.setVisible(bool(self._act))
        if self._act:
            self.button.setText(keyed("sync.act", self._act))
        self.setAccessibleName(title)
        self.setAccessibleDescription(self.words.text())
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a tinted ground."""
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color.divider)
        quiet = self._meaning == "unknown"
        painter.setBrush(theme.color.surface_alt if quiet else theme.meaning[self._meaning].bg)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()
