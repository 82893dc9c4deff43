"""Small sheets of the tree: what a number reads, how something stands and why, and what comes after an objective."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import BansoError
from app.language import _, name_of
from app.operations.plans.rows import ReadingRow, TreeRow
from app.views.account.words import near_day
from app.views.plans import words
from app.views.plans.item_sheet import side_by_side
from app.views.settings.model.sheet import Sheet
from app.views.widgets.choices import RadioButton
from app.views.widgets.fields import DayField, captioned
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.vocabulary import PlanStatus

_LAST = 5


class ReadingSheet(Sheet):
    """What the number of an objective, or the count of a milestone, reads; `write(value, on)` keeps it."""

    def __init__(
        self, window: QWidget, row: TreeRow, before: Sequence[ReadingRow], today: date,
        write: Callable[[str, date], object],
    ) -> None:  # fmt: skip
        super().__init__(window, _("What it reads now"))
        self.setObjectName("plan-reading")
        self._write, self._today = write, today
        self.body.addWidget(ElidedLabel(row.metric or row.title, "body", tone="text2"))
        self.value = QLineEdit()
        self.on = DayField(_("Day of the reading"), today, backward=True)
        self.on.show_day(today)
        caption = _("Value in {unit}", unit=row.unit) if row.unit else _("Value")
        fields = [captioned(caption, self.value)]
        if row.kind == "objective":
            fields.append(captioned(_("Day of the reading"), self.on))
        self.body.addLayout(side_by_side(*fields))
        way = [words.figure(row.baseline, row.unit), words.figure(row.target, row.unit)]
        if row.target is not None:
            said = _("From {baseline} to {target}", baseline=way[0] or "–", target=way[1])
            self.body.addWidget(PlainLabel(said, "label", tone="text2"))
        for one in before[:_LAST]:
            said = f"{near_day(one.on, today)}　{words.figure(one.value, row.unit)}"
            if one.source == "customer":
                said += f"　{_('from the customer')} {one.by}".rstrip()
            self.body.addWidget(PlainLabel(said, "label", tone="text2"))
        self.go.setText(_("Write it down"))

    def field_of(self, place: str) -> QWidget | None:
        """Return where a fault is put right."""
        return self.on if place == "on" else self.value

    def take(self) -> None:
        """Keep the reading."""
        on = self.on.named()
        if on is None or on > self._today:
            raise BansoError("plan.day", field="on", value=self.on.text().strip())
        self._write(self.value.text(), on)


class StandingSheet(Sheet):
    """How something stands instead of what is suggested; `write(standing or None, reason)` keeps it."""

    def __init__(self, window: QWidget, row: TreeRow, write: Callable[[PlanStatus | None, str], object]) -> None:
        super().__init__(window, _("How it stands"))
        self.setObjectName("plan-standing")
        self._write = write
        self.body.addWidget(ElidedLabel(row.title, "body", tone="text2"))
        self.suggested = RadioButton(_("As dates and numbers suggest: {status}", status=name_of(row.suggested)))
        self.said = {status: RadioButton(name_of(status)) for status in words.SUGGESTIBLE}
        self.suggested.setChecked(row.said is None)
        self.body.addWidget(self.suggested)
        for status, button in self.said.items():
            button.setChecked(row.said is status)
            self.body.addWidget(button)
            button.toggled.connect(lambda _on: self._tell())
        self.reason = QLineEdit(row.status_reason)
        self.reason.setPlaceholderText(_("One line: what did you see or hear?"))
        self.body.addLayout(captioned(_("Why"), self.reason))
        self.go.setText(_("Save"))
        self._tell()

    def _tell(self) -> None:
        self.reason.setEnabled(not self.suggested.isChecked())

    def show_sheet(self) -> None:
        """Open it where one chooses."""
        super().show_sheet()
        chosen = next((button for button in self.said.values() if button.isChecked()), self.suggested)
        chosen.setFocus()

    def field_of(self, place: str) -> QWidget | None:
        """Return where a fault is put right."""
        del place
        return self.reason

    def take(self) -> None:
        """Keep what is said."""
        status = next((status for status, button in self.said.items() if button.isChecked()), None)
        self._write(status, self.reason.text() if status is not None else "")


class NextSheet(Sheet):
    """What comes after an objective that is reached; `write(values)` with title, target and due."""

    def __init__(
        self, window: QWidget, row: TreeRow, today: date, write: Callable[[dict[str, Any]], object]
    ) -> None:  # fmt: skip
        super().__init__(window, _("The next objective"))
        self.setObjectName("plan-next")
        self._write = write
        begun = words.figure(row.actual if row.actual is not None else row.target, row.unit)
        said = _("“{title}” is reached. The next one begins there", title=row.title)
        self.body.addWidget(PlainLabel(f"{said}: {begun}" if begun else said, "body", tone="text2", wrap=True))
        self.name, self.target = QLineEdit(), QLineEdit()
        self.due = DayField(_("Due"), today)
        self.body.addLayout(captioned(_("What it is about"), self.name))
        self.body.addLayout(side_by_side(captioned(_("Target value"), self.target), captioned(_("Due"), self.due)))
        self.go.setText(_("Add"))

    def field_of(self, place: str) -> QWidget | None:
        """Return where a fault is put right."""
        return {"target": self.target, "due": self.due}.get(place, self.name)

    def take(self) -> None:
        """Add it."""
        self._write({"title": self.name.text(), "target": self.target.text(), "due": self.due.named()})
