"""What was logged as a risk about a call to action: its touchpoints, seen there as evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from app.alerts.firing import TOUCHPOINTS
from app.models import tables
from app.models.database import Session


@dataclass(frozen=True)
class LoggedRisk:
    """A touchpoint that was logged as a risk while the call to action was open."""

    id: str
    on: date
    body: str


def logged_risks(session: Session, facts: Mapping[str, Any]) -> tuple[LoggedRisk, ...]:
    """Return what was logged about a call to action, by its facts: the newest first, without what was taken back."""
    touchpoint = tables.touchpoint
    ids = facts.get(TOUCHPOINTS)
    if not ids:
        return ()
    rows = session.rows(
        select(touchpoint.c.id, touchpoint.c.on_date, touchpoint.c.body)
        .where(touchpoint.c.id.in_(list(ids)), touchpoint.c.deleted_at.is_(None))
        .order_by(touchpoint.c.on_date.desc(), touchpoint.c.no.desc())
    )
    return tuple(LoggedRisk(row["id"], date.fromisoformat(row["on_date"]), row["body"] or "") for row in rows)
