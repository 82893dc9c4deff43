"""A new plan: for whom, from which template, what it is called and when it begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.errors import BansoError
from app.language import _, current, ngettext
from app.operations.plans.plans import create_plan
from app.operations.plans.templates import TemplateRow, plan_templates, remove_template
from app.views.new_sheet import NewSheet
from app.views.plans.item_sheet import side_by_side
from app.views.widgets.buttons import Button
from app.views.widgets.choices import ComboBox
from app.views.widgets.fields import DayField, captioned
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Workspace


class NewPlanSheet(NewSheet):
    """`made(plan id)` once it is written."""

    def __init__(self, window: QWidget, workspace: Workspace, account_id: str | None = None) -> None:
        super().__init__(window, workspace, _("New success plan"), account_id)
        self.setObjectName("new-plan")
        self._templates: Sequence[TemplateRow] = workspace.read(plan_templates, lang=current())
        self._named = ""
        self.template = ComboBox(_("Template"))
        for one in self._templates:
            self.template.addItem(one.name, one.key)
        self.template.addItem(_("Begin empty"), "")
        self.name = QLineEdit()
        self.start = DayField(_("Begins"), self._today)
        self.start.show_day(self._today)
        self._holds = PlainLabel("", "label", tone="text2", wrap=True)
        self.remove = Button(_("Remove this template"), kind="quiet", icon="trash-2")
        beneath = QHBoxLayout()
        beneath.addWidget(self._holds, 1)
        beneath.addWidget(self.remove)
        self.body.addLayout(captioned(_("Template"), self.template))
        self.body.addLayout(beneath)
        self.body.addLayout(side_by_side(captioned(_("Name"), self.name), captioned(_("Begins"), self.start)))
        self.go.setText(_("Make the plan"))
        self.template.currentIndexChanged.connect(lambda _at: self._tell())
        self.remove.clicked.connect(self._remove_template)
        self._tell()

    def show_sheet(self) -> None:
        """Open it where something is still to be said."""
        super().show_sheet()
        if self._chosen is not None:
            self.template.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        one = next((one for one in self._templates if one.key == self.template.currentData()), None)
        self.remove.setVisible(one is not None and one.own)
        if one is None:
            self._holds.setText(_("No objectives yet: you write them down yourself."))
        else:
            steps = ngettext("{n} milestone", "{n} milestones", one.milestones)
            self._holds.setText(f"{_(' / ').join(one.objectives)} · {steps}")
        proposed = f"{one.name} {self._today.year}" if one is not None else ""
        if self.name.text() in ("", self._named):
            self.name.setText(proposed)
        self._named = proposed

    def _remove_template(self) -> None:
        """Remove a template of one's own; undo brings it back."""
        at = self.template.currentIndex()
        self._workspace.write(remove_template, str(self.template.currentData()))
        self.template.setFocus(Qt.FocusReason.OtherFocusReason)
        self.template.removeItem(at)

    def field_of(self, place: str) -> QWidget | None:
        """Return where a fault is put right."""
        fields: dict[str, QWidget] = {"account": self.account, "start": self.start}
        return fields.get(place, self.name)

    def take(self) -> None:
        """Make the plan."""
        account = self.the_account(BansoError("plan.no_account", field="account", name=self.account.text().strip()))
        start = self.start.named()
        if start is None:
            raise BansoError("plan.day", field="start", value=self.start.text().strip())
        made: Any = self._workspace.write(
            create_plan, account, name=self.name.text(), start=start, template=str(self.template.currentData() or ""),
            lang=current(), today=self._today,
        )  # fmt: skip
        self.made.emit(str(made))
