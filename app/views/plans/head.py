"""The head of a plan: its name, what it is, with whom it is agreed, and what goes out."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import _
from app.operations.plans.rows import PlanRow
from app.views.accounts.cells import sample_tag
from app.views.paint.pill import Pill
from app.views.plans import words
from app.views.widgets.buttons import Button
from app.views.widgets.labels import ElidedLabel
from app.views.widgets.painted import pill_view


class PlanHead(QWidget):
    """`account_wanted`, `import_wanted` and `export_wanted(suffix)` of its buttons."""

    account_wanted = Signal()
    import_wanted = Signal()
    export_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Plan"))
        self.name = ElidedLabel("", "title")
        self.account = Button(_("Account"), kind="link")
        self.about = ElidedLabel("", "body", tone="text2")
        self.take_in = Button(_("Take in an answer…"), kind="quiet", icon="import")
        self.pdf = Button("PDF", icon="file-text")
        self.workbook = Button("Excel", icon="file-spreadsheet")
        self.tag = pill_view(sample_tag(), tag=True)
        self._build()
        self.account.clicked.connect(self.account_wanted)
        self.take_in.clicked.connect(self.import_wanted)
        self.pdf.clicked.connect(lambda: self.export_wanted.emit(".pdf"))
        self.workbook.clicked.connect(lambda: self.export_wanted.emit(".xlsx"))

    def _build(self) -> None:
        self.pdf.setToolTip(_("Write a PDF for the customer"))
        self.workbook.setToolTip(_("Write a workbook that the customer can fill in"))
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.name)
        first.addWidget(pill_view(Pill(_("Mutual success plan"), "vendor", "handshake")))
        first.addWidget(self.tag)
        first.addStretch(1)
        for button in (self.take_in, self.workbook, self.pdf):
            first.addWidget(button)
        second = QHBoxLayout()
        second.setSpacing(6)
        second.addWidget(self.account)
        second.addWidget(self.about, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(first)
        column.addLayout(second)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def show_plan(self, plan: PlanRow, today: date) -> None:
        """Show another plan, or the same as it is now."""
        self.name.setText(plan.name)
        self.account.setText(plan.account)
        self.about.setText(f"· {words.sentence(plan, today)}")
        self.tag.setVisible(plan.sample)
