"""The answer to a survey that is chosen: who said what, and what comes of it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.language import _, name_of, number
from app.operations.voice.rows import AnswerRow
from app.views.account.voice.parts import flowing
from app.views.account.words import near_day
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.labels import PlainLabel


class AnswerCard(Card):
    """Filled by `show_one`. `followed(yes)` and `made` where a request is to be made of it."""

    followed = Signal(bool)
    made = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Answer to a survey"), parent)
        self._who = PlainLabel("", "label", tone="text2", wrap=True)
        self._comment = PlainLabel("", "body", wrap=True)
        self._state = PlainLabel("", "label", tone="text2", wrap=True)
        self.follow = Button(_("Followed up"), icon="check", kind="primary")
        self.back = Button(_("Not followed up yet"), icon="undo-2")
        self.request = Button(_("Make a request of it"), icon="message-square-quote")
        for label in (self._who, self._comment, self._state):
            self.body.addWidget(label)
        self.body.addWidget(flowing(self.follow, self.request, self.back))
        self.follow.clicked.connect(lambda: self.followed.emit(True))
        self.back.clicked.connect(lambda: self.followed.emit(False))
        self.request.clicked.connect(self.made)

    def show_one(self, one: AnswerRow, today: date) -> None:
        """Show an answer as it is now."""
        score = f"{name_of(one.survey)} {number(one.score)}" if one.score is not None else name_of(one.survey)
        self._who.setText(" · ".join(part for part in (score, one.person, near_day(one.on, today)) if part))
        self._comment.setText(one.comment or _("No comment"))
        if one.request_id is not None:
            self._state.setText(_("A request was made of it."))
        elif one.followed_on is not None:
            self._state.setText(_("Followed up {day}", day=near_day(one.followed_on, today)))
        else:
            self._state.setText(_("Ask what is behind it.") if one.is_detractor else "")
        self._state.setVisible(bool(self._state.text()))
        self.follow.setVisible(one.followed_on is None)
        self.back.setVisible(one.followed_on is not None)
        self.request.setVisible(one.request_id is None and bool(one.comment))

    def first(self) -> QWidget:
        """Return what the keyboard goes to."""
        return self.follow if self.follow.isVisibleTo(self) else self.back
