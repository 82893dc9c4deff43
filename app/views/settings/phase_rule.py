"""What the phase of one segment goes by: as somebody wrote it, or by months; and where its accounts stand now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import _, name_of, number
from app.operations.settings import choose, chosen_value
from app.views.settings.rows import NumberField, Row
from app.views.widgets.labels import PlainLabel
from app.views.widgets.segmented import SegmentedControl
from app.vocabulary import Phase, Segment

if TYPE_CHECKING:
    from app.views.settings.section import Section


class PhaseRule(QWidget):
    """The rule of one segment, within `section`."""

    def __init__(self, section: Section, segment: Segment) -> None:
        super().__init__()
        self._section, self._segment = section, segment
        name = name_of(segment)
        choices = [("status", _("As written")), ("months", _("By months"))]
        self.rule = SegmentedControl(choices, _("Phase in {segment} goes by", segment=name))
        self.rule.chosen.connect(self._choose)
        self.row = Row(name, self.rule, about="…")  # room for what is asked off the UI thread
        self.months = QWidget()
        self.onboarding = NumberField(_("Months of onboarding"))
        self.renewal = NumberField(_("Months of renewal before the end"))
        self.first = Row(_("Onboarding: this many months from the start"), self.onboarding, _months())
        self.last = Row(
            _("Renewal & expansion: from this many months before the end"),
            self.renewal,
            _months(),
            about=_("0 for never; all between is adoption."),
        )
        inner = QVBoxLayout(self.months)
        inner.setContentsMargins(16, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.first)
        inner.addWidget(self.last)
        self.onboarding.given.connect(lambda months: self._given("onboarding", months))
        self.renewal.given.connect(lambda months: self._given("renewal", months))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.row)
        column.addWidget(self.months)

    def refresh(self) -> None:
        """Show what is kept."""
        read = self._section.workspace.read
        rule = str(read(chosen_value, f"phase.rule.{self._segment}"))
        kept = read(chosen_value, self._key())
        self.rule.choose(rule)
        self.months.setVisible(rule == "months")
        self.onboarding.show_number(kept["onboarding"])
        self.renewal.show_number(kept["renewal"])

    def tell(self, phases: Mapping[Phase | None, int]) -> None:
        """Say where the accounts of the segment stand."""
        order: list[Phase | None] = [*Phase, None]
        parts = [
            _("{phase} {n}", phase=name_of(phase) if phase else _("not said"), n=number(phases[phase]))
            for phase in order
            if phases.get(phase)
        ]
        self.row.say(_("Now: {phases}", phases=" · ".join(parts)) if parts else _("No accounts yet."))

    def _key(self) -> str:
        return f"phase.months.{self._segment}"

    def _choose(self, rule: str) -> None:
        if not self._section.keep(choose, f"phase.rule.{self._segment}", rule, row=self.row):
            self.refresh()

    def _given(self, part: str, months: int | None) -> None:
        field, row = (self.onboarding, self.first) if part == "onboarding" else (self.renewal, self.last)
        kept = self._section.workspace.read(chosen_value, self._key())
        if self._section.keep(choose, self._key(), {**kept, part: months}, row=row):
            assert months is not None
            field.took(months)


def _months() -> PlainLabel:
    return PlainLabel(_("months"), "body", tone="text2")
