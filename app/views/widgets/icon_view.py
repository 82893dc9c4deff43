"""An icon on its own, in a tone of the theme."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views import icons
from app.views import theme as themes


class IconView(QWidget):
    """A Lucide icon, or the mark of Banso (`name` "mark"), of `size` logical pixels; decoration, not focusable."""

    def __init__(self, name: str, size: int = 16, tone: str = "text2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._size, self._tone = name, size, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As large as the icon."""
        return QSize(self._size, self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon in the present theme."""
        theme = themes.current()
        painter = QPainter(self)
        box = QRectF(0, 0, self._size, self._size)
        if self._name == "mark":
            icons.paint_mark(painter, box, theme)
        else:
            icons.paint_icon(painter, box, self._name, theme.tone(self._tone))
        painter.end()
