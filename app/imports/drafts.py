"""What the rows of each kind of file say: one frozen draft a row, holding only what the row gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.vocabulary import ImportKind, Survey, TouchpointKind


@dataclass(frozen=True)
class AccountDraft:
    """An account of a file; `given` holds every canonical column with something in it, the required ones too."""

    row: int
    name: str
    given: Mapping[str, object]


@dataclass(frozen=True)
class PersonDraft:
    """A person in a position at an account."""

    row: int
    account: str
    name: str
    given: Mapping[str, object]


@dataclass(frozen=True)
class ContractLineDraft:
    """A line of a contract; `end` is its last day."""

    row: int
    account: str
    start: date
    end: date
    product: str
    quantity: Decimal
    unit_price: Decimal
    currency: str
    given: Mapping[str, object]


@dataclass(frozen=True)
class TouchpointDraft:
    """A touchpoint; `given["date"]` is a datetime where the row states a time; `occurrence` counts equal rows."""

    row: int
    account: str
    date: date
    kind: TouchpointKind
    body: str
    given: Mapping[str, object]
    occurrence: int = 1


@dataclass(frozen=True)
class ReadingDraft:
    """A value of a measure; a row of a wide file gives one for each of its columns."""

    row: int
    account: str
    measure: str
    value: Decimal
    observed_at: date | datetime
    given: Mapping[str, object]


@dataclass(frozen=True)
class EventDraft:
    """A point event at an account, such as payment_failed."""

    row: int
    account: str
    at: date | datetime
    kind: str
    given: Mapping[str, object]


@dataclass(frozen=True)
class NetworkDraft:
    """Somebody whom we are connected with in a network, as their own page there says where they work."""

    row: int
    first: str
    last: str
    connected_on: date
    given: Mapping[str, object]


@dataclass(frozen=True)
class AttendanceDraft:
    """Somebody who was at an event or a training; whose they are shows by their address, else by `given["company"]`.

    `gathering` is the name of what they were at: that of the row, else that of the file.
    """

    row: int
    name: str
    date: date
    given: Mapping[str, object]
    gathering: str = ""


@dataclass(frozen=True)
class SurveyDraft:
    """One person's answer to a survey; `occurrence` counts equal answers of nobody named."""

    row: int
    date: date
    score: Decimal
    given: Mapping[str, object]
    survey: Survey = Survey.OTHER
    occurrence: int = 1


@dataclass(frozen=True)
class RateDraft:
    """What one unit of a currency was worth on a day; `given["base"]` names in what, where the file says so."""

    row: int
    currency: str
    on: date
    rate: Decimal
    given: Mapping[str, object]


Draft = (
    AccountDraft
    | PersonDraft
    | ContractLineDraft
    | TouchpointDraft
    | ReadingDraft
    | EventDraft
    | NetworkDraft
    | AttendanceDraft
    | SurveyDraft
    | RateDraft
)


def kind_of(draft: Draft) -> ImportKind:
    """Return the kind of file a draft comes from."""
    return _KINDS[type(draft)]


_KINDS: Mapping[type, ImportKind] = {
    AccountDraft: ImportKind.ACCOUNTS,
    PersonDraft: ImportKind.PEOPLE,
    ContractLineDraft: ImportKind.CONTRACTS,
    TouchpointDraft: ImportKind.TOUCHPOINTS,
    ReadingDraft: ImportKind.READINGS,
    EventDraft: ImportKind.EVENTS,
    NetworkDraft: ImportKind.NETWORK,
    AttendanceDraft: ImportKind.ATTENDANCE,
    SurveyDraft: ImportKind.SURVEYS,
    RateDraft: ImportKind.RATES,
}
