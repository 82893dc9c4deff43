"""How the record will be once it is saved: each field with its value, or that nothing was chosen yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import _
from app.views import theme as themes
from app.views.accounts.flow_row import flowing
from app.views.sync.differences import words
from app.views.sync.differences.record import Answers, Question, Record, outcome
from app.views.widgets.labels import ElidedLabel, PlainLabel

_LABEL, _WIDE, _GAP = 128, 190, 28


class Preview(QWidget):
    """One pair of words a question."""

    def __init__(self, record: Record, answers: Answers, *, narrow: bool) -> None:
        super().__init__()
        self._record, self._answers = record, answers
        self.setAccessibleName(_("After saving"))
        title = PlainLabel(_("After saving"), "bodyStrong")
        self._values: dict[int, ElidedLabel] = {}
        self._pairs, flow = flowing(gap=_GAP)
        for question in record.questions:
            flow.addWidget(self._pair(question))
        row: QHBoxLayout | QVBoxLayout = QVBoxLayout(self) if narrow else QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(6 if narrow else 12)
        if not narrow:
            # The values stand under those of the base.
            title.setFixedWidth(themes.current().px(_LABEL) + 2)
        row.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._pairs, 1)
        self.refresh()

    def _pair(self, question: Question) -> QWidget:
        pair = QWidget()
        column = QVBoxLayout(pair)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        name = ElidedLabel(words.question_name(question), "label", tone="text2")
        value = self._values[question.id] = ElidedLabel("", "bodyStrong")
        for label in (name, value):
            label.setMaximumWidth(themes.current().px(_WIDE))
            column.addWidget(label)
        return pair

    def refresh(self) -> None:
        """Show what is chosen now."""
        for question in self._record.questions:
            value = self._values[question.id]
            choice = self._answers.of(question)
            if choice is None:
                value.setText(_("Not chosen yet"))
                value.set_tone("watch_text")
                continue
            if question.is_whole:
                said = words.whole_choice(question, "mine" if choice == "mine" else "theirs")[0]
            else:
                said = words.in_a_line(question, outcome(question, choice) or "").replace("\n", " ")
            value.setText(said or _("Empty"))
            value.set_tone("text" if said else "text2")
        self._pairs.updateGeometry()

    def values(self) -> list[str]:
        """Return what it says."""
        return [value.text() for value in self._values.values()]
