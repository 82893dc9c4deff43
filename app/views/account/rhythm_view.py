"""The strip of a rhythm: twelve months as cells, this one marked, and the month in which the next is due."""

from __future__ import annotations

from datetime import date
from math import ceil

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.language import _, keyed, name_of, ngettext
from app.operations.rhythms import BACK, Cell, Strip
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import CENTER, paint_text
from app.views.theme import Theme

_GAP, _PAD = 4, 4
_LEAST = 14


class RhythmView(QWidget):
    """All strips of an account under one row of months; a screen reader hears each rhythm as a sentence."""

    def __init__(self) -> None:
        super().__init__()
        self._strips: tuple[Strip, ...] = ()
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_strips(self, strips: tuple[Strip, ...]) -> None:
        """Show the rhythms of an account."""
        self._strips = strips
        self.setAccessibleName(_("Rhythms"))
        self.setAccessibleDescription("\n".join(sentence(strip) for strip in strips))
        self.updateGeometry()
        self.update()

    def _row(self, theme: Theme) -> int:
        return theme.px(26)

    def sizeHint(self) -> QSize:
        """A line for the months and one for each rhythm."""
        theme = themes.current()
        height = theme.line("caption") + _PAD + self._row(theme) * len(self._strips)
        return QSize(sum(self._words(theme)) + 12 * theme.px(26), height + 2)

    def minimumSizeHint(self) -> QSize:
        """Cells may become narrow."""
        theme = themes.current()
        return QSize(sum(self._words(theme)) + 12 * theme.px(_LEAST), self.sizeHint().height())

    def _words(self, theme: Theme) -> tuple[int, int]:
        """Return how wide the words before and after the cells are."""
        before = (
            theme.width(name_of(strip.rhythm), "body") + 6 + theme.width(every_words(strip), "caption")
            for strip in self._strips
        )
        after = (theme.width(due_words(strip), "label", 600) for strip in self._strips)
        return ceil(max(before, default=0)) + 3 * _PAD + 2, ceil(max(after, default=0)) + 8 + _PAD

    def _cells(self, theme: Theme) -> tuple[float, float]:
        """Return where the cells begin and how wide one is with its gap."""
        left, right = self._words(theme)
        return left, (self.width() - left - right) / 12

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the months, the names, the cells and when each is due."""
        theme = themes.current()
        c = theme.color
        painter = QPainter(self)
        left, step = self._cells(theme)
        top = theme.line("caption") + _PAD
        if self._strips:
            for at, (month, _cell) in enumerate(self._strips[0].cells):
                box = QRectF(left + at * step, 0, step - _GAP, theme.line("caption"))
                now = at == BACK - 1
                words = str(month.month)
                paint_text(painter, box, words, theme, c.text if now else c.text2, "caption", 600 if now else 0, CENTER)
        for n, strip in enumerate(self._strips):
            row = QRectF(0, top + n * self._row(theme), self.width(), self._row(theme))
            name = QRectF(_PAD, row.top(), left - 2 * _PAD, row.height())
            end = paint_text(painter, name, name_of(strip.rhythm), theme, c.text)
            every = QRectF(end + 6, row.top(), name.right() - end - 6, row.height())
            paint_text(painter, every, every_words(strip), theme, c.text2, "caption")
            for at, (_month, cell) in enumerate(strip.cells):
                height = theme.px(14)
                box = QRectF(left + at * step, row.center().y() - height / 2, step - _GAP, height)
                paint_cell(painter, box, cell, theme)
            due = QRectF(left + 12 * step + 8, row.top(), row.right() - left - 12 * step - 8, row.height())
            paint_text(
                painter,
                due,
                due_words(strip),
                theme,
                c.text if strip.late else c.text2,
                "label",
                600 if strip.late else 0,
            )
        if self._strips:
            x = left + (BACK - 1) * step + (step - _GAP) / 2
            painter.fillRect(QRectF(round(x) - 4, theme.line("caption") + 1, 8, 2), c.text2)
        if self._ring:
            paint_focus_ring(painter, QRectF(self.rect()), theme, 6)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Say under the mouse what a rhythm needs."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            theme = themes.current()
            at = int((event.pos().y() - theme.line("caption") - _PAD) // self._row(theme))
            if 0 <= at < len(self._strips):
                QToolTip.showText(event.globalPos(), sentence(self._strips[at]), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self._ring = True
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the ring away."""
        super().focusOutEvent(event)
        self._ring = False
        self.update()


def paint_cell(painter: QPainter, box: QRectF, cell: Cell, theme: Theme) -> None:
    """Draw one month: full for done, outlined for booked, a dashed ring for due, with a bar where that is over."""
    c = theme.color
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = box.adjusted(0.75, 0.75, -0.75, -0.75)
    if cell is Cell.DONE:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(c.accent)
        painter.drawRoundedRect(box, 3, 3)
    elif cell is Cell.NOTHING:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(c.pressed)
        painter.drawRoundedRect(box, 3, 3)
    else:
        dashed = cell is not Cell.PLANNED
        pen = QPen(c.accent if cell is Cell.PLANNED else c.border_strong, 1.5)
        pen.setStyle(Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine)
        if dashed:
            pen.setDashPattern([2, 1.5])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(inner, 3, 3)
        if cell is Cell.LATE:
            painter.fillRect(QRectF(box.center().x() - 4, box.center().y() - 1, 8, 2), c.border_strong)
        elif cell is Cell.PLANNED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(c.accent)
            painter.drawEllipse(box.center(), 2, 2)
    painter.restore()


def every_words(strip: Strip) -> str:
    """Return how often: 3か月ごと, every 3 months."""
    return ngettext("every month", "every {n} months", strip.every)


def month_words(month: date, year: int) -> str:
    """Return a month, with its year where that is another one than `year`."""
    said = keyed("month", str(month.month))
    return said if month.year == year else _("{month} {year}", month=said, year=month.year)


def due_words(strip: Strip) -> str:
    """Return when the next one is due, short: 次は 1月; 9月から未実施; 12月に予定."""
    now = strip.cells[BACK - 1][0]
    planned = next((month for month, cell in strip.cells if cell is Cell.PLANNED and month >= now), None)
    if strip.late:
        return _("open since {month}", month=month_words(strip.due, now.year))
    if planned is not None:
        return _("booked for {month}", month=keyed("month", str(planned.month)))
    return _("next in {month}", month=month_words(strip.due, now.year))


def sentence(strip: Strip) -> str:
    """Return a rhythm as a sentence, for tooltips and screen readers."""
    now = strip.cells[BACK - 1][0]
    done = sum(cell is Cell.DONE for month, cell in strip.cells if month <= now)
    if strip.last is not None:
        last = _("last in {month} {year}", month=keyed("month", str(strip.last.month)), year=strip.last.year)
    else:
        last = _("none yet")
    months = ngettext("{n} of the last 9 months", "{n} of the last 9 months", done)
    parts = (name_of(strip.rhythm), every_words(strip), months, last, due_words(strip))
    return _(" · ").join(parts)
