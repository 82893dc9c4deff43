"""The open calls to action of an account on its overview: what, why, how far the play is; Enter opens one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from app.language import _, keyed, number
from app.operations.signals.rows import CtaRow
from app.views import icons
from app.views import theme as themes
from app.views.account.words import near_day
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import RIGHT, paint_text
from app.views.row_table import plain_tip
from app.views.signals import words
from app.views.widgets.card import Card
from app.views.widgets.labels import PlainLabel
from app.views.widgets.pressable import Pressable

_PAD, _ICON = 6, 16


class OpenCallsCard(Card):
    """Filled by `show_calls`; hidden where nothing is open. `wanted(id)` when one is chosen."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Calls to action"))
        self._count = PlainLabel("", "label", tone="text2")
        self.head.addWidget(self._count)
        self.body.setSpacing(2)
        # The ground of a line that lights up begins before its words.
        self.body.setContentsMargins(16 - _PAD, 14, 16 - _PAD, 10)
        self.head.setContentsMargins(_PAD, 0, _PAD, 4)
        self.lines: list[_Line] = []
        self.hide()

    def show_calls(self, rows: Sequence[CtaRow], today: date) -> None:
        """Show what is open, the most urgent first."""
        ordered = sorted(rows, key=lambda row: -row.urgency)
        while len(self.lines) < len(ordered):
            line = _Line()
            line.clicked.connect(lambda _on=False, line=line: self.wanted.emit(line.cta_id))
            self.body.addWidget(line)
            self.lines.append(line)
        for at, line in enumerate(self.lines):
            line.setVisible(at < len(ordered))
            if at < len(ordered):
                line.show_call(ordered[at], today)
        self._count.setText(number(len(ordered)))
        self.setVisible(bool(ordered))


class _Line(Pressable):
    """Two lines: what, then how far the play is or why."""

    def __init__(self) -> None:
        super().__init__()
        self.cta_id = ""
        self._what, self._why, self._far, self._gone = "", "", "", False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_call(self, row: CtaRow, today: date) -> None:
        self.cta_id = row.id
        self._what, self._gone = words.what(row, today), row.gone_on is not None
        step = row.next_step
        due = step.due if step is not None else row.due
        self._far = words.progress(row) if row.steps else near_day(due, today) if due is not None else ""
        self._why = words.gone(row, today) or words.why(row, today)
        aloud = [self._what, self._why, self._far]
        self.setAccessibleName(keyed("today.join", "comma").join(part for part in aloud if part))
        self.setToolTip(plain_tip("\n".join(part for part in (self._what, self._why) if part)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room, two lines high."""
        theme = themes.current()
        return QSize(theme.px(160), theme.line("body") + theme.line("label") + 2 * _PAD)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the sign and the words."""
        theme = themes.current()
        painter = QPainter(self)
        box = QRectF(self.rect())
        if self._hovered:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color.hover)
            painter.drawRoundedRect(box, 6, 6)
        upper, lower = theme.line("body"), theme.line("label")
        side = theme.px(_ICON)
        icon, ink = ("circle-check", theme.color.text2) if self._gone else ("flag", theme.tone("watch_text"))
        icons.paint_icon(painter, QRectF(_PAD, _PAD + (upper - side) / 2, side, side), icon, ink)
        left = _PAD + side + 8
        far = theme.width(self._far, "label", 600) + 2 if self._far else 0
        right = box.right() - _PAD
        paint_text(
            painter, QRectF(left, _PAD, max(right - left - far - 8, 0), upper), self._what, theme, theme.color.text,
            "body", 500,
        )  # fmt: skip
        paint_text(
            painter, QRectF(right - far, _PAD, far, upper), self._far, theme, theme.color.text2, "label", 600, RIGHT
        )
        paint_text(
            painter, QRectF(left, _PAD + upper, max(right - left, 0), lower), self._why, theme, theme.color.text2,
            "label",
        )  # fmt: skip
        if self.hasFocus():
            paint_focus_ring(painter, box, theme, 6)
        painter.end()
