"""What came of the meeting: that it was held, what was decided, what is to be done by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout

from app.language import _, name_of
from app.operations.reviews.rows import ActionRow, DecisionRow, ReviewPage
from app.views import icons
from app.views.account.row_delegate import RowDelegate
from app.views.account.rows import RowModel
from app.views.account.words import near_day
from app.views.paint.text import paint_text
from app.views.reviews.fitted import FittedView
from app.views.theme import Theme
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.labels import PlainLabel

_PAD = 16


@dataclass(frozen=True)
class Line:
    """A decision or an action item."""

    id: str
    row: DecisionRow | ActionRow
    meta: str
    done: bool = False

    @property
    def is_decision(self) -> bool:
        """Tell whether it was decided, rather than to be done."""
        return isinstance(self.row, DecisionRow)


def lines_of(page: ReviewPage, today: date) -> list[Line]:
    """Return what was decided, then what is to be done."""
    decided = [
        Line(one.id, one, " · ".join(part for part in (near_day(one.on, today), one.by) if part))
        for one in page.decisions
    ]
    return [*decided, *(Line(one.id, one, _action_meta(one, today), one.done_on is not None) for one in page.actions)]


def _action_meta(one: ActionRow, today: date) -> str:
    who = one.who or name_of(one.side)
    due = near_day(one.due, today) if one.due is not None else _("no day yet")
    return " · ".join(part for part in (who, due, one.milestone) if part)


class OutcomeDelegate(RowDelegate):
    """The words over who and when."""

    def height(self, row: Any, width: int, theme: Theme) -> int:
        """Two lines."""
        return theme.px(46)

    def draw(self, painter: QPainter, box: QRectF, row: Any, theme: Theme, *, hovered: bool) -> None:
        """Draw a decision or an action item."""
        c = theme.color
        inner = box.adjusted(_PAD, 0, -_PAD, 0)
        side = theme.px(14)
        line, under = theme.line("body"), theme.line("caption")
        top = round(inner.center().y() - (line + under) / 2)
        name = "flag" if row.is_decision else "circle-check" if row.done else "circle-dot"
        tone = theme.tone("good_text") if row.done else c.text2
        icons.paint_icon(painter, QRectF(inner.left(), round(top + (line - side) / 2), side, side), name, tone)
        left = inner.left() + side + 8
        over = QRectF(left, top, inner.right() - left, line)
        paint_text(painter, over, row.row.text, theme, c.text2 if row.done else c.text, "body", 500)
        below = QRectF(left, top + line, inner.right() - left, under)
        paint_text(painter, below, row.meta, theme, c.text2, "caption", 400)


class OutcomeCard(Card):
    """`hold_wanted`, `decision_wanted`, `action_wanted`, `opened(Line)` and `removed(Line)`; `next_wanted` goes on."""

    hold_wanted = Signal()
    decision_wanted = Signal()
    action_wanted = Signal()
    next_wanted = Signal()
    opened = Signal(object)
    removed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("After the meeting"))
        self.flush()
        self.view = FittedView(RowModel(spoken, heading), _("Decisions and action items"))
        self.view.draw_by(OutcomeDelegate(self.view))
        self.hold = Button(_("It was held…"), icon="check")
        self.decide = Button(_("Add a decision…"), kind="quiet", icon="flag")
        self.act = Button(_("Add an action item…"), kind="quiet", icon="plus")
        self.go_on = Button(_("Prepare the next QBR"), kind="quiet", icon="arrow-right")
        self._about = PlainLabel("", "label", tone="text2", wrap=True)
        self._about.setContentsMargins(_PAD - 1, 0, _PAD - 1, 0)
        title = PlainLabel(_("After the meeting"), "bodyStrong")
        title.setContentsMargins(_PAD - 1, 0, 0, 0)
        self.head.setContentsMargins(0, 10, 10, 4)
        self.head.addWidget(title)
        self.head.addStretch(1)
        self.head.addWidget(self.hold)
        self.body.addLayout(self.head)
        self.body.addWidget(self._about)
        self.body.addWidget(self.view)
        for button in (self.decide, self.act, self.go_on):
            line = QHBoxLayout()
            line.setContentsMargins(6, 0, 6, 0)
            line.addWidget(button)
            line.addStretch(1)
            self.body.addLayout(line)
        self.body.addSpacing(8)
        self.hold.clicked.connect(self.hold_wanted)
        self.decide.clicked.connect(self.decision_wanted)
        self.act.clicked.connect(self.action_wanted)
        self.go_on.clicked.connect(self.next_wanted)
        self.view.keys = {Qt.Key.Key_Return: self._open, Qt.Key.Key_Delete: self._remove}
        self.view.doubleClicked.connect(lambda _index: self._open())

    def show_page(self, page: ReviewPage, today: date) -> None:
        """Show what came of the meeting so far."""
        held = page.row.held_on
        self.hold.setVisible(held is None)
        if held is not None:
            self._about.setText(_("Held on {day}.", day=near_day(held, today)))
        else:
            self._about.setText(_("Action items become promises or tasks of the plan; the next QBR begins with them."))
        self.go_on.setText(_("Go to the next QBR") if page.next_id is not None else _("Prepare the next QBR"))
        self.go_on.setVisible(held is not None)
        lines = lines_of(page, today)
        self.view.show_rows(lines)
        self.view.setVisible(bool(lines))

    def _open(self) -> None:
        line = self.view.current()
        if line is not None:
            self.opened.emit(line)

    def _remove(self) -> None:
        line = self.view.current()
        if line is not None:
            self.removed.emit(line)


def heading(line: Line) -> str:
    """Return the group of a line."""
    return _("Decisions") if line.is_decision else _("Action items")


def spoken(line: Line) -> str:
    """Return a line as a screen reader says it."""
    return _(", ").join(part for part in (heading(line), line.row.text, line.meta) if part)
