"""A filter chip: 「+ セグメント」 while it narrows nothing, 「セグメント: ハイタッチ ×」 while it does."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import _
from app.views import icons
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import elided, paint_text
from app.views.row_table import plain_tip
from app.views.widgets.pressable import Pressable

_PAD, _PLUS, _GAP, _CROSS, _WIDEST = 10, 14, 6, 14, 240


class FilterChip(Pressable):
    """`clicked` opens its choices; `dropped` when its cross is clicked, or by Delete and Backspace."""

    dropped = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._values = title, ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.tell("")

    def tell(self, values: str) -> None:
        """Show what is chosen; nothing where it does not narrow."""
        self._values = values
        words = f"{self._title}: {values}" if values else self._title
        self.setText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(_("Delete removes this condition") if values else _("Adds a condition"))
        self.setToolTip(plain_tip(f"{words}\n{_('Delete removes this condition')}") if values else "")
        self.updateGeometry()
        self.update()

    @property
    def _lead(self) -> str:
        return f"{self._title}: " if self._values else self._title

    def sizeHint(self) -> QSize:
        """Room for the words and the sign beside them."""
        theme = themes.current()
        width = theme.width(self._lead, "label", 500) + _PLUS + _GAP + 2 * _PAD
        if self._values:
            width += min(theme.width(self._values, "label", 600), theme.px(_WIDEST))
        return QSize(ceil(width) + 1, theme.size.control - 2)

    def minimumSizeHint(self) -> QSize:
        """Words on a chip are not cut off but where there are very many."""
        return self.sizeHint()

    def _cross(self) -> QRectF:
        x = self.width() - _PAD - _CROSS
        return QRectF(x, round((self.height() - _CROSS) / 2), _CROSS, _CROSS)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The cross takes the condition away, all else opens it."""
        if self._values and event.position().x() >= self._cross().left() - _GAP:
            self.dropped.emit()
            event.accept()
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens as Enter does, Delete takes away."""
        key = event.key()
        if key == Qt.Key.Key_Down:
            self.click()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._values:
            self.dropped.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.focusNextPrevChild(key == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the words and the plus or the cross."""
        theme = themes.current()
        c = theme.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        on = bool(self._values)
        edge = QColor(c.accent)
        edge.setAlphaF(0.45)
        painter.setPen(QPen(edge if on else c.border, 1))
        painter.setBrush(c.accent_subtle if on else c.hover if self._hovered or self.isDown() else c.surface)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        x = box.left() + _PAD
        ink = c.accent_text if on else c.text if self._hovered else c.text2
        if not on:
            spot = QRectF(round(x), round((box.height() - _PLUS) / 2), _PLUS, _PLUS)
            icons.paint_icon(painter, spot, "plus", ink)
            x += _PLUS + _GAP
        end = paint_text(painter, QRectF(x, 0, box.width() - x, box.height()), self._lead, theme, ink, "label", 500)
        if on:
            cross = self._cross()
            rest = QRectF(end, 0, cross.left() - _GAP - end + 1, box.height())
            shown = elided(self._values, rest.width(), theme, "label", 600)
            paint_text(painter, rest, shown, theme, ink, "label", 600)
            icons.paint_icon(painter, cross, "x", ink)
        if self.hasFocus():
            paint_focus_ring(painter, box, theme, 6)
        painter.end()
