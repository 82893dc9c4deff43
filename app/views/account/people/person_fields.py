"""The fields of a person in one position, as the forms show them."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, name_of
from app.operations.people_page import PositionRow
from app.views.widgets.choices import ComboBox
from app.views.widgets.fields import DayField, LineField, captioned
from app.vocabulary import Role

NUMBERS = {"influence": "influence", "support": "support", "cadence": "cadence_days"}
"""Fields that hold a number → what a row calls them."""


def whole_number(text: str, field: str) -> int | None:
    """Return the whole number that was written, None for nothing."""
    said = unicodedata.normalize("NFKC", text).replace("−", "-").strip()
    if not said:
        return None
    try:
        return int(said)
    except ValueError as fault:
        raise BansoError("person.no_number", field=field) from fault


def role_box() -> ComboBox:
    """Return a list of the roles, none first."""
    box = ComboBox(_("Role"))
    box.addItem(_("No role"), "")
    for role in Role:
        box.addItem(name_of(role), str(role))
    return box


def side_by_side(*fields: QVBoxLayout) -> QHBoxLayout:
    """Return fields side by side, each as wide as the others."""
    line = QHBoxLayout()
    line.setSpacing(8)
    for field in fields:
        line.addLayout(field, 1)
    return line


class PersonFields(QWidget):
    """Everything known of a person in one position. `written(field)` as one writes, `chosen(field)` where one chose."""

    written = Signal(str)
    chosen = Signal(str)
    left = Signal()

    def __init__(self, today: date, *, until: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines = {
            "name": LineField(_("Name")),
            "reading": LineField(_("Reading")),
            "department": LineField(_("Department")),
            "title": LineField(_("Title")),
            "email": LineField(_("E-mail")),
            "phone": LineField(_("Phone")),
        }
        self.role = role_box()
        if until:
            self.lines |= {
                "influence": LineField(_("Influence, 0 to 100")),
                "support": LineField(_("Support, −100 to 100")),
                "cadence": LineField(_("Contact every … days")),
            }
        self.since = DayField(_("From"), today, backward=True)
        self.until = DayField(_("Until"), today, backward=True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        of = {name: captioned(field.accessibleName(), field) for name, field in self.lines.items()}
        whole.addLayout(side_by_side(of["name"], of["reading"]))
        whole.addLayout(side_by_side(of["department"], of["title"]))
        whole.addLayout(captioned(_("Role"), self.role))
        days = [captioned(_("From"), self.since)]
        if until:
            days.append(captioned(_("Until"), self.until))
        whole.addLayout(side_by_side(*days))
        if until:
            whole.addLayout(side_by_side(of["influence"], of["support"]))
            whole.addLayout(of["cadence"])
        whole.addLayout(of["email"])
        whole.addLayout(of["phone"])
        for name, field in self.lines.items():
            field.written.connect(lambda _text, name=name: self.written.emit(name))
            field.left.connect(self.left)
        self.role.activated.connect(lambda _at: self.chosen.emit("role"))
        self.since.chosen.connect(lambda _day: self.chosen.emit("since"))
        self.until.chosen.connect(lambda _day: self.chosen.emit("until"))

    def value(self, field: str) -> Any:
        """Return what is written in a field now."""
        if field in NUMBERS:
            return whole_number(self.lines[field].text(), field)
        if field in self.lines:
            return self.lines[field].text()
        if field == "role":
            return self.role.currentData() or None
        return self.since.value if field == "since" else self.until.value

    def show_row(self, row: PositionRow) -> None:
        """Show a position; what is being written stays."""
        for name, field in self.lines.items():
            if name in NUMBERS:
                value = getattr(row, NUMBERS[name])
                field.show_text("" if value is None else str(value).replace("-", "−"))
            else:
                field.show_text(getattr(row, name))
        self.role.setCurrentIndex(max(self.role.findData(str(row.role) if row.role is not None else ""), 0))
        self.since.show_day(row.since)
        self.until.show_day(row.until)

    def go_to(self, field: str | None) -> None:
        """Give a field the focus."""
        there = {**self.lines, "role": self.role, "since": self.since, "until": self.until}
        there.get(field or "name", self.lines["name"]).setFocus(Qt.FocusReason.OtherFocusReason)
