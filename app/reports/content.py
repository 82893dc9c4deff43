"""What a first review deck says, as frozen customer-safe data: no field here holds an internal note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.vocabulary import Role, Side, TouchpointKind


class Section(StrEnum):
    """The chapters of a first review, in the order they are shown."""

    COVER = "cover"
    AGREED = "agreed"
    ACTIVITY = "activity"
    PROMISES = "promises"
    PEOPLE = "people"
    RENEWAL = "renewal"
    NEXT = "next"


class SourceKind(StrEnum):
    """What kind of record a figure or a line comes from."""

    TOUCHPOINT = "touchpoint"
    PROMISE = "promise"
    HANDOVER = "handover"
    PERSON = "person"
    CONTRACT = "contract"
    READING = "reading"


class Part(StrEnum):
    """The part a person takes, in words a customer may read."""

    SPONSOR = "sponsor"
    CHAMPION = "champion"
    DECISION = "decision"
    PAYMENT = "payment"
    SYSTEMS = "systems"
    USE = "use"


_PARTS = {
    Role.SPONSOR: Part.SPONSOR,
    Role.CHAMPION: Part.CHAMPION,
    Role.DECISION_MAKER: Part.DECISION,
    Role.PAYER: Part.PAYMENT,
    Role.CONNECTOR: Part.SYSTEMS,
    Role.USER: Part.USE,
}


def part_of(role: Role | None) -> Part | None:
    """Return how a role is called towards the customer; what we think of somebody (sceptic) is not said."""
    return None if role is None else _PARTS.get(role)


@dataclass(frozen=True)
class Source:
    """The record behind a figure or a line; its id and label are printed in speaker notes only."""

    kind: SourceKind
    id: str
    date: date | None
    label: str


@dataclass(frozen=True)
class Period:
    """The days a review is about, both inclusive, and how they are called: 2026年7–9月（第2四半期）."""

    start: date
    end: date
    label: str


@dataclass(frozen=True)
class AgreedItem:
    """Something both sides agreed on: when, and who said so."""

    text: str
    on: date | None = None
    by: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Activity:
    """How often we met: `counts[k][m]` touchpoints of `kinds[k]` in the month beginning on `months[m]`.

    `minutes` is the recorded time, None where none is recorded; `previous_total` counts the period before, of the
    same length, None where it is not known. Raises ValueError where the table is not rectangular.
    """

    months: tuple[date, ...] = ()
    kinds: tuple[TouchpointKind, ...] = ()
    counts: tuple[tuple[int, ...], ...] = ()
    minutes: int | None = None
    previous_total: int | None = None
    sources: tuple[Source, ...] = ()

    def __post_init__(self) -> None:
        if len(self.counts) != len(self.kinds) or any(len(row) != len(self.months) for row in self.counts):
            raise ValueError("a count for each kind and month")

    @property
    def total(self) -> int:
        """Return how many touchpoints the period has."""
        return sum(map(sum, self.counts))


@dataclass(frozen=True)
class PromiseItem:
    """A promise between the two sides; `owner` is the name of who owes it, done where `done_on` is set."""

    text: str
    side: Side
    owner: str = ""
    due: date | None = None
    done_on: date | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class PersonLine:
    """Somebody at the customer, as the customer would put it."""

    name: str
    title: str = ""
    department: str = ""
    part: Part | None = None
    since: date | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Renewal:
    """When the contract ends and until when notice may be given.

    `estimated`: the notice term is not in the contract as recorded. `yearly_amount` is in major units, tax excluded.
    """

    end: date
    notice_deadline: date | None = None
    estimated: bool = False
    auto_renew: bool | None = None
    yearly_amount: Decimal | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class NextStep:
    """What comes next: an open promise of `side`, or a planned touchpoint (`planned`)."""

    text: str
    on: date | None = None
    side: Side | None = None
    owner: str = ""
    planned: TouchpointKind | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class ReviewContent:
    """A first review as of `data_as_of`; empty parts are left out of the deck and named in its warnings."""

    lang: str
    account: str
    period: Period
    data_as_of: date
    currency: str = "JPY"
    presented_by: str = ""
    agreed: tuple[AgreedItem, ...] = ()
    activity: Activity = Activity()
    promises: tuple[PromiseItem, ...] = ()
    people: tuple[PersonLine, ...] = ()
    renewal: Renewal | None = None
    next_steps: tuple[NextStep, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class LastWords:
    """The customer's last recorded words: what, who, when."""

    text: str
    by: str = ""
    on: date | None = None


@dataclass(frozen=True)
class SpeakerNotes:
    """What only the presenter sees (発表用): the data date, the last words, and sources of the review as a whole."""

    data_as_of: date
    last_words: LastWords | None = None
    sources: tuple[Source, ...] = ()
