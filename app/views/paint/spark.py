"""The sparkline: half a year of weekly scores in one line, with a tint under it and a dot at its end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPen

from app.views.paint.shapes import band_meaning
from app.views.paint.stamps import stamp
from app.views.theme import Theme

WIDTH, HEIGHT = 76, 26
# Noise of a few points stays a flat line.
_LEAST_SPAN = 18
_LINE, _DOT, _RING, _TINT = 1.5, 3.2, 1.4, 0.2

Scores = Sequence[int | None]


def paint_spark(painter: QPainter, box: QRectF, scores: Scores, band: str, theme: Theme) -> None:
    """Draw weekly scores, the last one now, at the left of `box`; weeks without a score leave a gap."""
    kept = tuple(scores)
    width = min(float(theme.px(WIDTH)), box.width())
    if width < 3 * _DOT or all(score is None for score in kept):
        return
    size = QSizeF(width, min(theme.px(HEIGHT), box.height()))
    at = QPointF(box.left(), box.center().y() - size.height() / 2)
    stamp(painter, at, size, theme, ("spark", kept, band), lambda inner, spot: _draw(inner, spot, kept, band, theme))


def _draw(painter: QPainter, box: QRectF, scores: Scores, band: str, theme: Theme) -> None:
    fill = theme.meaning[band_meaning(band)].fill
    room = box.adjusted(1, _DOT + _RING, -_DOT - _RING, -_DOT - _RING)
    for run in _runs(scores, room):
        if len(run) > 1:
            _tint(painter, run, box, fill)
            line = QPainterPath(run[0])
            for point in run[1:]:
                line.lineTo(point)
            pen = QPen(fill, _LINE)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(line)
        last = run[-1]
    painter.setPen(Qt.PenStyle.NoPen)
    # A ring of whatever ground the row has sets the dot off from the line.
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.drawEllipse(last, _DOT + _RING, _DOT + _RING)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setBrush(fill)
    painter.drawEllipse(last, _DOT, _DOT)


def _runs(scores: Scores, room: QRectF) -> list[list[QPointF]]:
    """Return the points of each stretch of weeks that have scores."""
    known = [score for score in scores if score is not None]
    middle, span = (max(known) + min(known)) / 2, max(max(known) - min(known), _LEAST_SPAN)
    step = room.width() / max(len(scores) - 1, 1)
    runs: list[list[QPointF]] = []
    before: int | None = None
    for at, score in enumerate(scores):
        if score is not None:
            point = QPointF(room.left() + at * step, room.center().y() - (score - middle) / span * room.height())
            if before is None:
                runs.append([point])
            else:
                runs[-1].append(point)
        before = score
    return runs


def _tint(painter: QPainter, run: Sequence[QPointF], box: QRectF, fill: QColor) -> None:
    area = QPainterPath(QPointF(run[0].x(), box.bottom()))
    for point in run:
        area.lineTo(point)
    area.lineTo(QPointF(run[-1].x(), box.bottom()))
    area.closeSubpath()
    strong, none = QColor(fill), QColor(fill)
    strong.setAlphaF(_TINT)
    none.setAlphaF(0)
    shade = QLinearGradient(QPointF(0, min(point.y() for point in run)), QPointF(0, box.bottom()))
    shade.setColorAt(0, strong)
    shade.setColorAt(1, none)
    painter.fillPath(area, shade)
