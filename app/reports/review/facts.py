"""What is known for a review on the day it is prepared: facts with the records they come from, in no language yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from app.reports.content import Source


class Chapter(StrEnum):
    """The sections of a review in the order they are shown; `OWN` is one a person adds."""

    PROMISES = "promises"
    GOALS = "goals"
    OUTCOMES = "outcomes"
    USE = "use"
    SUPPORT = "support"
    HEALTH = "health"
    PEOPLE = "people"
    ACTIONS = "actions"
    NEXT = "next"
    ASKS = "asks"
    ROADMAP = "roadmap"
    OWN = "own"


@dataclass(frozen=True)
class Fact:
    """One thing that is known, said in words only when it is told.

    `key` names it for good ("promise:ID", "reading:weekly_users"): what is left out, and what is compared on a refresh,
    goes by it. `kind` says which words it takes. `values` hold plain text: names as recorded, exact decimal text, ISO
    days, keys of kinds. `valid_days` is for how long a figure holds after `observed_on`.
    """

    key: str
    kind: str
    values: Mapping[str, str]
    sources: tuple[Source, ...]
    observed_on: date | None = None
    valid_days: int | None = None

    def is_stale(self, today: date) -> bool:
        """Tell whether a figure is older than it may be."""
        if self.observed_on is None or self.valid_days is None:
            return False
        return today > self.observed_on + timedelta(self.valid_days)


@dataclass(frozen=True)
class Event:
    """Something that happened on a day and is marked on a chart: the key of its kind or the customer's own words."""

    on: date
    kind: str
    text: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Series:
    """Values over the period, and over the period it is compared with: the same number of places, None where none is.

    `key` is the measure's key or "objective:ID"; `name` is what a person called it, "" where the key has words of its
    own. `drawn` is "line" for what is measured and "columns" for what is counted.
    """

    key: str
    name: str
    unit: str
    drawn: str
    days: tuple[date, ...]
    values: tuple[Decimal | None, ...]
    before: tuple[Decimal | None, ...] = ()
    events: tuple[Event, ...] = ()
    sources: tuple[Source, ...] = ()

    def __post_init__(self) -> None:
        if len(self.values) != len(self.days) or (self.before and len(self.before) != len(self.days)):
            raise ValueError("a value for each day")


@dataclass(frozen=True)
class ChapterFacts:
    """What is known for one section. `nothing` is the key of the reason why it says nothing; then it is hidden."""

    chapter: Chapter
    facts: tuple[Fact, ...] = ()
    series: tuple[Series, ...] = ()
    nothing: str = ""


@dataclass(frozen=True)
class Attendee:
    """Somebody in the meeting: of the customer, with post and department as known, or of ours."""

    name: str
    title: str = ""
    department: str = ""
    is_customer: bool = True
    person_id: str = ""


@dataclass(frozen=True)
class Span:
    """The days of a period, both inclusive, as a person writes it: FY2026Q2."""

    start: date
    end: date
    text: str = ""


@dataclass(frozen=True)
class ReviewFacts:
    """Everything known for a review at the instant `frozen_at`; `today` is the day that was in the book's zone.

    `fiscal_start` is the month in which the customer's fiscal year begins, `compared` the period beside it.
    """

    account_id: str
    account: str
    period: Span
    compared: Span | None
    comparison: str
    frozen_at: datetime
    today: date
    fiscal_start: int
    currency: str = "JPY"
    presented_by: str = ""
    attendees: tuple[Attendee, ...] = ()
    chapters: tuple[ChapterFacts, ...] = field(default_factory=tuple)

    def chapter(self, wanted: Chapter) -> ChapterFacts:
        """Return what is known for a section."""
        found = [one for one in self.chapters if one.chapter is wanted]
        return found[0] if found else ChapterFacts(wanted, nothing="nothing_known")
