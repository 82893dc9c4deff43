"""The cadence meter: how much of the agreed time between contacts has gone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter

from app.views.paint.stamps import stamp
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


def _meter(painter: QPainter, spot: QRectF, filled: float, theme: Theme, *, over: bool) -> None:
    watch = theme.meaning["watch"]
    painter.setPen(Qt.PenStyle.NoPen)
    track = QRectF(0, spot.center().y() - _BAR.height() / 2, _BAR.width(), _BAR.height())
    painter.setBrush(theme.color.pressed)
    painter.drawRoundedRect(track, 2.5, 2.5)
    if filled > 0:
        painter.setBrush(watch.fill if over else theme.tone("chart_muted"))
        done = QRectF(track)
        done.setWidth(max(filled, _BAR.height()))
        painter.drawRoundedRect(done, 2.5, 2.5)
    if over:
        painter.setBrush(watch.text)
        painter.drawRect(QRectF(track.right() - 1, track.center().y() - _TICK.height() / 2, 2, _TICK.height()))


def paint_cadence_meter(painter: QPainter, box: QRectF, cadence: Cadence, theme: Theme) -> float:
    """Draw the meter with its words; over the cadence it turns amber, bold and gets an end tick."""
    watch = theme.meaning["watch"]
    x = box.left()
    if cadence.every is not None:
        share = 1.0 if cadence.over else (cadence.days or 0) / max(cadence.every, 1)
        # Half a pixel of the bar is the finest that is seen.
        filled = round(_BAR.width() * share * 2) / 2 if share > 0 else 0.0
        over = cadence.over
        stamp(
            painter, QPointF(x, box.center().y() - _TICK.height() / 2), QSizeF(_BAR.width() + 1, _TICK.height()), theme,
            ("cadence", filled, over), lambda inner, spot: _meter(inner, spot, filled, theme, over=over),
        )  # fmt: skip
        x += _BAR.width() + _GAP
    rest = QRectF(x, box.top(), box.right() - x, box.height())
    color = watch.text if cadence.over else theme.color.text2
    return paint_text(painter, rest, cadence.text, theme, color, "body", 600 if cadence.over else 0)
