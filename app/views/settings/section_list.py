"""The list of sections inside the settings page: Up and Down go through it, Enter and Space open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from app.language import _
from app.views import icons
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import paint_text

_WIDTH, _LEFT, _PAD, _GAP = 208, 16, 10, 8


@dataclass(frozen=True)
class Entry:
    """A section as the list shows it."""

    key: str
    icon: str
    words: str


class _Item(QAbstractButton):
    stepped = Signal(int)

    def __init__(self, entry: Entry, parent: QWidget) -> None:
        super().__init__(parent)
        self.entry = entry
        self._hovered = False
        self._by_key = False
        self.setText(entry.words)
        self.setAccessibleName(entry.words)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = themes.current()
        width = theme.width(self.text(), "body", 600) + theme.size.icon_nav + _GAP + 2 * _PAD
        return QSize(int(width) + 2, theme.size.row_compact)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hovered = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = False
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # No ring where the focus only had to be somewhere, as after a click.
        self._by_key = event.reason() not in (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.OtherFocusReason)
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = themes.current()
        c = theme.color
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isChecked() or self._hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(c.selected if self.isChecked() else c.hover)
            painter.drawRoundedRect(box, 6, 6)
        size = theme.size.icon_nav
        spot = QRectF(_PAD, (box.height() - size) / 2, size, size)
        icons.paint_icon(painter, spot, self.entry.icon, c.accent_text if self.isChecked() else c.text2)
        left = _PAD + size + _GAP
        weight = 600 if self.isChecked() else 500
        where = QRectF(left, 0, box.width() - left - _PAD + 1, box.height())
        paint_text(painter, where, self.text(), theme, c.text if self.isChecked() else c.text2, "body", weight)
        if self.hasFocus() and self._by_key:
            paint_focus_ring(painter, box, theme, 5)
        painter.end()


class SectionList(QWidget):
    """`chosen` carries the key of the section a person chose."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self.setAccessibleName(_("Sections of the settings"))
        self._items = {entry.key: _Item(entry, self) for entry in entries}
        column = QVBoxLayout(self)
        column.setContentsMargins(_LEFT, 22, 0, 16)
        column.setSpacing(2)
        for key, item in self._items.items():
            item.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            item.stepped.connect(lambda by, key=key: self._step(key, by))
            column.addWidget(item)
        column.addStretch(1)
        self._measure()

    def set_current(self, key: str) -> None:
        """Mark the section that is shown."""
        before = next((item for item in self._items.values() if item.hasFocus()), None)
        self._items[key].setChecked(True)
        # Tab comes to the one that is shown; Qt itself sees to that only once one of them has had the focus.
        for each, item in self._items.items():
            item.setFocusPolicy(Qt.FocusPolicy.TabFocus if each == key else Qt.FocusPolicy.NoFocus)
        if before is not None and before is not self._items[key]:
            self._items[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_current(self) -> QWidget:
        """Return the entry of the section that is shown."""
        return next(item for item in self._items.values() if item.isChecked())

    def _step(self, key: str, by: int) -> None:
        keys = list(self._items)
        to = keys[(keys.index(key) + by) % len(keys)]
        self.chosen.emit(to)
        self._items[to].setFocus(Qt.FocusReason.TabFocusReason)

    def _measure(self) -> None:
        widest = max(item.sizeHint().width() for item in self._items.values())
        self.setFixedWidth(max(themes.current().px(_WIDTH), widest + _LEFT))

    def changeEvent(self, event: QEvent) -> None:
        """Take the width of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_items"):
            self._measure()
