"""The cadence meter: how much of the agreed time between contacts has gone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter

from app.views.paint.text import paint_text
from app.views.theme import Theme

_BAR = QSizeF(44, 5)
_TICK = QSizeF(2, 11)
_GAP = 8


@dataclass(frozen=True)
class Cadence:
    """Days since the last contact (None: never), the days agreed (None: no cadence) and the words for both."""

    days: int | None
    every: int | None
    text: str

    @property
    def over(self) -> bool:
        """Tell whether the contact is overdue."""
        return self.every is not None and (self.days is None or self.days > self.every)


def paint_cadence_meter(painter: QPainter, box: QRectF, cadence: Cadence, theme: Theme) -> float:
    """Draw the meter with its words; over the cadence it turns amber, bold and gets an end tick."""
    watch = theme.meaning["watch"]
    x = box.left()
    if cadence.every is not None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(x, box.center().y() - _BAR.height() / 2, _BAR.width(), _BAR.height())
        painter.setBrush(theme.color.pressed)
        painter.drawRoundedRect(track, 2.5, 2.5)
        share = 1.0 if cadence.over else (cadence.days or 0) / max(cadence.every, 1)
        if share > 0:
            painter.setBrush(watch.fill if cadence.over else theme.tone("chart_muted"))
            done = QRectF(track)
            done.setWidth(max(track.width() * share, _BAR.height()))
            painter.drawRoundedRect(done, 2.5, 2.5)
        if cadence.over:
            painter.setBrush(watch.text)
            painter.drawRect(QRectF(track.right() - 1, track.center().y() - _TICK.height() / 2, 2, _TICK.height()))
        painter.restore()
        x = track.right() + _GAP
    rest = QRectF(x, box.top(), box.right() - x, box.height())
    color = watch.text if cadence.over else theme.color.text2
    return paint_text(painter, rest, cadence.text, theme, color, "body", 600 if cadence.over else 0)
