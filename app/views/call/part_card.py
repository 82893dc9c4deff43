"""A part of a sheet as a card: titled lines, each with what it says and, below, when, by whom and from where."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.operations.sheets import Line, Part
from app.views import theme as themes
from app.views.paint.pill import Pill
from app.views.widgets.card import Card, rule
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.painted import pill_view

_BAR = 3
# How narrow a fact may become where it may give way, and where it may not, in logical pixels.
_LEAST, _MOST = 150, 460
_SIDES = ("customer", "vendor")


class LineView(QWidget):
    """One line. The side that says or owes it has its bar at the left and is told to screen readers in the words."""

    def __init__(self, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        said = line.tone.split()
        self._side = next((side for side in _SIDES if side in said), "")
        self.setAccessibleName(f"{line.text} {line.meta}".strip())
        column = QVBoxLayout(self)
        column.setContentsMargins(_BAR + 7 if self._side else 0, 2, 0, 2)
        column.setSpacing(1)
        column.addWidget(PlainLabel(line.text, "body", tone="text2" if "quiet" in said else "", wrap=True))
        if line.meta:
            # Only a day that is over is red.
            tone = "risk_text" if "late" in said else "text2"
            column.addWidget(PlainLabel(line.meta, "label", tone=tone, wrap=True))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar of a side."""
        if not self._side:
            return
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.meaning[self._side].fill)
        painter.drawRoundedRect(QRectF(0, 4, _BAR, self.height() - 8), 1.5, 1.5)
        painter.end()


class PartCard(Card):
    """A card that shows one part after the other; what is shown already is not made anew. `tag` stands at the head."""

    def __init__(self, title: str, tag: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._title = self.findChild(PlainLabel)
        if tag:
            self.head.addWidget(pill_view(Pill(tag), tag=True))
        self._part: Part | None = None
        self._lines: QWidget | None = None

    def show_part(self, part: Part) -> None:
        """Show the lines of a part."""
        if part == self._part:
            return
        self._part = part
        if self._title is not None:
            self._title.setText(part.title)
        self.setAccessibleName(part.title)
        lines = QWidget()
        column = QVBoxLayout(lines)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        for at, line in enumerate(part.lines):
            if at:
                column.addWidget(rule())
            column.addWidget(LineView(line))
        if not part.lines:
            column.addWidget(PlainLabel(part.nothing, "body", tone="text2", wrap=True))
        if self._lines is None:
            self.body.addWidget(lines)
        else:
            self.body.replaceWidget(self._lines, lines)
            self._lines.hide()
            self._lines.deleteLater()
        self._lines = lines


def fact_view(caption: str, text: str, *, tone: str = "text", may_shrink: bool = False) -> QWidget:
    """Return a fact under its caption; one that may not shrink takes a second line before it is cut off."""
    fact = QWidget()
    fact.setAccessibleName(f"{caption}: {text}")
    column = QVBoxLayout(fact)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(1)
    least = themes.current().px(_LEAST if may_shrink else _MOST)
    for label in (ElidedLabel(caption, "caption", tone="text2"), ElidedLabel(text, "bodyStrong", tone=tone)):
        label.setMinimumWidth(min(label.sizeHint().width(), least))
        column.addWidget(label)
    return fact
