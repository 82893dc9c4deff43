"""What waits for a decision about people: moves to confirm, silences, and two who may be one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import _, keyed, name_of, number
from app.operations.moves.rows import Evidence, OpenMove
from app.operations.moves.silence import Silent
from app.operations.people_alike import Alike, Face
from app.views.account.words import near_day
from app.views.paint.pill import Pill
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.labels import PlainLabel
from app.views.widgets.painted import pill_view


class DoubtsCard(Card):
    """`confirmed(move)`, `dismissed(move)`, `left(silent)`, `waved(silent)`, `same(pair)`, `apart(pair)` by button."""

    confirmed = Signal(object)
    dismissed = Signal(object)
    left = Signal(object)
    waved = Signal(object)
    same = Signal(object)
    apart = Signal(object)

    def __init__(
        self,
        moves: Sequence[OpenMove],
        silent: Sequence[Silent],
        pairs: Sequence[Alike],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("To decide"), parent)
        self._today = today
        self.first: Button | None = None
        self.head.addWidget(pill_view(Pill(number(len(moves) + len(silent) + len(pairs)), "watch")))
        parts = [
            *(self._move(move) for move in moves),
            *(self._silent(one) for one in silent),
            *(self._pair(pair) for pair in pairs),
        ]
        for at, part in enumerate(parts):
            if at:
                self.body.addWidget(rule())
            self.body.addWidget(part)

    def _move(self, move: OpenMove) -> QWidget:
        role = name_of(move.role) if move.role is not None else ""
        what = keyed("move.direction", move.direction)
        title = _(" · ").join(part for part in (move.name, role, what) if part)
        lines = [self._evidence(one) for one in move.evidence]
        sure = Pill(_("likely {n} %", n=number(move.confidence)), "risk" if move.confidence >= 60 else "watch")
        return self._part(
            title, lines, sure,
            (_("Confirm"), lambda: self.confirmed.emit(move)), (_("Not so"), lambda: self.dismissed.emit(move)),
            move.name,
        )  # fmt: skip

    def _evidence(self, one: Evidence) -> str:
        said = keyed("move.source", one.source)
        return _(" · ").join(part for part in (f"{near_day(one.on, self._today)} {said}", one.text) if part)

    def _silent(self, one: Silent) -> QWidget:
        title = _(" · ").join((one.name, name_of(one.role), _("gone quiet")))
        line = _("{n} d without contact, usually every {usual} d", n=number(one.days), usual=number(one.usual_days))
        return self._part(
            title, [line], None,
            (_("Note leaving"), lambda: self.left.emit(one)), (_("Means nothing"), lambda: self.waved.emit(one)),
            one.name,
        )  # fmt: skip

    def _pair(self, pair: Alike) -> QWidget:
        why = _(", ").join(keyed("alike.because", one) for one in pair.because)
        lines = [_face(pair.one), _face(pair.other), _("the same: {what}", what=why)]
        return self._part(
            _("One person?"), lines, None,
            (_("One person"), lambda: self.same.emit(pair)), (_("Two people"), lambda: self.apart.emit(pair)),
            pair.one.name,
        )  # fmt: skip

    def _part(
        self,
        title: str,
        lines: Sequence[str],
        pill: Pill | None,
        yes: tuple[str, Callable[[], None]],
        no: tuple[str, Callable[[], None]],
        name: str,
    ) -> QWidget:
        made = QWidget()
        made.setAccessibleName(f"{title}: {'; '.join(lines)}")
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(PlainLabel(title, "body", wrap=True), 1)
        if pill is not None:
            top.addWidget(pill_view(pill), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        for line in lines:
            column.addWidget(PlainLabel(line, "label", tone="text2", wrap=True))
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 4, 0, 2)
        buttons.setSpacing(8)
        for words, act in (yes, no):
            button = Button(words)
            button.setProperty("small", True)
            button.setAccessibleName(f"{words}: {name}")
            button.clicked.connect(act)
            buttons.addWidget(button)
            self.first = self.first or button
        buttons.addStretch(1)
        column.addLayout(buttons)
        return made


def _face(face: Face) -> str:
    post = " ".join(part for part in (face.department, face.title) if part)
    return _(" · ").join(part for part in (face.name, face.account, post, face.email) if part)
