"""A line that keeps itself: 400 ms after the last key and on leaving, never in the middle of a composition."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.views.widgets.autosave import WAIT_MS


class Rest(QObject):
    """Calls `keep` once the keys have rested. What an input method is still composing is waited for."""

    def __init__(self, keep: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._keep = keep
        self._composing = False
        self._waiting = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._rested)

    def typed(self) -> None:
        """Something was typed: the clock starts anew."""
        self._waiting = True
        if not self._composing:
            self._timer.start()

    def compose(self, on: bool) -> None:
        """An input method began, or ended, composing."""
        self._composing = on
        if on:
            self._timer.stop()
        elif self._waiting:
            self._timer.start()

    def now(self) -> None:
        """Keep at once what is not kept yet, as when the focus goes."""
        self._timer.stop()
        if self._waiting:
            self._rested()

    def drop(self) -> None:
        """Forget what is not kept yet."""
        self._timer.stop()
        self._waiting = self._composing = False

    def _rested(self) -> None:
        self._waiting = False
        self._keep()


class AutosaveLine(QLineEdit):
    """A line that keeps itself. `done` on Enter, `given_up` on Escape, `gone` when the focus has gone elsewhere."""

    done = Signal()
    given_up = Signal()
    gone = Signal()

    def __init__(self, keep: Callable[[], object], parent: QWidget | None = None, *, on_pause: bool = True) -> None:
        super().__init__(parent)
        self.rest = Rest(keep, self)
        self._on_pause = on_pause
        self.textChanged.connect(self._typed)

    def _typed(self) -> None:
        if self._on_pause:
            self.rest.typed()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Know whether something is being composed."""
        self.rest.compose(bool(event.preeditString()))
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape end the editing; the input method has taken its own before."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving keeps; a menu or a list that opens over the line is no leaving."""
        super().focusOutEvent(event)
        if event.reason() is Qt.FocusReason.ActiveWindowFocusReason:
            self.rest.now()
        elif event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.gone.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """A window that closes keeps what was typed last."""
        self.rest.now()
        super().hideEvent(event)
