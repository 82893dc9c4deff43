"""Versions of a plan: what the customer is shown is kept as it goes out, so that what comes back can be held to it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.plans.body import body_of
from app.operations.plans.content import plan_content
from app.operations.plans.loading import load_one


def make_version(session: Session, plan_id: str, *, today: date, lang: str, sent_on: date | None = None) -> int:
    """Keep what the customer sees of a plan today as its next version and return the version's number."""
    plan = load_one(session, plan_id)
    number = (int(plan.versions[-1]["number"]) if plan.versions else 0) + 1
    content = plan_content(session, plan_id, today=today, lang=lang, version=number)
    row = {
        "account_id": plan.row["account_id"],
        "plan_id": plan_id,
        "number": number,
        "made_on": today.isoformat(),
        "body": body_of(content),
        "sent_on": sent_on.isoformat() if sent_on is not None else None,
    }
    door.create(session, "plan_version", [row])
    return number


def mark_sent(session: Session, plan_id: str, number: int, *, on: date | None) -> int:
    """Write on which day a version went out to the customer; None takes it back. Raises KeyError without one."""
    version = tables.plan_version
    found = session.scalar(
        select(version.c.id).where(
            version.c.plan_id == plan_id, version.c.number == number, version.c.deleted_at.is_(None)
        )
    )
    if found is None:
        raise KeyError(number)
    return door.amend(session, "plan_version", {found: {"sent_on": on.isoformat() if on else None}})
