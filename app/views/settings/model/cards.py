"""The cards of the rules and of the versions there were."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.health.model import Model, Rule
from app.language import _, day, ngettext
from app.operations.health.models import ModelVersion
from app.views.settings.model.words import rule_words, said
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.labels import ElidedLabel, PlainLabel

if TYPE_CHECKING:
    from app.views.settings.model.section import HealthModel

_SHOWN = 5


class RulesCard(Card):
    """What caps, floors or sets a score, in the order in which it is applied."""

    def __init__(self, section: HealthModel) -> None:
        super().__init__(_("Rules"))
        self._section = section
        about = _("Applied to the mean one after the other, before your feeling. No rule writes over what you entered.")
        self.body.addWidget(PlainLabel(about, "label", tone="text2", wrap=True))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.body.addLayout(self._lines)
        self.add = Button(_("Add a rule…"), icon="plus", kind="quiet")
        self.add.clicked.connect(lambda: section.sheets.rule(None))
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.open: dict[str, Button] = {}
        self._shown: tuple[Rule, ...] | None = None

    def show_model(self, model: Model) -> None:
        """Show the rules of what is being edited."""
        if model.rules == self._shown:
            return
        self._shown = model.rules
        clear(self._lines)
        self.open = {}
        if not model.rules:
            self._lines.addWidget(PlainLabel(_("None yet."), "body", tone="text2"))
        for rule in model.rules:
            self._lines.addWidget(self._line(rule))

    def _line(self, rule: Rule) -> QWidget:
        name = said(rule.name, rule.key)
        button = self.open[rule.key] = Button(kind="quiet", icon="pencil", name=_("Change {measure}", measure=name))
        button.clicked.connect(lambda: self._section.sheets.rule(rule.key))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(name))
        words.addWidget(ElidedLabel(rule_words(rule), "label", tone="text2"))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(button)
        return line


class VersionsCard(Card):
    """Which versions there were, who decided them and why, the newest first."""

    def __init__(self, section: HealthModel) -> None:
        super().__init__(_("Versions"))
        self._section = section
        about = _("A score of an earlier day keeps the version that held then.")
        self.body.addWidget(PlainLabel(about, "label", tone="text2", wrap=True))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.body.addLayout(self._lines)
        self.more = Button("…", kind="link", name=_("Show all versions"))
        self.more.clicked.connect(self._show_all)
        self.body.addWidget(self.more)
        self._versions: tuple[ModelVersion, ...] = ()
        self._all = False

    def show_versions(self, versions: tuple[ModelVersion, ...]) -> None:
        """Show them."""
        self._versions = versions
        clear(self._lines)
        newest = versions[::-1]
        for at, version in enumerate(newest if self._all else newest[:_SHOWN]):
            self._lines.addWidget(self._line(version, present=at == 0))
        if not versions:
            self._lines.addWidget(PlainLabel(_("The one that ships with Banso."), "body", tone="text2"))
        left = 0 if self._all else len(versions) - _SHOWN
        self.more.setVisible(left > 0)
        if left > 0:
            self.more.setText(ngettext("{n} more", "{n} more", left))

    def _line(self, version: ModelVersion, *, present: bool) -> QWidget:
        title = _("Version {n}", n=version.version)
        who = " · ".join(part for part in (day(version.on), version.by) if part)
        reason = version.reason or _("The one that ships with Banso.")
        button = Button(_("Begin from it"), kind="quiet")
        button.setAccessibleName(_("Begin from version {n}", n=version.version))
        button.clicked.connect(lambda: self._section.begin_from(version.model))
        line = QWidget()
        line.setAccessibleName(f"{title}, {who}, {reason}")
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(12)
        row.addWidget(PlainLabel(title, "body" if not present else "bodyStrong"))
        row.addWidget(PlainLabel(who, "label", tone="text2"))
        row.addWidget(ElidedLabel(reason), 1)
        if present:
            row.addWidget(PlainLabel(_("in force"), "label", tone="text2"))
        else:
            row.addWidget(button)
        return line

    def _show_all(self) -> None:
        self._all = True
        self.show_versions(self._versions)


def clear(lines: QVBoxLayout) -> None:
    """Take the lines out."""
    while lines.count():
        item = lines.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
