"""What the figures of money are about: the period, the segment and the method, in one line above them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, day, name_of
from app.operations.money.scopes import Method, PeriodChoice, Scope, period_choices, period_named
from app.operations.money.words import method_name
from app.operations.settings import settings
from app.views.dialogs.error import show_error
from app.views.widgets.choices import ComboBox
from app.views.widgets.fields import LineField
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Workspace
from app.vocabulary import Segment

__all__ = ["Scope", "ScopeBar"]

_OTHER = "other"


class ScopeBar(QWidget):
    """`changed` when something else is asked for; `scope()` tells what."""

    changed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setAccessibleName(_("What the figures are about"))
        self._choices = {choice.key: choice for choice in self._known()}
        self._chosen = next(iter(self._choices.values()))
        self.period = ComboBox(_("Period"))
        for choice in self._choices.values():
            self.period.addItem(choice.words, choice.key)
        self.period.addItem(_("Another period…"), _OTHER)
        self.other = LineField(_("Another period…").removesuffix("…"))
        self.other.setPlaceholderText("FY2025, 2026Q3, 2026-04..2026-09")
        self.other.hide()
        self.dates = PlainLabel(self._chosen.dates, "label", tone="text2")
        self.segment = ComboBox(_("Segment"))
        self.segment.addItem(_("All segments"), None)
        for segment in Segment:
            self.segment.addItem(name_of(segment), segment)
        self.method = ComboBox(_("Method"))
        for method in Method:
            self.method.addItem(method_name(method), method)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.period, self.other, self.dates):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.segment)
        row.addWidget(self.method)
        self.period.activated.connect(lambda _at: self._choose())
        self.other.returnPressed.connect(self._named)
        self.segment.activated.connect(lambda _at: self.changed.emit())
        self.method.activated.connect(lambda _at: self.changed.emit())

    def scope(self) -> Scope:
        """Return what is asked for; a day later the period has moved on."""
        self._move_on()
        # A box keeps a StrEnum as a plain string.
        segment, method = self.segment.currentData(), Method(self.method.currentData())
        return Scope(self._chosen.period, self._chosen.whole, Segment(segment) if segment else None, method)

    def said(self) -> str:
        """Return what is asked for in words."""
        period = self._chosen.period
        days = f"{day(period.start)} – {day(period.end)}"
        parts = [(self.period, days), *((box, box.currentText()) for box in (self.segment, self.method))]
        return " · ".join(words for box, words in parts if not box.isHidden())

    def panes(self) -> tuple[QWidget, ...]:
        """Return what can be chosen."""
        return tuple(box for box in (self.period, self.segment, self.method) if not box.isHidden())

    def show_period(self, on: bool) -> None:
        """Show the period, or not where it makes no difference."""
        self.period.setVisible(on)
        self.dates.setVisible(on)
        self.other.setVisible(on and self.period.currentData() == _OTHER)

    def _known(self) -> tuple[PeriodChoice, ...]:
        return period_choices(self._workspace.clock.today(), self._fiscal_start())

    def _fiscal_start(self) -> int:
        return int(self._workspace.read(settings).fiscal_year_start)

    def _move_on(self) -> None:
        """Take the days of today, and of a fiscal year that may begin elsewhere by now."""
        self._choices = {choice.key: choice for choice in self._known()}
        if self._chosen.key in self._choices:
            self._chosen = self._choices[self._chosen.key]
            self.dates.setText(self._chosen.dates)

    def _choose(self) -> None:
        key = self.period.currentData()
        self.other.setVisible(key == _OTHER)
        if key == _OTHER:
            self.other.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self._take(self._choices[key])

    def _named(self) -> None:
        try:
            self._take(period_named(self.other.text(), self._workspace.clock.today(), self._fiscal_start()))
        except BansoError as error:
            show_error(self.window(), error)

    def _take(self, choice: PeriodChoice) -> None:
        self._chosen = choice
        self.dates.setText(choice.dates)
        self.changed.emit()
