"""What the customer wrote beside the items of a plan, the newest first."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import _, number
from app.operations.plans.rows import PlanPage
from app.views.account.words import near_day
from app.views.widgets.card import Card
from app.views.widgets.labels import PlainLabel

_MOST = 8


class CommentsCard(Card):
    """Hidden where nobody wrote anything."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Comments from the customer"), parent)
        self._count = PlainLabel("", "caption", tone="text2")
        self.head.addWidget(self._count)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        self.body.addLayout(self._rows)
        self._lines: list[QWidget] = []
        self.hide()

    def show_page(self, page: PlanPage, today: date) -> None:
        """Show the comments with who wrote them, when, and beside what."""
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = []
        titles = {row.id: row.title for row in page.tree}
        for one in page.comments[:_MOST]:
            line = QWidget()
            column = QVBoxLayout(line)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(1)
            beside = titles.get(one.item_id) or _("The plan as a whole")
            said = _(" · ").join(part for part in (one.by, near_day(one.on, today), beside) if part)
            column.addWidget(PlainLabel(one.words, "body", wrap=True))
            column.addWidget(PlainLabel(said, "label", tone="text2", wrap=True))
            self._rows.addWidget(line)
            self._lines.append(line)
        self._count.setText(number(len(page.comments)))
        self.setVisible(bool(page.comments))
