"""What holds for the field that is chosen: its counterpart, which way it goes, who wins, what its choices are there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QButtonGroup, QVBoxLayout, QWidget

from app.language import _, ngettext
from app.operations.syncing.mapping import may_hold
from app.operations.syncing.rows import MappedField, MappedType, RemoteField
from app.views.settings.model.tabbing import tab_through
from app.views.sync.mapping_rows import LONG, Unit, choices_of, free, uncovered
from app.views.sync.mapping_words import (
    field_words,
    policy_words,
    trouble_words,
    type_words,
    unit_words,
    way_words,
)
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.choices import CheckBox, ComboBox, RadioButton
from app.views.widgets.fields import captioned
from app.views.widgets.labels import PlainLabel
from app.views.widgets.segmented import SegmentedControl

WAYS, POLICIES = ("both", "in", "out"), ("ask", "crm", "mine")


class Inspector(Card):
    """Filled by `show_unit`. `changed(fields)`: the fields as they are to be; `values_wanted(field)` for choices."""

    changed = Signal(object)
    values_wanted = Signal(object)

    def __init__(self, system: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._system = system
        self._unit: Unit | None = None
        self._inner = QWidget()
        self.body.addWidget(self._inner)
        self.remotes: dict[str, ComboBox] = {}
        self.way: SegmentedControl | None = None
        self.policies: dict[str, RadioButton] = {}
        self.join: CheckBox | None = None
        self.values: Button | None = None

    def show_unit(self, unit: Unit | None, mapped: MappedType) -> None:
        """Show another row; the focus stays on the same control where there is one."""
        held = self._held()
        self._unit = unit
        self.remotes, self.way, self.policies, self.join, self.values = {}, None, {}, None, None
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        if unit is None:
            self.setAccessibleName(_("Field"))
            column.addWidget(PlainLabel(_("Choose a field on the left."), "body", tone="text2", wrap=True))
        else:
            self.setAccessibleName(unit_words(unit))
            self._fill(column, unit, mapped)
        old, self._inner = self._inner, inner
        self.body.replaceWidget(old, inner)
        old.hide()
        old.deleteLater()
        inner.show()
        tab_through(inner)
        self._hold(held)

    def _fill(self, column: QVBoxLayout, unit: Unit, mapped: MappedType) -> None:
        remotes = {one.name: one for one in mapped.remote_fields}
        single = len(unit.fields) == 1
        column.addWidget(PlainLabel(unit_words(unit), "subtitle", wrap=True))
        if single:
            kind = type_words(unit.head.local_type)
            column.addWidget(PlainLabel(kind[:1].upper() + kind[1:], "label", tone="text2"))
        for one in unit.fields:
            named = f"{field_words(one.entity, one.local)} · {type_words(one.local_type)}"
            combo = self.remotes[one.local] = self._remote_box(one, mapped)
            column.addLayout(captioned(_("Goes with") if single else named, combo))
            wrong = trouble_words(one, remotes, self._system)[1]
            if wrong:
                column.addWidget(PlainLabel(wrong, "label", tone="watch_text", wrap=True))
            if self.values is None and choices_of(one.entity, one.local):
                self._values(column, one, remotes.get(one.remote))
        if not single:
            column.addWidget(PlainLabel(_("These are only ever settled together."), "label", tone="text2", wrap=True))
        if unit.mapped:
            self._ways(column, unit)
            if unit.head.direction == "both":
                self._wins(column, unit)

    def _remote_box(self, one: MappedField, mapped: MappedType) -> ComboBox:
        combo = ComboBox(_("Counterpart of {field}", field=field_words(one.entity, one.local)))
        combo.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(18)
        if not (one.required and one.remote):
            combo.addItem(_("Not mapped"), "")
        for each in free(mapped, one.remote):
            if not may_hold(one.local, one.local_type, each.type) and each.name != one.remote:
                continue
            kind = type_words(each.type) if each.writable else _("{kind}, read-only", kind=type_words(each.type))
            combo.addItem(f"{each.label or each.name} · {kind}", each.name)
        at = combo.findData(one.remote)
        if at < 0:
            combo.addItem(one.remote, one.remote)
            at = combo.count() - 1
        combo.setCurrentIndex(at)
        combo.activated.connect(lambda _at: self._remote(one, str(combo.currentData())))
        return combo

    def _values(self, column: QVBoxLayout, one: MappedField, remote: RemoteField | None) -> None:
        if remote is None or not remote.options:
            return
        left = len(uncovered(one, remote))
        words = ngettext("Choices ({n} to assign)…", "Choices ({n} to assign)…", left) if left else _("Choices…")
        self.values = Button(words, icon="list-checks")
        self.values.clicked.connect(lambda: self.values_wanted.emit(one))
        column.addWidget(self.values, 0, Qt.AlignmentFlag.AlignLeft)

    def _ways(self, column: QVBoxLayout, unit: Unit) -> None:
        column.addWidget(rule())
        column.addWidget(PlainLabel(_("Which way"), "caption", tone="text2"))
        self.way = SegmentedControl([(way, way_words(way)) for way in WAYS], _("Which way"), unit.head.direction)
        self.way.chosen.connect(lambda way: self._all(direction=way))
        column.addWidget(self.way, 0, Qt.AlignmentFlag.AlignLeft)

    def _wins(self, column: QVBoxLayout, unit: Unit) -> None:
        column.addWidget(PlainLabel(_("When both sides changed it"), "caption", tone="text2"))
        group = QButtonGroup(self._inner)
        for policy in POLICIES:
            button = self.policies[policy] = RadioButton(policy_words(policy, self._system))
            button.setChecked(unit.head.policy == policy)
            button.clicked.connect(lambda _on=False, policy=policy: self._all(policy=policy))
            group.addButton(button)
            column.addWidget(button)
        column.addWidget(PlainLabel(_("The other value stays in the history."), "label", tone="text2", wrap=True))
        if any(one.local_type in LONG for one in unit.fields):
            self.join = CheckBox(_("Join both texts where they do not clash"))
            self.join.setChecked(unit.head.merge == "text")
            self.join.clicked.connect(lambda on: self._all(merge="text" if on else "atomic"))
            column.addWidget(self.join)

    # What a person says

    def _remote(self, one: MappedField, name: str) -> None:
        if self._unit is None or name == one.remote:
            return
        # Options are another field's now; what was said of the old ones does not hold for them.
        made = replace(one, remote=name, values={})
        self.changed.emit([made])

    def _all(self, **what: str) -> None:
        if self._unit is not None:
            fields: list[MappedField] = [replace(one, **what) for one in self._unit.fields if one.remote]  # type: ignore[arg-type]
            self.changed.emit(fields)

    # The focus

    def controls(self) -> Mapping[str, QWidget]:
        """Return the controls by what they are for."""
        found: dict[str, QWidget] = {f"remote:{local}": combo for local, combo in self.remotes.items()}
        found |= {f"policy:{policy}": button for policy, button in self.policies.items()}
        for name, control in (("way", self.way), ("join", self.join), ("values", self.values)):
            if control is not None:
                found[name] = control
        return found

    def begin(self) -> None:
        """Give the first control the focus."""
        for control in self.controls().values():
            control.setFocus(Qt.FocusReason.TabFocusReason)
            return

    def _held(self) -> str:
        focused = QApplication.focusWidget()
        for name, control in self.controls().items():
            if focused is not None and (control is focused or control.isAncestorOf(focused)):
                return name
        return ""

    def _hold(self, name: str) -> None:
        control = self.controls().get(name)
        if isinstance(control, SegmentedControl):
            control = next((one for one in control.findChildren(QAbstractButton) if one.isChecked()), None)
        if control is not None:
            control.setFocus(Qt.FocusReason.OtherFocusReason)
