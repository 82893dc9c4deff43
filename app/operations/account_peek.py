"""What is to be known of an account at a glance, beside the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.models.database import Session
from app.operations.account_page import AccountPage, account_page
from app.operations.touchpoints import TouchpointRow, touchpoint_rows

LATEST = 3


@dataclass(frozen=True)
class AccountPeek:
    """The account's page, and its last touchpoints."""

    page: AccountPage
    latest: tuple[TouchpointRow, ...]


def account_peek(session: Session, account_id: str, *, today: date) -> AccountPeek:
    """Return what the panel beside the list shows of one account."""
    page = account_page(session, account_id, today=today)
    # Planned ones come first in the timeline: enough are asked for to find the last that took place.
    rows = [row for row in touchpoint_rows(session, account_id, limit=LATEST * 4) if not row.planned]
    return AccountPeek(page, tuple(rows[:LATEST]))
