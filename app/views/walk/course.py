"""Where a walk stands: its accounts, the one it is at, what was said and logged; no widget."""

from __future__ import annotations

from typing import Any

from app.errors import BansoError
from app.operations.changes import Changes
from app.operations.pulses import say_pulse
from app.operations.walk import Walked, WalkStop, judge, logged_still, walk_accounts, walked
from app.operations.walk_stop import StopPage, stop_page
from app.views.workspace import Workspace


class Course:
    """The accounts of one walk in their order, kept as they were found when it began."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.stops: tuple[WalkStop, ...] = ()
        self.at = 0
        self._said: dict[str, str] = {}
        self._logged: set[str] = set()

    @property
    def under_way(self) -> bool:
        """Tell whether there is an account to look at."""
        return self.at < len(self.stops)

    @property
    def account_id(self) -> str:
        """Return the id of the account the walk is at."""
        return self.stops[self.at].account_id

    def find(self, _report: object, _cancelled: object) -> tuple[tuple[WalkStop, ...], list[Walked]]:
        """Return the accounts to walk to and what was said today already; for a worker thread."""
        return self._workspace.read(walk_accounts, today=self._today), self.said()

    def begin(self, stops: tuple[WalkStop, ...], said: list[Walked]) -> None:
        """Stand at the first account."""
        self.stops, self.at = stops, 0
        self._said = {one.account_id: one.verdict for one in said}

    def page(self) -> StopPage | None:
        """Return what there is to see of the present account; one that was removed meanwhile is walked past."""
        while self.under_way:
            stop = self.stops[self.at]
            try:
                found: StopPage = self._workspace.read(stop_page, stop.account_id, today=self._today)
            except BansoError:
                self.stops = tuple(one for one in self.stops if one is not stop)
            else:
                return found
        return None

    def said(self) -> list[Walked]:
        """Return what was said today."""
        found: list[Walked] = self._workspace.read(walked, today=self._today)
        return found

    def logs(self) -> int:
        """Return how many touchpoints were logged on the way and are still there."""
        return int(self._workspace.read(logged_still, self._logged)) if self._logged else 0

    def hear(self, changes: Changes, *, logging: bool) -> int | None:
        """Take in a change; return the place of an account whose verdict was taken back, or None."""
        if logging:
            self._logged |= changes.ids("touchpoint")
        if not changes.touches("walk"):
            return None
        now = {one.account_id: one.verdict for one in self.said()}
        gone, self._said = self._said.keys() - now.keys(), now
        return next((at for at, stop in enumerate(self.stops) if stop.account_id in gone), None)

    def judge(self, verdict: str, reason: str = "", chosen: tuple[str, ...] = ()) -> None:
        """Say how the present account stands, as one change."""
        self._workspace.write(
            judge, self.account_id, verdict, reason=reason, aspects=chosen, today=self._today, by_id=self._by_id
        )

    def say(self, key: str, value: int, reason: str) -> None:
        """Say one aspect of the present account."""
        self._workspace.write(
            say_pulse, self.account_id, key, value, reason, observed_on=self._today, by_id=self._by_id
        )

    @property
    def _today(self) -> Any:
        return self._workspace.clock.today()

    @property
    def _by_id(self) -> Any:
        return getattr(self._workspace.book, "by_id", None)
