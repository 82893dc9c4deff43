"""Everything ever written that the score of one account depends on, and how the inputs of any day are cut from it.

Each row carries its own stamp: what was known at the end of a day is what was stamped before the next one began and
was not taken back by then. Rows that came later, corrections among them, change nothing of what was known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeVar

from app.health.inputs import Event, Feeling, Inputs, Override, Reading
from app.operations.health.away import Away, was_away
from app.operations.health.day_end import after_day
from app.revenue.terms import add_months
from app.vocabulary import Phase, Segment


class _Row(Protocol):
    @property
    def at(self) -> str:
        """When it was written down."""

    @property
    def gone(self) -> str | None:
        """When it was taken back."""

    @property
    def away(self) -> Away:
        """When it was taken back for a while."""


R = TypeVar("R", bound=_Row)


@dataclass(frozen=True)
class ReadingRow:
    """A reading with the instant of its removal."""

    reading: Reading
    gone: str | None = None
    away: Away = ()

    @property
    def at(self) -> str:
        """Return when it was recorded."""
        return self.reading.recorded_at


@dataclass(frozen=True)
class FactRow:
    """A dated fact: what holds of a field from a day on."""

    no: int
    name: str
    value: str | None
    on: date
    at: str
    gone: str | None = None
    away: Away = ()


@dataclass(frozen=True)
class EventRow:
    """An indicator with the instant it was written down."""

    event: Event
    at: str
    gone: str | None = None
    away: Away = ()


@dataclass(frozen=True)
class JudgementRow:
    """A feeling or an override: `value` is its effect or its score. `by` is the name of who said it, as of then."""

    id: str
    no: int
    value: int
    reason: str
    by: str
    on: date
    expires: date
    at: str
    gone: str | None = None
    away: Away = ()


@dataclass(frozen=True)
class Known:
    """All rows of one account. `inputs` may be asked for any number of days."""

    account_id: str
    account_no: int
    name: str
    zone: str
    readings: Sequence[ReadingRow] = ()
    facts: Sequence[FactRow] = ()
    events: Sequence[EventRow] = ()
    feelings: Sequence[JudgementRow] = ()
    overrides: Sequence[JudgementRow] = ()
    _ends: dict[date, str] = field(default_factory=dict, repr=False, compare=False)

    def inputs(self, as_of: date) -> Inputs:
        """Return what was known at the end of a day."""
        end = self._end(as_of)
        facts = sorted(
            (fact for fact in _then(self.facts, end) if fact.on <= as_of), key=lambda fact: (fact.on, fact.at, fact.no)
        )
        last = {fact.name: fact.value for fact in facts}
        owners = [fact for fact in facts if fact.name == "owner_id"]
        phase = last.get("derived_phase") or last.get("phase")
        segment = last.get("segment")
        feeling, override = _newest(_then(self.feelings, end)), _newest(_then(self.overrides, end))
        return Inputs(
            as_of=as_of,
            segment=Segment(segment) if segment else None,
            phase=Phase(phase) if phase else None,
            months=months_since(last.get("started_on"), as_of),
            owner_id=last.get("owner_id"),
            held_since=held_since(owners),
            readings=tuple(row.reading for row in _then(self.readings, end) if row.reading.on <= as_of),
            events=tuple(row.event for row in _then(self.events, end) if row.event.on <= as_of),
            feeling=Feeling(feeling.value, feeling.reason, feeling.by, feeling.on, feeling.expires, feeling.id)
            if feeling
            else None,
            override=Override(override.value, override.reason, override.by, override.on, override.expires, override.id)
            if override
            else None,
        )

    def _end(self, day: date) -> str:
        if day not in self._ends:
            self._ends[day] = after_day(day, self.zone)
        return self._ends[day]


def _then(rows: Iterable[R], end: str) -> list[R]:
    return [
        row for row in rows if row.at < end and (row.gone is None or row.gone >= end) and not was_away(row.away, end)
    ]


def _newest(rows: Sequence[JudgementRow]) -> JudgementRow | None:
    return max(rows, key=lambda row: (row.at, row.no), default=None)


def held_since(owners: Sequence[FactRow]) -> date | None:
    """Return the day the present owner took over from another one."""
    if not owners or owners[-1].value is None:
        return None
    since: date | None = None
    for fact in reversed(owners):
        if fact.value != owners[-1].value:
            return since if any(one.value is not None for one in owners[: owners.index(fact) + 1]) else None
        since = fact.on
    return None


def months_since(started_on: str | None, day: date) -> int | None:
    """Return the whole months since a start; None before it."""
    if not started_on:
        return None
    start = date.fromisoformat(started_on)
    months = (day.year - start.year) * 12 + day.month - start.month
    if add_months(start, months) > day:
        months -= 1
    return months if months >= 0 else None
