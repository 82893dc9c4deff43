"""The form that puts a touchpoint into the days to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words, name_of
from app.views import theme as themes
from app.views.account.touchpoints.editor import NoteField
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.choices import ComboBox
from app.views.widgets.fields import DayField, ListField, TimeField, captioned
from app.views.widgets.labels import PlainLabel
from app.vocabulary import TouchpointKind

_FIRST = (
    TouchpointKind.MEETING, TouchpointKind.CALL, TouchpointKind.VISIT, TouchpointKind.REVIEW, TouchpointKind.TRAINING,
    TouchpointKind.EVENT, TouchpointKind.EMAIL, TouchpointKind.CHAT,
)  # fmt: skip


class PlanForm(Card):
    """`wanted` when it is to be written; the tab then asks for `values`. `left` on Escape or やめる."""

    wanted = Signal()
    left = Signal()

    def __init__(self, today: date, people: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(_("Plan a touchpoint"), parent)
        self.kind = ComboBox(_("Kind"))
        for kind in _FIRST:
            self.kind.addItem(name_of(kind), str(kind))
        self.day = DayField(_("Day"), today)
        self.time = TimeField(_("Time"))
        self.people = ListField(_("People"))
        self.people.know(people)
        self.note = NoteField(_("What it is about"))
        height = themes.current().line("body") * 4 + 16
        self.note.setMinimumHeight(height)
        self.note.setMaximumHeight(height)
        self._fault = PlainLabel("", "label", tone="risk_text", wrap=True)
        self._fault.hide()
        self.plan = Button(_("Plan it"), kind="primary")
        self.stop = Button(_("Leave"))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addLayout(captioned(_("Kind"), self.kind), 2)
        line.addLayout(captioned(_("Day"), self.day), 3)
        line.addLayout(captioned(_("Time"), self.time))
        self.time.setFixedWidth(themes.current().px(72))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.stop)
        buttons.addWidget(self.plan)
        self.body.addLayout(line)
        self.body.addLayout(captioned(_("What it is about"), self.note))
        self.body.addLayout(captioned(_("People"), self.people))
        self.body.addWidget(self._fault)
        self.body.addLayout(buttons)
        self.plan.clicked.connect(self.wanted)
        self.stop.clicked.connect(self.left)

    def begin(self) -> None:
        """Go to the first field."""
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> dict[str, object]:
        """Return what is written; refused without a day."""
        on = self.day.named()
        if on is None:
            raise BansoError("touchpoint.no_day", field="date")
        return {
            "kind": TouchpointKind(self.kind.currentData()),
            "on": on,
            "at": self.time.value,
            "body": self.note.toPlainText(),
            "people": self.people.words(),
        }

    def refuse(self, error: BansoError) -> None:
        """Say what is missing and go there."""
        self._fault.setText(error_words(error)[1])
        self._fault.show()
        (self.note if error.field == "body" else self.day).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter writes it, Escape leaves."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.wanted.emit()
        else:
            super().keyPressEvent(event)
