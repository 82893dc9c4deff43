"""Tabs with a 3 px underline: Qt's own bar for keys and screen readers, painted anew."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QToolButton, QWidget

from app.language import _
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import CENTER, paint_text

_LINE = 3
# The room beside the words for the focus ring; a page sets the bar that much further left, so that words line up.
LEAD = 8
_GAP = 8


class TabBar(QTabBar):
    """The tabs of a page; connect `currentChanged` as with any QTabBar."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._hovered = -1
        self._by_key = False
        words = {"ScrollLeftButton": _("Earlier tabs"), "ScrollRightButton": _("Later tabs")}
        for button in self.findChildren(QToolButton):
            name = words.get(button.objectName(), "")
            button.setAccessibleName(name)
            button.setToolTip(name)

    def tabSizeHint(self, index: int) -> QSize:
        """As wide as the words in bold, and a gap."""
        theme = themes.current()
        return QSize(ceil(theme.width(self.tabText(index), "body", 600)) + 1 + 2 * LEAD + _GAP, theme.size.control_lg)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Tabs are not squeezed."""
        return self.tabSizeHint(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the tab under the mouse."""
        at = self.tabAt(event.position().toPoint())
        if at != self._hovered:
            self._hovered = at
            self.update()
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: object) -> None:
        """Let it go dark."""
        self._hovered = -1
        self.update()
        super().leaveEvent(event)  # type: ignore[arg-type]

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring unless the mouse brought the focus."""
        self._by_key = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the first key on the ring shows, also where the mouse brought the focus."""
        self._by_key = True
        self.update()
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words, the base line and the underline of the chosen tab."""
        theme = themes.current()
        painter = QPainter(self)
        base = QRectF(LEAD, self.height() - 1, self.width() - LEAD, 1)
        painter.fillRect(base, theme.color.border)
        for at in range(self.count()):
            whole = QRectF(self.tabRect(at))
            box = whole.adjusted(LEAD, 0, -LEAD - _GAP, 0)
            chosen = at == self.currentIndex()
            color = theme.color.text if chosen or at == self._hovered else theme.color.text2
            paint_text(painter, box, self.tabText(at), theme, color, "body", 600 if chosen else 500, CENTER)
            if chosen:
                painter.save()
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color.accent)
                painter.drawRoundedRect(QRectF(box.left(), self.height() - _LINE, box.width(), _LINE), 1.5, 1.5)
                painter.restore()
                if self.hasFocus() and self._by_key:
                    paint_focus_ring(painter, box.adjusted(-LEAD, 3, LEAD, -_LINE - 3), theme, 4)
        painter.end()
