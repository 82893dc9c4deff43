"""What a picture of steps shares: Left and Right go from one to the next, Enter or a click chooses, words say it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from app.views.row_table import plain_tip


class Stepped(QWidget):
    """A subclass says how many steps there are, which is under a point, what one says and what choosing it does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = 0
        self._by_key = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Single letters and digits act here too while a Japanese input method is on.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def count(self) -> int:
        """Return how many steps there are."""
        raise NotImplementedError

    def step_at(self, where: QPointF) -> int:
        """Return the step under a point; −1 for none."""
        raise NotImplementedError

    def said_at(self, at: int) -> str:
        """Return a step in words."""
        raise NotImplementedError

    def choose(self) -> None:
        """Choose the step that the keys are at."""
        raise NotImplementedError

    def name(self) -> str:
        """Return what the whole is called."""
        raise NotImplementedError

    def tell(self) -> None:
        """Say the step that the keys are at to a screen reader, and draw anew."""
        said = self.said_at(self._at) if 0 <= self._at < self.count() else ""
        self.setAccessibleName(f"{self.name()}: {said}" if said else self.name())
        self.update()

    def go(self, at: int) -> None:
        """Go to a step."""
        self._at = at
        self.tell()

    def ringed(self) -> bool:
        """Tell whether the step that the keys are at has a ring."""
        return self.hasFocus() and self._by_key

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the step that was clicked."""
        at = self.step_at(event.position())
        if at >= 0:
            self.go(at)
            self.choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left, Right, Home and End move; Enter and Space choose."""
        count = self.count()
        places = {
            Qt.Key.Key_Left: self._at - 1, Qt.Key.Key_Right: self._at + 1,
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: count - 1,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if count and key in places:
            self._by_key = True
            self.go(min(max(places[key], 0), count - 1))
        elif count and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.choose()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring unless the mouse brought the focus."""
        self._by_key = event.reason() is not Qt.FocusReason.MouseFocusReason
        self.update()
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say the step under the pointer in full."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self.step_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), plain_tip(self.said_at(at) if at >= 0 else ""), self)
            return True
        return super().event(event)
