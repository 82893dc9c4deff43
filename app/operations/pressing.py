"""Which accounts ask for something today, and how much: the order that a list of accounts begins with."""

from __future__ import annotations

from datetime import date

from app.models.database import Session
from app.operations.today import Health, today_rows


def pressing(session: Session, *, today: date, health: Health = None) -> dict[str, int]:
    """Return the place of the most pressing row of today of each account that has one."""
    places: dict[str, int] = {}
    for row in today_rows(session, today=today, health=health):
        places.setdefault(row.account_id, row.rank)
    return places
