"""Autosave: what is written is kept 400 ms after the last key and when the focus leaves; a mark says that it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.errors import BansoError
from app.language import _, error_words
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel

WAIT_MS = 400

Save = Callable[[dict[str, Any]], object]


class Autosave(QObject):
    """Gathers fields and gives them to `save`. `kept` when they are in the book, `refused(error)` when they cannot be.

    What was refused waits: it is tried again with the next key.
    """

    kept = Signal()
    waiting = Signal()
    refused = Signal(object)

    def __init__(self, save: Save, parent: QObject) -> None:
        super().__init__(parent)
        self._save = save
        self._pending: dict[str, Any] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.flush)

    def put(self, field: str, value: object) -> None:
        """Keep a field soon."""
        self._pending[field] = value
        self._timer.start()
        self.waiting.emit()

    def put_now(self, field: str, value: object) -> bool:
        """Keep a field at once: something was chosen, not written."""
        self._pending[field] = value
        return self.flush()

    def waits_for(self, field: str) -> bool:
        """Tell whether what was last written into a field is not in the book yet."""
        return field in self._pending

    def flush(self) -> bool:
        """Keep what waits, now; False where it was refused."""
        self._timer.stop()
        if not self._pending:
            return True
        pending = dict(self._pending)
        # Before the book announces the change: what is asked anew then has nothing to wait for.
        self._pending.clear()
        try:
            self._save(pending)
        except BansoError as error:
            self._pending = {**pending, **self._pending}
            self.refused.emit(error)
            return False
        self.kept.emit()
        return True

    def drop(self) -> None:
        """Forget what waits, because what it was written for is no longer shown."""
        self._timer.stop()
        self._pending.clear()


class SavedMark(QWidget):
    """Says in one line how it stands with what was written."""

    def __init__(self, autosave: Autosave, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = IconView("check", 14, "good_text")
        self._words = PlainLabel("", "label", tone="text2", wrap=True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        autosave.kept.connect(lambda: self.say(_("Saved"), good=True))
        autosave.waiting.connect(lambda: self.say(""))
        autosave.refused.connect(self._refused)
        self.say("")

    def say(self, words: str, *, good: bool = False, tone: str = "text2") -> None:
        """Show other words."""
        self._icon.setVisible(good)
        self._words.set_tone(tone)
        self._words.setText(words)
        self.setAccessibleName(words or _("Saved by itself"))

    def text(self) -> str:
        """Return what it says now."""
        return self._words.text()

    def _refused(self, error: BansoError) -> None:
        self.say(error_words(error)[1], tone="risk_text")
