"""A segmented control: a few choices side by side of which one holds, by mouse, arrows and screen reader."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import CENTER, paint_text


class _Segment(QAbstractButton):
    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._hovered = False
        self._by_key = False

    def sizeHint(self) -> QSize:
        """Wide enough for the words in bold, so that choosing moves nothing."""
        theme = themes.current()
        return QSize(ceil(theme.width(self.text(), "label", 600)) + 24, theme.size.control - 6)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Light up."""
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go dark."""
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: object) -> None:
        """Show the ring unless the mouse brought the focus."""
        self._by_key = event.reason() is not Qt.FocusReason.MouseFocusReason  # type: ignore[attr-defined]
        super().focusInEvent(event)  # type: ignore[arg-type]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the thumb under the chosen words."""
        theme = themes.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self.isChecked():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color.pressed if theme.dark else theme.color.raised)
            painter.drawRoundedRect(box, 5, 5)
        strong = self.isChecked() or self._hovered
        color = theme.color.text if strong else theme.color.text2
        if not self.isEnabled():
            color = theme.color.text_disabled
        weight = 600 if self.isChecked() else 500
        paint_text(painter, box, self.text(), theme, color, "label", weight, CENTER)
        if self.hasFocus() and self._by_key:
            paint_focus_ring(painter, box, theme, 4)
        painter.end()


class SegmentedControl(QWidget):
    """The track and its segments; `chosen` carries the key of the segment a person chose."""

    chosen = Signal(str)

    def __init__(
        self, choices: Sequence[tuple[str, str]], name: str, key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._segments: dict[str, _Segment] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        for each, words in choices:
            segment = self._segments[each] = _Segment(words, self)
            segment.setAccessibleDescription(name)
            segment.clicked.connect(lambda _checked=False, each=each: self.chosen.emit(each))
            self._group.addButton(segment)
            row.addWidget(segment)
        self.choose(key or choices[0][0])

    def key(self) -> str:
        """Return the key that holds."""
        return next(key for key, segment in self._segments.items() if segment.isChecked())

    def has(self, key: str) -> bool:
        """Tell whether a key is among those to choose from."""
        return key in self._segments

    def choose(self, key: str) -> None:
        """Set the choice without telling."""
        self._segments[key].setChecked(True)
        # Tab comes to the one that holds; Qt itself sees to that only once one of them has had the focus.
        for each, segment in self._segments.items():
            segment.setFocusPolicy(Qt.FocusPolicy.StrongFocus if each == key else Qt.FocusPolicy.ClickFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the track."""
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color.border, 1))
        painter.setBrush(theme.color.surface if theme.dark else theme.color.pressed)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        painter.end()
