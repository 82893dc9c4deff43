"""The rules of calls to action in the settings: each on or off, changed with a reason, tried out before it counts."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, current
from app.operations.signals.playbooks import keep_playbook, remove_playbook
from app.operations.signals.rules import PlayRow, RuleRow, RulesPage, change_rule, reset_rule, rules_page, switch_rule
from app.views.page import toast_undoable
from app.views.settings.desk import SettingsDesk
from app.views.settings.model.tabbing import FocusFollower, tab_through
from app.views.settings.rules.lines import PlayLine, RuleLine
from app.views.settings.rules.play_sheet import PlaySheet
from app.views.settings.rules.reason import ReasonSheet
from app.views.settings.rules.rule_sheet import RuleSheet
from app.views.settings.rules.words import rule_name
from app.views.settings.section import Section
from app.views.widgets.buttons import Button


class SignalRules(Section):
    """The shipped rules with what was changed of them, and the playbooks."""

    entities = ("signal_rule", "playbook", "cta", "measure")

    def __init__(self, desk: SettingsDesk) -> None:
        about = _(
            "Each rule looks for one cause. What it finds stands in Today as a call to action: one for each cause,"
            " until it is closed."
        )
        super().__init__(desk, _("Rules of calls to action"), about)
        self.found: RulesPage | None = None
        self.rules: dict[str, RuleLine] = {}
        self.plays: dict[str, PlayLine] = {}
        self._rules, self._plays = QVBoxLayout(), QVBoxLayout()
        for lines in (self._rules, self._plays):
            lines.setSpacing(2)
        self.add_card(_("Rules")).body.addLayout(self._rules)
        about = _("The steps that answer a call to action. They become promises once a play is started.")
        card = self.add_card(_("Playbooks"), about=about)
        card.body.addLayout(self._plays)
        self.add = Button(_("Add a playbook…"), icon="plus", kind="quiet")
        self.add.clicked.connect(lambda: self.open_play(None))
        card.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._follower = FocusFollower(self, self.narrow, clicks=False)

    def refresh(self) -> None:
        """Show the rules and playbooks as they are kept."""
        found: RulesPage = self.workspace.read(rules_page)
        self.found = found
        plays = {row.play.key: row.play for row in found.plays}
        names = {row.rule.key: rule_name(row.rule) for row in found.rules}
        for rule in found.rules:
            line = self.rules.get(rule.rule.key)
            if line is None:
                line = self.rules[rule.rule.key] = RuleLine(self._ask_switch, self.open_rule)
                self._rules.addWidget(line)
            line.show_rule(rule, plays, found.measures)
        for key in [key for key in self.plays if key not in plays]:
            gone = self.plays.pop(key)
            gone.hide()
            gone.deleteLater()
        for play in found.plays:
            shown = self.plays.get(play.play.key)
            if shown is None:
                shown = self.plays[play.play.key] = PlayLine(self.open_play)
                self._plays.addWidget(shown)
            shown.show_play(play, [names[key] for key in play.rules if key in names])
        tab_through(self.narrow)

    # Rules

    def open_rule(self, row: RuleRow) -> RuleSheet:
        """Open the sheet of a rule."""
        assert self.found is not None
        key = row.rule.key

        def write(body: Mapping[str, object], reason: str) -> None:
            before = self.workspace.last_change
            self.workspace.write(change_rule, key, body, reason=reason)
            if self.workspace.last_change != before:
                self._say(_("The rule is changed"))

        def reset(reason: str) -> None:
            self.workspace.write(reset_rule, key, reason=reason)
            self._say(_("The rule is as it ships"))

        sheet = RuleSheet(self.window_, self.workspace, row, self.found, write, reset)
        self._come_back(sheet, self.rules[key].button)
        sheet.show_sheet()
        return sheet

    def _ask_switch(self, row: RuleRow, on: bool) -> ReasonSheet:
        name = rule_name(row.rule)
        title = _("Switch on “{rule}”?", rule=name) if on else _("Switch off “{rule}”?", rule=name)
        line = (
            _("It is looked into again within a moment.")
            if on
            else _("It finds nothing any more; open ones of it say that they can be closed.")
        )
        sheet = ReasonSheet(self.window_, title, line, _("Switch on") if on else _("Switch off"))

        def agreed() -> None:
            try:
                self.workspace.write(switch_rule, row.rule.key, on=on, reason=sheet.reason.text())
            except BansoError as error:
                sheet.tell(error)
                return
            sheet.accept()
            self._say(_("The rule is on") if on else _("The rule is off"))

        sheet.agreed.connect(agreed)
        self._come_back(sheet, self.rules[row.rule.key].box)
        sheet.open()
        return sheet

    # Playbooks

    def open_play(self, row: PlayRow | None) -> PlaySheet:
        """Open the sheet of a playbook, or of one to come."""

        def write(document: Mapping[str, object]) -> None:
            before = self.workspace.last_change
            self.workspace.write(keep_playbook, document)
            if self.workspace.last_change != before:
                self._say(_("The playbook is kept"))

        def drop() -> None:
            if row is not None:
                self.workspace.write(remove_playbook, row.play.key, lang=current())
                self._say(_("The playbook is removed") if row.own else _("The playbook is as it ships"))

        sheet = PlaySheet(self.window_, row, write, drop)
        self._come_back(sheet, self.plays[row.play.key].button if row is not None else self.add)
        sheet.show_sheet()
        return sheet

    def _come_back(self, sheet: RuleSheet | ReasonSheet | PlaySheet, widget: QWidget) -> None:
        """Give the focus back to where the sheet was asked for."""

        def back() -> None:
            if widget.isVisible():
                widget.setFocus(Qt.FocusReason.OtherFocusReason)

        sheet.finished.connect(lambda _result: back())

    def _say(self, words: str) -> None:
        self.say_saved()
        toast_undoable(self.window_, words, self.workspace.last_change)
