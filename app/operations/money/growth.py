"""What came on top in a period: upsell and cross-sell case by case, and the leads submitted in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal

from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.money.figures import Metrics
from app.operations.voice.questions import lead_row
from app.operations.voice.rows import LeadRow
from app.revenue.bridge import Part
from app.revenue.expansion import Expansion
from app.revenue.leads import Lead
from app.revenue.periods import Period

__all__ = ["STEPS", "Expansion", "Lead", "LeadRow", "Part", "grown", "leads_at", "leads_submitted"]


def _by(day: date | None, today: date) -> bool:
    return day is not None and day <= today


STEPS: Mapping[str, Callable[[Lead, date], bool]] = {
    "submitted": lambda _lead, _today: True,
    "accepted": lambda lead, today: _by(lead.accepted_on, today),
    "won": lambda lead, today: _by(lead.accepted_on, today) and _by(lead.won_on, today),
    "lost": lambda lead, today: _by(lead.lost_on, today),
    "pending": lambda lead, today: not _by(lead.won_on, today) and not _by(lead.lost_on, today),
}
"""How far a lead of a cohort has come by a day."""


def grown(m: Metrics, term: Literal["upsell", "cross_sell"]) -> tuple[Part, ...]:
    """Return the upsells or cross-sells of those who paid at the start, the most money first."""
    who = set((m.upsell if term == "upsell" else m.cross_sell).who)
    parts = [part for part in m.bridge.parts if part.term == term and part.customer in who]
    return tuple(sorted(parts, key=lambda part: (-part.amount, part.day, part.customer)))


def leads_at(m: Metrics, step: str, today: date) -> tuple[Lead, ...]:
    """Return the leads of the cohort that have come to a step, the last submitted first."""
    some = [lead for lead in m.leads.submitted if STEPS[step](lead, today)]
    return tuple(sorted(some, key=lambda lead: lead.submitted_on or date.min, reverse=True))


def leads_submitted(session: Session, *, period: Period) -> dict[str, LeadRow]:
    """Return the leads submitted in a period by their id, with what they are about."""
    csql = tables.csql
    asked = select(csql).where(
        csql.c.deleted_at.is_(None),
        csql.c.submitted_on.between(period.start.isoformat(), period.end.isoformat()),
    )
    return {row["id"]: lead_row(row) for row in session.rows(asked)}
