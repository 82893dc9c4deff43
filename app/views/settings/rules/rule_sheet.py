"""The sheet of one rule: its parameters, how pressing it is, for whom, the playbook, what it would find, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.alerts.rules import Parameter, Value
from app.errors import BansoError
from app.language import _, current, name_of
from app.operations.signals.rules import RuleRow, RulesPage
from app.views.settings.model.fields import DecimalField, beside, line, under
from app.views.settings.model.sheet import Sheet
from app.views.settings.rules import words
from app.views.settings.rules.preview import Preview
from app.views.widgets.choices import CheckBox, ComboBox
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Workspace
from app.vocabulary import Segment

Write = Callable[[Mapping[str, object], str], object]
_A_LINE = 2


class RuleSheet(Sheet):
    """`write(body, reason)` keeps the rule, `reset(reason)` lets it be as it ships; both refuse with the fault."""

    def __init__(
        self, window: QWidget, workspace: Workspace, row: RuleRow, page: RulesPage, write: Write,
        reset: Callable[[str], object],
    ) -> None:  # fmt: skip
        super().__init__(window, words.rule_name(row.rule), remove=_("Reset to what ships") if row.is_changed else "")
        self.row, self._page, self._write, self._reset = row, page, write, reset
        self.go.setText(_("Save"))
        self.fields: dict[str, DecimalField | QLineEdit | ComboBox] = {}
        self.on = CheckBox(_("This rule is on"))
        self.on.setChecked(row.rule.on)
        self.body.addWidget(self.on)
        self._parameters()
        self._common()
        self.preview = Preview(workspace, row.rule.key, self.read)
        self.body.addWidget(PlainLabel(_("Tried out"), "bodyStrong"))
        self.body.addWidget(self.preview)
        self.reason = line("")
        self.reason.setMaxLength(500)
        self.reason.setPlaceholderText(_("e.g. two outages a month are usual here"))
        self.body.addWidget(under(_("Why does it change?"), self.reason))
        if row.reason:
            self.body.addWidget(
                PlainLabel(_("Last reason: {words}", words=row.reason), "label", tone="text2", wrap=True)
            )
        self._listen()
        self.preview.look()
        self.finished.connect(lambda _result: self.preview.leave())

    def _parameters(self) -> None:
        made = [self._parameter(one) for one in self.row.rule.parameters]
        for at in range(0, len(made), _A_LINE):
            pair = made[at : at + _A_LINE]
            self.body.addLayout(beside(*pair, *([QWidget()] if len(pair) < _A_LINE else [])))

    def _parameter(self, one: Parameter) -> QWidget:
        caption = words.parameter_name(self.row.rule, one)
        if one.unit == "measure":
            box = self.fields[one.key] = ComboBox(caption)
            for key, _ja, _en in self._page.measures:
                box.addItem(words.measure_name(key, self._page.measures), key)
            if box.findData(one.value) < 0:
                box.addItem(str(one.value), one.value)
            box.setCurrentIndex(box.findData(one.value))
            return under(caption, box)
        if isinstance(one.value, tuple):
            field = self.fields[one.key] = line(", ".join(map(str, one.value)))
            return under(caption, field)
        number = self.fields[one.key] = DecimalField(caption, 72)
        number.show_number(one.value if isinstance(one.value, int) else None)
        return under(caption, number, PlainLabel(words.unit(one), "label", tone="text2"))

    def _common(self) -> None:
        rule = self.row.rule
        self.urgency, self.cool_down = DecimalField(_("Urgency (1–20)"), 72), DecimalField(_("Quiet once closed"), 72)
        self.urgency.show_number(rule.urgency)
        self.cool_down.show_number(rule.cool_down_days)
        self.playbook = ComboBox(_("Playbook"))
        self.playbook.addItem(_("None"), None)
        for one in self._page.plays:
            self.playbook.addItem(one.play.called(current()), one.play.key)
        self.playbook.setCurrentIndex(max(self.playbook.findData(rule.playbook), 0))
        self.starts = CheckBox(_("Starts by itself where the evidence is sure"))
        self.starts.setChecked(rule.starts)
        self.segments = {segment: CheckBox(name_of(segment)) for segment in Segment}
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(PlainLabel(_("Looks at"), "label", tone="text2"))
        for segment, box in self.segments.items():
            box.setChecked(segment in rule.segments)
            row.addWidget(box)
        row.addStretch(1)
        self.body.addLayout(row)
        days = PlainLabel(_("days"), "label", tone="text2")
        self.body.addLayout(
            beside(under(_("Urgency (1–20)"), self.urgency), under(_("Quiet once closed"), self.cool_down, days))
        )
        self.body.addLayout(beside(under(_("Playbook"), self.playbook)))
        self.body.addWidget(self.starts)
        self._weigh()
        self.playbook.activated.connect(lambda _at: self._weigh())

    def _listen(self) -> None:
        for field in self.fields.values():
            if isinstance(field, ComboBox):
                field.activated.connect(lambda _at: self.preview.later())
            else:
                field.textEdited.connect(lambda _text: self.preview.later())
        for box in (self.on, *self.segments.values()):
            box.toggled.connect(lambda _on: self.preview.later())

    def _weigh(self) -> None:
        self.starts.setEnabled(self.playbook.currentData() is not None)

    # What is written

    def read(self) -> dict[str, object]:
        """Return what is written as the body of a rule; BansoError with the field where it cannot be."""
        playbook = self.playbook.currentData()
        parameters = {one.key: self._value(one) for one in self.row.rule.parameters}
        return {
            "on": self.on.isChecked(), "urgency": _whole(self.urgency, "urgency"),
            "cool_down_days": _whole(self.cool_down, "cool_down_days"), "playbook": playbook,
            "starts": self.starts.isChecked() and playbook is not None,
            "segments": [str(one) for one, box in self.segments.items() if box.isChecked()],
            "parameters": parameters,
        }  # fmt: skip

    def _value(self, one: Parameter) -> Value | list[int]:
        field = self.fields[one.key]
        if isinstance(field, ComboBox):
            return str(field.currentData())
        if isinstance(field, DecimalField):
            return _whole(field, one.key)
        given = field.text().replace("、", ",").replace("，", ",").replace("/", ",").split(",")
        days = [part.strip() for part in given if part.strip()]
        if not days or not all(part.isdecimal() for part in days):
            raise BansoError("health.model.number", field=one.key, value=field.text())
        return [int(part) for part in days]

    def take(self) -> None:
        """Keep the rule."""
        try:
            self._write(self.read(), self.reason.text())
        except BansoError as error:
            raise self._in_words(error) from error

    def _in_words(self, error: BansoError) -> BansoError:
        """Return an error that names its field as the sheet does."""
        field = self.field_of(error.field or "")
        if field is None or "place" not in error.params:
            return error
        return BansoError(error.key, field=error.field, **{**error.params, "place": field.accessibleName()})

    def _drop(self) -> None:
        """Let the rule be as it ships, or say what is missing for that."""
        try:
            self._reset(self.reason.text())
        except BansoError as error:
            self.refuse(error)
        else:
            self.accept()

    def field_of(self, place: str) -> QWidget | None:
        """Return the field of a fault by the end of its place."""
        end = place.rpartition(".")[2]
        others: dict[str, QWidget] = {
            "urgency": self.urgency, "cool_down_days": self.cool_down, "playbook": self.playbook,
            "starts": self.starts, "reason": self.reason, "segments": self.segments[Segment.HIGH],
        }  # fmt: skip
        return self.fields.get(end) or others.get(end)


def _whole(field: DecimalField, place: str) -> int:
    number: Decimal | None = field.number()
    if number is None or number != int(number):
        raise BansoError("health.model.number", field=place, value=field.text())
    return int(number)
