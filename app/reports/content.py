"""What documents for customers say of records and people: where a line comes from, and who somebody is to us both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.vocabulary import Role


class SourceKind(StrEnum):
    """What kind of record a figure or a line comes from."""

    TOUCHPOINT = "touchpoint"
    PROMISE = "promise"
    HANDOVER = "handover"
    PERSON = "person"
    CONTRACT = "contract"
    READING = "reading"
    OBJECTIVE = "objective"
    OBJECTIVE_READING = "objective_reading"
    MILESTONE = "milestone"
    COMMITMENT = "commitment"
    REQUEST = "request"
    INDICATOR = "indicator"
    RESPONSE = "response"
    DECISION = "decision"
    PLAN = "plan"
    ONBOARDING = "onboarding"
    PARTICIPATION = "participation"


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
class PersonLine:
    """Somebody at the customer, as the customer would put it."""

    name: str
    title: str = ""
    department: str = ""
    part: Part | None = None
    since: date | None = None
    sources: tuple[Source, ...] = ()
