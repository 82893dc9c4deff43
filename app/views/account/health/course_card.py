"""Six months of a score: the line, what data alone said (dotted), and what happened, numbered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, QTimer
from PySide6.QtGui import QHelpEvent, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.errors import BansoError
from app.language import _, current, number
from app.operations.health.course import Course, course
from app.views import theme as themes
from app.views.account.health.course_words import event_whole, event_words, spoken
from app.views.account.health.words import near
from app.views.account.painted_rows import PaintedRows
from app.views.charting import Look, draw, look_of
from app.views.paint.shapes import paint_band
from app.views.paint.text import CENTER, paint_text
from app.views.row_table import plain_tip
from app.views.theme import Theme
from app.views.widgets.card import Card
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.workspace import Running, Workspace

_HIGH = 132
_LEFT, _RIGHT, _TOP, _BOTTOM = 26, 14, 6, 22
_REDRAW_MS = 120
# Two numbers closer than so many weeks would lie over each other.
_APART = 1.9


class CourseCard(Card):
    """Filled by `show_account`: the course and its drawing come from a worker."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(_("Six months"))
        self._workspace = workspace
        self._asked = 0
        self.course: Course | None = None
        self.head.addWidget(PlainLabel(_("Six months"), "bodyStrong"))
        self.head.addWidget(ElidedLabel(_("dotted = data only"), "label", tone="text2", right=True), 1)
        self.body.addLayout(self.head)
        self.chart = Chart(workspace)
        self.events: PaintedRows[tuple[int, str, str]] = PaintedRows(
            _("Events"), _paint_event, lambda theme: theme.px(22), lambda row: f"{row[0]} {row[2]}"
        )
        self.body.addWidget(self.chart)
        self.body.addWidget(self.events)

    def show_account(self, account_id: str, today: date) -> None:
        """Show the course of the score of an account."""
        self._asked += 1
        asked = self._asked

        def came(answer: Course) -> None:
            if asked == self._asked:
                self._show(answer, today)

        self._workspace.run(
            _read, self._workspace.book, account_id, today, owner=self, done=came, failed=self._refused
        )  # fmt: skip

    def _refused(self, _error: BansoError) -> None:
        # The tab says what went wrong with the account itself; a drawing that is old is not shown as if it were new.
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self.course = None
        self.chart.show_course(None)
        self.events.show_rows([])

    def _show(self, made: Course, today: date) -> None:
        self.course = made
        self.chart.show_course(made)
        self.events.show_rows(
            [(at, event_words(one, today), event_whole(one, today)) for at, one in enumerate(made.events, 1)]
        )


def _paint_event(painter: QPainter, box: QRectF, row: tuple[int, str, str], theme: Theme) -> None:
    side = theme.px(16)
    ring = QRectF(box.left() + 0.5, box.center().y() - side / 2, side, side)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.color.text2)
    painter.drawEllipse(ring)
    painter.restore()
    paint_text(painter, ring, number(row[0]), theme, theme.color.text, "caption", 600, CENTER)
    paint_text(painter, box.adjusted(side + 8, 0, 0, 0), row[1], theme, theme.color.text2, "label")


class Chart(QWidget):
    """The drawing. At another width or in another theme it is made anew a moment later; the old one stays till then."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._course: Course | None = None
        self._image: QImage | None = None
        self._running: Running | None = None
        self._drawn: tuple[object, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_REDRAW_MS)
        self._pause.timeout.connect(self._draw)

    def show_course(self, made: Course | None) -> None:
        """Show another course."""
        self._course, self._drawn = made, self._drawn if made is not None else ()
        self.setAccessibleName(spoken(made) if made is not None else _("Six months"))
        if made is None:
            self._image = None
            self.update()
        else:
            self._draw()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        theme = themes.current()
        return QSize(theme.px(240), theme.px(_HIGH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew at another width."""
        super().resizeEvent(event)
        if self._course is not None:
            self._pause.start()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in another theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_pause"):
            self.updateGeometry()
            if self._course is not None:
                self._pause.start()

    def event(self, event: QEvent) -> bool:
        """Tell the score of the week under the mouse."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._course is not None:
            points, scale = self._course.points, themes.current().scale / 100
            left, right = _LEFT * scale, self.width() - _RIGHT * scale
            share = (event.pos().x() - left) / max(right - left, 1)
            at = min(max(round(share * (len(points) - 1)), 0), len(points) - 1)
            point = points[at]
            figure = number(point.score) if point.score is not None else _("no verdict")
            words = f"{near(point.on, points[-1].on)}: {figure}"
            if point.data is not None:
                words += "\n" + _("Data alone says {n}.", n=f"{point.data:.1f}")
            QToolTip.showText(event.globalPos(), plain_tip(words), self)
            return True
        return super().event(event)

    def _draw(self) -> None:
        theme, ratio = themes.current(), self.devicePixelRatioF()
        wanted = (self._course, self.width(), self.height(), ratio, theme.name, theme.scale, current())
        if self._course is None or wanted == self._drawn or self.width() < 80:
            return
        self._drawn = wanted
        if self._running is not None:
            self._running.cancel()
        months = _months(self._course)

        def came(image: QImage) -> None:
            if wanted == self._drawn:
                self._image = image
                self.update()

        self._running = self._workspace.run(
            _paint_course, look_of(theme), self.width(), theme.px(_HIGH), ratio, self._course, months, owner=self,
            done=came, failed=self._failed,
        )  # fmt: skip

    def _failed(self, _error: BansoError) -> None:
        self._drawn = ()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Put the drawing down, and the band's shape at the end of the line."""
        theme = themes.current()
        painter = QPainter(self)
        if self._image is not None:
            painter.drawImage(0, 0, self._image)
            self._end(painter, theme)
        painter.end()

    def _end(self, painter: QPainter, theme: Theme) -> None:
        last = self._course.points[-1] if self._course is not None else None
        if self._course is None or last is None or last.score is None:
            return
        low, high = bounds(self._course)
        scale = theme.scale / 100
        tall = theme.px(_HIGH) - (_TOP + _BOTTOM) * scale
        y = _TOP * scale + tall * (high - last.score) / (high - low)
        side = 12.0
        x = self.width() - _RIGHT * scale
        paint_band(painter, QRectF(x - side / 2, y - side / 2, side, side), str(last.band), theme)


def bounds(made: Course) -> tuple[float, float]:
    """Return what the chart shows of the scale: every score, both edges of the bands, and a little room."""
    known = [float(value) for point in made.points for value in (point.score, point.data) if value is not None]
    known += [made.watch, made.good]
    return max(min(known) - 8, 0.0), min(max(known) + 14, 108.0)


def _months(made: Course) -> list[tuple[int, str]]:
    """Return where in the points a month begins, with its name; every one of them has room."""
    found: list[tuple[int, str]] = []
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    for at, point in enumerate(made.points):
        if at and point.on.month != made.points[at - 1].on.month:
            words = f"{point.on.month}月" if current() == "ja" else names[point.on.month - 1]
            found.append((at, words))
    return found


def _read(_report: Any, _cancelled: Callable[[], bool], book: Any, account_id: str, today: date) -> Course:
    answer: Course = book.read(course, account_id, today=today)
    return answer


def _paint_course(
    _report: Any, _cancelled: Callable[[], bool], look: Look, width: int, height: int, ratio: float, made: Course,
    months: list[tuple[int, str]],
) -> QImage:  # fmt: skip
    def paint(axes: Any, look: Look) -> None:
        s, c = look.scale, look.colors
        axes.set_position(
            (
                _LEFT * s / width,
                _BOTTOM * s / height,
                1 - (_LEFT + _RIGHT) * s / width,
                1 - (_TOP + _BOTTOM) * s / height,
            )
        )
        low, high = bounds(made)
        last = len(made.points) - 1
        axes.set_xlim(0, last)
        axes.set_ylim(low, high)
        for bottom, top, band in (
            (low, made.watch, "risk"),
            (made.watch, made.good, "watch"),
            (made.good, high, "good"),
        ):
            axes.axhspan(bottom, top, color=c[f"{band}_bg"], linewidth=0, alpha=0.75, zorder=0)
        axes.set_yticks([made.watch, made.good])
        axes.tick_params(axis="y", pad=4 * s)
        axes.tick_params(axis="x", pad=5 * s)
        axes.set_xticks([at for at, _name in months], [name for _at, name in months])
        axes.spines["bottom"].set_visible(False)
        nothing = float("nan")
        data = [nothing if point.data is None else point.data for point in made.points]
        line = [nothing if point.score is None else float(point.score) for point in made.points]
        axes.plot(data, color=c["text3"], linewidth=1.2, linestyle=(0, (1.5, 2)), zorder=3)
        axes.plot(line, color=c["text"], linewidth=1.8, zorder=4, clip_on=False)
        _number_events(axes, made, line, low, high, look)

    return draw(look, width, height, ratio, paint)


def _number_events(axes: Any, made: Course, line: list[float], low: float, high: float, look: Look) -> None:
    first, c, s = made.points[0].on, look.colors, look.scale
    places = apart([(one.on - first).days / 7 for one in made.events], _APART, len(made.points) - 1)
    for at, (one, x) in enumerate(zip(made.events, places, strict=True), 1):
        week = (one.on - first).days / 7
        near_by = [value for value in line[max(int(week) - 1, 0) : int(week) + 3] if value == value]
        base = max(near_by) if near_by else made.watch
        y = min(base + (high - low) * 0.17, high - (high - low) * 0.09)
        axes.plot([week, x], [base, y], color=c["text3"], linewidth=0.8, zorder=4)
        axes.text(
            x, y, str(at), fontsize=9 * s, color=c["text"], ha="center", va="center_baseline", zorder=6,
            bbox={"boxstyle": "circle,pad=0.28", "facecolor": c["surface"], "edgecolor": c["text2"], "linewidth": 0.8},
        )  # fmt: skip


def apart(places: list[float], gap: float, most: float) -> list[float]:
    """Return rising places moved so that no two are closer than a gap, none beyond the end."""
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + gap) if found else place)
    limit = most
    for at in range(len(found) - 1, -1, -1):
        found[at] = min(found[at], limit)
        limit = found[at] - gap
    return found
