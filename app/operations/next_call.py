"""Which planned touchpoint of an account comes next: the one that can be prepared."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from app.models import tables
from app.models.database import Session

_touchpoint = tables.touchpoint


def next_planned(session: Session, account_id: str, *, today: date) -> str | None:
    """Return the id of the planned touchpoint that is next from `today` on; None where none is planned."""
    statement = (
        select(_touchpoint.c.id)
        .where(
            _touchpoint.c.account_id == account_id,
            _touchpoint.c.state == "planned",
            _touchpoint.c.on_date >= today.isoformat(),
            _touchpoint.c.deleted_at.is_(None),
        )
        .order_by(_touchpoint.c.on_date, _touchpoint.c.at.is_(None), _touchpoint.c.at, _touchpoint.c.no)
        .limit(1)
    )
    found = session.scalar(statement)
    return str(found) if found is not None else None
