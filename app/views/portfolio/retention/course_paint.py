"""A course of months as lines: the figure itself solid over a tint, the other one dashed, the target as a rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import CENTER, LEFT, RIGHT, paint_text
from app.views.theme import Theme

_TINT, _DOT, _GRID, _PAD = 0.08, 3.2, 3, 6
Values = tuple[float | None, ...]


@dataclass(frozen=True)
class Line:
    """One figure by month; `last` is what is written at its end."""

    name: str
    values: Values
    last: str


@dataclass(frozen=True)
class Course:
    """Months with one or two figures; `tick` words a value of the axis, `target` with its words where there is one."""

    months: tuple[str, ...]
    lines: tuple[Line, ...]
    tick: Callable[[float], str]
    target: float | None = None
    target_words: str = ""


@dataclass(frozen=True)
class Axis:
    """Where the axis begins and ends, and what is written beside it."""

    low: float
    high: float
    ticks: tuple[float, ...]


def axis_of(course: Course) -> Axis:
    """Return an axis with round ticks that holds every value and the target."""
    known = [value for line in course.lines for value in line.values if value is not None]
    if course.target is not None:
        known.append(course.target)
    if not known:
        return Axis(0, 1, ())
    low, high = min(known), max(known)
    span = (high - low) or abs(high) * 0.1 or 1.0
    step = _round_step(span / _GRID)
    first, last = floor((low - span * 0.08) / step), ceil((high + span * 0.08) / step)
    first = max(first, 0) if low >= 0 else first
    return Axis(first * step, last * step, tuple(at * step for at in range(first, last + 1)))


def _round_step(rough: float) -> float:
    power = float(10 ** floor(log10(rough)))
    return next((times * power for times in (1, 2, 2.5, 5) if times * power >= rough), 10 * power)


def plot_of(box: QRectF, course: Course, theme: Theme) -> QRectF:
    """Return the part of `box` that the lines are drawn in."""
    ticks = axis_of(course).ticks
    left = max((theme.width(course.tick(tick), "caption") for tick in ticks), default=0.0)
    right = max((theme.width(f"{line.name} {line.last}", "caption", 600) for line in course.lines), default=0.0)
    return box.adjusted(left + 8, theme.line("caption") / 2 + 2, -right - 14, -theme.line("caption") - 6)


def spot(plot: QRectF, axis: Axis, at: int, count: int, value: float) -> QPointF:
    """Return where a value of a month is drawn."""
    x = plot.center().x() if count < 2 else plot.left() + plot.width() * at / (count - 1)
    return QPointF(x, plot.bottom() - plot.height() * (value - axis.low) / ((axis.high - axis.low) or 1))


def paint_course(
    painter: QPainter, box: QRectF, course: Course, theme: Theme, *, chosen: int = -1, at: int = -1, ring: bool = False
) -> None:
    """Draw the course into `box`; `chosen` is the month that is listed, `at` the one that the keys are at."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    axis, plot = axis_of(course), plot_of(box, course, theme)
    _paint_axis(painter, plot, box, course, axis, theme)
    if chosen >= 0:
        _paint_month(painter, plot, axis, course, chosen, theme)
    if course.target is not None:
        _paint_target(painter, plot, axis, course, theme)
    for order, line in reversed(list(enumerate(course.lines))):
        _paint_line(painter, plot, axis, line, theme, first=order == 0)
    _paint_ends(painter, plot, box, axis, course, theme)
    if ring:
        paint_focus_ring(painter, box, theme, 6)
        if at >= 0 and at != chosen:
            _paint_month(painter, plot, axis, course, at, theme)
    painter.restore()


def _paint_axis(painter: QPainter, plot: QRectF, box: QRectF, course: Course, axis: Axis, theme: Theme) -> None:
    line = theme.line("caption")
    for tick in axis.ticks:
        y = round(spot(plot, axis, 0, 1, tick).y()) + 0.5
        painter.setPen(QPen(theme.color.grid, 1))
        painter.drawLine(QLineF(plot.left(), y, plot.right(), y))
        room = QRectF(box.left(), y - line / 2, plot.left() - box.left() - 6, line)
        paint_text(painter, room, course.tick(tick), theme, theme.color.text3, "caption", 0, RIGHT)
    for at in _named(plot, course.months, theme):
        x = spot(plot, axis, at, len(course.months), axis.low).x()
        wide = theme.width(course.months[at], "caption") + 2
        room = QRectF(x - wide / 2, plot.bottom() + 4, wide, line)
        paint_text(painter, room, course.months[at], theme, theme.color.text3, "caption", 0, CENTER)


def _named(plot: QRectF, months: Sequence[str], theme: Theme) -> list[int]:
    """Return the months that are written, as many as there is room for, the last one always."""
    widest = max((theme.width(month, "caption") for month in months), default=1) + 2 * _PAD
    every = max(1, ceil(widest * max(len(months) - 1, 1) / max(plot.width(), 1)))
    return list(range(len(months) - 1, -1, -every))


def _paint_month(painter: QPainter, plot: QRectF, axis: Axis, course: Course, at: int, theme: Theme) -> None:
    x = round(spot(plot, axis, at, len(course.months), axis.low).x()) + 0.5
    painter.setPen(QPen(theme.color.accent, 1))
    painter.drawLine(QLineF(x, plot.top(), x, plot.bottom()))
    painter.setPen(Qt.PenStyle.NoPen)
    for order, line in enumerate(course.lines):
        value = line.values[at]
        if value is not None:
            painter.setBrush(_ink(order, theme))
            painter.drawEllipse(spot(plot, axis, at, len(course.months), value), _DOT, _DOT)


def _paint_target(painter: QPainter, plot: QRectF, axis: Axis, course: Course, theme: Theme) -> None:
    assert course.target is not None
    y = round(spot(plot, axis, 0, 1, course.target).y()) + 0.5
    painter.setPen(QPen(theme.meaning["watch"].fill, 1.5, Qt.PenStyle.DotLine))
    painter.drawLine(QLineF(plot.left(), y, plot.right(), y))
    high = theme.line("caption")
    below = y - high - 1 < plot.top()
    room = QRectF(plot.left() + 4, y + 1 if below else y - high - 1, plot.width() - 8, high)
    wide = theme.width(course.target_words, "caption", 500) + 6
    painter.fillRect(QRectF(room.left() - 3, room.top(), min(wide, room.width()), high), theme.color.surface)
    paint_text(painter, room, course.target_words, theme, theme.meaning["watch"].text, "caption", 500, LEFT)


def _ink(order: int, theme: Theme) -> QColor:
    return theme.color.accent if order == 0 else theme.color.text3


def _paint_line(painter: QPainter, plot: QRectF, axis: Axis, line: Line, theme: Theme, *, first: bool) -> None:
    count = len(line.values)
    for run in _runs(line.values):
        points = [spot(plot, axis, at, count, value) for at, value in run]
        path = QPainterPath(points[0])
        for point in points[1:]:
            path.lineTo(point)
        if first and len(points) > 1:
            ground = QPainterPath(path)
            ground.lineTo(points[-1].x(), plot.bottom())
            ground.lineTo(points[0].x(), plot.bottom())
            tint = QColor(theme.color.accent)
            tint.setAlphaF(_TINT)
            painter.fillPath(ground, tint)
        pen = QPen(_ink(0 if first else 1, theme), 2 if first else 1.5)
        pen.setStyle(Qt.PenStyle.SolidLine if first else Qt.PenStyle.DashLine)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap if first else Qt.PenCapStyle.FlatCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        if len(points) == 1:
            painter.setBrush(_ink(0 if first else 1, theme))
            painter.drawEllipse(points[0], 2, 2)


def _runs(values: Values) -> list[list[tuple[int, float]]]:
    runs: list[list[tuple[int, float]]] = []
    before = -2
    for at, value in enumerate(values):
        if value is None:
            continue
        if at != before + 1:
            runs.append([])
        runs[-1].append((at, value))
        before = at
    return runs


def _paint_ends(painter: QPainter, plot: QRectF, box: QRectF, axis: Axis, course: Course, theme: Theme) -> None:
    """Write each figure at the end of its line, apart from each other."""
    high = theme.line("caption")
    placed: list[float] = []
    ends = [(order, line) for order, line in enumerate(course.lines) if line.values and line.values[-1] is not None]
    ends.sort(key=lambda one: -(one[1].values[-1] or 0))
    for order, line in ends:
        value = line.values[-1]
        assert value is not None
        y = spot(plot, axis, len(line.values) - 1, len(line.values), value).y()
        y = max([y, *(taken + high for taken in placed)])
        placed.append(y)
        room = QRectF(plot.right() + 8, y - high / 2, box.right() - plot.right() - 8, high)
        ink = theme.color.accent_text if order == 0 else theme.color.text2
        paint_text(painter, room, f"{line.name} {line.last}", theme, ink, "caption", 600)
