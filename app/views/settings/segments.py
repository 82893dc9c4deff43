"""Segments and cadence: after how many days an account counts as quiet, and what a phase goes by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.language import _, name_of, ngettext, number
from app.operations.changes import Changes
from app.operations.settings import choose, settings
from app.operations.settings_effect import Effect, effect
from app.views.settings.desk import SettingsDesk
from app.views.settings.phase_rule import PhaseRule
from app.views.settings.rows import NumberField, Row
from app.views.settings.section import Section
from app.views.widgets.labels import PlainLabel
from app.vocabulary import Segment

_CADENCES = (
    ("cadence.high", Segment.HIGH, False),
    ("cadence.onboarding.high", Segment.HIGH, True),
    ("cadence.low", Segment.LOW, False),
    ("cadence.onboarding.low", Segment.LOW, True),
)


class Segments(Section):
    """Each number is kept by itself; a line says what it does to the book of today."""

    entities = ("setting", "account", "contract", "contract_line", "touchpoint")

    def __init__(self, desk: SettingsDesk) -> None:
        super().__init__(desk, _("Segments and cadence"))
        self.fields: dict[str, NumberField] = {}
        self.rows: dict[str, Row] = {}
        self._quiet_before: int | None = None
        rows: list[QWidget] = [self._cadence(*each) for each in _CADENCES]
        rows.append(
            Row(
                name_of(Segment.TECH),
                PlainLabel(_("none"), "body", tone="text2"),
                about=_("Looked after by programmes; there is no cadence per account."),
            )
        )
        about = _("Days between two words from both sides before an account counts as gone quiet.")
        card = self.add_card(_("Contact cadence"), *rows, about=about)
        self.quiet = PlainLabel("…", "label", tone="text2", wrap=True)
        card.body.addWidget(self.quiet)
        self.phases = {segment: PhaseRule(self, segment) for segment in Segment}
        about = _("Who has left stays so: that is always said by somebody. What was written is kept and comes back.")
        self.add_card(_("Phase of an account"), *self.phases.values(), about=about)

    def refresh(self) -> None:
        """Show what is kept, and ask what it does."""
        chosen = self.workspace.read(settings)
        kept = {
            "cadence.high": chosen.cadence_high,
            "cadence.low": chosen.cadence_low,
            "cadence.onboarding.high": chosen.cadence_onboarding_high,
            "cadence.onboarding.low": chosen.cadence_onboarding_low,
        }
        for key, field in self.fields.items():
            field.show_number(kept[key])
        for rule in self.phases.values():
            rule.refresh()
        self._ask()

    def changed(self, changes: Changes) -> None:
        """Only settings change what stands in the fields; all the rest may change what they do."""
        if changes.touches("setting"):
            self.refresh()
        elif changes.touches(*self.entities):
            self._ask()

    def say_saved(self, saved: bool = True) -> None:
        """A new visit compares with the book as it is now."""
        super().say_saved(saved)
        if not saved:
            self._quiet_before = None

    def _cadence(self, key: str, segment: Segment, onboarding: bool) -> Row:
        name = name_of(segment)
        words = _("{segment}, while onboarding", segment=name) if onboarding else name
        field = self.fields[key] = NumberField(words)
        row = self.rows[key] = Row(words, field, PlainLabel(_("days"), "body", tone="text2"))
        field.given.connect(lambda days: self._given(key, days))
        return row

    def _given(self, key: str, days: int | None) -> None:
        field = self.fields[key]
        if self.keep(choose, key, days, row=self.rows[key]):
            assert days is not None
            field.took(days)

    def _ask(self) -> None:
        today = self.workspace.clock.today()
        self.workspace.run(
            _effect, self.workspace.book, today,
            owner=self, done=self._tell, failed=lambda _error: self.quiet.setText(""),
        )  # fmt: skip

    def _tell(self, found: Effect) -> None:
        before = self._quiet_before
        if before is None:
            self._quiet_before = before = found.quiet
        if before == found.quiet:
            words = ngettext("{n} account counts as quiet today.", "{n} accounts count as quiet today.", found.quiet)
        else:
            words = _("Quiet today: {before} → {after} accounts.", before=number(before), after=number(found.quiet))
        self.quiet.setText(words)
        for segment, rule in self.phases.items():
            rule.tell(found.phases.get(segment, {}))


def _effect(_report: object, _cancelled: Callable[[], bool], book: Any, today: object) -> Effect:
    found: Effect = book.read(effect, today=today)
    return found
