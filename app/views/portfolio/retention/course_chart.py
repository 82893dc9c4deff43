"""The course of the months on the screen: Left and Right go from month to month, Enter lists what moved in one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.language import _
from app.views import theme as themes
from app.views.portfolio.retention.course_paint import Course, axis_of, paint_course, plot_of, spot
from app.views.portfolio.retention.stepped import Stepped


class CourseChart(Stepped):
    """`pressed(at)` with the place of a month."""

    pressed = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._course: Course | None = None
        self._said: Sequence[str] = ()
        self._at, self._chosen = -1, -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleDescription(_("Left and Right go through the months, Enter lists what changed in one."))
        self.tell()

    def show_course(self, course: Course, said: Sequence[str]) -> None:
        """Show other months; `said` words each of them in full."""
        self._course, self._said = course, said
        self.go(len(course.months) - 1)

    def course(self) -> Course | None:
        """Return what is shown."""
        return self._course

    def mark(self, at: int) -> None:
        """Light up the month that is listed; none by −1."""
        self._chosen = at
        self.go(at if at >= 0 else self._at)

    def words(self) -> str:
        """Return the month that the keys are at in words."""
        return self.said_at(self._at) if self._at >= 0 else ""

    # What its keys go through

    def count(self) -> int:
        """Return how many months there are."""
        return len(self._course.months) if self._course else 0

    def step_at(self, where: QPointF) -> int:
        """Return the month nearest to a point."""
        course = self._course
        if course is None or not course.months:
            return -1
        plot, axis = plot_of(self._room(), course, themes.current()), axis_of(course)
        places = [spot(plot, axis, at, len(course.months), axis.low).x() for at in range(len(course.months))]
        return min(range(len(places)), key=lambda at: abs(places[at] - where.x()))

    def said_at(self, at: int) -> str:
        """Return a month in words."""
        return self._said[at] if at < len(self._said) else ""

    def choose(self) -> None:
        """List what moved in the month."""
        self.pressed.emit(self._at)

    def name(self) -> str:
        """Return what it is called."""
        return self._name

    # The picture

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        theme = themes.current()
        return QSize(theme.px(340), theme.px(150))

    def minimumSizeHint(self) -> QSize:
        """Enough for a few months."""
        theme = themes.current()
        return QSize(theme.px(240), theme.px(120))

    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(4, 4, -4, -2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the course."""
        if self._course is None:
            return
        painter = QPainter(self)
        paint_course(
            painter, self._room(), self._course, themes.current(), chosen=self._chosen, at=self._at,
            ring=self.ringed(),
        )  # fmt: skip
        painter.end()
