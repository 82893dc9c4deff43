"""The programmes that people of the account take part in: since when, when they were asked last, and joining one."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import _, name_of, number
from app.operations.people_page import ParticipationRow, People, PositionRow
from app.views.paint.pill import Pill
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.choices import ComboBox
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.painted import pill_view
from app.vocabulary import Programme


class ProgrammesCard(Card):
    """`asked(id)` and `removed(id)` for a line, `joined(programme)` for the person that is chosen."""

    asked = Signal(str)
    removed = Signal(str)
    joined = Signal(str)

    def __init__(self, people: People, chosen: PositionRow | None, today: date, parent: QWidget | None = None) -> None:
        super().__init__(_("Programmes"), parent)
        for row in people.programmes:
            self.body.addWidget(self._line(row, today))
        if not people.programmes:
            self.body.addWidget(PlainLabel(_("Nobody takes part in a programme."), "body", tone="text2", wrap=True))
        if chosen is None or not chosen.is_current(today):
            return
        taken = {row.programme for row in people.programmes if row.person_id == chosen.person_id}
        free = [programme for programme in Programme if programme not in taken]
        if free:
            self.body.addWidget(rule())
            self.body.addWidget(self._joining(chosen, free))

    def _line(self, row: ParticipationRow, today: date) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(ElidedLabel(f"{name_of(row.programme)} · {row.name}", "body"), 1)
        ask = Button(_("Asked today"), kind="quiet")
        ask.setAccessibleName(f"{_('Asked today')}: {row.name}")
        ask.clicked.connect(lambda: self.asked.emit(row.id))
        away = Button(name=_("Take out of the programme"), kind="quiet", icon="x")
        away.clicked.connect(lambda: self.removed.emit(row.id))
        first.addWidget(ask)
        first.addWidget(away)
        column.addLayout(first)
        below = QHBoxLayout()
        below.setSpacing(8)
        said = self._asked(row, today)
        if row.asked_lately(today):
            below.addWidget(pill_view(Pill(said, "watch", "triangle-alert")))
        else:
            below.addWidget(PlainLabel(said, "label", tone="text2"))
        below.addStretch(1)
        column.addLayout(below)
        return made

    def _asked(self, row: ParticipationRow, today: date) -> str:
        if row.last_asked is None:
            return _("not asked for anything yet")
        return _("asked {n} d ago", n=number((today - row.last_asked).days))

    def _joining(self, chosen: PositionRow, free: list[Programme]) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        box = ComboBox(_("Programme for {name}", name=chosen.name))
        for programme in free:
            box.addItem(name_of(programme), str(programme))
        join = Button(_("Join"), icon="plus")
        join.clicked.connect(lambda: self.joined.emit(str(box.currentData())))
        line.addWidget(box, 1)
        line.addWidget(join)
        return made
