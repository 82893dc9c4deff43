"""The dimensions of a score as small columns with their letters: as tall as the score, empty where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter

from app.views.paint.shapes import band_meaning
from app.views.paint.stamps import stamp
from app.views.paint.text import CENTER, paint_text
from app.views.theme import Theme

_COLUMN, _TALL, _STEP, _LETTER = 9, 16, 16, 12
# A score of nearly nothing is still seen as something.
_LEAST = 2.0


@dataclass(frozen=True)
class Bar:
    """One dimension: its letter, its score 0–100 where there is one, and the band of that."""

    letter: str
    score: int | None
    band: str


def dear_size(count: int, theme: Theme) -> QSizeF:
    """Return how much room so many columns take."""
    return QSizeF(theme.px(_STEP) * count, theme.px(_TALL + _LETTER))


def paint_dear(painter: QPainter, box: QRectF, bars: Sequence[Bar], theme: Theme) -> None:
    """Draw the columns at the left of `box`, in its vertical middle."""
    kept = tuple(bars)
    size = dear_size(len(kept), theme)
    width = min(size.width(), box.width())
    if not kept or width <= 0:
        return
    at = QPointF(box.left(), box.center().y() - size.height() / 2)
    stamp(painter, at, QSizeF(width, size.height()), theme, ("dear", kept), lambda p, _spot: _draw(p, kept, theme))


def _draw(painter: QPainter, bars: Sequence[Bar], theme: Theme) -> None:
    step, wide, tall = theme.px(_STEP), theme.px(_COLUMN), theme.px(_TALL)
    for at, bar in enumerate(bars):
        track = QRectF(at * step, 0, wide, tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color.pressed)
        painter.drawRoundedRect(track, 2, 2)
        if bar.score is not None:
            height = max(tall * bar.score / 100, _LEAST)
            painter.setBrush(theme.meaning[band_meaning(bar.band)].fill)
            painter.drawRoundedRect(QRectF(track.left(), track.bottom() - height, wide, height), 2, 2)
        letter = QRectF(track.left() - wide / 2, tall, wide * 2, theme.px(_LETTER))
        paint_text(painter, letter, bar.letter, theme, theme.color.text2, "caption", 600, CENTER)
