"""The tabs of an account: each made when it is first shown, and told of an account only while it can be seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.operations.account_page import AccountPage
from app.views.account.overview import Overview
from app.views.page import Host
from app.views.workspace import Workspace

OVERVIEW, HEALTH, PLAN, TOUCHPOINTS, PEOPLE, REVIEWS, PROMISES, VOICE, HISTORY = range(9)
NAMES = ("overview", "health", "plan", "touchpoints", "people", "reviews", "promises", "voice", "history")


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
            part = self._parts[at] = _makers()[at](self._workspace, self._host)
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


def _makers() -> tuple[Callable[[Workspace, Host], QWidget], ...]:
    return (Overview, _health, _plan, _touchpoints, _people, _reviews, _promises, _voice, _history)


def _health(workspace: Workspace, host: Host) -> QWidget:
    from app.views.account.health.tab import HealthTab

    return HealthTab(workspace, host)


def _plan(workspace: Workspace, host: Host) -> QWidget:
    from app.views.account.plan_tab import PlanTab

    return PlanTab(workspace, host)


def _touchpoints(workspace: Workspace, host: Host) -> QWidget:
    from app.views.account.touchpoints_tab import TouchpointsTab

    return TouchpointsTab(workspace, host)


def _people(workspace: Workspace, host: Host) -> QWidget:
    from app.views.account.people_tab import PeopleTab

    return PeopleTab(workspace, host)


def _reviews(workspace: Workspace, host: Host) -> QWidget:
    from app.views.account.reviews_tab import ReviewsTab

    return ReviewsTab(workspace, host)


def _promises(workspace: Workspace, host: Host) -> QWidget:
    from app.views.account.promises_tab import PromisesTab

    return PromisesTab(workspace, host)


def _voice(workspace: Workspace, host: Host) -> QWidget:
    from app.views.account.voice_tab import VoiceTab

    return VoiceTab(workspace, host)


def _history(workspace: Workspace, host: Host) -> QWidget:
    from app.views.account.history_tab import HistoryTab

    return HistoryTab(workspace, host)
