"""How many of an account's objectives are met or on track: what success plans say to its health."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from app.models.database import Session
from app.operations.plans.loading import load
from app.operations.plans.values import read_day
from app.plans.status import RECENT, reached
from app.vocabulary import PlanStatus


def objectives_reached(session: Session, *, today: date) -> dict[str, tuple[int, int]]:
    """Return (met or on track, judged) by account, of the plans that are open or were closed not long ago."""
    found: dict[str, list[PlanStatus]] = defaultdict(list)
    for plan in load(session):
        closed = read_day(plan.row["closed_on"])
        if closed is None or closed >= today - timedelta(RECENT):
            found[plan.row["account_id"]] += [goal.status(closed or today) for goal in plan.goals]
    counted = {account_id: reached(statuses) for account_id, statuses in found.items()}
    return {account_id: one for account_id, one in counted.items() if one is not None}
