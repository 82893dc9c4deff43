"""Widgets that show what the paint functions draw: health chip, pill, tag, cadence, avatar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.views import theme as themes
from app.views.paint.chip import HealthChip, health_chip_size, paint_health_chip
from app.views.paint.marks import paint_avatar
from app.views.paint.pill import Pill, paint_pill, paint_tag, pill_size
from app.views.theme import Theme

Paint = Callable[[QPainter, QRectF, Theme], object]


class Painted(QWidget):
    """One drawing with a size and the words that say the same to a screen reader."""

    def __init__(self, paint: Paint, size: Callable[[Theme], QSize], words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paint, self._size = paint, size
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As large as the drawing in the present theme."""
        return self._size(themes.current())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        self._paint(painter, QRectF(self.rect()), themes.current())
        painter.end()


def chip_view(chip: HealthChip, parent: QWidget | None = None) -> Painted:
    """Return a widget that shows a health chip."""
    words = chip.word if chip.score is None else f"{chip.score} {chip.word}"
    return Painted(
        lambda painter, box, theme: paint_health_chip(painter, box, chip, theme),
        lambda theme: _ceil(*health_chip_size(chip, theme).toTuple()),
        words,
        parent,
    )


def pill_view(pill: Pill, *, tag: bool = False, parent: QWidget | None = None) -> Painted:
    """Return a widget that shows a pill, or a tag."""
    paint = paint_tag if tag else paint_pill
    return Painted(
        lambda painter, box, theme: paint(painter, box, pill, theme),
        lambda theme: _ceil(*pill_size(pill, theme).toTuple()),
        pill.text,
        parent,
    )


def avatar_view(name: str, side: str, size: int = 32, parent: QWidget | None = None) -> Painted:
    """Return a widget that shows who it is: side "customer" or "vendor"."""
    return Painted(
        lambda painter, box, theme: paint_avatar(painter, box, name, side, theme),
        lambda _theme: QSize(size, size),
        name,
        parent,
    )


def _ceil(width: float, height: float) -> QSize:
    return QSize(int(width) + 1, int(height) + 1)
