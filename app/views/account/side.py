"""The column beside the list of a tab: cards one below the other, as wide as an inspector."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.views import theme as themes
from app.views.paint.marks import RING

_GAP = 16
_MOST = 0.46


class Side(QScrollArea):
    """Cards in a column that scrolls by itself. Add to `column`; what was given to `lead` stays above them."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        inner = QWidget()
        inner.setAutoFillBackground(False)
        self._whole = QVBoxLayout(inner)
        # Room for the ring of what has the focus.
        self._whole.setContentsMargins(RING, 0, RING, 12)
        self._whole.setSpacing(12)
        self.column = QVBoxLayout()
        self.column.setSpacing(12)
        self._whole.addLayout(self.column, 1)
        self.setWidget(inner)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Bring into view what keys came to from outside; Qt does so only for steps within."""
        inner = self.widget()
        if now is not None and inner is not None and inner.isAncestorOf(now) and not QApplication.mouseButtons():
            self.ensureWidgetVisible(now)

    def lead(self, widget: QWidget) -> None:
        """Keep a widget above the cards, which come and go."""
        self._whole.insertWidget(0, widget)


class Split(QWidget):
    """A list, and beside it a column that takes at most half of the room."""

    def __init__(self, main: QWidget, side: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(main, 1)
        row.addWidget(side)

    def resizeEvent(self, event: object) -> None:
        """Share the room."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        wanted = themes.current().px(384)
        self._side.setFixedWidth(min(wanted, round(self.width() * _MOST)))
