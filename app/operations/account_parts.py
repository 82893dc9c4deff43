"""What the page of an account shows of its people, contract lines and handover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.vocabulary import Role

HANDOVER_TEXTS = (
    "why_bought",
    "outcome_promised",
    "success_as_sold",
    "sales_promises",
    "known_risks",
    "decision_route",
)


@dataclass(frozen=True)
class PersonRow:
    """Somebody at the account in one position; `to` is set for who has left it."""

    id: str
    name: str
    title: str
    department: str
    role: Role | None
    since: date | None
    to: date | None
    email: str
    phone: str


@dataclass(frozen=True)
class LineRow:
    """A line of a contract of the account; `amount` is for one billing period, in major units, tax excluded."""

    product: str
    quantity: str
    amount: Decimal
    currency: str
    billing: str
    start: date
    end: date
    kind: str
    reseller: str


@dataclass(frozen=True)
class HandoverRow:
    """What was handed over with the account."""

    kind: str
    handed_on: date | None
    given_by: str
    texts: Mapping[str, str]
    open_questions: tuple[str, ...]

    @property
    def open_count(self) -> int:
        """Return how many questions are open: those written down, and each part that nobody has filled."""
        return len(self.open_questions) + sum(name not in self.texts for name in HANDOVER_TEXTS)
