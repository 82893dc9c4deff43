"""A curve as a small picture: value to the right, score up; the points are dots."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.health.model import Curve
from app.language import _
from app.views import theme as themes
from app.views.paint.text import CENTER, RIGHT, paint_text
from app.views.settings.model.parts import plain


class CurveView(QWidget):
    """One curve; with `scale` the axes are named, else it is a mark for a row."""

    def __init__(self, curve: Curve, width: int, height: int, *, scale: bool = False) -> None:
        super().__init__()
        self._size, self._scale = (width, height), scale
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_curve(curve)

    def show_curve(self, curve: Curve) -> None:
        """Show another curve."""
        self._curve = curve
        points = ", ".join(f"{plain(x)} → {plain(y)}" for x, y in curve.points)
        self.setAccessibleName(_("Curve: {points}", points=points))
        if not self._scale:
            self.setToolTip(points)
        self.update()

    def sizeHint(self) -> QSize:
        """As large as asked for, at the text scale."""
        theme = themes.current()
        return QSize(theme.px(self._size[0]), theme.px(self._size[1]))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line, flat outside its points."""
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self._box()
        if self._scale:
            self._draw_scale(painter, box)
        points = self._placed(box)
        if points:
            line = QPolygonF([QPointF(box.left(), points[0].y()), *points, QPointF(box.right(), points[-1].y())])
            painter.setPen(QPen(theme.color.accent, 1.6 if self._scale else 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(line)
            painter.setPen(QPen(theme.color.surface, 1))
            painter.setBrush(theme.color.accent)
            radius = 3.4 if self._scale else 2.2
            for point in points:
                painter.drawEllipse(point, radius, radius)
        painter.end()

    def _box(self) -> QRectF:
        theme = themes.current()
        if not self._scale:
            return QRectF(self.rect()).adjusted(3, 3, -3, -3)
        return QRectF(self.rect()).adjusted(theme.px(28), theme.px(10), -theme.px(14), -theme.px(22))

    def _placed(self, box: QRectF) -> list[QPointF]:
        points = [(float(x), float(y)) for x, y in self._curve.points]
        if not points:
            return []
        low, high = points[0][0], points[-1][0]
        margin = (high - low) * 0.08 or 1.0
        low, wide = low - margin, (high - low) + 2 * margin
        return [
            QPointF(box.left() + (x - low) / wide * box.width(), box.bottom() - y / 100 * box.height())
            for x, y in points
        ]

    def _draw_scale(self, painter: QPainter, box: QRectF) -> None:
        theme = themes.current()
        for score in (0, 50, 100):
            y = box.bottom() - score / 100 * box.height()
            painter.setPen(QPen(theme.color.grid, 1))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
            where = QRectF(0, y - theme.px(8), box.left() - theme.px(5), theme.px(16))
            paint_text(painter, where, str(score), theme, theme.color.text2, "caption", 500, RIGHT)
        points = self._placed(box)
        end = -1.0
        for (x, _y), point in zip(self._curve.points, points, strict=True):
            text = plain(x).replace("-", "−")
            half = theme.width(text, "caption", 500) / 2
            if point.x() - half < end:
                continue
            end = point.x() + half + theme.px(4)
            where = QRectF(point.x() - half - 2, box.bottom() + theme.px(4), 2 * half + 4, theme.px(16))
            paint_text(painter, where, text, theme, theme.color.text2, "caption", 500, CENTER)
