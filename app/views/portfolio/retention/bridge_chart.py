"""The bridge on the screen: Left and Right go from bar to bar, Enter or a click lists who stands behind one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.language import _, money
from app.views import theme as themes
from app.views.portfolio.retention.bridge_paint import Bar, Drawn, paint_bridge, slots
from app.views.row_table import plain_tip

_HIGH, _COLUMN = 190, 46


class BridgeChart(QWidget):
    """`pressed(key)` with a term, "start" or "end"."""

    pressed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Drawn | None = None
        self._at = 0
        self._chosen, self._under = "", ""
        self._by_key = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # Single letters and digits act here too while a Japanese input method is on.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._tell()

    def show_bridge(self, shown: Drawn) -> None:
        """Show other bars."""
        self._shown = shown
        self._at = min(self._at, len(shown.bars) - 1)
        self._tell()
        self.update()

    def shown(self) -> Drawn | None:
        """Return the bars that are shown."""
        return self._shown

    def mark(self, key: str) -> None:
        """Light up the bar whose customers are listed; none by ""."""
        self._chosen = key
        bars = self._shown.bars if self._shown else ()
        self._at = next((at for at, bar in enumerate(bars) if bar.key == key), self._at)
        self._tell()
        self.update()

    def here(self) -> Bar | None:
        """Return the bar that the keys are at."""
        bars = self._shown.bars if self._shown else ()
        return bars[self._at] if self._at < len(bars) else None

    def _tell(self) -> None:
        bar = self.here()
        name = _("Bridge of MRR")
        said = self._said(bar) if bar is not None else ""
        self.setAccessibleName(f"{name}: {said}" if said else name)
        self.setAccessibleDescription(_("Left and Right go through the bars, Enter lists who is behind one."))

    def _said(self, bar: Bar) -> str:
        words = money(bar.amount, self._shown.currency if self._shown else "JPY")
        sign = "+" if bar.amount > 0 and not bar.total else ""
        return f"{bar.name} {sign}{words}"

    # Sizes

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        theme = themes.current()
        return QSize(theme.px(_COLUMN * 11), theme.px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        """Enough for an amount over each bar."""
        theme = themes.current()
        return QSize(theme.px(_COLUMN * 8), theme.px(_HIGH))

    def changeEvent(self, event: QEvent) -> None:
        """Take another height at another text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.updateGeometry()

    # Mouse and keys

    def _bar_at(self, spot: QPointF) -> int:
        bars = self._shown.bars if self._shown else ()
        places = slots(QRectF(self.rect()), len(bars))
        return next((at for at, place in enumerate(places) if place.contains(spot)), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the bar under the pointer."""
        at = self._bar_at(event.position())
        self._under = self._shown.bars[at].key if self._shown and at >= 0 else ""
        self.setCursor(Qt.CursorShape.PointingHandCursor if at >= 0 else Qt.CursorShape.ArrowCursor)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Go dark."""
        self._under = ""
        self.update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the bar that was clicked."""
        at = self._bar_at(event.position())
        if at >= 0:
            self._go(at)
            self._press()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left, Right, Home and End move; Enter and Space choose."""
        count = len(self._shown.bars) if self._shown else 0
        places = {
            Qt.Key.Key_Left: self._at - 1, Qt.Key.Key_Right: self._at + 1,
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: count - 1,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if count and key in places:
            self._by_key = True
            self._go(min(max(places[key], 0), count - 1))
        elif count and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._press()
        else:
            super().keyPressEvent(event)

    def _go(self, at: int) -> None:
        self._at = at
        self._tell()
        self.update()

    def _press(self) -> None:
        bar = self.here()
        if bar is not None:
            self.pressed.emit(bar.key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring unless the mouse brought the focus."""
        self._by_key = event.reason() is not Qt.FocusReason.MouseFocusReason
        self.update()
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say the amount under the pointer in full."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._bar_at(QPointF(event.pos()))
            said = self._said(self._shown.bars[at]) if self._shown and at >= 0 else ""
            QToolTip.showText(event.globalPos(), plain_tip(said), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars."""
        if self._shown is None:
            return
        bar = self.here()
        ring = bar.key if bar is not None and self.hasFocus() and self._by_key else ""
        painter = QPainter(self)
        paint_bridge(
            painter, QRectF(self.rect()), self._shown, themes.current(), chosen=self._chosen, focused=ring,
            under=self._under,
        )  # fmt: skip
        painter.end()
