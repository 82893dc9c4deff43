"""Writing down that somebody at the customer said yes: to which version, or to the plan as it stands today."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.errors import BansoError
from app.language import _, day
from app.operations.plans.rows import PlanPage
from app.views.plans.item_sheet import side_by_side
from app.views.settings.model.sheet import Sheet
from app.views.widgets.choices import ComboBox
from app.views.widgets.fields import DayField, captioned
from app.views.widgets.labels import PlainLabel

NOW = "now"
"""What stands in place of a version's number for the plan of today."""


class AgreeSheet(Sheet):
    """`write(values)` with by_name, on, objective_id, how and version."""

    def __init__(
        self, window: QWidget, page: PlanPage, name: str, names: Sequence[str], today: date,
        write: Callable[[dict[str, object]], object],
    ) -> None:  # fmt: skip
        super().__init__(window, _("Record an agreement"))
        self.setObjectName("plan-agree")
        self._write, self._today = write, today
        self.by = QLineEdit(name)
        offered = QCompleter(list(names), self.by)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.by.setCompleter(offered)
        self.on = DayField(_("Day of the yes"), today, backward=True)
        self.on.show_day(today)
        self.what = ComboBox(_("To what"))
        self.what.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.what.addItem(_("The plan as a whole"), "")
        for row in page.tree:
            if row.kind == "objective" and row.dropped_on is None:
                self.what.addItem(row.title, row.id)
        self.version = ComboBox(_("As it stood in"))
        if page.changes or not page.versions:
            self.version.addItem(_("the plan of today"), NOW)
        for one in page.versions:
            self.version.addItem(_("version {n} of {day}", n=str(one.number), day=day(one.made_on)), str(one.number))
        if page.versions and not page.changes:
            self.version.addItem(_("the plan of today"), NOW)
        self.how = QLineEdit()
        self.how.setPlaceholderText(_("e.g. in the monthly meeting, by mail"))
        self.body.addLayout(
            side_by_side(captioned(_("Who said yes"), self.by), captioned(_("Day of the yes"), self.on))
        )
        self.body.addLayout(
            side_by_side(captioned(_("To what"), self.what), captioned(_("As it stood in"), self.version))
        )
        self.body.addLayout(captioned(_("How"), self.how))
        about = _("Names stand as they were stated. What changes afterwards is shown as not confirmed.")
        self.body.addWidget(PlainLabel(about, "label", tone="text2", wrap=True))
        self.go.setText(_("Write it down"))

    def field_of(self, place: str) -> QWidget | None:
        """Return where a fault is put right."""
        return self.on if place == "on" else self.by

    def take(self) -> None:
        """Write the yes."""
        on = self.on.named()
        if on is None or on > self._today:
            raise BansoError("plan.day", field="on", value=self.on.text().strip())
        self._write(
            {
                "by_name": self.by.text(),
                "on": on,
                "objective_id": str(self.what.currentData() or ""),
                "how": self.how.text(),
                "version": str(self.version.currentData() or ""),
            }
        )
