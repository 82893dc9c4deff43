"""The onboarding of an account as a form: from when, by when, what success and the first value are, how it ended."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.errors import BansoError
from app.language import _, keyed
from app.operations.plans.onboarding import VERDICTS, Onboarding, keep_onboarding
from app.views import theme as themes
from app.views.plans.item_sheet import side_by_side
from app.views.settings.model.sheet import Sheet
from app.views.widgets.choices import ComboBox
from app.views.widgets.fields import DayField, captioned, day_with_weekday
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Workspace


class OnboardingSheet(Sheet):
    """Begins an onboarding, or changes and ends the one it is given; each way one change."""

    def __init__(self, window: QWidget, workspace: Workspace, account_id: str, one: Onboarding | None) -> None:
        super().__init__(window, _("Onboarding"))
        self.setObjectName("onboarding")
        self._workspace, self._account, self._one = workspace, account_id, one
        today = workspace.clock.today()
        self.days = {
            "start_on": DayField(_("Begins"), today, backward=True),
            "kick_off_on": DayField(_("Kick-off"), today, backward=True),
            "due": DayField(_("Target date"), today),
            "first_value_on": DayField(_("First value reached"), today, backward=True),
        }
        for name, field in self.days.items():
            field.show_day(getattr(one, name) if one is not None else None)
        self.success = QPlainTextEdit(one.success if one is not None else "")
        self.success.setTabChangesFocus(True)
        self.success.setFixedHeight(themes.current().px(56))
        self.first_value = QLineEdit(one.first_value if one is not None else "")
        self.verdict = ComboBox(_("Verdict"))
        self.verdict.addItem(_("Under way"), "")
        for verdict in VERDICTS:
            self.verdict.addItem(keyed("onboarding.verdict", verdict), verdict)
        self.verdict.setCurrentIndex(max(0, self.verdict.findData(one.verdict or "")) if one is not None else 0)
        self.reason = QLineEdit(one.reason if one is not None else "")
        self.reason.setPlaceholderText(_("Why it did not succeed"))
        self._lay_out(one)
        self._before = self._values()
        self.verdict.currentIndexChanged.connect(lambda _at: self._tell())
        self._tell()

    def _lay_out(self, one: Onboarding | None) -> None:
        fields = {name: captioned(field.accessibleName(), field) for name, field in self.days.items()}
        if one is None:
            self.days["start_on"].setPlaceholderText(_("with the contract"))
        self.body.addLayout(side_by_side(fields["start_on"], fields["kick_off_on"], fields["due"]))
        if one is not None and one.agreed_due is not None and one.agreed_due != one.due:
            told = _("Agreed first: {day}. It counts against this day.", day=day_with_weekday(one.agreed_due))
            self.body.addWidget(PlainLabel(told, "label", tone="text2", wrap=True))
        self.body.addLayout(captioned(_("What success is"), self.success))
        self.body.addLayout(captioned(_("First value"), self.first_value))
        ended = captioned(_("Verdict"), self.verdict)
        self.body.addLayout(side_by_side(fields["first_value_on"], ended))
        self.body.addLayout(captioned(_("Reason"), self.reason))
        self.go.setText(_("Save") if one is not None else _("Begin"))

    def _tell(self) -> None:
        self.reason.setEnabled(self.verdict.currentData() in ("failed", "abandoned"))

    def field_of(self, place: str) -> QWidget | None:
        """Return where a fault is put right."""
        fields: dict[str, QWidget] = {**self.days, "verdict": self.verdict, "reason": self.reason}
        return fields.get(place)

    def _values(self) -> dict[str, Any]:
        days = {name: field.named() for name, field in self.days.items()}
        return {"success": self.success.toPlainText(), "first_value": self.first_value.text(), **days}

    def take(self) -> None:
        """Write it down."""
        for name, field in self.days.items():
            if field.isModified() and field.text().strip() and field.named() is None:
                raise BansoError("plan.day", field=name, value=field.text().strip())
        new = {name: value for name, value in self._values().items() if value != self._before[name]}
        verdict = str(self.verdict.currentData()) or None
        self._workspace.write(
            keep_onboarding, self._account, self._one.id if self._one is not None else None, new, verdict=verdict,
            reason=self.reason.text() if self.reason.isEnabled() else "", today=self._workspace.clock.today(),
        )  # fmt: skip
