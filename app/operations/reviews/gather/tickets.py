"""Tickets that pile up at a customer, by the rule that watches for it."""

from __future__ import annotations

from datetime import timedelta

from app.alerts.rules import Evidence
from app.models.database import Session
from app.operations.reviews.gather.asked import Asked
from app.operations.reviews.gather.measured import measured, sources_of, total_of
from app.operations.reviews.gather.read_facts import text
from app.operations.signals.shipped import rules_of
from app.reports.review.facts import Fact, Span

_OWN_MEAN_DAYS = 180
_HISTORY_DAYS = 60
"""An own mean needs so much of a past."""


def tickets_pile(session: Session, known: Asked) -> tuple[Fact, ...]:
    """Return the tickets of the last days where there are many, and many against their own mean in as long a time."""
    rule = next((one for one in rules_of(session).values() if one.evidence is Evidence.TICKETS and one.on), None)
    found = measured(session, known.account_id, today=known.today)
    gauge = found.gauges.get(rule.words("measure")) if rule is not None else None
    if rule is None or gauge is None:
        return ()
    days = rule.number("within_days")
    edge = known.today - timedelta(days)
    now = found.readings(gauge, Span(edge + timedelta(1), known.today))
    before = found.readings(gauge, Span(edge - timedelta(_OWN_MEAN_DAYS), edge))
    past = (edge - before[0].on).days if before else 0
    count = total_of(now)
    if past < _HISTORY_DAYS or count < rule.number("count"):
        return ()
    mean = total_of(before) * days / past
    if count < rule.number("times_mean") * mean:
        return ()
    values = {"count": text(count), "mean": text(mean), "days": str(days), "since": (edge + timedelta(1)).isoformat()}
    return (Fact("tickets", "tickets", values, sources_of([*now, *before]), now[-1].on, days),)
