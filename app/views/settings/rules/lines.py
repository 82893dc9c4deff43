"""One rule, and one playbook, as a line of the settings: what it does, whether it is on, and the way into it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.alerts.plays import Play
from app.language import _, current, ngettext
from app.operations.signals.rules import PlayRow, RuleRow
from app.views.paint.pill import Pill
from app.views.settings.rules import words
from app.views.widgets.buttons import Button
from app.views.widgets.choices import CheckBox
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.painted import pill_view


class RuleLine(QWidget):
    """`switch(row, on)` when the box is used: it shows what is kept, whatever becomes of it. `edit(row)`."""

    def __init__(self, switch: Callable[[RuleRow, bool], object], edit: Callable[[RuleRow], object]) -> None:
        super().__init__()
        self._row: RuleRow | None = None
        self._switch, self._edit = switch, edit
        self.box = CheckBox("")
        self.box.clicked.connect(self._switched)
        self._name = ElidedLabel("", "bodyStrong")
        self._summary = ElidedLabel("", "label", tone="text2")
        self._changed = pill_view(Pill(_("changed"), "info"), tag=True)
        self._open = PlainLabel("", "label", tone="text2")
        self.button = Button(kind="quiet", icon="pencil", name=_("Change"))
        self.button.clicked.connect(lambda: self._edit(self._row) if self._row else None)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._name, 1)
        first.addWidget(self._changed)
        first.addWidget(self._open)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(first)
        column.addWidget(self._summary)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(6)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(column, 1)
        row.addWidget(self.button)

    def show_rule(self, row: RuleRow, plays: Mapping[str, Play], measures: words.Measures) -> None:
        """Show a rule as it is kept."""
        self._row = row
        name = words.rule_name(row.rule)
        self.box.setChecked(row.rule.on)
        self.box.setAccessibleName(_("{rule} is on", rule=name))
        self.box.setToolTip(_("{rule} is on", rule=name))
        self._name.setText(name)
        self._name.set_tone("text" if row.rule.on else "text2")
        off = "" if row.rule.on else _("off")
        said = words.summary(row.rule, plays, measures)
        self._summary.setText(f"{off} · {said}" if off else said)
        self._changed.setVisible(row.is_changed)
        self._changed.setToolTip(row.reason)
        self._open.setText(ngettext("{n} open", "{n} open", row.open) if row.open else "")
        self.button.setAccessibleName(_("Change {measure}", measure=name))
        self.button.setToolTip(_("Change {measure}", measure=name))

    def _switched(self, on: bool) -> None:
        if self._row is not None:
            self.box.setChecked(self._row.rule.on)
            self._switch(self._row, on)


class PlayLine(QWidget):
    """`edit(row)` opens it."""

    def __init__(self, edit: Callable[[PlayRow], object]) -> None:
        super().__init__()
        self._row: PlayRow | None = None
        self._name, self._summary = ElidedLabel("", "bodyStrong"), ElidedLabel("", "label", tone="text2")
        self._own, self._changed = (
            pill_view(Pill(_("own"), "info"), tag=True),
            pill_view(Pill(_("changed"), "info"), tag=True),
        )
        self.button = Button(kind="quiet", icon="pencil", name=_("Change"))
        self.button.clicked.connect(lambda: edit(self._row) if self._row else None)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._name, 1)
        first.addWidget(self._own)
        first.addWidget(self._changed)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(first)
        column.addWidget(self._summary)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(6)
        row.addLayout(column, 1)
        row.addWidget(self.button)

    def show_play(self, row: PlayRow, rules: Sequence[str]) -> None:
        """Show a playbook with the names of the rules that propose it."""
        self._row = row
        name = row.play.called(current())
        self._name.setText(name)
        self._summary.setText(words.play_summary(row.play, rules))
        self._own.setVisible(row.own)
        self._changed.setVisible(row.changed)
        self.button.setAccessibleName(_("Change {measure}", measure=name))
        self.button.setToolTip(_("Change {measure}", measure=name))
