"""Leads that customer success found: what must be true of one, and how those of a period came through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.revenue.agreed import NEGATIVE, UNKNOWN_CURRENCY, Faults, Row, is_currency
from app.revenue.periods import Period
from app.statistics import Rate

LEAD_ORDER = "lead_order"
GRACE = timedelta(days=1)
"""Another system's day begins up to so much earlier than ours: its zone is another one."""
_AFTER = {"accepted_on": "submitted_on", "won_on": "accepted_on", "lost_on": "submitted_on"}


@dataclass(frozen=True, slots=True)
class Lead:
    """One lead and the days on which it was submitted, accepted by sales, won or lost."""

    id: str
    account: str
    submitted_on: date | None
    accepted_on: date | None
    won_on: date | None
    lost_on: date | None


@dataclass(frozen=True)
class Funnel:
    """Accepted of those submitted, won of those accepted, and which of them are not decided yet."""

    accepted: Rate
    won: Rate
    pending: tuple[str, ...]
    submitted: tuple[Lead, ...]


def funnel(leads: Sequence[Lead], period: Period, today: date) -> Funnel:
    """Return the funnel of the leads submitted in a period, as it stands today."""
    cohort = tuple(
        lead for lead in leads if lead.submitted_on is not None and period.start <= lead.submitted_on <= period.end
    )

    def by(day: date | None) -> bool:
        return day is not None and day <= today

    accepted = [lead for lead in cohort if by(lead.accepted_on)]
    won = [lead for lead in accepted if by(lead.won_on)]
    pending = tuple(lead.id for lead in cohort if not by(lead.won_on) and not by(lead.lost_on))
    return Funnel(Rate(len(accepted), len(cohort)), Rate(len(won), len(accepted)), pending, cohort)


def lead_faults(row: Row) -> Faults:
    """Return, by column, what cannot be of a lead whoever tells it: a step without the one before it, or before it;
    won and lost at once; an amount below zero or in a currency that is none.
    """
    days = {name: date.fromisoformat(str(row[name])) for name in ("submitted_on", *_AFTER) if row.get(name)}
    faults = {
        name: LEAD_ORDER
        for name, before in _AFTER.items()
        if name in days and (before not in days or days[name] < days[before] - GRACE)
    }
    if "won_on" in days and "lost_on" in days:
        faults["lost_on"] = LEAD_ORDER
    if row.get("amount_minor") is not None and int(row["amount_minor"]) < 0:
        faults["amount_minor"] = NEGATIVE
    if row.get("currency") is not None and not is_currency(str(row["currency"])):
        faults["currency"] = UNKNOWN_CURRENCY
    return faults
