"""The waterfall: one drawing that runs through the rows of the table, over the tints of the bands."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.views.account.health.columns import Span
from app.views.account.health.lines import FEELING, MEAN, OVERRIDE, PART, ROUNDING, SCORE, START, Line
from app.views.paint.shapes import band_meaning, paint_band
from app.views.paint.text import CENTER, paint_text
from app.views.theme import Theme

_BAR, _LEAST, _TINT = 11, 3.0, 0.62


def paint_tints(painter: QPainter, box: QRectF, span: Span, theme: Theme) -> None:
    """Fill the drawing's part of a row with the colours of the bands; their edges are lines."""
    edges = [box.left(), span.x(span.watch, *_ends(box)), span.x(span.good, *_ends(box)), box.right()]
    for at, meaning in enumerate(("risk", "watch", "good")):
        tint = QColor(theme.meaning[meaning].bg)
        tint.setAlphaF(_TINT)
        left, right = round(edges[at]), round(edges[at + 1])
        painter.fillRect(QRectF(left, box.top(), right - left, box.height()), tint)
    for at, meaning in ((1, "watch"), (2, "good")):
        line = QColor(theme.meaning[meaning].fill)
        line.setAlphaF(0.45)
        painter.fillRect(QRectF(round(edges[at]), box.top(), 1, box.height()), line)


def paint_fall(painter: QPainter, box: QRectF, line: Line, span: Span, theme: Theme) -> None:
    """Draw one line's part: where the total comes from, the step, and where it goes on."""
    painter.save()
    painter.setClipRect(box)
    _middle(painter, box, span, theme)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    high = theme.px(_BAR)
    top, bottom = box.center().y() - high / 2, box.center().y() + high / 2
    came, goes = span.x(line.before, *_ends(box)), span.x(line.after, *_ends(box))
    pen = QPen(theme.color.border_strong, 1)
    painter.setPen(pen)
    if line.kind != START:
        painter.drawLine(QPointF(_half(came), box.top()), QPointF(_half(came), top))
    if line.kind != SCORE:
        painter.drawLine(QPointF(_half(goes), bottom), QPointF(_half(goes), box.bottom()))
    if line.kind == START:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color.text2)
        painter.drawEllipse(QPointF(came, box.center().y()), 3.5, 3.5)
        painter.setPen(pen)
        painter.drawLine(QPointF(_half(goes), box.center().y() + 3), QPointF(_half(goes), box.bottom()))
    elif line.kind == MEAN:
        _figure(painter, box, goes, line.effect, theme)
    elif line.kind == SCORE:
        _final(painter, box, goes, line, theme)
    elif line.out or not line.step:
        painter.drawLine(QPointF(_half(goes), top), QPointF(_half(goes), bottom))
        if line.ghost:
            _ghost(painter, box, span, line, high, theme)
    else:
        _step(painter, QRectF(min(came, goes), top, abs(goes - came), high), line, theme)
    painter.restore()


def _ends(box: QRectF) -> tuple[float, float]:
    return box.left(), box.right()


def _half(x: float) -> float:
    return round(x) + 0.5


def _middle(painter: QPainter, box: QRectF, span: Span, theme: Theme) -> None:
    pen = QPen(theme.color.text3, 1, Qt.PenStyle.DotLine)
    painter.setPen(pen)
    x = _half(span.x(50.0, *_ends(box)))
    painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))


def _step(painter: QPainter, bar: QRectF, line: Line, theme: Theme) -> None:
    if bar.width() < _LEAST:
        bar = QRectF(bar.center().x() - _LEAST / 2, bar.top(), _LEAST, bar.height())
    fill = theme.meaning["good" if line.step > 0 else "risk"].fill
    painter.setPen(Qt.PenStyle.NoPen)
    if line.kind == ROUNDING:
        fill = theme.color.text3
    elif line.kind in (FEELING, OVERRIDE):
        # The hand of a person: striped, in the accent, so that it is never taken for data.
        painter.setBrush(theme.color.accent)
        painter.drawRoundedRect(bar, 3, 3)
        _stripes(painter, bar, QColor(theme.color.surface), theme)
        return
    elif line.kind != PART:
        fill = theme.color.text2
    painter.setBrush(fill)
    painter.drawRoundedRect(bar, 3, 3)


def _ghost(painter: QPainter, box: QRectF, span: Span, line: Line, high: float, theme: Theme) -> None:
    """Draw what an old value would have been worth: hatched and dashed, for it adds nothing."""
    here, there = span.x(line.after, *_ends(box)), span.x(line.after + line.ghost, *_ends(box))
    bar = QRectF(min(here, there), box.center().y() - high / 2, max(abs(there - here), 8.0), high)
    _stripes(painter, bar, QColor(theme.color.text3), theme)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color.text3, 1, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)


def _stripes(painter: QPainter, bar: QRectF, color: QColor, theme: Theme) -> None:
    painter.save()
    path = QPainterPath()
    path.addRoundedRect(bar, 3, 3)
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    color.setAlphaF(0.75)
    painter.setPen(QPen(color, 1.2))
    gap = theme.px(5)
    x = bar.left() - bar.height()
    while x < bar.right():
        painter.drawLine(QPointF(x, bar.bottom()), QPointF(x + bar.height(), bar.top()))
        x += gap
    painter.restore()


def _pill(box: QRectF, x: float, wide: float, theme: Theme) -> QRectF:
    high = min(theme.px(20), box.height() - 4)
    left = min(max(x - wide / 2, box.left() + 1), box.right() - wide - 1)
    return QRectF(left, box.center().y() - high / 2, wide, high)


def _figure(painter: QPainter, box: QRectF, x: float, words: str, theme: Theme) -> None:
    pill = _pill(box, x, theme.width(words, "label", 600) + 16, theme)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color.text)
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    paint_text(painter, pill, words, theme, theme.color.surface, "label", 600, CENTER)


def _final(painter: QPainter, box: QRectF, x: float, line: Line, theme: Theme) -> None:
    meaning = theme.meaning[band_meaning(line.band)]
    shape, gap = 9, 4
    words = "" if line.out else line.effect
    wide = theme.width(words, "label", 600) + 16 + shape + (gap if words else 0)
    pill = _pill(box, x, wide, theme)
    painter.setPen(QPen(meaning.fill, 1.5))
    painter.setBrush(theme.color.surface)
    painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
    paint_band(painter, QRectF(pill.left() + 8, pill.center().y() - shape / 2, shape, shape), line.band, theme)
    rest = QRectF(pill.left() + 8 + shape + gap, pill.top(), pill.width(), pill.height())
    paint_text(painter, rest, words, theme, meaning.text, "label", 600)
