"""The picture of time to value: the share that had it by each day, one cohort beside all; the arrows go along it."""

from __future__ import annotations

from bisect import bisect_right
from fractions import Fraction

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.language import _, number
from app.operations.money.words import per_cent
from app.revenue.survival import MEDIAN, P90, Curve
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import CENTER, LEFT, RIGHT, elided, paint_text
from app.views.portfolio.value.axis import ticks
from app.views.row_table import plain_tip
from app.views.theme import Theme

_NOTHING = Curve((), ())
_FILL, _DOT, _REACH = 0.08, 4.0, 14
_SHARES = (Fraction(0), MEDIAN, P90, Fraction(1))


class CurvePicture(QWidget):
    """`stepped(days or None)`: the keys or the mouse stand at a day on which somebody reached it, or let go of it."""

    stepped = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._curve, self._beside = _NOTHING, _NOTHING
        self._name, self._other = "", ""
        self._steps, self._most = ticks(0)
        self._waiting: list[tuple[int, Fraction]] = []
        self._at: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleDescription(_("Left and Right go from one first value to the next; the list follows."))

    def show_curves(self, name: str, curve: Curve, other: str = "", beside: Curve = _NOTHING) -> None:
        """Show the curve of a cohort, and dashed that of all beside it."""
        self._name, self._curve, self._other, self._beside = name, curve, other, beside
        longest = max((one.days for one in (*curve.waits, *beside.waits)), default=0)
        self._steps, self._most = ticks(longest)
        days = [day for day, _share in curve.points]
        shares = [Fraction(0), *(share for _day, share in curve.points)]
        waiting = sorted({one.days for one in curve.waits if not one.reached and not one.never})
        self._waiting = [(day, shares[bisect_right(days, day)]) for day in waiting]
        self._at = None
        self._tell()
        self.update()

    def day(self) -> int | None:
        """Return the day at which the keys stand."""
        return None if self._at is None else self._curve.points[self._at][0]

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        theme = themes.current()
        return QSize(theme.px(420), theme.px(216))

    def minimumSizeHint(self) -> QSize:
        """Enough to tell the steps apart."""
        theme = themes.current()
        return QSize(theme.px(280), theme.px(180))

    def _tell(self) -> None:
        said = _("Time to value, {cohort}", cohort=self._name)
        self.setAccessibleName(f"{said}. {self._words()}" if self._curve.points else said)

    def _words(self) -> str:
        if self._at is None:
            return _("{n} of {of} have reached it", n=number(self._reached(None)), of=number(len(self._curve.waits)))
        day, share = self._curve.points[self._at]
        return _(
            "By day {day}: {n} of {of}, {share} by Kaplan–Meier",
            day=number(day), n=number(self._reached(day)), of=number(len(self._curve.waits)), share=per_cent(share),
        )  # fmt: skip

    def _reached(self, day: int | None) -> int:
        return sum(one.reached and (day is None or one.days <= day) for one in self._curve.waits)

    # Where things are

    def _plot(self, theme: Theme) -> QRectF:
        wide = theme.width("100 %", "caption")
        high = theme.line("caption")
        return QRectF(self.rect()).adjusted(wide + 10, high, -12, -2 * high - 6)

    def _x(self, plot: QRectF, days: float) -> float:
        return plot.left() + plot.width() * days / self._most

    @staticmethod
    def _y(plot: QRectF, share: Fraction | float) -> float:
        return plot.bottom() - plot.height() * float(share)

    def point_at(self, spot: QPointF) -> int | None:
        """Return which step is drawn near a place."""
        plot = self._plot(themes.current())
        near = [
            (abs(self._x(plot, day) - spot.x()) + abs(self._y(plot, share) - spot.y()), at)
            for at, (day, share) in enumerate(self._curve.points)
        ]
        best = min(near, default=None)
        return best[1] if best is not None and best[0] <= 2 * _REACH else None

    # Keys and mouse

    def step_to(self, at: int | None) -> None:
        """Stand at a step, or at none."""
        count = len(self._curve.points)
        self._at = None if at is None or not count else min(max(at, 0), count - 1)
        self._tell()
        self.update()
        self.stepped.emit(self.day())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left, Right, Home and End go along the curve; Escape lets go of it."""
        key, last = event.key(), len(self._curve.points) - 1
        if key == Qt.Key.Key_Right and last >= 0:
            self.step_to(0 if self._at is None else self._at + 1)
        elif key == Qt.Key.Key_Left and last >= 0:
            self.step_to(last if self._at is None else self._at - 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and last >= 0:
            self.step_to(0 if key == Qt.Key.Key_Home else last)
        elif key == Qt.Key.Key_Escape and self._at is not None:
            self.step_to(None)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click stands at a step, beside the curve at none."""
        self.step_to(self.point_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a step can be clicked."""
        over = self.point_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Say what a step stands for."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self.point_at(QPointF(event.pos()))
            said = ""
            if at is not None:
                day, share = self._curve.points[at]
                said = _("By day {day}: {share}", day=number(day), share=per_cent(share))
            QToolTip.showText(event.globalPos(), plain_tip(said), self)
            return True
        return super().event(event)

    # The picture

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the grid, the two curves and where the keys stand."""
        theme = themes.current()
        painter = QPainter(self)
        plot = self._plot(theme)
        self._draw_grid(painter, plot, theme)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._beside.points:
            pen = QPen(theme.tone("chart_muted"), 1.5, Qt.PenStyle.DashLine)
            painter.strokePath(self._line(plot, self._beside), pen)
        self._draw_curve(painter, plot, theme)
        self._draw_names(painter, plot, theme)
        if self._at is not None:
            self._draw_step(painter, plot, theme)
        if self.hasFocus():
            paint_focus_ring(painter, QRectF(self.rect()), theme, 6)
        painter.end()

    def _draw_grid(self, painter: QPainter, plot: QRectF, theme: Theme) -> None:
        line, wide = theme.line("caption"), plot.left() - 8
        for share in _SHARES:
            y = round(self._y(plot, share)) + 0.5
            dotted = share in (MEDIAN, P90)
            pen = QPen(theme.color.border_strong if dotted else theme.tone("grid"), 1)
            if dotted:
                pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            room = QRectF(0, y - line / 2, wide, line)
            paint_text(painter, room, per_cent(share, 0), theme, theme.color.text2, "caption", 0, RIGHT)
        for days in self._steps:
            x = self._x(plot, days)
            room = QRectF(x - 40, plot.bottom() + 3, 80, line)
            align = CENTER
            if x + 40 > self.width():
                room.moveRight(plot.right() + 8)
                align = RIGHT
            paint_text(painter, room, number(days), theme, theme.color.text2, "caption", 0, align)
        below = QRectF(plot.left(), plot.bottom() + line + 4, plot.width(), line)
        paint_text(painter, below, _("days"), theme, theme.color.text2, "caption", 500, RIGHT)

    def _line(self, plot: QRectF, curve: Curve) -> QPainterPath:
        path = QPainterPath(QPointF(self._x(plot, 0), self._y(plot, 0)))
        share = Fraction(0)
        for day, reached in curve.points:
            path.lineTo(self._x(plot, day), self._y(plot, share))
            path.lineTo(self._x(plot, day), self._y(plot, reached))
            share = reached
        last = max((one.days for one in curve.waits), default=0)
        path.lineTo(self._x(plot, last), self._y(plot, share))
        return path

    def _draw_curve(self, painter: QPainter, plot: QRectF, theme: Theme) -> None:
        if not self._curve.waits:
            return
        line = self._line(plot, self._curve)
        under = QPainterPath(line)
        under.lineTo(line.currentPosition().x(), plot.bottom())
        under.closeSubpath()
        fill = QColor(theme.color.accent)
        fill.setAlphaF(_FILL)
        painter.fillPath(under, fill)
        pen = QPen(theme.color.accent, 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.strokePath(line, pen)
        # Who still waits stands as a small upright on the curve, where they are today.
        painter.setPen(QPen(theme.color.accent, 1.5))
        for day, share in self._waiting:
            x, y = self._x(plot, day), self._y(plot, share)
            painter.drawLine(QPointF(x, y - 5), QPointF(x, y + 5))

    def _draw_names(self, painter: QPainter, plot: QRectF, theme: Theme) -> None:
        """Name the lines under them, left: their ends lie anywhere."""
        line = theme.line("caption")
        top, x = plot.bottom() + line + 4, plot.left()
        names = [(self._name, theme.color.accent, Qt.PenStyle.SolidLine)]
        if self._beside.points:
            names.append((self._other, theme.tone("chart_muted"), Qt.PenStyle.DashLine))
        for name, ink, style in names:
            painter.setPen(QPen(ink, 2, style))
            painter.drawLine(QPointF(x, top + line / 2), QPointF(x + 20, top + line / 2))
            shown = elided(name, plot.width() / 2 - 60, theme, "caption", 500)
            room = QRectF(x + 26, top, plot.width() / 2 - 60, line)
            x = paint_text(painter, room, shown, theme, theme.color.text2, "caption", 500, LEFT) + 18

    def _draw_step(self, painter: QPainter, plot: QRectF, theme: Theme) -> None:
        assert self._at is not None
        day, share = self._curve.points[self._at]
        spot = QPointF(self._x(plot, day), self._y(plot, share))
        painter.setPen(QPen(theme.color.accent, 1, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(spot.x(), plot.bottom()), spot)
        painter.setPen(QPen(theme.color.surface, 2))
        painter.setBrush(theme.color.accent)
        painter.drawEllipse(spot, _DOT + 1, _DOT + 1)
        line = theme.line("label")
        said = f"{number(day)} · {per_cent(share)}"
        wide = theme.width(said, "label", 600) + 12
        left = min(max(spot.x() - wide / 2, plot.left()), plot.right() - wide)
        above = spot.y() - line - 10
        box = QRectF(left, above if above >= 0 else spot.y() + 8, wide, line + 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color.surface)
        painter.drawRoundedRect(box, 4, 4)
        paint_text(painter, box, said, theme, theme.color.text, "label", 600, CENTER)
