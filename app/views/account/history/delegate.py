"""Draws a change: why and when, by whom, and what it did line by line; one that was taken back is paler."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter

from app.clock import Clock
from app.language import _, number
from app.operations.account_changes import AccountChange
from app.views import icons
from app.views import theme as themes
from app.views.account.history import words
from app.views.account.lines import wrapped
from app.views.account.row_delegate import LEAD, RowDelegate
from app.views.account.rows import RowView
from app.views.paint.pill import Pill, paint_pill, paint_tag
from app.views.paint.text import RIGHT, paint_text
from app.views.theme import Theme

_TEXT, _PAD, _END, _ICON = 48, 10, 20, 16
FIRST = 3
_ICONS = {
    "account": "building-2",
    "person": "user",
    "contract": "file-text",
    "touchpoint": "message-circle",
    "health": "heart-handshake",
    "promise": "handshake",
    "handover": "signpost",
    "voice": "message-square-quote",
}


class HistoryDelegate(RowDelegate):
    """`undo_wanted(change)` when 元に戻す is clicked, which the row under the mouse or the focus shows."""

    undo_wanted = Signal(object)

    def __init__(self, view: RowView, clock: Clock) -> None:
        super().__init__(view)
        self._clock = clock
        self.expanded: set[str] = set()
        self._told: dict[tuple[str, bool, int, int], tuple[list[str], int]] = {}

    def turn(self, row: AccountChange) -> None:
        """Show all that a change did, or its first lines again."""
        self.expanded ^= {row.id}
        self.view.scheduleDelayedItemsLayout()

    def forget(self) -> None:
        """Put everything into words anew: rows were asked again, or the language changed."""
        self._told.clear()

    def _lines(self, row: AccountChange, width: int, theme: Theme) -> tuple[list[str], int]:
        """Return the lines shown, and how many more there are."""
        whole = row.id in self.expanded
        room = max(width - _TEXT - _END, 80)
        key = (row.id, whole, room, theme.scale)
        if key not in self._told:
            said = words.lines(row, self._clock)
            shown = said if whole else said[:FIRST]
            font = theme.font("label")
            broken = [line for text in shown for line in wrapped(text, room, font, None if whole else 2)[0]]
            self._told[key] = broken, len(said) - len(shown)
        return self._told[key]

    def height(self, row: Any, width: int, theme: Theme) -> int:
        """A line of why and when, what it did, and one that tells of more."""
        lines, more = self._lines(row, width, theme)
        return 2 * _PAD + theme.line("body") + 2 + theme.line("label") * (len(lines) + bool(more))

    def draw(self, painter: QPainter, box: QRectF, row: Any, theme: Theme, *, hovered: bool) -> None:
        """Draw one change."""
        c = theme.color
        line, low = theme.line("body"), theme.line("label")
        top = box.top() + _PAD
        kind = row.touched[0].kind if row.touched else ""
        spot = QRectF(box.left() + LEAD, round(top + (line - _ICON) / 2), _ICON, _ICON)
        icons.paint_icon(painter, spot, _ICONS.get(kind, "history"), c.text3 if row.undone else c.text2)
        right, left = box.right() - _END, box.left() + _TEXT
        said = " · ".join(part for part in (words.when(row, self._clock), row.by) if part)
        width = min(theme.width(said, "label") + 2, (right - left) * 0.6)
        paint_text(painter, QRectF(right - width, top, width, line), said, theme, c.text2, "label", 0, RIGHT)
        head = QRectF(left, top, max(right - width - 10 - left, 20), line)
        x = paint_text(painter, head, words.headline(row), theme, c.text3 if row.undone else c.text, "body", 600)
        if words.is_made_up(row):
            x = paint_tag(painter, QRectF(x + 8, top, max(head.right() - x - 8, 0), line), Pill(_("Sample")), theme)
        if row.undone:
            rest = QRectF(x + 8, top, max(head.right() - x - 8, 0), line)
            paint_pill(painter, rest, Pill(_("taken back"), "unknown", "undo-2"), theme)
        lines, more = self._lines(row, round(box.width()), theme)
        at = QRectF(left, top + line + 2, right - left, low)
        for text in lines:
            paint_text(painter, at, text, theme, c.text3 if row.undone else c.text2, "label")
            at.translate(0, low)
        if more:
            paint_text(painter, at, _("and {n} more", n=number(more)), theme, c.accent_text, "label", 600)
        if hovered and not row.undone:
            link = self._link(box, theme)
            painter.fillRect(link.adjusted(-8, 0, 0, 0), self._ground(row, theme))
            paint_text(painter, link, _("Take back"), theme, c.accent_text, "label", 600, RIGHT)

    def _ground(self, row: AccountChange, theme: Theme) -> Any:
        current = self.view.current()
        if current is not None and current.id == row.id:
            return theme.color.selected if self.view.hasFocus() else theme.color.selected_inactive
        return theme.color.hover

    def _link(self, box: QRectF, theme: Theme) -> QRectF:
        width = theme.width(_("Take back"), "label", 600) + 4
        height = theme.line("label")
        return QRectF(box.right() - _END - width, box.bottom() - _PAD - height, width, height)

    def clicked(self, spot: QRectF, box: QRectF, row: Any) -> bool:
        """Take back where it says so; unfold where it says that there is more."""
        theme = themes.current()
        if not row.undone and self._link(box, theme).intersects(spot):
            self.undo_wanted.emit(row)
            return True
        more = self._lines(row, round(box.width()), theme)[1]
        low = theme.line("label")
        under = QRectF(box.left() + _TEXT, box.bottom() - _PAD - low, theme.px(120), low)
        if more and under.intersects(spot):
            self.turn(row)
            return True
        return False
