"""A search field: a line edit with a magnifier, a button to clear it, and Escape to clear then leave."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.views import icons
from app.views import theme as themes
from app.views.widgets.buttons import Button

_LEFT = 32


class SearchField(QLineEdit):
    """`textChanged` as ever; `left` when Escape is pressed in an empty field or Down in any."""

    left = Signal()

    def __init__(self, placeholder: str, clear: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setTextMargins(_LEFT - 8, 0, 24, 0)
        self._clear = Button(kind="quiet", icon="x", name=clear, parent=self)
        self._clear.setProperty("small", True)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))

    def resizeEvent(self, event: object) -> None:
        """Keep the button at the end."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        side = 22
        self._clear.setGeometry(self.width() - side - 5, (self.height() - side) // 2, side, side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears, then leaves; Down leaves for what was found."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field and the magnifier."""
        super().paintEvent(event)
        theme = themes.current()
        painter = QPainter(self)
        size = theme.size.icon
        icons.paint_icon(painter, QRectF(10, (self.height() - size) / 2, size, size), "search", theme.color.text3)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Redraw with the theme."""
        super().changeEvent(event)
        self.update()
