"""The health chip: shape, number and word in one pill."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter

from app.views.paint.shapes import band_meaning, paint_band
from app.views.paint.stamps import stamp
from app.views.paint.text import paint_text
from app.views.theme import Theme

_PAD, _SHAPE, _GAP = 8, 10, 5


@dataclass(frozen=True)
class HealthChip:
    """A band (good, watch, risk, unknown, withheld), its word, and the score 0–100 where there is one."""

    band: str
    word: str
    score: int | None = None


def health_chip_size(chip: HealthChip, theme: Theme) -> QSizeF:
    """Return how much room a chip takes."""
    width = 2 * _PAD + _SHAPE + _GAP + theme.width(chip.word, "caption", 500)
    if chip.score is not None:
        width += theme.width(str(chip.score), "label", 600) + _GAP
    return QSizeF(width, theme.px(22))


def paint_health_chip(painter: QPainter, box: QRectF, chip: HealthChip, theme: Theme) -> float:
    """Draw a chip at the left of `box`, in its vertical middle; return where it ends (x)."""
    size = health_chip_size(chip, theme)
    width = min(size.width(), box.width())
    if width <= 0:
        return box.left()
    at = QPointF(box.left(), box.center().y() - size.height() / 2)
    stamp(
        painter, at, QSizeF(width, size.height()), theme, chip, lambda inner, pill: _draw(inner, pill, chip, theme)
    )  # fmt: skip
    return box.left() + width


def _draw(painter: QPainter, pill: QRectF, chip: HealthChip, theme: Theme) -> None:
    meaning = theme.meaning[band_meaning(chip.band)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(meaning.bg)
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    x = pill.left() + _PAD
    paint_band(painter, QRectF(x, pill.center().y() - _SHAPE / 2, _SHAPE, _SHAPE), chip.band, theme)
    x += _SHAPE + _GAP
    if chip.score is not None:
        rest = QRectF(x, pill.top(), pill.right() - x, pill.height())
        x = paint_text(painter, rest, str(chip.score), theme, meaning.text, "label", 600) + _GAP
    rest = QRectF(x, pill.top(), pill.right() - _PAD + 1 - x, pill.height())
    paint_text(painter, rest, chip.word, theme, meaning.text, "caption", 500)
