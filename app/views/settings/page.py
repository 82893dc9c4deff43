"""The settings: a list of sections on the left, the one that is open on the right."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.language import _
from app.views import theme as themes
from app.views.commands import Command
from app.views.page import Crumb, Page
from app.views.settings.desk import SettingsDesk
from app.views.settings.section import Section
from app.views.settings.section_list import Entry, SectionList

FIRST = "appearance"

# Each is loaded when it is opened: (icon, words, module, class).
_SECTIONS: dict[str, tuple[str, Callable[[], str], str, str]] = {
    "appearance": ("sun-moon", lambda: _("Display"), "appearance", "Appearance"),
    "segments": ("users", lambda: _("Segments and cadence"), "segments", "Segments"),
    "health": ("heart-handshake", lambda: _("Health model"), "model.section", "HealthModel"),
    "rules": ("flag", lambda: _("Rules of calls to action"), "rules.section", "SignalRules"),
    "money": ("receipt-japanese-yen", lambda: _("Fiscal year and money"), "money", "Money"),
    "days": ("calendar", lambda: _("Business days"), "days", "Days"),
    "data": ("shield-check", lambda: _("Data and protection"), "data", "Data"),
    "forget": ("trash-2", lambda: _("Forget"), "forget", "Forget"),
    "keys": ("keyboard", lambda: _("Shortcuts"), "shortcuts", "Shortcuts"),
}


class SettingsPage(Page):
    """`go(key)` opens a section; without one the section that was open last."""

    def __init__(self, desk: SettingsDesk) -> None:
        super().__init__()
        self._desk = desk
        self._key = FIRST
        self._made: dict[str, Section] = {}
        self.setAccessibleName(_("Settings"))
        self.sections = SectionList([Entry(key, icon, words()) for key, (icon, words, *_rest) in _SECTIONS.items()])
        self.sections.set_current(FIRST)
        self.sections.chosen.connect(lambda key: self.wants.emit("settings", key))
        self._stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.sections)
        row.addWidget(self._stack, 1)
        desk.workspace.changed.connect(self._changed)

    def go(self, argument: object) -> None:
        """Open a section."""
        if isinstance(argument, str) and argument in _SECTIONS:
            self._key = argument
        section = self.section()
        section.say_saved(False)
        section.refresh()
        self._stack.setCurrentWidget(section)
        self.sections.set_current(self._key)
        self.moved.emit()

    def section(self) -> Section:
        """Return the section that is open."""
        section = self._made.get(self._key)
        if section is None:
            module, name = _SECTIONS[self._key][2:]
            kind = getattr(import_module(f"app.views.settings.{module}"), name)
            section = self._made[self._key] = kind(self._desk)
            self._stack.addWidget(section)
        return section

    def crumbs(self) -> tuple[Crumb, ...]:
        """Settings, then the section."""
        return Crumb(_("Settings"), "settings", FIRST), Crumb(_SECTIONS[self._key][1]())

    def panes(self) -> tuple[QWidget, ...]:
        """The list and the section."""
        return self.sections, self.section()

    def commands(self) -> tuple[Command, ...]:
        """Each section can be gone to."""
        return tuple(
            Command(f"settings:{key}", _("Settings: {section}", section=words()), "", icon, self._opener(key))
            for key, (icon, words, *_rest) in _SECTIONS.items()
        )

    def _opener(self, key: str) -> Callable[[], object]:
        return lambda: self.wants.emit("settings", key)

    def _changed(self, changes: object) -> None:
        if self.isVisible():
            self.section().changed(changes)  # type: ignore[arg-type]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line beside the list."""
        painter = QPainter(self)
        x = self.sections.geometry().right() + 8
        painter.fillRect(QRect(x, 0, 1, self.height()), themes.current().color.divider)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the list of sections."""
        if event.key() == Qt.Key.Key_Escape and not self.sections.focus_current().hasFocus():
            self.sections.focus_current().setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)
