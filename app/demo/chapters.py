"""Chapters of the made-up book: what was written at which instant, gathered row by row and told in order."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.clock import stamp
from app.ids import uuid7

Row = Mapping[str, object]

CAUSES: Mapping[str, time] = {
    "demo_readings": time(6, 40),
    "demo_accounts": time(9, 10),
    "demo_people": time(9, 40),
    "demo_contracts": time(10, 20),
    "demo_contacts": time(17, 30),
    "demo_promises": time(17, 50),
    "demo_plans": time(17, 55),
    "demo_versions": time(18, 0),
    "demo_agreed": time(18, 5),
    "demo_voice": time(18, 10),
    "demo_feelings": time(18, 30),
    "demo_calls": time(18, 35),
    "demo_reviews": time(18, 40),
}
"""What a chapter is for → the time of day at which it was written down."""

TABLES = (
    "member",
    "measure",
    "account",
    "account_fact",
    "handover",
    "person",
    "position",
    "participation",
    "tie",
    "move",
    "contract",
    "contract_line",
    "forecast_call",
    "gathering",
    "touchpoint",
    "touchpoint_person",
    "promise",
    "plan",
    "objective",
    "milestone",
    "objective_reading",
    "plan_version",
    "commitment",
    "plan_comment",
    "onboarding",
    "review",
    "review_section",
    "decision",
    "request",
    "request_account",
    "csql",
    "response",
    "indicator",
    "target",
    "health_model",
    "feeling",
    "score_override",
    "reading",
)
"""The tables that the book fills, each after those it refers to."""


@dataclass(frozen=True)
class Chapter:
    """One change of the book: rows made and rows changed at an instant. Readings name account_id and measure_id."""

    id: str
    at: datetime
    cause: str
    creates: Mapping[str, list[Row]]
    amends: Mapping[str, Mapping[str, Row]]


class Ledger:
    """Gathers rows by the day they were written, up to the eve of `today`, with ids that a seed repeats."""

    def __init__(self, today: date, zone: str, seed: int) -> None:
        self.today = today
        self.eve = today - timedelta(days=1)
        self.seed = seed
        self._zone = ZoneInfo(zone)
        self._ids = random.Random(f"{seed}:ids")
        self._creates: dict[tuple[date, str], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
        self._amends: dict[tuple[date, str], dict[str, dict[str, dict[str, object]]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(dict))
        )

    def rng(self, *parts: object) -> random.Random:
        """Return a source of chance of its own, so that one account's story does not move another's."""
        return random.Random(":".join(str(part) for part in (self.seed, *parts)))

    def instant(self, day: date, at: time) -> datetime:
        """Return a time of a day in the book's zone."""
        return datetime.combine(day, at, self._zone)

    def written(self, day: date, cause: str) -> str:
        """Return the instant at which a chapter was written, as stored."""
        return stamp(self.instant(self._told(day), CAUSES[cause]))

    def create(self, day: date, cause: str, entity: str, **row: object) -> str:
        """Add a row that was written on `day` (yesterday at the latest) and return its id."""
        day = self._told(day)
        row_id = self._new_id(day, cause)
        self._creates[day, cause][entity].append({**row, "id": row_id, "sample": True})
        return row_id

    def read(self, observed: date, recorded: date, cause: str = "demo_readings", **row: object) -> None:
        """Add a reading that held on the evening of `observed` and was known on `recorded`, unless that is to come."""
        if recorded <= self.eve:
            observed_at = stamp(self.instant(observed, time(17)))
            given = {**row, "observed_at": observed_at, "recorded_at": self.written(recorded, cause)}
            self._creates[recorded, cause]["reading"].append(given)

    def amend(self, day: date, cause: str, entity: str, row_id: str, **values: object) -> None:
        """Change fields of an earlier row on `day`."""
        self._amends[self._told(day), cause][entity][row_id].update(values)

    def _new_id(self, day: date, cause: str) -> str:
        milliseconds = int(self.instant(day, CAUSES[cause]).timestamp() * 1000)
        return uuid7(milliseconds, self._ids.randbytes(10))

    def _told(self, day: date) -> date:
        return min(day, self.eve)

    def so_far(self) -> Iterator[tuple[date, str, Mapping[str, list[Row]], Mapping[str, Mapping[str, Row]]]]:
        """Yield (day, cause, rows made, rows changed) of everything gathered, in the order in which it happened."""
        keys = sorted({*self._creates, *self._amends}, key=lambda key: (key[0], CAUSES[key[1]]))
        for key in keys:
            made, changed = self._creates.get(key, {}), self._amends.get(key, {})
            yield (
                *key,
                {t: made[t] for t in TABLES if t in made},
                {t: {row_id: dict(values) for row_id, values in changed[t].items()} for t in TABLES if t in changed},
            )

    def chapters(self) -> list[Chapter]:
        """Return everything gathered, in the order in which it happened."""
        return [
            Chapter(self._new_id(day, cause), self.instant(day, CAUSES[cause]), cause, creates, amends)
            for day, cause, creates, amends in self.so_far()
        ]
