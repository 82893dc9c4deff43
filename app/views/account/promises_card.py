"""The open promises of an account: whose they are, until when, and a box to tick when one is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.language import _, name_of, ngettext, number
from app.operations.promises import PromiseRow
from app.views import theme as themes
from app.views.account.words import near_day
from app.views.row_table import plain_tip
from app.views.widgets.card import Card, rule
from app.views.widgets.choices import CheckBox
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.painted import avatar_view
from app.vocabulary import Side


class PromisesCard(Card):
    """`kept(promise id)` when a box is ticked, by mouse or Space."""

    kept = Signal(str)

    def __init__(self, promises: Sequence[PromiseRow], today: date, parent: QWidget | None = None) -> None:
        super().__init__(_("Open promises"), parent)
        self.boxes: list[CheckBox] = []
        now = [promise for promise in promises if not is_hidden(promise, today)]
        later = [promise for promise in promises if is_hidden(promise, today)]
        if now:
            self.head.addWidget(PlainLabel(number(len(now)), "label", tone="text2"))
        else:
            self.body.addWidget(PlainLabel(_("No promise is open."), "body", tone="text2", wrap=True))
        for at, promise in enumerate(now):
            if at:
                self.body.addWidget(rule())
            self.body.addWidget(self._row(promise, today))
        if later:
            self.body.addWidget(rule())
            self.body.addWidget(PlainLabel(_("Hidden for later: {n}", n=number(len(later))), "label", tone="text3"))
        for promise in later:
            self.body.addWidget(self._row(promise, today))

    def _row(self, promise: PromiseRow, today: date) -> QWidget:
        row = QWidget()
        box = _Box(promise.text)
        box.toggled.connect(lambda on: self.kept.emit(promise.id) if on else None)
        self.boxes.append(box)
        who, due = owner_words(promise), due_words(promise, today)
        late = promise.due is not None and promise.due < today
        if promise.hidden_until is not None and is_hidden(promise, today):
            due = " · ".join((due, _("back on {day}", day=near_day(promise.hidden_until, today))))
        box.setAccessibleDescription(f"{who} {due}")
        first = QHBoxLayout()
        first.setSpacing(10)
        first.addWidget(box, 1)
        first.addWidget(PlainLabel(due, "label", tone="risk_text" if late else "text2"))
        below = QHBoxLayout()
        below.setSpacing(6)
        # The sign of the side stands under the words, after the box.
        below.setContentsMargins(27, 0, 0, 0)
        side = "customer" if promise.side is Side.CUSTOMER else "vendor"
        below.addWidget(avatar_view(promise.who or name_of(promise.side), side, themes.current().px(18)))
        below.addWidget(ElidedLabel(who, "label", tone=f"{side}_text"), 1)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(first)
        column.addLayout(below)
        return row


class _Box(CheckBox):
    """A check box whose words are cut off where there is no room; Up and Down go to the next."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
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
