"""The fields of an objective, a milestone or a task; what was written anew is kept in one change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, minor_digits, name_of
from app.operations.plans.rows import TreeRow
from app.operations.plans.values import number, number_text
from app.views import theme as themes
from app.views.settings.model.sheet import Sheet
from app.views.widgets.choices import CheckBox
from app.views.widgets.fields import DayField, captioned
from app.views.widgets.labels import PlainLabel
from app.views.widgets.segmented import SegmentedControl
from app.vocabulary import Side

Write = Callable[[dict[str, Any]], object]


def side_by_side(*fields: QVBoxLayout) -> QHBoxLayout:
    """Return fields in one line."""
    line = QHBoxLayout()
    line.setSpacing(12)
    for field in fields:
        line.addLayout(field, 1)
    return line


class ItemSheet(Sheet):
    """`write(values)` gets only what was written anew; a refusal stays on the sheet.

    Worth is in the currency of the row, else in `currency`, which is that of the account's fee.
    """

    def __init__(
        self, window: QWidget, row: TreeRow, names: Sequence[str], today: date, write: Write, currency: str = ""
    ) -> None:
        kinds = {"objective": _("Objective"), "milestone": _("Milestone"), "task": _("Task")}
        super().__init__(window, kinds[row.kind])
        self.setObjectName("plan-item")
        self._row, self._write = row, write
        self._currency = row.currency or currency
        self._names = list(names)
        self.lines: dict[str, QLineEdit] = {}
        self.side: SegmentedControl | None = None
        self.due = DayField(_("Due"), today)
        self.due.show_day(row.due)
        self.start = DayField(_("Begins"), today, backward=True)
        self.start.show_day(row.start)
        self.shown = CheckBox(_("Show it to the customer"))
        self.shown.setChecked(row.shown)
        self.first_value = CheckBox(_("Reaching it is the first value of the onboarding"))
        self.first_value.setChecked(row.first_value)
        self.note = QPlainTextEdit(row.note)
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(themes.current().px(66))
        self.note.setAccessibleName(_("Internal note"))
        self.body.addLayout(captioned(_("What it is about"), self._line("title", row.title)))
        if row.kind == "objective":
            self._build_objective(row)
        else:
            self._build_step(row)
        self.body.addWidget(self.shown)
        if row.kind != "task":
            note = captioned(_("Internal note"), self.note)
            note.addWidget(PlainLabel(_("It never leaves this PC with a plan."), "caption", tone="text2"))
            self.body.addLayout(note)
        self.go.setText(_("Save"))
        self._before = self._values()

    def _line(self, name: str, text: str, caption: str = "", *, known: bool = False) -> QLineEdit:
        field = self.lines[name] = QLineEdit(text)
        field.setAccessibleName(caption or _("What it is about"))
        if known:
            offered = QCompleter(self._names, field)
            offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            offered.setFilterMode(Qt.MatchFlag.MatchContains)
            field.setCompleter(offered)
        return field

    def _captioned(self, name: str, caption: str, text: str, *, known: bool = False) -> QVBoxLayout:
        return captioned(caption, self._line(name, text, caption, known=known))

    def _build_objective(self, row: TreeRow) -> None:
        self.body.addLayout(
            side_by_side(
                self._captioned("metric", _("What is measured"), row.metric),
                self._captioned("unit", _("Unit"), row.unit),
            )
        )
        self.body.addLayout(
            side_by_side(
                self._captioned("baseline", _("Baseline"), _plain(row.baseline)),
                self._captioned("target", _("Target value"), _plain(row.target)),
                captioned(_("Begins"), self.start),
                captioned(_("Due"), self.due),
            )
        )
        customer = row.owner if row.side is Side.CUSTOMER else ""
        self.body.addLayout(
            side_by_side(
                self._captioned("customer_owner", _("Owner at the customer"), customer, known=True),
                self._captioned("vendor_owner", _("Owner on our side"), row.our_owner),
            )
        )
        currency = self._currency
        worth = _major(row.value_minor, currency)
        self.body.addLayout(
            side_by_side(
                self._captioned("value", _("Worth of one unit a month ({currency})", currency=currency), worth),
                self._captioned("value_agreed_by", _("Worth agreed by"), row.value_agreed_by, known=True),
            )
        )

    def _build_step(self, row: TreeRow) -> None:
        self.side = SegmentedControl([(str(side), name_of(side)) for side in Side], _("Whose it is"), str(row.side))
        line = QHBoxLayout()
        line.addWidget(self.side)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addLayout(
            side_by_side(
                self._captioned("who", _("Who"), row.owner, known=True),
                captioned(_("Due"), self.due),
            )
        )
        if row.kind == "milestone":
            self.body.addLayout(
                side_by_side(
                    self._captioned("amount", _("Done so far"), _plain(row.actual)),
                    self._captioned("of_amount", _("Out of"), _plain(row.target)),
                    self._captioned("unit", _("Unit"), row.unit),
                )
            )
            self.body.addWidget(self.first_value)

    def field_of(self, place: str) -> QWidget | None:
        """Return where a fault is put right."""
        if place in ("due", "start_on"):
            return self.due if place == "due" else self.start
        return self.lines.get({"value_minor": "value"}.get(place, place), self.lines["title"])

    def _values(self) -> dict[str, Any]:
        values: dict[str, Any] = {name: field.text() for name, field in self.lines.items() if name != "value"}
        values |= {"due": self.due.named(), "shown": self.shown.isChecked()}
        if self._row.kind != "task":
            values["note"] = self.note.toPlainText()
        if self._row.kind == "milestone":
            values["first_value"] = self.first_value.isChecked()
        if self.side is not None:
            values["side"] = self.side.key()
        if self._row.kind == "objective":
            values["start_on"] = self.start.named()
            values |= _money(self.lines["value"].text(), self._currency)
        return values

    def take(self) -> None:
        """Write what is written anew."""
        for place, field in (("due", self.due), ("start_on", self.start)):
            if field.isModified() and field.text().strip() and field.named() is None:
                raise BansoError("plan.day", field=place, value=field.text().strip())
        now = self._values()
        new = {name: value for name, value in now.items() if value != self._before[name]}
        if "value_minor" in new:
            new["currency"] = now["currency"]
        if new:
            self._write(new)


def _plain(value: Decimal | None) -> str:
    return number_text(value) if value is not None else ""


def _major(value: int | None, currency: str) -> str:
    return number_text(Decimal(value).scaleb(-minor_digits(currency))) if value is not None else ""


def _money(text: str, currency: str) -> Mapping[str, Any]:
    said = number("value", text)
    minor = int(Decimal(said).scaleb(minor_digits(currency)).to_integral_value()) if said is not None else None
    return {"value_minor": minor, "currency": currency}
