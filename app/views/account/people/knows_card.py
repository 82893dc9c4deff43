"""Whom the chosen person knows at the account, and who could be merged away or split off again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import _, name_of
from app.operations.people_alike import Merged
from app.operations.people_page import People, PositionRow
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.choices import ComboBox
from app.views.widgets.labels import ElidedLabel, PlainLabel


class KnowsCard(Card):
    """`tied(person id)` for a new one, `untied(tie id)` for a line, `chosen(position id)` for a name."""

    tied = Signal(str)
    untied = Signal(str)
    chosen = Signal(str)

    def __init__(self, people: People, row: PositionRow, today: date, parent: QWidget | None = None) -> None:
        super().__init__(_("{name} knows", name=row.name), parent)
        here = {one.person_id: one for one in people.current(today)}
        known: list[str] = []
        for tie in people.ties:
            other = here.get(tie.beside(row.person_id) or "")
            if other is not None:
                known.append(other.person_id)
                self.body.addWidget(self._line(tie.id, other, tie.note))
        if not known:
            words = _("Nobody yet. Lines on the map show who can introduce whom.")
            self.body.addWidget(PlainLabel(words, "body", tone="text2", wrap=True))
        free = [one for one in here.values() if one.person_id not in (*known, row.person_id)]
        if free and row.person_id in here:
            self.body.addWidget(rule())
            self.body.addWidget(self._adding(row, free))

    def _line(self, tie_id: str, other: PositionRow, note: str) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        role = name_of(other.role) if other.role is not None else ""
        said = _(" · ").join(part for part in (other.name, role, note) if part)
        line.addWidget(ElidedLabel(said, "body"), 1)
        go = Button(name=_("Choose {name}", name=other.name), kind="quiet", icon="chevron-right")
        go.clicked.connect(lambda: self.chosen.emit(other.id))
        away = Button(name=_("Take the tie to {name} away", name=other.name), kind="quiet", icon="x")
        away.clicked.connect(lambda: self.untied.emit(tie_id))
        line.addWidget(go)
        line.addWidget(away)
        return made

    def _adding(self, row: PositionRow, free: Sequence[PositionRow]) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        box = ComboBox(_("Whom {name} knows", name=row.name))
        box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for one in free:
            box.addItem(one.name, one.person_id)
        add = Button(_("Add"), icon="plus")
        add.setAccessibleName(_("Add whom {name} knows", name=row.name))
        add.clicked.connect(lambda: self.tied.emit(str(box.currentData())))
        line.addWidget(box, 1)
        line.addWidget(add)
        return made


class MergedCard(Card):
    """Who was merged into the chosen person. `split(person id)` takes one off again."""

    split = Signal(str)

    def __init__(self, rows: Sequence[Merged], parent: QWidget | None = None) -> None:
        super().__init__(_("Merged into this person"), parent)
        for row in rows:
            made = QWidget()
            line = QHBoxLayout(made)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(8)
            line.addWidget(ElidedLabel(_(" · ").join(p for p in (row.name, row.email) if p), "label"), 1)
            apart = Button(_("Split off"))
            apart.setProperty("small", True)
            apart.setAccessibleName(_("Split {name} off", name=row.name))
            apart.clicked.connect(lambda _on=False, row=row: self.split.emit(row.person_id))
            line.addWidget(apart)
            self.body.addWidget(made)
