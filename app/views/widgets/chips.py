"""Chips to filter by: each can be on or off, with how many rows it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.language import number
from app.views import theme as themes
from app.views.account.flow import FlowLayout
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import paint_text

_PAD, _GAP = 10, 5


class Chip(QAbstractButton):
    """One condition, on or off."""

    def __init__(self, words: str, count: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.count(count)

    def count(self, count: int) -> None:
        """Show another number of rows."""
        self._count = number(count)
        self.setAccessibleName(f"{self.text()} {self._count}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the words in bold, so that turning it on moves nothing."""
        theme = themes.current()
        words, count = theme.width(self.text(), "label", 600), theme.width(self._count, "caption", 500)
        return QSize(ceil(words + _GAP + count) + 2 * _PAD, theme.size.control_sm + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pill, the words and the count."""
        theme = themes.current()
        c = theme.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        on = self.isChecked()
        painter.setPen(QPen(c.accent if on else c.border, 1))
        painter.setBrush(c.accent_subtle if on else c.hover if self.underMouse() else c.surface)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        rest = QRectF(_PAD, 0, self.width() - 2 * _PAD, self.height())
        ink = c.accent_text if on else c.text
        x = paint_text(painter, rest, self.text(), theme, ink, "label", 600 if on else 500)
        after = QRectF(x + _GAP, 0, self.width() - x - _GAP, self.height())
        paint_text(painter, after, self._count, theme, ink if on else c.text2, "caption", 500)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), theme, box.height() / 2)
        painter.end()


class Chips(QWidget):
    """Chips in lines. `changed` when one is turned; none on means that everything is shown."""

    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._flow = FlowLayout(6, 6, self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.chips: dict[str, Chip] = {}

    def offer(self, choices: Sequence[tuple[str, str, int]]) -> None:
        """Offer (key, words, count); those that were on stay on."""
        if [key for key, _words, _count in choices] == list(self.chips):
            for key, _words, count in choices:
                self.chips[key].count(count)
            return
        on = self.on()
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.chips = {}
        for key, words, count in choices:
            chip = self.chips[key] = Chip(words, count, self)
            chip.setChecked(key in on)
            chip.toggled.connect(lambda _on: self.changed.emit())
            self._flow.addWidget(chip)
            chip.show()
        self.updateGeometry()

    def on(self) -> frozenset[str]:
        """Return the keys of the chips that are on."""
        return frozenset(key for key, chip in self.chips.items() if chip.isChecked())

    def clear(self) -> None:
        """Turn all of them off, without telling."""
        for chip in self.chips.values():
            chip.blockSignals(True)
            chip.setChecked(False)
            chip.blockSignals(False)
            chip.update()
