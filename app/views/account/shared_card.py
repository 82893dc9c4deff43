"""With which systems an account is shared, quietly, and what of it is not sent; hidden where it is shared with none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.clock import Clock, parse_stamp
from app.language import _, short_day
from app.operations.syncing.rows import Blocked
from app.operations.syncing.shared import Shared
from app.views import icons
from app.views.account.painted_rows import PaintedRows
from app.views.paint.text import RIGHT, paint_text
from app.views.sync.blocked_mark import BlockedLines
from app.views.theme import Theme
from app.views.widgets.card import Card
from app.views.workspace import Workspace

_ICON = 14
Row = tuple[str, str, str, str]  # icon, tone, name, words


class SharedCard(Card):
    """Filled by `show_shared`."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(_("Also in"))
        self._clock: Clock = workspace.clock
        self.rows: PaintedRows[Row] = PaintedRows(
            _("Also in"), _paint, lambda theme: theme.px(26), lambda row: f"{row[2]} · {row[3]}" if row[3] else row[2]
        )
        self.blocked = BlockedLines(workspace, "account")
        self.body.addWidget(self.rows)
        self.body.addWidget(self.blocked)
        self.hide()

    def show_shared(self, shared: Sequence[Shared], blocked: Sequence[Blocked], today: date) -> None:
        """Show the systems, when they were last compared, and what is held back."""
        self.rows.show_rows([self._row(one, today) for one in shared])
        self.blocked.show_rows(blocked)
        self.setVisible(bool(shared))

    def _row(self, one: Shared, today: date) -> Row:
        if one.missing:
            return "eye-off", "watch_text", one.name, _("not visible there any more")
        if one.held:
            return "git-merge", "watch_text", one.name, _("a question is open")
        icon = "folder-open" if one.connector == "folder" else "cloud-check"
        if one.paused:
            return "cloud-off", "text2", one.name, _("not syncing now")
        if not one.at:
            return icon, "text2", one.name, ""
        at = parse_stamp(one.at).astimezone(ZoneInfo(self._clock.zone))
        return icon, "text2", one.name, f"{at:%H:%M}" if at.date() == today else f"{short_day(at.date())} {at:%H:%M}"


def _paint(painter: QPainter, box: QRectF, row: Row, theme: Theme) -> None:
    icon, tone, name, words = row
    spot = QRectF(box.left(), round(box.center().y() - _ICON / 2), _ICON, _ICON)
    icons.paint_icon(painter, spot, icon, theme.tone(tone))
    wide = min(theme.width(words, "label"), box.width() * 0.6)
    paint_text(painter, QRectF(box.right() - wide - 1, box.top(), wide + 1, box.height()), words, theme,
               theme.tone(tone), "label", 0, RIGHT)  # fmt: skip
    left = box.left() + _ICON + 8
    room = QRectF(left, box.top(), box.right() - wide - 8 - left, box.height())
    paint_text(painter, room, name, theme, theme.color.text)
