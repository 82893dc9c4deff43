"""What the customer wrote beside the items of a plan, the newest first, and whether it was answered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import _, number
from app.operations.plans.rows import PlanPage
from app.views.account.words import near_day
from app.views.widgets.card import Card
from app.views.widgets.choices import CheckBox
from app.views.widgets.labels import PlainLabel

_MOST = 8


class CommentsCard(Card):
    """Hidden where nobody wrote anything. `answered(comment id, yes or no)`."""

    answered = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Comments from the customer"), parent)
        self._count = PlainLabel("", "caption", tone="text2")
        self.head.addWidget(self._count)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.body.addLayout(self._rows)
        self._lines: list[QWidget] = []
        self._told: dict[str, tuple[str, str]] = {}
        self.boxes: dict[str, CheckBox] = {}
        self.hide()

    def show_page(self, page: PlanPage, today: date) -> None:
        """Show the comments with who wrote them, when, and beside what."""
        titles = {row.id: row.title for row in page.tree}
        told = {}
        for one in page.comments[:_MOST]:
            beside = titles.get(one.item_id) or _("The plan as a whole")
            said = _(" · ").join(part for part in (one.by, near_day(one.on, today), beside) if part)
            told[one.id] = (one.words, said)
        if told != self._told:
            self._lay_out(told)
        for one in page.comments[:_MOST]:
            self.boxes[one.id].setChecked(one.answered_on is not None)
        waiting = sum(one.answered_on is None for one in page.comments)
        self._count.setText(_("{n} without a reply", n=number(waiting)) if waiting else "")
        self.setVisible(bool(page.comments))

    def _lay_out(self, told: Mapping[str, tuple[str, str]]) -> None:
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._told, self._lines, self.boxes = dict(told), [], {}
        for comment_id, (words, said) in told.items():
            line = QWidget()
            column = QVBoxLayout(line)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(1)
            column.addWidget(PlainLabel(words, "body", wrap=True))
            column.addWidget(PlainLabel(said, "label", tone="text2", wrap=True))
            box = self.boxes[comment_id] = CheckBox(_("Replied"))
            box.setAccessibleName(_("Replied: {words}", words=words))
            box.clicked.connect(partial(self._clicked, comment_id))
            column.addWidget(box)
            self._rows.addWidget(line)
            self._lines.append(line)

    def _clicked(self, comment_id: str) -> None:
        self.answered.emit(comment_id, self.boxes[comment_id].isChecked())
