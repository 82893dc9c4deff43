"""What the walk shows of one account: its facts, its pulses, the last conversation and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.account_page import AccountPage, account_page
from app.operations.pulses import Pulse, pulses_of
from app.operations.touchpoints import TouchpointRow, touchpoint_rows


@dataclass(frozen=True)
class StopPage:
    """One account on the walk; `verdict` is what was said of it today, "" where nothing was yet."""

    account: AccountPage
    pulses: tuple[Pulse, ...]
    last: TouchpointRow | None
    coming: TouchpointRow | None
    verdict: str
    note: str


def stop_page(session: Session, account_id: str, *, today: date) -> StopPage:
    """Return what the walk shows of an account; raises BansoError where it was removed meanwhile."""
    account = account_page(session, account_id, today=today)
    rows = touchpoint_rows(session, account_id, limit=40)
    coming = [row for row in rows if row.planned and row.date >= today]
    walk = tables.walk
    said = session.rows(
        select(walk.c.verdict, walk.c.note).where(
            walk.c.account_id == account_id, walk.c.on_date == today.isoformat(), walk.c.deleted_at.is_(None)
        )
    )
    return StopPage(
        account=account,
        pulses=pulses_of(session, account_id, today=today),
        last=next((row for row in rows if not row.planned and row.two_way), None),
        coming=min(coming, key=lambda row: row.date, default=None),
        verdict=said[0]["verdict"] if said else "",
        note=(said[0]["note"] or "") if said else "",
    )
