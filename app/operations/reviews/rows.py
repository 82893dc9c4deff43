"""What the screens of reviews read: frozen rows of the list, of one review, of what is checked and what differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from app.reports.review.facts import Attendee, Chapter, ReviewFacts
from app.reports.review.told import Told
from app.vocabulary import Side

COMPARISONS = ("previous", "last_year", "none")


@dataclass(frozen=True)
class ReviewRow:
    """A review in the list. `ready` of `sections` that are shown were edited or accepted.

    `warnings` counts the sections that rest on figures older than they may be.
    """

    id: str
    account_id: str
    account: str
    on: date | None
    at: str
    period_text: str
    period_words: str
    start: date
    end: date
    comparison: str
    lang: str
    attendees: tuple[Attendee, ...]
    held_on: date | None
    frozen_at: datetime | None
    ready: int
    sections: int
    warnings: int

    @property
    def is_held(self) -> bool:
        """Tell whether the meeting took place."""
        return self.held_on is not None


@dataclass(frozen=True)
class SectionRow:
    """A section in its place: what the facts say (`told`), and what stands over that.

    `headline` is what stands, `headline_is_own` where a person wrote it. `warned`: something in it is older than it may
    be. `metrics` are the series that may be drawn, with their names; `metric` is the one chosen, "" for that of the
    headline. `left_out` are keys of facts. `note` is internal.
    """

    id: str
    chapter: Chapter
    name: str
    state: str
    warned: bool
    hidden_because: str
    told: Told
    headline: str
    headline_is_own: bool
    points: tuple[str, ...]
    left_out: frozenset[str]
    metric: str
    metrics: tuple[tuple[str, str], ...]
    speaker_notes: str
    note: str

    @property
    def is_hidden(self) -> bool:
        """Tell whether it stays off the slides."""
        return self.state == "hidden"

    @property
    def is_ready(self) -> bool:
        """Tell whether a person edited or accepted it."""
        return self.state in ("edited", "accepted")


@dataclass(frozen=True)
class DecisionRow:
    """What was decided in the meeting, by whom; shown to the customer in the next review where `shown`."""

    id: str
    text: str
    on: date
    by: str
    shown: bool


@dataclass(frozen=True)
class ActionRow:
    """What is to be done after the meeting: a promise made there, or a task of a milestone of the plan."""

    id: str
    text: str
    side: Side
    who: str
    due: date | None
    done_on: date | None
    milestone_id: str | None
    milestone: str


@dataclass(frozen=True)
class ReviewPage:
    """A review as it stands, with all of its sections in order, the hidden ones too; `note` is internal.

    `touchpoint_id` is the meeting in the list of touchpoints; `next_id` the review of the account that follows.
    """

    row: ReviewRow
    facts: ReviewFacts
    sections: tuple[SectionRow, ...]
    decisions: tuple[DecisionRow, ...]
    actions: tuple[ActionRow, ...]
    note: str
    touchpoint_id: str | None
    next_id: str | None
    today: date

    def section(self, section_id: str) -> SectionRow:
        """Return a section by its id; KeyError where it has gone."""
        for one in self.sections:
            if one.id == section_id:
                return one
        raise KeyError(section_id)


class CheckKind(StrEnum):
    """What is looked at before presenting."""

    UNSOURCED = "unsourced"
    STALE = "stale"
    ABOUT_US = "about_us"
    INTERNAL_WORDS = "internal_words"
    SMALL_TEXT = "small_text"
    OVERFLOW = "overflow"


@dataclass(frozen=True)
class Check:
    """One look at the deck. Where `ok` is false it names the section and, in `params`, what was found.

    Params: unsourced `what`; stale `what`, `on`; about_us `words`; internal_words `words`; small_text `size`, `slide`;
    overflow `slide`. The words are those of the key "check.KIND" and "check.KIND.ok".
    """

    kind: CheckKind
    ok: bool
    section_id: str = ""
    chapter: Chapter | None = None
    name: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """A fact that would differ if the data were taken again; `kind` is new, gone or changed.

    `before` and `after` are in the words of the section, "" where there is none.
    """

    chapter: Chapter
    name: str
    key: str
    kind: str
    before: str
    after: str


@dataclass(frozen=True)
class Written:
    """How many slides or pages were written, what to look at before presenting, and the day of the data."""

    slides: int
    warnings: tuple[str, ...]
    data_as_of: date
