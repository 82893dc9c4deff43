"""What a person does with a call to action, from Today and from its account: one change each, with the way back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from app.errors import BansoError
from app.language import _, short_day
from app.operations.signals.acts import (
    dismiss_cta,
    finish_cta,
    move_cta,
    raise_cta,
    snooze_cta,
    start_play,
    stop_play,
    tick_step,
)
from app.operations.signals.ctas import CtaPage, cta_page
from app.operations.signals.rows import CtaRow
from app.views.dialogs.error import show_error
from app.views.page import Host, toast_undoable
from app.views.workspace import Workspace

if TYPE_CHECKING:
    from app.views.signals.closing import CloseSheet, DismissSheet
    from app.views.signals.cta_sheet import CtaSheet
    from app.views.signals.raise_sheet import RaiseSheet
    from app.views.widgets.day_choice import DayChoice

Go = Callable[[str, str], object]
"""Leads to a tab of an account: (account id, name of the tab)."""


class CtaActs:
    """Acts for `widget`: sheets open over its window. `go` leads to the evidence; None where nothing leads there."""

    def __init__(self, widget: QWidget, workspace: Workspace, host: Host, go: Go | None = None) -> None:
        self.widget, self.workspace, self.go = widget, workspace, go
        self._host = host

    @property
    def today(self) -> date:
        """Return the day it is."""
        return self.workspace.clock.today()

    def page(self, cta_id: str) -> CtaPage:
        """Return everything about one; BansoError where it is gone."""
        found: CtaPage = self.workspace.read(cta_page, cta_id, today=self.today)
        return found

    # Sheets

    def open(self, cta_id: str) -> CtaSheet | None:
        """Open the sheet of one."""
        from app.views.signals.cta_sheet import CtaSheet

        if self._row(cta_id) is None:
            return None
        sheet = CtaSheet(cta_id, self, self.widget.window())
        sheet.show_sheet()
        return sheet

    def ask_finish(self, cta_id: str, over: QWidget | None = None) -> CloseSheet | None:
        """Ask what came of one, and close it."""
        from app.views.signals.closing import CloseSheet

        row = self._row(cta_id)
        if row is None:
            return None
        sheet = CloseSheet(row, self.today, over or self.widget.window())

        def closed(outcome: object, note: str) -> None:
            if self._try(sheet.tell, finish_cta, cta_id, outcome=outcome, note=note, today=self.today):
                sheet.accept()
                self._say(_("Closed with its outcome"))

        sheet.closed.connect(closed)
        sheet.open()
        return sheet

    def ask_dismiss(self, cta_id: str, over: QWidget | None = None) -> DismissSheet | None:
        """Ask why one asks for nothing, and dismiss it."""
        from app.views.signals.closing import DismissSheet

        row = self._row(cta_id)
        if row is None:
            return None
        sheet = DismissSheet(row, self.today, over or self.widget.window())

        def dismissed(reason: str) -> None:
            if self._try(sheet.tell, dismiss_cta, cta_id, reason=reason, today=self.today):
                sheet.accept()
                self._say(_("Dismissed without action"))

        sheet.dismissed.connect(dismissed)
        sheet.open()
        return sheet

    def ask_raise(self, account_id: str, account: str) -> RaiseSheet:
        """Ask what is to be done at an account, and raise a call to action by hand."""
        from app.views.signals.raise_sheet import RaiseSheet

        sheet = RaiseSheet(account, self.workspace, self.widget.window())

        def wanted(values: dict[str, Any]) -> None:
            if self._try(sheet.tell, raise_cta, account_id, **values, today=self.today):
                sheet.accept()
                self._say(_("The call to action is raised"))

        sheet.wanted.connect(wanted)
        sheet.open()
        return sheet

    def ask_later(self, cta_id: str, spot: QPoint, over: QWidget) -> DayChoice:
        """Ask until when one is to be hidden from Today."""
        from app.views.today.acts import later_days
        from app.views.widgets.day_choice import DayChoice

        choice = DayChoice(_("Hide until"), later_days(self.today), self.today, over)

        def hide(until: date) -> None:
            if self._try(None, snooze_cta, cta_id, until=until, today=self.today):
                self._say(_("Back on {day}", day=short_day(until)))

        choice.chosen.connect(hide)
        choice.appear(spot)
        return choice

    def ask_due(self, cta_id: str, spot: QPoint, over: QWidget) -> DayChoice:
        """Ask until when one is to be done."""
        from app.views.widgets.day_choice import DayChoice, near_days

        choice = DayChoice(_("Change the due day"), near_days(self.today), self.today, over)

        def move(due: date) -> None:
            if self._try(None, move_cta, cta_id, due=due, today=self.today):
                self._say(_("Due {day}", day=short_day(due)))

        choice.chosen.connect(move)
        choice.appear(spot)
        return choice

    # The play

    def start(self, cta_id: str, playbook: str | None = None) -> bool:
        """Start a playbook: the proposed one unless another is named."""
        if not self._try(None, start_play, cta_id, playbook=playbook, today=self.today):
            return False
        self._say(_("The playbook is started"))
        return True

    def stop(self, cta_id: str) -> None:
        """Stop the play; its open steps are dropped."""
        if self._try(None, stop_play, cta_id, today=self.today):
            self._say(_("The playbook is stopped"))

    def tick(self, step_id: str, done: bool) -> bool:
        """Tick a step, or take the tick back."""
        if not self._try(None, tick_step, step_id, done=done, today=self.today):
            return False
        self._say(_("The step is done") if done else _("The step is open again"))
        return True

    # Writing and telling

    def _row(self, cta_id: str) -> CtaRow | None:
        try:
            return self.page(cta_id).row
        except BansoError as error:
            show_error(self.widget.window(), error)
            return None

    def _try(
        self, tell: Callable[[BansoError], object] | None, operation: Callable[..., Any], *args: Any, **kw: Any
    ) -> bool:
        try:
            self.workspace.write(operation, *args, **kw)
        except BansoError as error:
            if tell is None:
                show_error(self.widget.window(), error)
            else:
                tell(error)
            return False
        return True

    def _say(self, said: str) -> None:
        toast_undoable(self._host, said, self.workspace.last_change)
