"""What the screens show of plans: frozen rows of the list, the page and its tree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from app.plans.timeline import Timeline
from app.vocabulary import PlanStatus, Side

ItemKind = Literal["objective", "milestone", "task"]
CommitmentState = Literal["proposed", "committed", "lapsed"]


@dataclass(frozen=True)
class Agreed:
    """The last version that somebody at the customer has said yes to: by whom, when."""

    number: int | None
    on: date
    by: tuple[str, ...]


@dataclass(frozen=True)
class PlanRow:
    """One plan in the list of all. `progress` and `expected` are the means of its objectives, 0 to 1."""

    id: str
    account_id: str
    account: str
    name: str
    kind: str
    success: str
    start: date | None
    end: date | None
    closed_on: date | None
    next_review: date | None
    status: PlanStatus
    progress: float | None
    expected: float | None
    objectives: int
    met: int
    next_due: date | None
    next_title: str
    overdue: int
    version: int
    agreed: Agreed | None
    sample: bool


@dataclass(frozen=True)
class Commitment:
    """What somebody said to an objective, or to the plan; lapsed where what they said yes to has changed since."""

    id: str
    objective_id: str
    state: CommitmentState
    by: str
    person_id: str | None
    on: date
    number: int | None
    how: str


@dataclass(frozen=True)
class TreeRow:
    """One row of the tree, in the order it is shown: objectives, below them milestones, below those tasks.

    A counted milestone goes from 0 (`baseline`) to `target` and has come to `actual`. `owner` is who has it in hand
    as the row says it, `our_owner` who on our side looks after an objective. `status` is `said` where a person said
    otherwise than `suggested`, with their reason. `done_on` of an objective is the day it was met.
    """

    kind: ItemKind
    id: str
    parent_id: str | None
    depth: int
    title: str
    side: Side
    owner: str
    person_id: str | None
    our_owner: str
    start: date | None
    due: date | None
    done_on: date | None
    dropped_on: date | None
    overdue: bool
    status: PlanStatus
    suggested: PlanStatus
    said: PlanStatus | None
    status_reason: str
    shown: bool
    note: str = ""
    metric: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    actual: Decimal | None = None
    actual_on: date | None = None
    target: Decimal | None = None
    progress: float | None = None
    expected: float | None = None
    value_minor: int | None = None
    currency: str = ""
    value_agreed_by: str = ""
    follows_id: str | None = None
    first_value: bool = False
    commitment: Commitment | None = None
    comments: int = 0


@dataclass(frozen=True)
class AgendaItem:
    """One thing to talk about at the next joint review."""

    text: str
    done: bool = False


@dataclass(frozen=True)
class Review:
    """The next joint review; `at`, `minutes` and `what` where one is planned for that day."""

    on: date | None
    agenda: tuple[AgendaItem, ...]
    touchpoint_id: str | None = None
    at: datetime | None = None
    minutes: int | None = None
    what: str = ""


@dataclass(frozen=True)
class Agreement:
    """How one person at the customer stands to the plan: the version they said yes to, and what changed since.

    `number` is None where they have said nothing yet; `changes` counts against what they confirmed.
    """

    name: str
    title: str
    person_id: str | None
    number: int | None
    on: date | None
    changes: int
    lapsed: int

    @property
    def settled(self) -> bool:
        """Tell whether they have said yes to all there is."""
        return self.on is not None and not self.changes and not self.lapsed


@dataclass(frozen=True)
class Version:
    """One version of the plan as it was shown to the customer."""

    number: int
    made_on: date
    sent_on: date | None


@dataclass(frozen=True)
class Comment:
    """What somebody at the customer wrote beside an item, or to the plan as a whole."""

    id: str
    item_id: str
    words: str
    by: str
    on: date
    answered_on: date | None


@dataclass(frozen=True)
class PlanPage:
    """Everything that the page of a plan shows. `changes` counts against the last agreed version; None without one."""

    plan: PlanRow
    note: str
    shows_score: bool
    shows_our_names: bool
    timeline: Timeline | None
    tree: tuple[TreeRow, ...]
    agreements: tuple[Agreement, ...]
    commitments: tuple[Commitment, ...]
    changes: int | None
    versions: tuple[Version, ...]
    review: Review
    comments: tuple[Comment, ...]

    @property
    def to_confirm(self) -> int:
        """Return how many people have something to say yes to."""
        return sum(not one.settled for one in self.agreements)


@dataclass(frozen=True)
class ReadingRow:
    """One dated reading of an objective."""

    id: str
    value: Decimal
    on: date
    source: str
    by: str
