"""The open promises of an account: whose they are, until when, and a box to tick when one is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.language import _, name_of, ngettext, number
from app.operations.promises import PromiseRow
from app.views.account.words import near_day
from app.views.paint.marks import paint_avatar
from app.views.row_table import plain_tip
from app.views.theme import Theme
from app.views.widgets.card import Card, rule
from app.views.widgets.choices import CheckBox
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.painted import Painted
from app.vocabulary import Side


class PromisesCard(Card):
    """Filled by `show_promises`. `kept(promise id)` when a box is ticked, by mouse or Space."""

    kept = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Open promises"), parent)
        self._count = PlainLabel("", "label", tone="text2")
        self.head.addWidget(self._count)
        self._nothing = PlainLabel(_("No promise is open."), "body", tone="text2", wrap=True)
        self.body.addWidget(self._nothing)
        self._later = PlainLabel("", "label", tone="text3")
        self.body.addWidget(self._later)
        self._rows: list[_Row] = []
        self._shown = 0

    @property
    def boxes(self) -> list[CheckBox]:
        """Return the boxes to tick, in order."""
        return [row.box for row in self._rows[: self._shown]]

    def show_promises(self, promises: Sequence[PromiseRow], today: date) -> None:
        """Show what is open; the focus stays on the box in the same place."""
        at = next((at for at, box in enumerate(self.boxes) if box.hasFocus()), None)
        now = [promise for promise in promises if not is_hidden(promise, today)]
        later = [promise for promise in promises if is_hidden(promise, today)]
        self._count.setText(number(len(now)))
        self._count.setVisible(bool(now))
        self._nothing.setVisible(not now)
        self._shown = len(promises)
        while len(self._rows) < self._shown:
            self._add()
        for n, row in enumerate(self._rows):
            row.setVisible(n < self._shown)
            if n < self._shown:
                row.show_promise((*now, *later)[n], today, first=n == 0)
        self._later.setVisible(bool(later))
        if later:
            self._later.setText(_("Hidden for later: {n}", n=number(len(later))))
            self.body.removeWidget(self._later)
            self.body.insertWidget(self.body.indexOf(self._rows[len(now)]), self._later)
        if at is not None and self.boxes:
            self.boxes[min(at, self._shown - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        row = _Row()
        row.box.toggled.connect(lambda on: self.kept.emit(row.promise_id) if on else None)
        before = self._rows[-1].box if self._rows else self
        self._rows.append(row)
        self.body.addWidget(row)
        # What is made later would be reached by Tab after everything else.
        QWidget.setTabOrder(before, row.box)


class _Row(QWidget):
    """A promise: its box, until when, and whose it is. Kept for the promises of other accounts."""

    def __init__(self) -> None:
        super().__init__()
        self.promise_id = ""
        self.box = _Box("")
        self._rule = rule()
        self._due = PlainLabel("", "label", tone="text2")
        self._avatar = Painted(self._paint_side, lambda theme: QSize(theme.px(18), theme.px(18)), "")
        self._who = ElidedLabel("", "label")
        self._side, self._called = "vendor", ""
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(self.box, 1)
        first.addWidget(self._due)
        below = QHBoxLayout()
        below.setSpacing(6)
        # The sign of the side stands under the words, after the box.
        below.setContentsMargins(27, 0, 0, 0)
        below.addWidget(self._avatar)
        below.addWidget(self._who, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._rule)
        column.addSpacing(4)
        column.addLayout(first)
        column.addLayout(below)

    def show_promise(self, promise: PromiseRow, today: date, *, first: bool) -> None:
        """Show a promise."""
        self.promise_id = promise.id
        self.box.blockSignals(True)
        self.box.setChecked(False)
        self.box.blockSignals(False)
        self.box.say(promise.text)
        who, due = owner_words(promise), due_words(promise, today)
        late = promise.due is not None and promise.due < today
        if promise.hidden_until is not None and is_hidden(promise, today):
            due = " · ".join((due, _("back on {day}", day=near_day(promise.hidden_until, today))))
        self.box.setAccessibleDescription(f"{who} {due}")
        tone = "risk_text" if late else "text2"
        if self._due.property("tone") != tone:
            self._due.set_tone(tone)
        self._due.setText(due)
        self._side = "customer" if promise.side is Side.CUSTOMER else "vendor"
        self._called = promise.who or name_of(promise.side)
        self._avatar.setAccessibleName(self._called)
        self._avatar.update()
        self._who.set_tone(f"{self._side}_text")
        self._who.setText(who)
        self._rule.setVisible(not first)

    def _paint_side(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        paint_avatar(painter, box, self._called, self._side, theme)


class _Box(CheckBox):
    """A check box whose words are cut off where there is no room; Up and Down go to the next."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Show other words."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(plain_tip(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_J):
            self.focusNextChild()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_K):
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)


def is_hidden(promise: PromiseRow, today: date) -> bool:
    """Tell whether a promise was put off and does not ask for attention yet."""
    return promise.hidden_until is not None and promise.hidden_until > today


def owner_words(promise: PromiseRow) -> str:
    """Return who owes a promise: the side, and the person where one is named."""
    return f"{name_of(promise.side)} · {promise.who}" if promise.who else name_of(promise.side)


def due_words(promise: PromiseRow, today: date) -> str:
    """Return until when, and by how much it is late."""
    if promise.due is None:
        return _("no date")
    late = (today - promise.due).days
    said = near_day(promise.due, today)
    if late > 0:
        return ngettext("{day} ({n} day over)", "{day} ({n} days over)", late, day=said)
    return _("{day} (today)", day=said) if late == 0 else said
