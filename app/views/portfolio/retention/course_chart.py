"""The course of the months on the screen: Left and Right go from month to month, Enter lists what moved in one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.language import _
from app.views import theme as themes
from app.views.portfolio.retention.course_paint import Course, axis_of, paint_course, plot_of, spot
from app.views.row_table import plain_tip


class CourseChart(QWidget):
    """`pressed(at)` with the place of a month."""

    pressed = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._course: Course | None = None
        self._said: Sequence[str] = ()
        self._at, self._chosen = -1, -1
        self._by_key = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAccessibleDescription(_("Left and Right go through the months, Enter lists what changed in one."))
        self._tell()

    def show_course(self, course: Course, said: Sequence[str]) -> None:
        """Show other months; `said` words each of them in full."""
        self._course, self._said = course, said
        self._at = len(course.months) - 1
        self._tell()
        self.update()

    def course(self) -> Course | None:
        """Return what is shown."""
        return self._course

    def mark(self, at: int) -> None:
        """Light up the month that is listed; none by −1."""
        self._chosen = at
        if at >= 0:
            self._at = at
        self._tell()
        self.update()

    def words(self) -> str:
        """Return the month that the keys are at in words."""
        return self._said[self._at] if 0 <= self._at < len(self._said) else ""

    def _tell(self) -> None:
        said = self.words()
        self.setAccessibleName(f"{self._name}: {said}" if said else self._name)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        theme = themes.current()
        return QSize(theme.px(340), theme.px(150))

    def minimumSizeHint(self) -> QSize:
        """Enough for a few months."""
        theme = themes.current()
        return QSize(theme.px(240), theme.px(120))

    def changeEvent(self, event: QEvent) -> None:
        """Take another height at another text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.updateGeometry()

    def _month_at(self, where: QPointF) -> int:
        course = self._course
        if course is None or not course.months:
            return -1
        plot, axis = plot_of(self._room(), course, themes.current()), axis_of(course)
        places = [spot(plot, axis, at, len(course.months), axis.low).x() for at in range(len(course.months))]
        return min(range(len(places)), key=lambda at: abs(places[at] - where.x()))

    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(4, 4, -4, -2)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the month that was clicked."""
        at = self._month_at(event.position())
        if at >= 0:
            self._go(at)
            self.pressed.emit(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left, Right, Home and End move; Enter and Space choose."""
        count = len(self._course.months) if self._course else 0
        places = {
            Qt.Key.Key_Left: self._at - 1, Qt.Key.Key_Right: self._at + 1,
            Qt.Key.Key_Home: 0, Qt.Key.Key_End: count - 1,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if count and key in places:
            self._by_key = True
            self._go(min(max(places[key], 0), count - 1))
        elif count and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit(self._at)
        else:
            super().keyPressEvent(event)

    def _go(self, at: int) -> None:
        self._at = at
        self._tell()
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring unless the mouse brought the focus."""
        self._by_key = event.reason() is not Qt.FocusReason.MouseFocusReason
        self.update()
        super().focusInEvent(event)

    def event(self, event: QEvent) -> bool:
        """Say the month under the pointer in full."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._month_at(QPointF(event.pos()))
            said = self._said[at] if 0 <= at < len(self._said) else ""
            QToolTip.showText(event.globalPos(), plain_tip(said), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the course."""
        if self._course is None:
            return
        painter = QPainter(self)
        paint_course(
            painter, self._room(), self._course, themes.current(), chosen=self._chosen, at=self._at,
            ring=self.hasFocus() and self._by_key,
        )  # fmt: skip
        painter.end()
