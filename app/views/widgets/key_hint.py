"""Key caps with the words for what the keys do, shown in the system's own signs."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views import theme as themes
from app.views.paint.marks import key_cap_size, paint_key_cap
from app.views.paint.text import paint_text

_BETWEEN, _GAP = 3, 6
# What stands on the keys themselves, where Qt has a word of its own.
_SIGNS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Return": "Enter"}


def keys_of(sequence: str) -> list[str]:
    """Return the keys of a shortcut such as "Ctrl+L" or "G, A" as this system writes them."""
    native = QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText)
    if "+" not in native[:-1] and "," not in native[:-1] and len(native) > 1 and not native.isascii():
        return list(native)
    return [_SIGNS.get(key, key) for key in native.replace(", ", "+").split("+") if key] or [native]


def native_keys(sequence: str) -> str:
    """Return a shortcut in one piece as this system writes it; keys one after another have a space between."""
    return QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText).replace(", ", " ")


class KeyHint(QWidget):
    """One shortcut and its words."""

    def __init__(self, sequence: str, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys, self._words = keys_of(sequence), words
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{'+'.join(self._keys)} {words}".strip())

    def sizeHint(self) -> QSize:
        """Room for the caps and the words."""
        theme = themes.current()
        width = sum(key_cap_size(key, theme).width() + _BETWEEN for key in self._keys) - _BETWEEN
        if self._words:
            width += _GAP + theme.width(self._words, "label")
        return QSize(int(width) + 2, theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the caps, then the words."""
        theme = themes.current()
        painter = QPainter(self)
        x = 0.0
        for key in self._keys:
            box = QRectF(x, 0, self.width() - x, self.height())
            x = paint_key_cap(painter, box, key, theme) + _BETWEEN
        rest = QRectF(x - _BETWEEN + _GAP, 0, self.width(), self.height())
        paint_text(painter, rest, self._words, theme, theme.color.text2, "label")
        painter.end()
