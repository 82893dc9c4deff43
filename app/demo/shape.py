"""What a made-up customer is described by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Curve = tuple[tuple[float, float], ...]
"""(months before today, share of the licences in use), from the past to the present; linear between."""

STEADY: Curve = ((24, 0.62), (12, 0.68), (0, 0.70))
STRONG: Curve = ((24, 0.66), (12, 0.80), (0, 0.88))
SOFT: Curve = ((24, 0.60), (10, 0.55), (0, 0.48))


@dataclass(frozen=True)
class Product:
    """A further line of a contract: what, how many, at which monthly price, since how many months."""

    name: str
    quantity: int
    price: int
    months_ago: int | None = None
    """None: from the first day of the first contract."""


@dataclass(frozen=True)
class Step:
    """A renewal that changed the deal: at the n-th renewal from the end (1 = the last one), licences and price."""

    renewal: int
    seats: int
    price: int


@dataclass(frozen=True)
class Loss:
    """How a customer left: tags as DOMAIN names them, and whether they gave notice."""

    tags: tuple[str, ...]
    notified: bool = True
    back_months_ago: int | None = None
    """A customer who returned: when the new contract began."""
    seen: tuple[tuple[int, str], ...] = ()
    """What was seen so many days before it was told."""


@dataclass(frozen=True)
class Firm:
    """One customer of the made-up book."""

    key: str
    """The domain's first label, and the seed of everything that chance decides for this customer."""
    name: str
    lang: Literal["ja", "en"]
    segment: Literal["high", "low", "tech"]
    industry: str
    seats: int
    price: int
    """Yen per licence and month, at first."""
    reading: str | None = None
    ends: int | None = None
    """Months from today's to the month in which the (last) contract ends; None: the next 31 March."""
    terms: int = 2
    """Contracts of twelve months so far."""
    since: int | None = None
    """Months since the first contract began, for customers in their first year."""
    notice: tuple[int, str] | None = (1, "m")
    auto_renew: bool = False
    silent: bool = False
    """The last contract ended half a year ago and renewed by itself: nobody decided."""
    billing: Literal["monthly", "yearly"] = "monthly"
    free_months: int = 0
    reseller: str | None = None
    before: Literal["poc", "trial"] | None = None
    """What came before the first paid contract."""
    late_days: int = 0
    """The last renewal began this many days after the contract had ended."""
    products: tuple[Product, ...] = ()
    steps: tuple[Step, ...] = ()
    loss: Loss | None = None
    curve: Curve = STEADY
    fit: str = "good"
    fit_reason: str = ""
    fiscal_year_end: int = 3
    tags: tuple[str, ...] = ()
    parent: str | None = None
    sponsor: bool = True
    cadence: int | None = None
    """Days between touchpoints, where not the segment's."""
    quiet_days: int = 0
    """Nothing was said in the last so many days."""
    scant: bool = False
    """Hardly any reading: there is not enough to say."""
    taken_over: int | None = None
    """Months since a colleague handed the customer over."""
    nps: tuple[int, ...] = ()
    """The latest results of the half-yearly survey, oldest first; empty: by chance around the curve."""
    pulse: tuple[int, int, int] | None = None
    """The latest embedding, backing and warmth; None: by chance around the curve."""
    hand_written: bool = False
    """The last weeks are told by hand, so that nothing made by chance is put between them."""
