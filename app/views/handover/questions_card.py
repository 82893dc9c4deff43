"""The open questions of a hand-over sheet: each with room for its answer, one more at the end, the answered below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.language import _, day, number
from app.operations.handovers import HandoverSheet
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.labels import PlainLabel


class QuestionsCard(Card):
    """`asked(question)` for a new one, `answered(question, answer)` when one is closed."""

    asked = Signal(str)
    answered = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Open questions"), parent)
        self._count = PlainLabel("", "label", tone="text2")
        self.head.addWidget(self._count)
        self.answers: list[QLineEdit] = []
        self._rows: QWidget | None = None
        self._shown: tuple[object, ...] = ()
        self.field = QLineEdit()
        self.field.setAccessibleName(_("One more question"))
        self.field.setPlaceholderText(_("One more question, then Enter"))
        self.field.returnPressed.connect(self._ask)
        self.body.addWidget(self.field)

    def show_sheet(self, sheet: HandoverSheet) -> None:
        """Show the questions of a sheet; the rows are made anew only where they differ."""
        self._count.setText(number(len(sheet.questions)))
        shown = (sheet.account_id, sheet.questions, sheet.answered)
        if shown == self._shown:
            return
        self._shown = shown
        had = any(field.hasFocus() for field in self.answers)
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.answers = []
        for question in sheet.questions:
            column.addWidget(self._row(question))
            column.addWidget(rule())
        if not sheet.questions:
            column.addWidget(PlainLabel(_("No further question is open."), "body", tone="text2", wrap=True))
        for one in sheet.answered:
            said = " · ".join(part for part in (one.answer, day(one.on)) if part)
            column.addWidget(PlainLabel(f"✓ {one.question}", "label", tone="text2", wrap=True))
            column.addWidget(PlainLabel(said, "label", tone="text3", wrap=True))
        self._replace(rows)
        if had:
            (self.answers[0] if self.answers else self.field).setFocus(Qt.FocusReason.OtherFocusReason)

    def _replace(self, rows: QWidget) -> None:
        if self._rows is None:
            self.body.insertWidget(self.body.indexOf(self.field), rows)
        else:
            self.body.replaceWidget(self._rows, rows)
            self._rows.hide()
            self._rows.deleteLater()
        self._rows = rows
        # In the order in which they stand.
        last: QWidget = rows
        for field in self.answers:
            last = field
        if last is not rows:
            QWidget.setTabOrder(last, self.field)

    def _row(self, question: str) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(PlainLabel(question, "body", wrap=True))
        answer = QLineEdit()
        answer.setAccessibleName(_("Answer to: {question}", question=question))
        answer.setPlaceholderText(_("What was found out"))
        answer.returnPressed.connect(lambda: self.answered.emit(question, answer.text()))
        self.answers.append(answer)
        close = Button(_("Close the question"), kind="quiet", icon="check")
        close.clicked.connect(lambda: self.answered.emit(question, answer.text()))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(answer, 1)
        line.addWidget(close)
        column.addLayout(line)
        return row

    def _ask(self) -> None:
        said = self.field.text().strip()
        if said:
            self.field.clear()
            self.asked.emit(said)
