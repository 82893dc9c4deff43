"""The bridge on the screen: Left and Right go from bar to bar, Enter or a click lists who stands behind one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import _, money
from app.views import theme as themes
from app.views.portfolio.retention.bridge_paint import Bar, Drawn, paint_bridge, slots
from app.views.portfolio.retention.stepped import Stepped

_HIGH, _COLUMN = 190, 46


class BridgeChart(Stepped):
    """`pressed(key)` with a term, "start" or "end"."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Drawn | None = None
        self._chosen, self._under = "", ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(_("Left and Right go through the bars, Enter lists who is behind one."))
        self.tell()

    def show_bridge(self, shown: Drawn) -> None:
        """Show other bars."""
        self._shown = shown
        self.go(min(self._at, len(shown.bars) - 1))

    def shown(self) -> Drawn | None:
        """Return the bars that are shown."""
        return self._shown

    def mark(self, key: str) -> None:
        """Light up the bar whose customers are listed; none by ""."""
        self._chosen = key
        self.go(next((at for at, bar in enumerate(self._bars()) if bar.key == key), self._at))

    def here(self) -> Bar | None:
        """Return the bar that the keys are at."""
        bars = self._bars()
        return bars[self._at] if self._at < len(bars) else None

    def _bars(self) -> tuple[Bar, ...]:
        return self._shown.bars if self._shown else ()

    # What its keys go through

    def count(self) -> int:
        """Return how many bars there are."""
        return len(self._bars())

    def step_at(self, where: QPointF) -> int:
        """Return the bar under a point."""
        places = slots(QRectF(self.rect()), self.count())
        return next((at for at, place in enumerate(places) if place.contains(where)), -1)

    def said_at(self, at: int) -> str:
        """Return a bar in words."""
        bar = self._bars()[at]
        words = money(bar.amount, self._shown.currency if self._shown else "JPY")
        sign = "+" if bar.amount > 0 and not bar.total else ""
        return f"{bar.name} {sign}{words}"

    def choose(self) -> None:
        """List who stands behind the bar."""
        bar = self.here()
        if bar is not None:
            self.pressed.emit(bar.key)

    def name(self) -> str:
        """Return what it is called."""
        return _("Bridge of MRR")

    # Sizes

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        theme = themes.current()
        return QSize(theme.px(_COLUMN * 11), theme.px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        """Enough for an amount over each bar."""
        theme = themes.current()
        return QSize(theme.px(_COLUMN * 8), theme.px(_HIGH))

    # The mouse over it, and the picture

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the bar under the pointer."""
        at = self.step_at(event.position())
        self._under = self._bars()[at].key if at >= 0 else ""
        self.setCursor(Qt.CursorShape.PointingHandCursor if at >= 0 else Qt.CursorShape.ArrowCursor)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Go dark."""
        self._under = ""
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars."""
        if self._shown is None:
            return
        bar = self.here()
        painter = QPainter(self)
        paint_bridge(
            painter, QRectF(self.rect()), self._shown, themes.current(), chosen=self._chosen,
            focused=bar.key if bar is not None and self.ringed() else "", under=self._under,
        )  # fmt: skip
        painter.end()
