"""What was known of one account at the end of a day: everything a score depends on, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from app.vocabulary import Phase, Segment


@dataclass(frozen=True)
class Reading:
    """One value of a series as observed; `on` is the day of `observed_at` in the book's zone, `no` its row."""

    no: int
    series: str
    value: Fraction | None
    observed_at: str
    recorded_at: str
    on: date
    source: str = ""
    note: str = ""
    by_id: str | None = None


@dataclass(frozen=True)
class Event:
    """An indicator: it has no weight; only a named rule may act on it."""

    kind: str
    on: date
    note: str = ""


@dataclass(frozen=True)
class Feeling:
    """The manager's own correction: −10 to +10, with a reason, until a day inclusive."""

    effect: int
    reason: str
    by: str
    on: date
    expires: date
    id: str = ""

    def holds(self, day: date) -> bool:
        """Tell whether it counts on a day."""
        return self.on <= day <= self.expires


@dataclass(frozen=True)
class Override:
    """A score set by a person, with a reason, until a day inclusive."""

    score: int
    reason: str
    by: str
    on: date
    expires: date
    id: str = ""

    def holds(self, day: date) -> bool:
        """Tell whether it counts on a day."""
        return self.on <= day <= self.expires


@dataclass(frozen=True)
class Inputs:
    """One account at the end of `as_of`. `months` since its start; `held_since` when its present holder took over."""

    as_of: date
    segment: Segment | None = None
    phase: Phase | None = None
    months: int | None = None
    owner_id: str | None = None
    held_since: date | None = None
    readings: tuple[Reading, ...] = ()
    events: tuple[Event, ...] = ()
    feeling: Feeling | None = None
    override: Override | None = None

    def series(self, key: str) -> Sequence[Reading]:
        """Return the readings of a series up to the day, oldest first, corrected ones as they were last known."""
        return self._series.get(key, ())

    @cached_property
    def _series(self) -> Mapping[str, Sequence[Reading]]:
        # A score asks for each series several times, and "why" asks for whole scores: it is sorted out once.
        found: dict[str, list[Reading]] = defaultdict(list)
        for reading in self.readings:
            if reading.on <= self.as_of:
                found[reading.series].append(reading)
        return {key: series_of(some, key) for key, some in found.items()}


def series_of(readings: Iterable[Reading], series: str) -> list[Reading]:
    """Return the readings of a series, oldest first, whatever order they came in.

    Of several for the same instant and source the one recorded last counts: a corrected value is a later row.
    """
    last: dict[tuple[str, str], Reading] = {}
    for one in sorted((r for r in readings if r.series == series), key=lambda r: (r.recorded_at, r.no)):
        last[one.observed_at, one.source] = one
    return sorted(last.values(), key=lambda r: (r.observed_at, r.recorded_at, r.no))
