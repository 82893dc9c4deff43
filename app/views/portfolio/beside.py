"""How the sections of Portfolio are laid out: one over the other, or a list with what it is about beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.views.widgets.columns import TwoColumns


class Beside(QScrollArea):
    """Two columns that fill the page; where the side one has to go under the main one, both are as tall as they are.

    `tall` is the part of them that scrolls by itself while they stand beside each other.
    """

    def __init__(self, main: QWidget, side: QWidget, side_width: int, tall: QScrollArea) -> None:
        super().__init__()
        self._tall = tall
        bare(self)
        self._columns = TwoColumns(main, side, side_width)
        self._columns.setAutoFillBackground(False)
        self.setWidget(self._columns)
        self._columns.turned.connect(lambda _under: self.fit())
        self.fit()

    def show_part(self, part: QWidget) -> None:
        """Bring a part into view where the columns stand one over the other."""
        if self._columns.is_under:
            self.ensureWidgetVisible(part, 0, 0)

    def fit(self) -> None:
        """Take the height of what is shown now."""
        self._measure()
        # Words that have just come know how they break only once they are laid out.
        QTimer.singleShot(0, self, self._measure)

    def _measure(self) -> None:
        inner = self._tall.widget()
        layout = inner.layout() if inner is not None else None
        if inner is None or layout is None:
            return
        room = self._tall.viewport().width()
        high = layout.heightForWidth(room) if layout.hasHeightForWidth() else inner.sizeHint().height()
        self._tall.setMinimumHeight(high + 4 if self._columns.is_under else 0)


def bare(area: QScrollArea) -> None:
    """Let a scroll area show nothing of itself, and scroll up and down only."""
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)


def stacked(*widgets: QWidget, last: int = 1) -> QVBoxLayout:
    """Return widgets one over the other, the last one taking the room that is left."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for at, widget in enumerate(widgets, 1):
        column.addWidget(widget, last if at == len(widgets) else 0)
    return column
