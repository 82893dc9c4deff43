"""The accounts that want what is chosen: what hangs on each, whether it was told, and adding another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import _, short_money
from app.operations.voice.rows import RequestRow, Wanting
from app.views.account.voice.words import tell_words
from app.views.account.words import near_day
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.choices import CheckBox
from app.views.widgets.fields import ListField
from app.views.widgets.labels import ElidedLabel, PlainLabel

_INDENT = 27


class WantedCard(Card):
    """`ticked(account id, told)`, `joined(account id)`, `parted(account id)`. Filled by `show_one`."""

    ticked = Signal(str, bool)
    joined = Signal(str)
    parted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Who wants it"), parent)
        self._lead = PlainLabel("", "label", tone="text2", wrap=True)
        self.body.addWidget(self._lead)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.body.addLayout(self._lines)
        self.box = ListField(_("Another account that wants it"))
        self.box.setPlaceholderText(_("Another account that wants it"))
        self.add = Button(_("Wants it too"), icon="plus")
        self.add.clicked.connect(self._join)
        self.box.returnPressed.connect(self._join)
        self._fault = PlainLabel("", "label", tone="risk_text", wrap=True)
        self._fault.hide()
        self.box.written.connect(lambda _text: self._fault.hide())
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.box, 1)
        foot.addWidget(self.add)
        self.body.addLayout(foot)
        self.body.addWidget(self._fault)
        self._accounts: Sequence[tuple[str, str]] = ()
        self.boxes: list[CheckBox] = []
        self._shown: RequestRow | None = None

    def know(self, accounts: Sequence[tuple[str, str]]) -> None:
        """Complete names with those of these accounts."""
        if accounts != self._accounts:
            self._accounts = accounts
            self.box.know([name for _id, name in accounts])

    def show_one(self, one: RequestRow, today: date) -> None:
        """Show who wants a request; the focus stays on its line."""
        if self._shown == one:
            return
        if self._shown is None or self._shown.id != one.id:
            self.box.clear()
            self._fault.hide()
        self._shown = one
        at = next((n for n, box in enumerate(self.boxes) if box.hasFocus()), -1)
        self._clear()
        waiting = len(one.to_tell)
        self._lead.setVisible(one.shipped_on is not None)
        self._lead.setText(tell_words(waiting) if waiting else _("Everybody was told."))
        for wanting in one.wanted:
            self._lines.addWidget(self._line(wanting, one, today))
        if 0 <= at < len(self.boxes):
            self.boxes[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def _join(self) -> None:
        said = self.box.text().strip().casefold()
        found = [account_id for account_id, name in self._accounts if name.casefold() == said]
        if not said:
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        elif len(found) == 1:
            self.box.clear()
            self.joined.emit(found[0])
        else:
            self._fault.setText(_("Choose one of the accounts that are named while you type."))
            self._fault.show()

    def _clear(self) -> None:
        self.boxes = []
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _line(self, wanting: Wanting, one: RequestRow, today: date) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        column = QVBoxLayout()
        column.setSpacing(0)
        if one.shipped_on is not None:
            box = CheckBox(wanting.account)
            box.setAccessibleName(_("{account}: told", account=wanting.account))
            box.setChecked(wanting.told_on is not None)
            box.clicked.connect(lambda on: self.ticked.emit(wanting.account_id, on))
            self.boxes.append(box)
            column.addWidget(box)
        else:
            column.addWidget(ElidedLabel(wanting.account, "body"))
        below = QHBoxLayout()
        # Under the words of the tick, not under its box.
        below.setContentsMargins(_INDENT if one.shipped_on is not None else 0, 0, 0, 0)
        below.addWidget(ElidedLabel(_said(wanting, today), "label", tone="text2"))
        column.addLayout(below)
        row.addLayout(column, 1)
        if wanting.account_id != one.account_id:
            away = Button(name=_("{account} does not want it", account=wanting.account), kind="quiet", icon="x")
            away.clicked.connect(lambda: self.parted.emit(wanting.account_id))
            row.addWidget(away)
        return made


def _said(wanting: Wanting, today: date) -> str:
    said = [short_money(wanting.arr.amount, wanting.arr.currency)] if wanting.arr is not None else []
    if wanting.renewal is not None:
        said.append(_("renewal {day}", day=near_day(wanting.renewal, today)))
    if wanting.told_on is not None:
        said.append(_("told {day}", day=near_day(wanting.told_on, today)))
    return " · ".join(said) or _("no contract in force")
