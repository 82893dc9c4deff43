"""Leads that customer success found, by the period in which they were submitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.revenue.periods import Period
from app.statistics import Rate


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
