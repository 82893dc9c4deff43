"""Three questions for a call: fields that are kept by themselves, and suggestions taken with one key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.language import _, number
from app.operations.call_questions import suggestion_words
from app.operations.call_sheet import MOST_QUESTIONS, CallSheet
from app.views.widgets.autosave import Autosave, SavedMark
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.fields import LineField
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import PlainLabel

FIELD = "questions"


class QuestionsCard(Card):
    """`taken(question)` when a suggestion went into a field."""

    taken = Signal(str)

    def __init__(self, autosave: Autosave, parent: QWidget | None = None) -> None:
        super().__init__(_("Three questions"), parent)
        self._autosave = autosave
        self.head.addWidget(SavedMark(autosave))
        self.fields: list[LineField] = []
        for at in range(MOST_QUESTIONS):
            field = LineField(_("Question {n}", n=number(at + 1)))
            field.setPlaceholderText(_("What do you want to know?"))
            field.written.connect(lambda _text: self._autosave.put(FIELD, self.said()))
            field.left.connect(autosave.flush)
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(PlainLabel(number(at + 1), "bodyStrong", tone="text2"))
            line.addWidget(field, 1)
            self.body.addLayout(line)
            self.fields.append(field)
        self.buttons: list[Button] = []
        self._suggested: QWidget | None = None
        self._offers: tuple[tuple[str, str], ...] = ()

    def said(self) -> tuple[str, ...]:
        """Return what is written, in its order."""
        return tuple(field.text().strip() for field in self.fields if field.text().strip())

    def show_sheet(self, sheet: CallSheet) -> None:
        """Show what is noted, and what is suggested and not noted yet."""
        if not self._autosave.waits_for(FIELD) and self.said() != sheet.questions:
            for at, field in enumerate(self.fields):
                field.show_text(sheet.questions[at] if at < len(sheet.questions) else "")
        known = set(self.said())
        words = (suggestion_words(one) for one in sheet.suggestions)
        self._offer(tuple((question, why) for question, why in words if question not in known))

    def _offer(self, offers: tuple[tuple[str, str], ...]) -> None:
        if offers == self._offers and self._suggested is not None:
            return
        had = next((at for at, button in enumerate(self.buttons) if button.hasFocus()), None)
        self._offers = offers
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        self.buttons = []
        if offers:
            column.addWidget(rule())
            column.addWidget(PlainLabel(_("Worth asking, from the book"), "label", tone="text2"))
        for at, (question, why) in enumerate(offers):
            column.addLayout(self._suggestion(at, question, why))
        if self._suggested is None:
            self.body.addWidget(box)
        else:
            self.body.replaceWidget(self._suggested, box)
            self._suggested.hide()
            self._suggested.deleteLater()
        self._suggested = box
        if had is not None and self.buttons:
            self.buttons[min(had, len(self.buttons) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _suggestion(self, at: int, question: str, why: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(question, "body", wrap=True))
        words.addWidget(PlainLabel(why, "label", tone="text2", wrap=True))
        button = Button(icon="plus", kind="quiet", name=_("Take this question: {question}", question=question))
        button.clicked.connect(lambda: self.take(at))
        self.buttons.append(button)
        hint = KeyHint(str(at + 1))
        hint.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line.addLayout(words, 1)
        line.addWidget(hint, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def take(self, at: int) -> bool:
        """Put a suggestion into the first empty field; False where there is none, or no such suggestion."""
        free = next((field for field in self.fields if not field.text().strip()), None)
        if free is None or not 0 <= at < len(self._offers):
            return False
        question = self._offers[at][0]
        free.setText(question)
        free.setCursorPosition(0)
        self._autosave.put_now(FIELD, self.said())
        self.taken.emit(question)
        return True
