"""What changed in a plan since the last agreed version, or since the last one that went out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.language import _
from app.operations.plans.rows import PlanPage
from app.plans.differences import Change
from app.views import theme as themes
from app.views.account.words import near_day
from app.views.dialogs.sheet import as_sheet
from app.views.paint.pill import Pill
from app.views.plans.change_words import change_lines, deed_words
from app.views.widgets.buttons import Button
from app.views.widgets.choices import ComboBox
from app.views.widgets.labels import PlainLabel
from app.views.widgets.painted import pill_view
from app.views.widgets.ring_area import RingArea

_MEANINGS = {"added": "good", "removed": "risk", "changed": "info"}


class ChangesSheet(QDialog):
    """`ask(version number)` returns what changed since then; `again` asks the customer to confirm by a new file."""

    def __init__(
        self, window: QWidget, page: PlanPage, ask: Callable[[int], Sequence[Change]], today: date,
        send: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self.setObjectName("plan-changes")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        as_sheet(self, window)
        title = _("What changed")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._ask, self._today = ask, today
        agreed = page.plan.agreed.number if page.plan.agreed is not None else None
        self.since = ComboBox(_("Since"))
        for one in page.versions:
            said = _("version {n} of {day}", n=str(one.number), day=near_day(one.made_on, today))
            self.since.addItem(f"{said}{_('(agreed)')}" if one.number == agreed else said, one.number)
        self.since.setCurrentIndex(max(self.since.findData(agreed), 0))
        self.area = RingArea(title)
        self.area.setMinimumHeight(themes.current().px(220))
        close, again = Button(_("Close")), Button(_("Write HTML"), kind="primary", icon="share-2")
        close.clicked.connect(self.reject)
        again.clicked.connect(self.accept)
        again.clicked.connect(send)
        again.setDefault(True)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(PlainLabel(_("Since"), "body", tone="text2"))
        line.addWidget(self.since)
        line.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(close)
        buttons.addWidget(again)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(PlainLabel(title, "dialogTitle"))
        whole.addLayout(line)
        whole.addWidget(self.area, 1)
        whole.addLayout(buttons)
        self.setMinimumWidth(themes.current().px(560))
        self.since.currentIndexChanged.connect(lambda _at: self._show())
        self._show()
        self.area.setFocus()

    def _show(self) -> None:
        changes = self._ask(int(self.since.currentData()))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(4, 4, 8, 4)
        column.setSpacing(12)
        for change in changes:
            column.addWidget(_item(change, self._today))
        if not changes:
            said = _("What both sides agree on reads the same as in that version.")
            column.addWidget(PlainLabel(said, "body", tone="text2", wrap=True))
        column.addStretch(1)
        self.area.setWidget(inner)
        inner.setAutoFillBackground(False)


def _item(change: Change, today: date) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(pill_view(Pill(deed_words(change), _MEANINGS[change.deed])), 0, Qt.AlignmentFlag.AlignTop)
    lines = QVBoxLayout()
    lines.setSpacing(1)
    lines.addWidget(PlainLabel(change.item.title, "bodyStrong", wrap=True))
    for said in change_lines(change, today):
        lines.addWidget(PlainLabel(said, "label", tone="text2", wrap=True))
    row.addLayout(lines, 1)
    return made
