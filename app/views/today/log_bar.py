"""A quiet field at the foot of Today that opens the quick log: it looks like what it leads to."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.language import _
from app.views import icons
from app.views import theme as themes
from app.views.paint.marks import key_cap_size, paint_focus_ring, paint_key_cap
from app.views.paint.text import elided, paint_text
from app.views.widgets.key_hint import keys_of

_HEIGHT, _PAD, _BETWEEN = 40, 14, 3


class LogBar(QAbstractButton):
    """`clicked` to write a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = _("@Account what happened #tag next: promise by fri !risk ~4")
        self.setAccessibleName(_("Log touchpoint"))
        self.setAccessibleDescription(self._said)
        self.setToolTip(_("Log a touchpoint"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as a large field."""
        theme = themes.current()
        return QSize(theme.px(240), theme.px(_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up."""
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: object) -> None:
        """Go dark."""
        self.update()
        super().leaveEvent(event)  # type: ignore[arg-type]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the field, the pen, what may be written and the keys."""
        theme = themes.current()
        c = theme.color
        painter = QPainter(self)
        box = QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(c.border_strong if self.underMouse() else c.border, 1))
        painter.setBrush(c.surface)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        size = theme.size.icon
        icons.paint_icon(painter, QRectF(_PAD, round((box.height() - size) / 2), size, size), "pen-line", c.accent_text)
        keys = keys_of("Ctrl+L")
        right = box.right() - _PAD + _BETWEEN - sum(key_cap_size(key, theme).width() + _BETWEEN for key in keys)
        rest = QRectF(_PAD + size + 10, 0, right - 12 - _PAD - size - 10, box.height())
        paint_text(painter, rest, elided(self._said, rest.width(), theme, "body"), theme, c.text3)
        x = right
        for key in keys:
            x = paint_key_cap(painter, QRectF(x, 0, box.width() - x, box.height()), key, theme) + _BETWEEN
        if self.hasFocus():
            paint_focus_ring(painter, box, theme, 7)
        painter.end()
