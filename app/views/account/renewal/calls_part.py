"""What is expected of a renewal: the last call with its reason, and those before it with what each changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import _, ngettext
from app.operations.money.calls import CallRow
from app.operations.money.renewal_card import Renewal
from app.views.account.painted_rows import PaintedRows
from app.views.account.renewal import words
from app.views.account.words import near_day
from app.views.paint.text import RIGHT, paint_text
from app.views.theme import Theme
from app.views.widgets.buttons import Button
from app.views.widgets.labels import PlainLabel

_SHOWN = 3
Step = tuple[CallRow, CallRow | None, date]


class CallsPart(QWidget):
    """`wanted` when a call is to be made."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Forecast"))
        self._steps: tuple[Step, ...] = ()
        self.make = Button(_("Make a forecast call"), kind="quiet", icon="plus")
        self.make.clicked.connect(self.wanted)
        self.committed = PlainLabel("", "bodyStrong", wrap=True)
        self.bounds = PlainLabel("", "label", tone="text2", wrap=True)
        self.reason = PlainLabel("", "body", wrap=True)
        self.change = PlainLabel("", "label", tone="text2", wrap=True)
        self.history = PaintedRows(_("Earlier calls"), _paint, lambda theme: theme.px(40), _aloud)
        self.more = Button(_("Show more"), kind="link")
        self.more.clicked.connect(self._all)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel(_("Forecast"), "caption", tone="text2"))
        head.addStretch(1)
        head.addWidget(self.make)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        for part in (self.committed, self.bounds, self.reason, self.change, self.history, self.more):
            column.addWidget(part)

    def show_calls(self, one: Renewal, today: date) -> None:
        """Show the calls of a renewal, the newest first."""
        call, steps = one.call, words.steps(one.calls)
        self.committed.setText(words.committed(call) if call is not None else _("Nobody has called it yet"))
        self.committed.set_tone("" if call is not None else "text2")
        self.bounds.setText(words.DOT.join((words.bounds(call), words.who(call, today))) if call is not None else "")
        self.reason.setText(call.reason if call is not None else "")
        before = steps[0][1] if call is not None else None
        self.change.setText(
            _("Since the call before: {what}", what=words.changed(call, before)) if call is not None and before else ""
        )
        for label in (self.bounds, self.reason, self.change):
            label.setVisible(bool(label.text()))
        self._steps = tuple((each, earlier, today) for each, earlier in steps[call is not None :])
        self._show(self._steps[:_SHOWN])

    def _show(self, steps: Sequence[Step]) -> None:
        self.history.show_rows(steps)
        left = len(self._steps) - len(steps)
        self.more.setText(ngettext("Show {n} earlier call", "Show {n} earlier calls", left))
        self.more.setVisible(left > 0)

    def _all(self) -> None:
        self._show(self._steps)
        self.make.setFocus()


def _paint(painter: QPainter, box: QRectF, step: Step, theme: Theme) -> None:
    call, before, today = step
    first, second = theme.line("label"), theme.line("label")
    top = box.center().y() - (first + second) / 2
    when = near_day(call.called_on, today)
    width = theme.width(when, "label")
    upper = QRectF(box.left(), top, box.width(), first)
    paint_text(painter, upper, when, theme, theme.color.text2, "label", 0, RIGHT)
    upper.setWidth(box.width() - width - 8)
    paint_text(painter, upper, words.changed(call, before), theme, theme.color.text, "label", 500)
    lower = QRectF(box.left(), top + first, box.width(), second)
    paint_text(painter, lower, call.reason, theme, theme.color.text2, "label")


def _aloud(step: Step) -> str:
    call, before, today = step
    return words.DOT.join(
        (words.who(call, today), words.changed(call, before), words.committed(call), words.bounds(call), call.reason)
    )
