"""The next joint review: its day, and what to talk about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import _, number, short_day
from app.operations.plans.rows import AgendaItem, Review
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.choices import CheckBox
from app.views.widgets.fields import DayField, LineField
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel


class ReviewCard(Card):
    """`day_chosen(day or None)` and `agenda_written(items)`."""

    day_chosen = Signal(object)
    agenda_written = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(_("Next joint review"))
        self._items: tuple[AgendaItem, ...] = ()
        self._lines: list[QWidget] = []
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconView("calendar", 15))
        head.addWidget(PlainLabel(_("Next joint review"), "bodyStrong"))
        head.addStretch(1)
        self.on = DayField(_("Day of the next joint review"), today)
        self.on.setMaximumWidth(170)
        head.addWidget(self.on)
        self._met = PlainLabel("", "label", tone="text2", wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.add = LineField(_("Add a topic"))
        self.add.setPlaceholderText(_("Add a topic"))
        self.body.addLayout(head)
        self.body.addWidget(self._met)
        self.body.addLayout(self._rows)
        self.body.addWidget(self.add)
        self.on.chosen.connect(self.day_chosen)
        self.add.returnPressed.connect(self._added)

    def show_review(self, review: Review, today: date) -> None:
        """Show the review as it is planned now."""
        self.on.today = today
        self.on.show_day(review.on)
        said = [short_day(review.on)] if review.on is not None else []
        if review.touchpoint_id is not None:
            if review.at is not None:
                said[0] += f" {review.at:%H:%M}"
            if review.what:
                said.append(review.what)
            if review.minutes:
                said.append(_("{n} min", n=number(review.minutes)))
        elif review.on is not None:
            said.append(_("no meeting is planned for that day yet"))
        self._met.setText(_(" · ").join(said))
        self._met.setVisible(bool(said))
        if review.agenda != self._items or not self._lines:
            self._show_agenda(review.agenda)

    def _show_agenda(self, items: tuple[AgendaItem, ...]) -> None:
        self._items = items
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = []
        for at, item in enumerate(items):
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
            box = CheckBox(item.text)
            box.setChecked(item.done)
            box.setToolTip(item.text)
            box.setMinimumWidth(40)
            box.clicked.connect(partial(self._tick, at))
            drop = Button(kind="quiet", icon="x", name=_("Remove “{text}”", text=item.text))
            drop.clicked.connect(partial(self._drop, at))
            row.addWidget(box, 1)
            row.addWidget(drop)
            self._rows.addWidget(line)
            self._lines.append(line)

    def _tick(self, at: int, on: bool) -> None:
        items = list(self._items)
        items[at] = replace(items[at], done=on)
        self.agenda_written.emit(tuple(items))

    def _drop(self, at: int, _on: bool = False) -> None:
        self.agenda_written.emit(tuple(item for n, item in enumerate(self._items) if n != at))
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _added(self) -> None:
        said = " ".join(self.add.text().split())
        if said:
            self.add.clear()
            self.agenda_written.emit((*self._items, AgendaItem(said)))
