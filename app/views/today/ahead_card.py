"""The notice dates and renewals of the next 90 days on one line: where is when, size is what is at stake."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.language import _, name_of, ngettext, number, short_day, short_money
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.shapes import paint_band
from app.views.paint.text import CENTER, LEFT, RIGHT, paint_text
from app.views.row_table import plain_tip
from app.views.theme import Theme
from app.views.today.swarm import Mark, swarm
from app.views.widgets.card import Card
from app.views.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from app.operations.notices_ahead import Ahead, Coming

_LABEL, _FIELD, _AXIS = 20, 96, 24
_EDGE = 6
# Nobody listens to more at once; the keys go through all of them.
_TOLD = 20


class AheadCard(Card):
    """`went(place, argument)` when a mark is opened."""

    went = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Notices and renewals, 90 days"), parent)
        self.head.addWidget(PlainLabel(_("size = ARR"), "label", tone="text2"))
        self.line = AheadLine()
        self.line.opened.connect(lambda account_id: self.went.emit("account", account_id))
        self.body.addWidget(self.line)
        self._sum = PlainLabel("", "label", tone="text2", wrap=True)
        self.body.addWidget(self._sum)
        self.body.addStretch(1)

    def show_ahead(self, ahead: Ahead, today: date) -> None:
        """Show what comes."""
        self.line.show_rows(ahead.rows, ahead.within, today)
        self.line.setVisible(bool(ahead.rows))
        self._sum.setText(sum_words(ahead.rows))


class AheadLine(QWidget):
    """The line with its marks. Left and Right go from one to the next, Enter or a click opens (`opened`)."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Coming] = ()
        self._within, self._today = 90, date.min
        self._placed: tuple[int, list[Mark]] | None = None
        self._at = -1
        self._by_key = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    def show_rows(self, rows: Sequence[Coming], within: int, today: date) -> None:
        """Show other marks."""
        self._rows, self._within, self._today, self._placed = rows, within, today, None
        self._at = min(self._at, len(rows) - 1)
        self._name()
        self.update()

    def _name(self) -> None:
        self.setAccessibleName(_("Notices and renewals, 90 days"))
        told = [mark_words(row, self._today).replace("\n", ", ") for row in self._rows[:_TOLD]]
        self.setAccessibleDescription("\n".join([sum_words(self._rows), *told]))

    def sizeHint(self) -> QSize:
        """Room for the name, the marks and the days."""
        theme = themes.current()
        return QSize(theme.px(200), theme.px(_LABEL) + _FIELD + theme.px(_AXIS))

    def minimumSizeHint(self) -> QSize:
        """The days need their room."""
        return self.sizeHint()

    def marks(self) -> list[tuple[Mark, QRectF]]:
        """Return each mark and the box it is drawn in."""
        width = self.width() - 2 * _EDGE
        axis = self._axis()
        if self._placed is None or self._placed[0] != width:
            amounts = [float(row.arr) for row in self._rows]
            self._placed = width, swarm([row.days for row in self._rows], amounts, self._within, width, _FIELD)
        made = self._placed[1]
        return [(m, QRectF(_EDGE + m.x - m.radius, axis - m.up - m.radius, 2 * m.radius, 2 * m.radius)) for m in made]

    def _axis(self) -> float:
        return themes.current().px(_LABEL) + _FIELD

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the axis, the marks and the name of the largest."""
        theme = themes.current()
        painter = QPainter(self)
        axis = self._axis()
        painter.fillRect(QRectF(_EDGE, axis, self.width() - 2 * _EDGE, 1), theme.color.border)
        for day in range(0, self._within + 1, 30):
            self._tick(painter, day, theme)
        marks = self.marks()
        for mark, box in marks:
            paint_band(painter, box.adjusted(0.5, 0.5, -0.5, -0.5), str(self._rows[mark.at].band), theme)
            if mark.at == self._at and self.hasFocus():
                paint_focus_ring(painter, box.adjusted(-4, -4, 4, 4), theme, box.width() / 2 + 3)
        if marks:
            named = self._at if self._at >= 0 and self.hasFocus() else _largest(self._rows)
            self._label(painter, next(box for mark, box in marks if mark.at == named), self._rows[named], theme)
        if self.hasFocus() and self._by_key:
            paint_focus_ring(painter, QRectF(self.rect()), theme, 6)
        painter.end()

    def _tick(self, painter: QPainter, day: int, theme: Theme) -> None:
        x = _EDGE + (self.width() - 2 * _EDGE) * day / self._within
        axis = self._axis()
        painter.fillRect(QRectF(round(min(x, self.width() - _EDGE - 1)), axis, 1, 4), theme.color.border)
        said = _("Today") if day == 0 else _("{days} d", days=number(day)) if day == self._within else number(day)
        below = QRectF(x - 40, axis + 6, 80, theme.px(16))
        align = CENTER
        if day == 0:
            below, align = QRectF(0, below.top(), 80, below.height()), LEFT
        elif day == self._within:
            below, align = QRectF(self.width() - 80, below.top(), 80, below.height()), RIGHT
        paint_text(painter, below, said, theme, theme.color.text2, "caption", 500, align)

    def _label(self, painter: QPainter, box: QRectF, row: Coming, theme: Theme) -> None:
        said = f"{row.account} {short_money(row.arr, row.currency)}" if row.arr else row.account
        width = min(theme.width(said, "label", 600) + 2, self.width())
        left = min(max(box.center().x() - width / 2, 0), self.width() - width)
        room = QRectF(left, max(box.top() - theme.px(_LABEL), 0), width, theme.px(18))
        if any(room.intersects(other) for _mark, other in self.marks()):
            # Over a crowd the name stands above all of it.
            room.moveTop(0)
        paint_text(painter, room, said, theme, theme.color.text, "label", 600)

    # Keys and the mouse

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the first mark; the ring shows unless the mouse brought the focus."""
        super().focusInEvent(event)
        self._by_key = event.reason() is not Qt.FocusReason.MouseFocusReason
        if self._at < 0 and self._rows:
            self._at = 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the marks and open one."""
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._rows:
            self._at = (self._at + (1 if key == Qt.Key.Key_Right else -1)) % len(self._rows)
            told = mark_words(self._rows[self._at], self._today)
            self.setAccessibleDescription(told)
            box = next(box for mark, box in self.marks() if mark.at == self._at)
            QToolTip.showText(self.mapToGlobal(box.bottomRight().toPoint()), plain_tip(told), self)
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and 0 <= self._at < len(self._rows):
            self.opened.emit(self._rows[self._at].account_id)
        else:
            super().keyPressEvent(event)

    def _row_at(self, spot: QPoint) -> Coming | None:
        near = [
            (abs(box.center().x() - spot.x()) + abs(box.center().y() - spot.y()), mark.at)
            for mark, box in self.marks()
            if box.adjusted(-3, -3, 3, 3).contains(spot)
        ]
        return self._rows[min(near)[1]] if near else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A mark can be clicked."""
        over = self._row_at(event.position().toPoint())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over is not None else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a mark opens its account."""
        over = self._row_at(event.position().toPoint())
        if over is not None and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(over.account_id)

    def event(self, event: QEvent) -> Any:
        """Each mark has a tooltip of its own."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            over = self._row_at(event.pos())
            said = plain_tip(mark_words(over, self._today)) if over is not None else ""
            QToolTip.showText(event.globalPos(), said, self)
            return True
        return super().event(event)


def _largest(rows: Sequence[Coming]) -> int:
    return max(range(len(rows)), key=lambda at: (rows[at].arr, -at))


def mark_words(row: Coming, today: date) -> str:
    """Return a mark in words: whose, what is at stake, both days, and what is known of it."""
    stake = f"ARR {short_money(row.arr, row.currency)}" if row.arr else ""
    days = _("Notice by {notice}, contract ends {end}", notice=short_day(row.notice_date), end=short_day(row.end))
    left = ngettext("{n} day left", "{n} days left", row.days)
    known = [
        _("renewal confirmed") if row.confirmed else _("renewal not confirmed"),
        _("deadline estimated") if row.estimated else "",
        name_of(row.band),
    ]
    lines = (" · ".join(p for p in (row.account, stake) if p), f"{days} ({left})", " · ".join(p for p in known if p))
    return "\n".join(lines)


def sum_words(rows: Sequence[Coming]) -> str:
    """Return how many accounts are at stake with how much together, each account once, and how many are confirmed."""
    if not rows:
        return _("No notice deadline or renewal comes within 90 days.")
    accounts = {row.account_id: row for row in rows}
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in accounts.values():
        sums[row.currency] += row.arr
    money = " + ".join(short_money(sums[currency], currency) for currency in sorted(sums) if sums[currency])
    parts = [ngettext("{n} account", "{n} accounts", len(accounts)), money]
    sure = len({row.account_id for row in rows if row.confirmed})
    if sure:
        parts.append(ngettext("{n} of them confirmed", "{n} of them confirmed", sure))
    return " · ".join(part for part in parts if part)
