"""What a plan says as a whole: its name, what success is, its span, and the internal note."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.errors import BansoError
from app.language import _
from app.operations.plans.rows import PlanPage
from app.views import theme as themes
from app.views.plans.item_sheet import side_by_side
from app.views.settings.model.sheet import Sheet
from app.views.widgets.fields import DayField, captioned


class PlanSheet(Sheet):
    """`write(values)` gets only what was written anew."""

    def __init__(
        self, window: QWidget, page: PlanPage, today: date, write: Callable[[dict[str, Any]], object]
    ) -> None:  # fmt: skip
        super().__init__(window, _("Plan"))
        self.setObjectName("plan-fields")
        self._write = write
        self.name = QLineEdit(page.plan.name)
        self.success = QLineEdit(page.plan.success)
        self.success.setPlaceholderText(_("In one sentence, as the customer would say it"))
        self.days = {"start_on": DayField(_("Start"), today), "end_on": DayField(_("End"), today)}
        self.days["start_on"].show_day(page.plan.start)
        self.days["end_on"].show_day(page.plan.end)
        self.note = QPlainTextEdit(page.note)
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(themes.current().px(66))
        self.body.addLayout(captioned(_("Name"), self.name))
        self.body.addLayout(captioned(_("What success is"), self.success))
        days = [captioned(field.accessibleName(), field) for field in self.days.values()]
        self.body.addLayout(side_by_side(*days))
        self.body.addLayout(captioned(_("Internal note"), self.note))
        self.go.setText(_("Save"))
        self._before = self._values()

    def field_of(self, place: str) -> QWidget | None:
        """Return where a fault is put right."""
        return self.days.get(place, self.name)

    def _values(self) -> dict[str, Any]:
        days = {name: field.named() for name, field in self.days.items()}
        return {"name": self.name.text(), "success": self.success.text(), "note": self.note.toPlainText(), **days}

    def take(self) -> None:
        """Write what is written anew."""
        for name, field in self.days.items():
            if field.isModified() and field.text().strip() and field.named() is None:
                raise BansoError("plan.day", field=name, value=field.text().strip())
        new = {name: value for name, value in self._values().items() if value != self._before[name]}
        if new:
            self._write(new)
