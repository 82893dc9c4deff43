"""What screens and files show of the voice of customers: requests, who wants them too, answers to surveys, leads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from app.operations.moves.arrivals import Arrival
from app.operations.surveys import DETRACTOR
from app.vocabulary import Gate, LeadOrigin, Survey

RequestState = Literal["shipped", "open", "told", "closed"]
LeadState = Literal["found", "submitted", "accepted", "won", "lost"]


@dataclass(frozen=True)
class Money:
    """An amount in major units."""

    amount: Decimal
    currency: str


@dataclass(frozen=True)
class Wanting:
    """An account that wants something: what it pays a year, until when, and when it was told that it is there."""

    account_id: str
    account: str
    arr: Money | None
    renewal: date | None
    told_on: date | None


@dataclass(frozen=True)
class RequestRow:
    """A request in the customer's words. `account_id` asked first; `wanted` are all who want it, that one first.

    `place` is the kind of the touchpoint where it was raised, `amount` what a person said is at stake.
    """

    id: str
    account_id: str
    words: str
    area: str
    raised_on: date
    touchpoint_id: str | None
    place: str
    person_id: str | None
    person: str
    amount: Money | None
    shipped_on: date | None
    closed_on: date | None
    wanted: tuple[Wanting, ...]

    @property
    def account(self) -> str:
        """Return who asked first."""
        return self.wanted[0].account if self.wanted else ""

    @property
    def state(self) -> RequestState:
        """Return how it stands: shipped until everybody was told."""
        if self.closed_on is not None:
            return "closed"
        if self.shipped_on is None:
            return "open"
        return "shipped" if self.to_tell else "told"

    @property
    def to_tell(self) -> tuple[Wanting, ...]:
        """Return who is to be told that it is there."""
        if self.shipped_on is None or self.closed_on is not None:
            return ()
        return tuple(one for one in self.wanted if one.told_on is None)

    @property
    def at_stake(self) -> tuple[Money, ...]:
        """Return the money at stake: what a person said, else what the accounts pay a year, by currency."""
        if self.amount is not None:
            return (self.amount,)
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for one in self.wanted:
            if one.arr is not None:
                sums[one.arr.currency] += one.arr.amount
        return tuple(Money(amount, currency) for currency, amount in sums.items() if amount)

    @property
    def renewal(self) -> date | None:
        """Return the first renewal among the accounts that want it."""
        return min((one.renewal for one in self.wanted if one.renewal is not None), default=None)


@dataclass(frozen=True)
class AnswerRow:
    """One person's answer to a survey."""

    id: str
    survey: Survey
    person: str
    score: Decimal | None
    comment: str
    on: date
    request_id: str | None
    followed_on: date | None
    recent: bool = True

    @property
    def is_detractor(self) -> bool:
        """Tell whether somebody is to be asked why."""
        return self.survey is Survey.NPS and self.score is not None and self.score <= DETRACTOR

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has followed it up, while it still says something of today."""
        return self.recent and self.is_detractor and self.request_id is None and self.followed_on is None


@dataclass(frozen=True)
class LeadRow:
    """A lead that customer success found (CSQL). A gate is yes, no, or not judged yet."""

    id: str
    account_id: str
    origin: LeadOrigin
    signal: str
    gates: Mapping[Gate, bool | None]
    submitted_on: date | None
    accepted_on: date | None
    won_on: date | None
    lost_on: date | None
    amount: Money | None

    @property
    def state(self) -> LeadState:
        """Return how far it has come."""
        if self.won_on is not None or self.lost_on is not None:
            return "won" if self.won_on is not None else "lost"
        if self.accepted_on is not None:
            return "accepted"
        return "submitted" if self.submitted_on is not None else "found"

    @property
    def last_on(self) -> date | None:
        """Return the day of its last step."""
        return self.won_on or self.lost_on or self.accepted_on or self.submitted_on

    @property
    def passed(self) -> int:
        """Return how many gates are open."""
        return sum(answer is True for answer in self.gates.values())


@dataclass(frozen=True)
class AccountVoice:
    """Everything on the voice tab of an account; `areas` are the product areas that are in use anywhere."""

    requests: tuple[RequestRow, ...]
    answers: tuple[AnswerRow, ...]
    leads: tuple[LeadRow, ...]
    arrivals: tuple[Arrival, ...]
    areas: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]
    currency: str
