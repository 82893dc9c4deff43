"""Draws a touchpoint of the timeline: who and when in one line, then its first lines or all of them."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.clock import Clock
from app.language import _, day, name_of, short_day
from app.operations.touchpoints import TouchpointRow
from app.views import icons
from app.views.account.lines import wrapped
from app.views.account.row_delegate import LEAD, RowDelegate
from app.views.account.rows import RowView
from app.views.paint.pill import Pill, paint_pill, paint_tag, pill_size
from app.views.paint.text import RIGHT, paint_text
from app.views.theme import Theme
from app.views.widgets.markdown import to_plain
from app.vocabulary import TouchpointKind

ICONS = {
    TouchpointKind.CALL: "phone",
    TouchpointKind.MEETING: "users",
    TouchpointKind.EMAIL: "mail",
    TouchpointKind.VISIT: "map-pin",
    TouchpointKind.REVIEW: "presentation",
    TouchpointKind.CHAT: "message-circle",
    TouchpointKind.TRAINING: "graduation-cap",
    TouchpointKind.EVENT: "calendar",
    TouchpointKind.NOTE: "notebook-pen",
}
FIRST_LINES = 3
_TEXT, _PAD, _END = 48, 10, 20
_ICON, _GAP = 16, 8
_KEPT = 4000

Broken = tuple[list[str], bool]


class TimelineDelegate(RowDelegate):
    """`expanded` holds the ids of the notes that are shown in full; a click on 続きを読む adds one."""

    def __init__(self, view: RowView, clock: Clock) -> None:
        super().__init__(view)
        self._clock = clock
        self._broken: dict[tuple[str, str, int, bool, int], Broken] = {}
        self.expanded: set[str] = set()

    def turn(self, row: TouchpointRow) -> None:
        """Show a note in full, or its first lines again."""
        self.expanded ^= {row.id}
        self.sizeHintChanged.emit(self.view.currentIndex())
        self.view.scheduleDelayedItemsLayout()

    def _lines(self, row: TouchpointRow, width: int, theme: Theme, *, whole: bool) -> Broken:
        room = max(width - _TEXT - _END, 80)
        key = (row.id, row.body, room, whole, theme.scale)
        if key not in self._broken:
            if len(self._broken) > _KEPT:
                self._broken.clear()
            body = to_plain(row.body)
            self._broken[key] = wrapped(body, room, theme.font("body"), None if whole else FIRST_LINES)
        return self._broken[key]

    def _shown(self, row: TouchpointRow, width: int, theme: Theme) -> tuple[list[str], bool]:
        """Return the lines that are shown, and whether a line to unfold or fold stands under them."""
        lines, all_of_it = self._lines(row, width, theme, whole=row.id in self.expanded)
        return lines, not all_of_it or row.id in self.expanded

    def height(self, row: Any, width: int, theme: Theme) -> int:
        """One line of who and when, the lines of the note, and one to read on."""
        lines, folds = self._shown(row, width, theme)
        return 2 * _PAD + theme.line("body") * (len(lines) + 1) + 4 + (theme.line("label") + 2 if folds else 0)

    def draw(self, painter: QPainter, box: QRectF, row: Any, theme: Theme, *, hovered: bool) -> None:
        """Draw one touchpoint."""
        c = theme.color
        line = theme.line("body")
        top = box.top() + _PAD
        spot = QRectF(box.left() + LEAD, round(top + (line - _ICON) / 2), _ICON, _ICON)
        icons.paint_icon(painter, spot, ICONS[row.kind], c.text2)
        right = box.right() - _END
        when = self.when(row)
        dated = QRectF(right - theme.width(when, "label") - 2, top, theme.width(when, "label") + 2, line)
        paint_text(painter, dated, when, theme, c.text2, "label", 0, RIGHT)
        head = QRectF(box.left() + _TEXT, top, max(dated.left() - _GAP - box.left() - _TEXT, 0), line)
        self._head(painter, head, row, theme)
        lines, folds = self._shown(row, round(box.width()), theme)
        at = QRectF(box.left() + _TEXT, top + line + 4, right - box.left() - _TEXT, line)
        for words in lines:
            paint_text(painter, at, words, theme, c.text)
            at.translate(0, line)
        if folds:
            under = self._more(box, len(lines), theme)
            paint_text(painter, under, self._more_words(row), theme, c.accent_text, "label", 600)

    def _more(self, box: QRectF, lines: int, theme: Theme) -> QRectF:
        top = box.top() + _PAD + theme.line("body") * (lines + 1) + 4
        return QRectF(box.left() + _TEXT, top, box.width() - _TEXT - _END, theme.line("label") + 2)

    def _more_words(self, row: TouchpointRow) -> str:
        return _("Fold") if row.id in self.expanded else _("Read on")

    def clicked(self, spot: QRectF, box: QRectF, row: Any) -> bool:
        """Unfold where 続きを読む is drawn."""
        from app.views import theme as themes

        theme = themes.current()
        lines, folds = self._shown(row, round(box.width()), theme)
        link = self._more(box, len(lines), theme)
        link.setWidth(theme.width(self._more_words(row), "label", 600) + 8)
        if not folds or not link.intersects(spot):
            return False
        self.turn(row)
        return True

    def _head(self, painter: QPainter, box: QRectF, row: TouchpointRow, theme: Theme) -> None:
        def rest(x: float) -> QRectF:
            return QRectF(x, box.top(), max(box.right() - x, 0), box.height())

        x = box.left()
        if row.planned:
            x = paint_pill(painter, rest(x), Pill(_("planned"), "info"), theme) + _GAP
        x = paint_text(painter, rest(x), name_of(row.kind), theme, theme.color.text, "body", 600) + _GAP
        if row.people:
            people = _(", ").join(row.people)
            x = paint_text(painter, rest(x), people, theme, theme.color.text2) + _GAP
        for word in row.tags:
            tag = Pill(f"#{word}", "unknown")
            if x + pill_size(tag, theme).width() > box.right():
                break
            x = paint_tag(painter, rest(x), tag, theme) + 6

    def when(self, row: TouchpointRow) -> str:
        """Return the day, and of a planned one the time where it is known."""
        today = self._clock.today()
        said = short_day(row.date) if abs((row.date - today).days) < 300 else day(row.date)
        if row.planned and row.at is not None:
            said += f" {row.at.astimezone(ZoneInfo(self._clock.zone)):%H:%M}"
        return said
