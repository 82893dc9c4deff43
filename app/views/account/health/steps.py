"""Five steps of a feeling side by side, of which one holds: what it adds over what it is called."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import CENTER, paint_text

_HIGH, _GAP = 52, 6


class _Step(QAbstractButton):
    def __init__(self, figure: str, word: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._figure, self._word = figure, word
        self.setText(f"{figure} {word}")
        self.setAccessibleName(self.text())
        self.setToolTip(self.text())
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Two lines, as wide as there is room."""
        theme = themes.current()
        return QSize(theme.px(56), theme.px(_HIGH))

    def minimumSizeHint(self) -> QSize:
        """The figure is never cut off."""
        theme = themes.current()
        return QSize(round(theme.width(self._figure, "subtitle")) + 10, theme.px(_HIGH))

    def enterEvent(self, event: object) -> None:
        """Light up."""
        self.update()
        super().enterEvent(event)  # type: ignore[arg-type]

    def leaveEvent(self, event: QEvent) -> None:
        """Go dark."""
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box, the figure and the word."""
        theme = themes.current()
        c = theme.color
        on = self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(QPen(c.accent if on else c.border_strong if self.underMouse() else c.border, 1.5 if on else 1))
        painter.setBrush(c.accent_subtle if on else c.hover if self.underMouse() else c.surface)
        painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 6, 6)
        ink = c.accent_text if on else c.text
        upper = QRectF(2, 4, box.width() - 4, box.height() * 0.5)
        lower = QRectF(2, box.height() * 0.5, box.width() - 4, box.height() * 0.42)
        paint_text(painter, upper, self._figure, theme, ink, "subtitle", 600, CENTER)
        paint_text(painter, lower, self._word, theme, ink if on else c.text2, "caption", 600 if on else 0, CENTER)
        if self.hasFocus():
            paint_focus_ring(painter, box, theme, 5)
        painter.end()


class Steps(QWidget):
    """`chosen(value)` when a person chose a step, by mouse, Space or the arrows."""

    chosen = Signal(int)

    def __init__(self, name: str, choices: Sequence[tuple[int, str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._steps: dict[int, _Step] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        for value, figure, word in choices:
            step = self._steps[value] = _Step(figure, word, self)
            step.setAccessibleDescription(name)
            step.clicked.connect(lambda _on=False, value=value: self.chosen.emit(value))
            self._group.addButton(step)
            row.addWidget(step, 1)

    def value(self) -> int | None:
        """Return the step that holds; None where none does."""
        return next((value for value, step in self._steps.items() if step.isChecked()), None)

    def show_value(self, value: int | None) -> None:
        """Show another step, or none, without telling."""
        self._group.setExclusive(False)
        for each, step in self._steps.items():
            step.setChecked(each == value)
        self._group.setExclusive(True)

    def step(self, value: int) -> QAbstractButton:
        """Return the button of a step."""
        return self._steps[value]

    def begin(self) -> None:
        """Give the focus to the step that holds, else to the middle one."""
        value = self.value()
        self._steps[0 if value is None else value].setFocus(Qt.FocusReason.ShortcutFocusReason)
