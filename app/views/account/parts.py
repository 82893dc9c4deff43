"""The tabs of an account: each made when it is first shown, and told of an account only while it can be seen."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.operations.account_page import AccountPage
from app.views.page import Host
from app.views.workspace import Workspace

OVERVIEW, HEALTH, PLAN, TOUCHPOINTS, PEOPLE, REVIEWS, PROMISES, VOICE, HISTORY = range(9)
NAMES = ("overview", "health", "plan", "touchpoints", "people", "reviews", "promises", "voice", "history")
_MADE_BY = (
    "overview:Overview", "health.tab:HealthTab", "plan_tab:PlanTab", "touchpoints_tab:TouchpointsTab",
    "people_tab:PeopleTab", "reviews_tab:ReviewsTab", "promises_tab:PromisesTab", "voice_tab:VoiceTab",
    "history_tab:HistoryTab",
)  # fmt: skip
"""By which class of which module; most are first imported when their tab is first shown."""


class Parts(QStackedWidget):
    """What is in the tabs. `made(tab, widget)` when one is shown for the first time.

    A part has `show_account(page, today)`, `panes()` (what its keys act on last), `commands()` and `search_field()`.
    One that keeps a place or a filter has `start()`, called before it shows another account; one that is written in
    has `settle()`.
    """

    made = Signal(int, object)

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._host = workspace, host
        self._parts: dict[int, Any] = {}
        self._shown: dict[int, tuple[AccountPage, date]] = {}
        self._now: tuple[AccountPage, date] | None = None
        self._places = [QWidget() for _name in NAMES]
        for place in self._places:
            self.addWidget(place)

    def part(self, at: int) -> Any:
        """Return what is in a tab, made now where it was not yet."""
        if at not in self._parts:
            module, name = _MADE_BY[at].split(":")
            make = getattr(import_module(f"app.views.account.{module}"), name)
            part = self._parts[at] = make(self._workspace, self._host)
            old = self._places[at]
            self.insertWidget(at, part)
            self.removeWidget(old)
            old.deleteLater()
            self._places[at] = part
            self.made.emit(at, part)
        return self._parts[at]

    def current(self) -> Any:
        """Return what is in the tab that is open."""
        return self.part(self.currentIndex())

    def turn(self, at: int) -> None:
        """Show a tab with what is true now."""
        part = self.part(at)
        if self._now is not None and self._shown.get(at) is not self._now:
            before = self._shown.get(at)
            if before is not None and before[0].id != self._now[0].id and hasattr(part, "start"):
                part.start()
            self._shown[at] = self._now
            part.show_account(*self._now)
        self.setCurrentIndex(at)

    def settle(self) -> None:
        """Keep what is being written in any tab, before another account is shown."""
        for part in self._parts.values():
            if hasattr(part, "settle"):
                part.settle()

    def show_account(self, page: AccountPage, today: date) -> None:
        """Show an account in the tab that is open; the others wait until they are."""
        self._now = (page, today)
        self.turn(self.currentIndex())
