"""The timeline of a plan: a lane per objective on an axis of months, its milestones on it, and a line for today."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.language import _, current, name_of, short_day
from app.plans.timeline import Lane, Mark, Timeline
from app.views import theme as themes
from app.views.paint.text import paint_text
from app.views.plans.words import MEANINGS
from app.views.row_table import plain_tip
from app.views.theme import Theme
from app.vocabulary import PlanStatus

_TOP, _LANE, _BAR, _MARK = 34, 27, 12, 14
_EDGE = 14
_LABEL = 0.22
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class TimelineView(QWidget):
    """Filled by `show_timeline`; `chosen(id)` where a lane or a milestone was clicked."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.told: Timeline | None = None
        self.setAccessibleName(_("Timeline"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_timeline(self, told: Timeline | None) -> None:
        """Show other lanes; without any there is nothing to see."""
        self.told = told
        self.setVisible(told is not None)
        self.setAccessibleDescription("\n".join(_said(lane) for lane in told.lanes) if told is not None else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The months and a line for each lane."""
        px = themes.current().px
        lanes = len(self.told.lanes) if self.told is not None else 0
        return QSize(px(400), px(_TOP) + lanes * px(_LANE) + px(10))

    def minimumSizeHint(self) -> QSize:
        """Lanes may be short, not fewer."""
        return QSize(themes.current().px(240), self.sizeHint().height())

    # Where things stand

    def axis(self, theme: Theme) -> QRectF:
        """Return the room of the lanes: right of their labels, below the months."""
        label = min(theme.px(190), self.width() * _LABEL)
        left = _EDGE + label + theme.px(12)
        return QRectF(left, theme.px(_TOP), max(self.width() - left - _EDGE - theme.px(8), 40), self.height())

    def lane_box(self, at: int, axis: QRectF, theme: Theme) -> QRectF:
        """Return the room of a lane."""
        high = theme.px(_LANE)
        return QRectF(axis.left(), axis.top() + at * high, axis.width(), high)

    def marks_of(self, lane: Lane, box: QRectF, theme: Theme) -> list[tuple[QRectF, Mark]]:
        """Return the milestones of a lane with where they stand; those that would lie on each other stand apart."""
        assert self.told is not None
        side, after, found = theme.px(_MARK), -1000.0, []
        for mark in sorted(lane.marks, key=lambda one: one.on):
            middle = max(box.left() + box.width() * self.told.at(mark.on), after)
            after = middle + side + 2
            found.append((QRectF(round(middle - side / 2), round(box.center().y() - side / 2), side, side), mark))
        return found

    def _at(self, spot: QPointF) -> Lane | Mark | None:
        theme = themes.current()
        axis = self.axis(theme)
        for at, lane in enumerate(self.told.lanes if self.told is not None else ()):
            box = self.lane_box(at, axis, theme)
            if box.top() <= spot.y() < box.bottom():
                hit = (mark for where, mark in self.marks_of(lane, box, theme) if where.contains(spot))
                return next(hit, lane)
        return None

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to what was clicked."""
        found = self._at(event.position())
        if found is not None:
            self.chosen.emit(found.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that lanes and milestones can be clicked."""
        hand = self._at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        """Tell what a milestone or a lane is."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(QPointF(event.pos()))
            if isinstance(found, Mark):
                QToolTip.showText(event.globalPos(), plain_tip(_mark_words(found)), self)
            elif found is not None:
                QToolTip.showText(event.globalPos(), plain_tip(_said(found)), self)
            return True
        return super().event(event)

    # Drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the months, the lanes, the milestones and today."""
        told = self.told
        if told is None:
            return
        theme = themes.current()
        painter = QPainter(self)
        axis = self.axis(theme)
        bottom = axis.top() + len(told.lanes) * theme.px(_LANE) + 2
        today = self._today_at(axis)
        pill = self.pill(axis, theme)
        for month in told.months:
            x = round(axis.left() + axis.width() * told.at(month))
            painter.fillRect(QRectF(x, axis.top() - 4, 1, bottom - axis.top() + 4), theme.color.divider)
        for box, said in self.months(axis, pill, theme):
            paint_text(painter, box, said, theme, theme.color.text2, "label", 400)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, lane in enumerate(told.lanes):
            self._paint_lane(painter, lane, self.lane_box(at, axis, theme), today, theme)
        if today is not None and pill is not None:
            painter.fillRect(QRectF(round(today) - 1, pill.bottom(), 2, bottom - pill.bottom()), theme.color.accent)
        for at, lane in enumerate(told.lanes):
            for spot, mark in self.marks_of(lane, self.lane_box(at, axis, theme), theme):
                paint_mark(painter, spot, mark.status, theme)
        if pill is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color.accent)
            painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
            inner = pill.adjusted(8, 0, -4, 0)
            paint_text(painter, inner, _("Today"), theme, theme.color.text_on_accent, "caption", 600)
        painter.end()

    def _today_at(self, axis: QRectF) -> float | None:
        told = self.told
        return axis.left() + axis.width() * told.at(told.today) if told is not None and told.holds(told.today) else None

    def pill(self, axis: QRectF, theme: Theme) -> QRectF | None:
        """Return where the word for today stands; None where today is not on the axis."""
        today = self._today_at(axis)
        if today is None:
            return None
        width = theme.width(_("Today"), "caption", 600) + 16
        left = min(max(today - width / 2, axis.left()), axis.right() - width)
        return QRectF(round(left), axis.top() - theme.px(23), round(width), theme.px(17))

    def months(self, axis: QRectF, pill: QRectF | None, theme: Theme) -> list[tuple[QRectF, str]]:
        """Return the months that can be written without crossing each other or the word for today."""
        found: list[tuple[QRectF, str]] = []
        told = self.told
        if told is None:
            return found
        for month in told.months:
            x = round(axis.left() + axis.width() * told.at(month))
            said = _month(month.month, month.year if month.month == 1 and month != told.first else 0)
            box = QRectF(x + 5, axis.top() - theme.px(23), theme.width(said, "label") + 2, theme.px(17))
            crossed = pill is not None and box.adjusted(-4, 0, 4, 0).intersects(pill)
            after = found[-1][0].right() + 6 if found else 0
            if not crossed and box.left() > after and box.right() <= self.width() - 2:
                found.append((box, said))
        return found

    def _paint_lane(self, painter: QPainter, lane: Lane, box: QRectF, today: float | None, theme: Theme) -> None:
        assert self.told is not None
        label = QRectF(_EDGE, box.top(), box.left() - _EDGE - theme.px(12), box.height())
        paint_text(painter, label, lane.title, theme, theme.color.text, "label", 500)
        left = box.left() + box.width() * self.told.at(lane.start)
        right = max(box.left() + box.width() * self.told.at(lane.end), left + _BAR)
        high = theme.px(_BAR)
        bar = QRectF(left, round(box.center().y() - high / 2), right - left, high)
        meaning = theme.meaning[_lane_meaning(lane.status)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(meaning.bg)
        painter.drawRoundedRect(bar, high / 2, high / 2)
        behind = (today if today is not None else (box.right() if self.told.today > self.told.last else left)) - left
        if behind > 0:
            painter.save()
            painter.setClipRect(QRectF(left, bar.top(), behind, high))
            painter.setBrush(meaning.fill)
            painter.setOpacity(0.45 if not theme.dark else 0.5)
            painter.drawRoundedRect(bar, high / 2, high / 2)
            painter.restore()


def paint_mark(painter: QPainter, spot: QRectF, status: PlanStatus, theme: Theme) -> None:
    """Draw a milestone: its shape tells how it stands, and a ring of the ground sets it off from its lane."""
    meaning = theme.meaning[MEANINGS[status]]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color.surface)
    painter.drawEllipse(spot.adjusted(-2, -2, 2, 2))
    middle, half = spot.center(), spot.width() / 2
    painter.setBrush(meaning.fill)
    if status is PlanStatus.LATE:
        painter.drawPolygon(_polygon(middle, ((0, -half), (half, 0), (0, half), (-half, 0))))
    elif status is PlanStatus.ATTENTION:
        painter.drawPolygon(_polygon(middle, ((0, -half * 0.9), (half, half * 0.8), (-half, half * 0.8))))
    elif status is PlanStatus.DONE:
        painter.drawEllipse(spot)
        painter.setPen(QPen(theme.color.surface, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPolyline(
            _polygon(middle, ((-half * 0.45, 0), (-half * 0.1, half * 0.38), (half * 0.5, -half * 0.36)))
        )
    elif status is PlanStatus.ON_TRACK:
        painter.drawEllipse(spot)
    else:
        pen = QPen(meaning.fill, 1.8)
        if status is PlanStatus.PLANNED:
            pen.setDashPattern([2, 1.6])
        painter.setPen(pen)
        painter.setBrush(theme.color.surface)
        painter.drawEllipse(spot.adjusted(1, 1, -1, -1))
        if status is PlanStatus.IN_PROGRESS:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(meaning.fill)
            painter.drawEllipse(middle, 2.4, 2.4)
    painter.restore()


def _polygon(middle: QPointF, corners: tuple[tuple[float, float], ...]) -> QPolygonF:
    made = QPolygonF()
    for x, y in corners:
        made.append(QPointF(middle.x() + x, middle.y() + y))
    return made


def _lane_meaning(status: PlanStatus) -> str:
    meaning = MEANINGS[status]
    return "good" if meaning == "info" else meaning


def _month(month: int, year: int) -> str:
    if current() == "ja":
        return f"{year}年{month}月" if year else f"{month}月"
    return f"{_MONTHS[month - 1]} {year}" if year else _MONTHS[month - 1]


def _mark_words(mark: Mark) -> str:
    return f"{mark.title}\n{short_day(mark.on)} · {name_of(mark.status)}"


def _said(lane: Lane) -> str:
    span = f"{short_day(lane.start)} – {short_day(lane.end)}"
    marks = [f"{mark.title} ({short_day(mark.on)}, {name_of(mark.status)})" for mark in lane.marks]
    return "\n".join([f"{lane.title}: {span}, {name_of(lane.status)}", *marks])
